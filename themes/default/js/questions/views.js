// @ts-check
// Icons and views for the scripts of a quiz, which lie in the page as templates.
rolebook.define("questions/views", ["elements"], ({ find, listen, slots, template }) => {
  /** @param {string} name */
  const icon = (name) => find(`[data-icon~="${name}"] > *`, find("template[data-icons]").content).cloneNode(true);

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

  return { icon, figure, turn };
});
