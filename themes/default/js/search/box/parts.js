// @ts-check
// What all of the search box shares: its icons, marked text, addresses, the engine, and what is remembered.
rolebook.define("search/box/parts", [
  "early", "address", "elements", "say", "search/engine/open",
], (
  early, addresses, { make }, say, { open },
) => {
  const root = document.documentElement;
  const KEY = `${early.store}.search`;
  /** Recent searches that are kept. */
  const MOST = 6;

  // Made by the build, handed over by a script of its own: `templates/bundles/search.html`.
  const brought = new DOMParser().parseFromString(rolebook.given("markup/search") || "", "text/html");
  const template = /** @type {HTMLTemplateElement} */ (brought.querySelector("template"));
  const { content } = template;

  /** @param {Element} box @param {string} name */
  const part = (box, name) => /** @type {HTMLElement} */ (box.querySelector(`[data-part="${name}"]`));

  /** @param {string} name */
  const drawing = (name) => content.querySelector(`[data-icon="${name}"]`) || content.querySelector('[data-icon="page"]');

  /** @param {string} name */
  const icon = (name) => document.importNode(/** @type {Element} */ (drawing(name)?.firstElementChild), true);

  /** @param {string} kind */
  const nameOf = (kind) => (kind === "code" ? say("t.search_code") : say(`t.kind_${kind}`) || kind);

  /** @param {HTMLElement} element @param {SearchSnippet[]} pieces */
  const mark = (element, pieces) => {
    for (const { text, mark } of pieces) {
      if (mark) element.append(make("mark", "", text));
      else element.append(text);
    }
  };

  /** @param {string} href @param {string[]} words */
  const address = (href, words) => {
    const [path, anchor] = href.split("#");
    const query = words.map((word) => `h=${encodeURIComponent(word)}`).join("&");
    return addresses.href(path) + (query && `?${query}`) + (anchor ? `#${anchor}` : "");
  };

  /** @type {SearchBox["block"]} */
  const block = (title, items) => {
    const own = make("div", "search-block");
    const ul = make("ul", { role: "list" }, ...items.map((item) => make("li", "", ...[item].flat())));
    own.append(...(title ? [make("p", "search-block-title", title)] : []), ul);
    return own;
  };

  /** @type {SearchBox["link"]} */
  const link = (title, href, drawing) => {
    return make("a", { class: "search-link", href }, icon(drawing), make("span", "", title));
  };

  /** @type {Promise<SearchEngine> | null} */
  let opened = null;
  const engine = () => {
    if (!opened) {
      const opening = (opened = open(root.dataset.root || "", root.lang));
      // Else it would fail for ever.
      opening.catch(() => { if (opened === opening) opened = null; });
    }
    return opened;
  };
  const reopen = () => { opened = null; };

  // Memory stands in for a storage that is refused.
  /** @type {SearchKept} */
  let memory = { recent: [], others: true };
  let refused = false;
  const kept = () => {
    try {
      const { recent, others } = JSON.parse(localStorage.getItem(KEY) || "{}");
      memory = {
        recent: Array.isArray(recent) ? recent.filter((one) => typeof one === "string").slice(0, MOST) : [],
        others: others !== false,
      };
    } catch {
      // As it was.
    }
    return memory;
  };
  /** @param {Partial<SearchKept>} change */
  const keep = (change) => {
    memory = { ...kept(), ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(memory));
    } catch {
      refused = true;
    }
    // A list of searches that goes with the page helps nobody.
    if (refused) memory.recent = [];
  };
  /** @param {string} text */
  const remember = (text) => {
    const own = text.trim().slice(0, 100);
    if (own) keep({ recent: [own, ...kept().recent.filter((one) => one !== own)].slice(0, MOST) });
  };

  const { page = "", contents = "" } = template.dataset;

  return { pages: { search: page, contents }, brought: content, part, icon, nameOf, mark, address, block, link, engine, reopen, kept, keep, remember };
});
