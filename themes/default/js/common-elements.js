// @ts-check
// What scripts make pages of: elements, copies of templates, texts with values in them, files to fetch or to save.
// Its name keeps it before the scripts that use it while the page loads.
(() => {
  /** What a theme has left out is written to an element that nobody sees. @param {string} selector @param {ParentNode} [within] @returns {any} */
  const find = (selector, within = document) => within.querySelector(selector) || document.createElement("span");

  /** @param {string} [text] @param {Record<string, unknown>} [values] */
  const filled = (text = "", values = {}) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));

  /** @param {string} name @param {ParentNode} [within] @returns {DocumentFragment} */
  const template = (name, within) => {
    const found = find(`template[data-template="${name}"]`, within);
    return found.content ? found.content.cloneNode(true) : document.createDocumentFragment();
  };

  /**
   * Attributes of an element: functions listen, `true` is an empty attribute, `false` and null none.
   * @param {any} element @param {Record<string, any>} attributes
   */
  const set = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value === false || value === null || value === undefined) element.removeAttribute(name);
      else element.setAttribute(name, value === true ? "" : value);
    }
    return element;
  };

  /** @param {ParentNode} within @param {Record<string, () => void>} doing */
  const listen = (within, doing) => within.querySelectorAll("[data-do]").forEach((/** @type {any} */ one) => set(one, { click: doing[one.dataset.do] }));

  /** @param {ParentNode} within */
  const slots = (within) => (/** @type {string} */ name, /** @type {[(string | number | boolean | null)?]} */ ...given) => {
    const part = find(`[data-slot="${name}"]`, within);
    // An empty text hides the part; where none is given the part is only found.
    if (given.length) {
      const [text] = given;
      part.hidden = !text;
      // Beside its icon or its name.
      if (text !== true) (part.querySelector("span, dd, h3") || part).textContent = text || "";
    }
    return part;
  };

  /** @param {ParentNode} within @param {string} name @param {Record<string, any>} texts */
  const row = (within, name, { href, ...texts }) => {
    const made = template(name, within).firstElementChild;
    const slot = slots(/** @type {Element} */ (made));
    for (const [part, text] of Object.entries(texts)) slot(part, text);
    if (href) slot("title").closest("a").href = window.rolebook.href(href);
    return made;
  };

  /**
   * @param {string} tag
   * @param {string | Record<string, any> | null} [about] its class, or its attributes
   * @param {...Made} children
   */
  const make = (tag, about, ...children) => {
    const element = document.createElement(tag);
    set(element, typeof about === "string" ? { class: about || null } : about || {});
    for (const child of children) {
      if (child || child === 0) element.append(child instanceof Node ? child : String(child));
    }
    return element;
  };

  /**
   * Fetches a script or a style of the site; works from a disk, where nothing else can be fetched.
   * @param {string} src @param {boolean} [inOrder] a script runs behind those that were asked for so before
   * @returns {Promise<void>}
   */
  const load = (src, inOrder = false) =>
    new Promise((done, failed) => {
      const isStyle = src.endsWith(".css");
      const element = isStyle ? make("link", { rel: "stylesheet", href: src }) : make("script", { src });
      if (inOrder) /** @type {any} */ (element).async = false;
      element.onload = () => {
        if (!isStyle) element.remove();
        done();
      };
      element.onerror = () => {
        element.remove();
        failed(new Error(`can not load ${src}`));
      };
      // Not into the head: the preview takes styles away there that no page was sent with.
      document.documentElement.append(element);
    });

  /** Gives a text to the reader as a file. @param {string} name @param {string} text @param {string} [type] */
  const save = (name, text, type = "application/json") => {
    const href = URL.createObjectURL(new Blob([text], { type }));
    const link = make("a", { href, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    // Some browsers read it only after the click.
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  };

  Object.assign(window.rolebook, { find, filled, template, set, listen, slots, row, make, load, save });
})();
