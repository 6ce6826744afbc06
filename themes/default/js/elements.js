// @ts-check
// What scripts make pages of: elements, copies of templates, texts with values in them.
rolebook.define("elements", ["address"], (address) => {
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
    if (href) slot("title").closest("a").href = address.href(href);
    return made;
  };

  /**
   * @param {string} tag
   * @param {string | Record<string, any> | null} [about] its class, or its attributes
   * @param {...Made} children
   * @returns {any} as its tag tells, `modules.d.ts` says how
   */
  const make = (tag, about, ...children) => {
    const element = document.createElement(tag);
    set(element, typeof about === "string" ? { class: about || null } : about || {});
    for (const child of children) {
      if (child || child === 0) element.append(child instanceof Node ? child : String(child));
    }
    return element;
  };

  return { find, filled, template, set, listen, slots, row, make };
});
