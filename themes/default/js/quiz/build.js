// @ts-check
// What the scripts of a quiz build with: elements, strings and icons of the theme. The strings lie in the page, in
// `template[data-words]`.
(() => {
  /** @type {DocumentFragment | null} */
  let words = null;

  /** @param {string} selector */
  const word = (selector) => {
    const template = document.querySelector("template[data-words]");
    if (!words && template instanceof HTMLTemplateElement) words = template.content;
    return words && words.querySelector(selector);
  };

  /** @param {string} name @param {Record<string, string | number>} [values] */
  const say = (name, values = {}) => {
    const found = word(`[data-word="${name}"]`);
    return ((found && found.textContent) || "").replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
  };

  /** @param {string} name */
  const icon = (name) => {
    const found = word(`[data-icon="${name}"]`);
    return found && found.firstElementChild ? found.firstElementChild.cloneNode(true) : document.createTextNode("");
  };

  /**
   * @param {string} tag
   * @param {Record<string, any> | null} [attributes] functions listen, `true` is an empty attribute, `false` and null none
   * @param {...Made} children
   */
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children) {
      if (child || child === 0) element.append(child instanceof Node ? child : String(child));
    }
    return element;
  };

  /** @param {number} number */
  const figure = (number) => String(Math.round(number * 100) / 100);

  Object.assign(window.rolebook, { make, say, icon, figure });
})();
