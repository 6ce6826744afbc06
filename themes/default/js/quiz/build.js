// @ts-check
// Strings and icons of the theme for the scripts of a quiz. They lie in the page, in `template[data-words]`.
(() => {
  const { filled, find, make, template } = window.rolebook;

  /** @param {string} selector */
  const word = (selector) => find(selector, find("template[data-words]").content);

  /** @param {string} name @param {Record<string, string | number>} [values] */
  const say = (name, values) => filled(word(`[data-word="${name}"]`).textContent, values);

  /** @param {string} name */
  const icon = (name) => word(`[data-icon="${name}"] > *`).cloneNode(true);

  /** @param {string} look its class @param {() => void} click @param {...Made} children */
  const button = (look, click, ...children) => make("button", { type: "button", class: look, click }, ...children);

  /**
   * Turns a paper to a view that the page brings: `partials/quiz-views.html`.
   * @param {HTMLElement} paper @param {string} view @param {Record<string, () => void>} doing by `data-do`
   * @returns {(slot: string, text?: string | false | null) => any} a part by its `data-slot`; with a text in it, or gone for want of one
   */
  const turn = (paper, view, doing) => {
    paper.replaceChildren(template(`paper-${view}`));
    paper.dataset.view = view;
    paper.querySelectorAll("[data-do]").forEach((one) => one.addEventListener("click", doing[one.getAttribute("data-do") || ""]));
    return (slot, text) => {
      const part = find(`[data-slot="${slot}"]`, paper);
      if (text !== undefined) {
        part.hidden = !text;
        (part.querySelector("span, dd, h3") || part).textContent = text;
      }
      return part;
    };
  };

  /** @param {number} number */
  const figure = (number) => String(Math.round(number * 100) / 100);

  Object.assign(window.rolebook, { say, icon, figure, button, turn });
})();
