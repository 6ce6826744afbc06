// @ts-check
// The words a reader came for are marked in the text: `?h=word&h=word`, as results of the search lead here. Esc clears.
rolebook.define("search/box/highlight", [
  "announce", "keys", "address", "say", "search/engine/text", "search/box/parts",
], (
  announce, { isComposing }, address, say, { fold, foldMapped }, { brought },
) => {
  /** Elements that do not end a line of text. */
  const INLINE = "a, abbr, b, bdi, cite, code, del, dfn, em, i, ins, kbd, mark, q, s, small, span, strong, sub, sup, u, var";
  /** Nothing is marked in here: drawings, formulas, what the theme writes, answers that are kept folded. */
  const SILENT = "script, style, template, svg, math, textarea, select, .anchor, .copy, .answer, .found-bar, .visually-hidden, [hidden]";
  const MOST = 500;

  /** @type {HTMLElement[][]} the marks of each match, one for each piece of text it spans */
  let found = [];
  let at = 0;
  /** @type {HTMLElement | null} */
  let bar = null;
  /** @type {string[]} */
  let sought = [];

  /** Runs of text nodes that a reader reads as one line. @param {Element} scope */
  const lines = (scope) => {
    /** @type {Map<Element, Text[]>} */
    const byBlock = new Map();
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let block = node.parentElement;
      if (!(node instanceof Text) || !node.data.trim() || !block || block.closest(SILENT)) continue;
      while (block && block !== scope && block.matches(INLINE)) block = block.parentElement;
      const own = byBlock.get(/** @type {Element} */ (block));
      if (own) own.push(node);
      else byBlock.set(/** @type {Element} */ (block), [node]);
    }
    return [...byBlock.values()];
  };

  /** Where the words stand in a text, from left to right, none in another. @param {string} text @param {string[]} words folded @returns {[number, number][]} */
  const places = (text, words) => {
    const { folded, map } = foldMapped(text);
    /** @type {[number, number][]} */
    const all = [];
    for (const word of words) {
      const isLatin = /^[a-z0-9]/.test(word);
      for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) {
        // A Latin word is found from its beginning on, as in the search.
        if (!isLatin || !/[a-z0-9]/.test(folded[from - 1] || "")) all.push([map[from], map[from + word.length]]);
      }
    }
    all.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return all.filter(([from, to], index) => !all.slice(0, index).some((one) => from < one[1] && to > one[0]));
  };

  /** @param {Text[]} nodes @param {[number, number]} place */
  const wrap = (nodes, [from, to]) => {
    /** @type {HTMLElement[]} */
    const marks = [];
    let start = 0;
    for (const node of nodes) {
      const end = start + node.data.length;
      if (from < end && to > start) {
        const middle = from > start ? node.splitText(from - start) : node;
        if (to < end) middle.splitText(to - Math.max(from, start));
        const mark = document.createElement("mark");
        mark.className = "found";
        middle.replaceWith(mark);
        mark.append(middle);
        marks.push(mark);
      }
      start = end;
    }
    return marks;
  };

  const clear = () => {
    for (const mark of found.flat()) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent?.normalize();
    }
    found = [];
    sought = [];
    bar?.remove();
  };

  /** @param {string[]} words */
  const put = (words) => {
    clear();
    const wanted = [...new Set(words.map((word) => fold(word).trim()).filter(Boolean))].slice(0, 12);
    if (!wanted.length) return;
    for (const scope of document.querySelectorAll("main .body")) {
      for (const nodes of lines(scope)) {
        const text = nodes.map(({ data }) => data).join("");
        // From the last to the first: what is wrapped moves nothing before it.
        const own = places(text, wanted).reverse().map((place) => wrap(nodes, place));
        found.push(...own.reverse());
        if (found.length >= MOST) return;
      }
    }
    sought = words;
  };

  /** @param {number} to @param {boolean} [gently] stay when it is in sight */
  const go = (to, gently) => {
    for (const mark of found[at] || []) delete mark.dataset.here;
    at = (to + found.length) % found.length;
    const [mark] = found[at];
    for (const one of found[at]) one.dataset.here = "";
    for (let fold = mark.closest("details:not([open])"); fold; fold = fold.parentElement?.closest("details:not([open])") || null) {
      fold.setAttribute("open", "");
    }
    const { top, bottom } = mark.getBoundingClientRect();
    if (!gently || top < 80 || bottom > innerHeight - 80) mark.scrollIntoView({ block: "center" });
    const count = bar?.querySelector(".found-count");
    if (count) count.textContent = `${at + 1} / ${found.length}`;
  };

  const showBar = () => {
    if (!bar) {
      bar = /** @type {HTMLElement} */ (document.importNode(/** @type {Node} */ (brought.querySelector(".found-bar")), true));
      bar.addEventListener("click", ({ target }) => {
        const button = target instanceof Element ? target.closest("button") : null;
        if (!button) return;
        const step = Number(button.dataset.step);
        if (step) go(at + step);
        else clear();
      });
    }
    document.querySelector("main")?.append(bar);
  };

  /** @param {string[]} words */
  const highlight = (words) => {
    put(words);
    if (!found.length) return;
    showBar();
    // From the place the address points to on.
    const target = address.target();
    const after = target ? found.findIndex(([mark]) => target.contains(mark) || Boolean(target.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING)) : 0;
    at = 0;
    go(Math.max(0, after), true);
    announce(say("t.found_n", { n: found.length }));
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !found.length || isComposing(event)) return;
    if (document.querySelector("dialog[open], .header details[open], [data-drawer]")) return;
    clear();
  });
  document.addEventListener("rolebook:update", () => {
    if (!sought.length) return;
    const words = sought;
    found = [];
    put(words);
    if (found.length) showBar();
  });

  const arrive = () => {
    const address = new URL(location.href);
    const words = address.searchParams.getAll("h");
    if (!words.length) return;
    address.searchParams.delete("h");
    try {
      // A link that is copied from here is a link to the page.
      history.replaceState(history.state, "", address.href);
    } catch {
      // Then it keeps the words.
    }
    highlight(words);
  };
  arrive();
  return highlight;
});
