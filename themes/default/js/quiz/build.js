// @ts-check
// Strings and icons of the theme for the scripts of a quiz. They lie in the page, in `template[data-words]`.
(() => {
  const { filled, find, make } = window.rolebook;

  /** @param {string} selector */
  const word = (selector) => find(selector, find("template[data-words]").content);

  /** @param {string} name @param {Record<string, string | number>} [values] */
  const say = (name, values) => filled(word(`[data-word="${name}"]`).textContent, values);

  /** @param {string} name */
  const icon = (name) => word(`[data-icon="${name}"] > *`).cloneNode(true);

  /** @param {string} look its class @param {() => void} click @param {...Made} children */
  const button = (look, click, ...children) => make("button", { type: "button", class: look, click }, ...children);

  /** What the paper shows from now on. @param {HTMLElement} paper @param {string} view @param {...Made} children */
  const showView = (paper, view, ...children) => {
    paper.replaceChildren(...make("div", "", ...children).childNodes);
    paper.dataset.view = view;
  };

  /** @param {number} number */
  const figure = (number) => String(Math.round(number * 100) / 100);

  Object.assign(window.rolebook, { say, icon, figure, button, showView });
})();
