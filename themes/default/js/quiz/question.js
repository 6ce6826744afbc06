// @ts-check
// The questions of this page as copies to show: those that stand in the paper, and those that wait in templates for a
// draw. The page's own stay as they were built.
(() => {
  const { rolebook } = window;
  /** @type {Sheet | null | undefined} */
  let known;
  /** @type {Map<string, Element>} */
  const sources = new Map();

  const sheet = () => {
    if (known !== undefined) return known;
    known = null;
    const paper = document.querySelector("section.paper[data-sheet]");
    if (!(paper instanceof HTMLElement)) return known;
    const waiting = [...paper.querySelectorAll("template[data-drawn]")].map((one) => /** @type {HTMLTemplateElement} */ (one).content);
    for (const place of [paper, ...waiting]) {
      for (const one of place.querySelectorAll(".question")) {
        if (one.parentElement === null || one.parentElement === paper) sources.set(one.getAttribute("data-question") || "", one);
      }
    }
    known = /** @type {Sheet} */ (JSON.parse(paper.dataset.sheet || ""));
    return known;
  };

  /** @param {Element} element @param {string} selector @param {string} text */
  const write = (element, selector, text) => {
    const found = element.querySelector(selector);
    if (found) found.textContent = text;
  };

  /** Puts the options in the order of a sheet; letters go by what is shown. @param {Element} element @param {number[]} order */
  const arrange = (element, order) => {
    const list = element.querySelector(":scope > .choices");
    if (!list) return;
    order.forEach((option, at) => {
      const line = list.querySelector(`[data-option="${option}"]`);
      if (!line) return;
      list.append(line);
      write(line, ".choice-letter", String.fromCharCode(65 + at));
    });
  };

  /** @param {string} id @param {SheetPlace} [place] */
  const question = (id, { number = "", points = 0, options = [], seed } = {}) => {
    const paper = sheet();
    const source = sources.get(id);
    if (!paper || !source || !paper.pool[id]) return null;
    const element = /** @type {HTMLElement} */ (source.cloneNode(true));
    const asked = { ...paper.pool[id], id };
    if (number) write(element, ".question-number", number);
    const worth = (/** @type {Element} */ one, /** @type {number} */ n) => write(one, ".question-facts > span", rolebook.say(n === 1 ? "point_one" : "points", { n: rolebook.figure(n) }));
    if (points) worth(element, points);
    const whole = Object.values(asked.parts || {}).reduce((sum, own) => sum + own.points, 0);
    arrange(element, options);
    element.querySelectorAll(".question").forEach((part, at) => {
      if (number) write(part, ".question-number", `${number}.${at + 1}`);
      const key = part.getAttribute("data-question") || "";
      const own = (asked.parts || {})[key.slice(id.length + 1)];
      if (own && points) worth(part, (own.points * points) / whole);
      if (own && paper.shuffle && seed !== undefined) arrange(part, rolebook.permutation(own.options, seed, key));
    });
    return { element, asked };
  };

  Object.assign(rolebook, { sheet, question });
})();
