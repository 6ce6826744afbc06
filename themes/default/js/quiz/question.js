// @ts-check
// The questions of this page as copies to show: those that stand in the paper, and those that wait in templates for a
// draw. The page's own stay as they were built.
rolebook.define("quiz/question", ["elements", "say", "questions/views", "quiz/draw"], ({ find }, say, { figure }, { permutation }) => {
  /** @type {Sheet | null} */
  let known = null;
  /** @type {Map<string | null, Element>} */
  const sources = new Map();

  const sheet = () => {
    const paper = find("section.paper[data-sheet]");
    if (known || !paper.isConnected) return known;
    const waiting = [...paper.querySelectorAll("template[data-drawn]")].map((one) => one.content);
    for (const place of [paper, ...waiting]) {
      for (const one of place.querySelectorAll(".question")) {
        if (one.parentElement === null || one.parentElement === paper) sources.set(one.getAttribute("data-question"), one);
      }
    }
    known = /** @type {Sheet} */ (JSON.parse(paper.dataset.sheet));
    return known;
  };

  /** Puts the options in the order of a sheet; letters go by what is shown. @param {any} element @param {string} number @param {number} points @param {number[]} order */
  const dress = (element, number, points, order) => {
    find(".question-number", element).textContent = number;
    find(".question-facts > span", element).textContent = say(points === 1 ? "t.point_one" : "t.points", { n: figure(points) });
    const list = find(".choices", element);
    order.forEach((option, at) => {
      const line = find(`[data-option="${CSS.escape(String(option))}"]`, list);
      list.append(line);
      find(".choice-letter", line).textContent = String.fromCharCode(65 + at);
    });
  };

  /** @param {string} id @param {SheetPlace} [place] */
  const question = (id, place) => {
    const paper = sheet();
    const source = sources.get(id);
    if (!paper || !source || !paper.pool[id]) return null;
    const element = /** @type {HTMLElement} */ (source.cloneNode(true));
    const asked = { ...paper.pool[id], id };
    if (!place) return { element, asked };
    const { number, points, options = [], seed } = place;
    const { parts = {} } = asked;
    const whole = Object.values(parts).reduce((sum, own) => sum + own.points, 0);
    dress(element, number, points, options);
    element.querySelectorAll(".question").forEach((/** @type {any} */ part, at) => {
      const { question: key } = part.dataset;
      const own = parts[key.slice(id.length + 1)];
      dress(part, `${number}.${at + 1}`, (own.points * points) / whole, paper.shuffle ? permutation(own.options, seed, key, own.last) : []);
    });
    return { element, asked };
  };

  return { sheet, question };
});
