// @ts-check
// Strings and icons of the theme for the scripts of a quiz. They lie in the page, in `template[data-words]`.
rolebook.define("questions/words", ["elements"], ({ filled, find, listen, slots, template }) => {
  /** @param {string} selector */
  const word = (selector) => find(selector, find("template[data-words]").content);

  /** @param {string} name @param {Record<string, string | number>} [values] */
  const say = (name, values) => filled(word(`[data-word="${name}"]`).textContent, values);

  /** @param {string} name */
  const icon = (name) => word(`[data-icon~="${name}"] > *`).cloneNode(true);

  /**
   * Turns a paper to a view that the page brings: `partials/quiz-views.html`.
   * @param {HTMLElement} paper @param {string} view @param {Record<string, () => void>} doing by `data-do`
   * @returns {ReturnType<Elements["slots"]>}
   */
  const turn = (paper, view, doing) => {
    paper.replaceChildren(template(`paper-${view}`));
    paper.dataset.view = view;
    listen(paper, doing);
    return slots(paper);
  };

  /** @param {number} number */
  const figure = (number) => String(Math.round(number * 100) / 100);

  return { say, icon, figure, turn };
});
