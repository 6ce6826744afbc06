// @ts-check
// What all of the search box shares: its texts and icons, marked text, addresses, the engine, and what is remembered.
(() => {
  const { rolebook } = window;
  const search = (rolebook.search = rolebook.search || /** @type {any} */ ({}));
  const root = document.documentElement;
  const KEY = `rolebook.${root.dataset.site}.search`;
  /** Recent searches that are kept. */
  const MOST = 6;

  // Made by the build, handed over by a script of its own: `templates/bundles/search.html`.
  const brought = new DOMParser().parseFromString(rolebook.markup.search, "text/html");
  const template = /** @type {HTMLTemplateElement} */ (brought.querySelector("template"));
  const { content } = template;

  /** @param {Element} box @param {string} name */
  const part = (box, name) => /** @type {HTMLElement} */ (box.querySelector(`[data-part="${name}"]`));

  /** @type {SearchBox["element"]} */
  const element = (name, className, text = "") => Object.assign(document.createElement(name), { className, textContent: text });

  /** @param {string} name */
  const drawing = (name) => content.querySelector(`[data-icon="${name}"]`) || content.querySelector('[data-icon="page"]');

  /** @param {string} name */
  const icon = (name) => document.importNode(/** @type {Element} */ (drawing(name)?.firstElementChild), true);

  /** @param {string} kind */
  const nameOf = (kind) => {
    const own = content.querySelector(`[data-icon="${kind}"]`);
    return (own instanceof HTMLElement && own.dataset.name) || kind;
  };

  /** @param {HTMLElement} element @param {SearchSnippet[]} pieces */
  const mark = (element, pieces) => {
    for (const { text, mark } of pieces) {
      if (mark) element.append(Object.assign(document.createElement("mark"), { textContent: text }));
      else element.append(text);
    }
  };

  /** @param {string} href @param {string[]} words */
  const address = (href, words) => {
    const [path, anchor] = href.split("#");
    const query = words.map((word) => `h=${encodeURIComponent(word)}`).join("&");
    return rolebook.href(path) + (query && `?${query}`) + (anchor ? `#${anchor}` : "");
  };

  /** @type {SearchBox["block"]} */
  const block = (title, items) => {
    const own = element("div", "search-block");
    const ul = element("ul", "");
    ul.setAttribute("role", "list");
    for (const item of items) {
      const li = element("li", "");
      li.append(...[item].flat());
      ul.append(li);
    }
    if (title) own.append(element("p", "search-block-title", title));
    own.append(ul);
    return own;
  };

  /** @type {SearchBox["link"]} */
  const link = (title, href, drawing) => {
    const own = element("a", "search-link");
    own.href = href;
    own.append(icon(drawing), element("span", "", title));
    return own;
  };

  /** @type {Promise<SearchEngine> | null} */
  let opened = null;
  const engine = () => {
    if (!opened) {
      const opening = (opened = search.open(root.dataset.root || "", root.lang));
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

  search.box = /** @type {any} */ ({ texts: template.dataset, brought: content, part, element, icon, nameOf, mark, address, block, link, engine, reopen, kept, keep, remember });
})();
