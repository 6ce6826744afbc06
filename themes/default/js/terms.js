// @ts-check
// What a term means, beside it: while the mouse is on it or the keyboard is at it, and at the first tap of a finger; the
// second goes to the glossary. Escape closes it.
rolebook.define("terms", ["elements", "keys", "say"], ({ make }, { isComposing }, say) => {
  /** Long enough for the mouse to pass over a word, or from the word to the note. */
  const PAUSE = 200;

  const note = make("div", { class: "term-note", hidden: "" });
  const meaning = make("p", {});
  const more = make("a", {});
  note.append(meaning, more);

  /** @type {HTMLAnchorElement | null} the term whose note is open */
  let term = null;
  let byTouch = false;
  let timer = 0;

  /** @param {EventTarget | null} target @returns {HTMLAnchorElement | null} */
  const termAt = (target) => (target instanceof Element ? target.closest("a.term-link") : null);

  /** Below the word, or above it where there is no room; never beyond the edge of the window. */
  const place = () => {
    if (!term) return;
    const word = term.getClientRects()[0];
    if (!word) return close();
    const { offsetWidth: width, offsetHeight: height } = note;
    const { clientWidth, clientHeight } = document.documentElement;
    const margin = 12;
    const left = Math.max(margin, Math.min(word.left, clientWidth - width - margin));
    const below = word.bottom + 6;
    const top = below + height + margin > clientHeight && word.top - 6 - height > margin ? word.top - 6 - height : below;
    note.style.left = `${left}px`;
    note.style.top = `${top}px`;
  };

  /** @param {HTMLAnchorElement} next */
  const open = (next) => {
    const said = document.getElementById(next.getAttribute("aria-describedby") ?? "");
    if (!said) return;
    term = next;
    meaning.textContent = said.textContent;
    more.href = next.href;
    more.textContent = say("t.term_more");
    more.hidden = !byTouch;
    if (!note.isConnected) document.body.append(note);
    note.hidden = false;
    place();
  };

  const close = () => {
    clearTimeout(timer);
    term = null;
    note.hidden = true;
  };

  /** @param {() => void} then */
  const soon = (then) => {
    clearTimeout(timer);
    timer = setTimeout(then, PAUSE);
  };

  document.addEventListener("pointerdown", (event) => {
    byTouch = event.pointerType === "touch";
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    byTouch = false;
    const next = termAt(event.target);
    if (next && next !== term) soon(() => open(next));
    else if (next || (event.target instanceof Node && note.contains(event.target))) clearTimeout(timer);
    else if (term && document.activeElement !== term) soon(close);
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const next = termAt(event.target);
    if (next && !byTouch && next.matches(":focus-visible")) open(next);
    else if (term && !byTouch && !(event.target instanceof Node && note.contains(event.target))) close();
  });
  document.addEventListener("focusout", (event) => {
    if (termAt(event.target) && !byTouch) close();
  });
  document.addEventListener("click", (event) => {
    const next = termAt(event.target);
    if (next && byTouch && next !== term) {
      event.preventDefault();
      open(next);
    } else if (term && !next && !(event.target instanceof Node && note.contains(event.target))) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !isComposing(event) && term) close();
  });
  document.addEventListener("scroll", () => term && place(), { passive: true, capture: true });
  window.addEventListener("resize", close);
  document.addEventListener("rolebook:update", close);
});
