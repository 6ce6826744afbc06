// @ts-check
// A paper on a screen, question by question: a case is told once by itself, and stands in short above each of its questions.
rolebook.define("papers/present", [
  "elements", "questions/types", "quiz/draw", "super/overlay", "super/presenter", "papers/sheet",
], (
  { make }, types, { draw }, { copy }, { present }, kit,
) => {
  /**
   * Marks what is right in a question that is shown, and brings the rest of the answer; or takes the marks away.
   * @param {HTMLElement} own @param {QuestionKey} key @returns {NonNullable<Slide["reveal"]>}
   */
  const reveal = (own, key) => (isOut) => {
    own.querySelectorAll(".stage-mark").forEach((mark) => mark.remove());
    own.querySelectorAll("[data-right]").forEach((mark) => mark.removeAttribute("data-right"));
    if (!isOut) return null;
    const { ticks } = types.of(key.kind).screen;
    const right = ticks ? ticks(key) : [];
    for (const choice of kit.within(own, "[data-option]")) {
      const is = right.includes(choice.dataset.option || "");
      choice.dataset.right = String(is);
      if (is) choice.append(copy("right"));
    }
    const answer = kit.answer(own, key);
    if (ticks) /** @type {HTMLElement} */ (answer.querySelector(".key-line")).hidden = true;
    return answer;
  };

  /** @param {HTMLElement} own @param {() => Node} node @param {QuestionKey | undefined} key @returns {Slide} */
  const screen = (own, node, key) => ({ node, ...(key && types.of(key.kind).screen.isRevealed && { reveal: reveal(own, key) }) });

  /** @param {Record<string, QuestionKey>} keys @returns {Slide[]} */
  const screens = (keys) => {
    const seed = kit.newSeed();
    return draw(kit.sheet, seed).flatMap(({ id, options }, at) => {
      const own = kit.question(id);
      if (!own) return [];
      kit.arrange(own, options, seed);
      const number = own.querySelector(".question-number");
      if (number) number.textContent = String(at + 1);
      const all = kit.parts(own);
      if (!all.length) return [screen(own, () => own, keys[id])];
      const story = /** @type {HTMLElement} */ (own.querySelector(".question-ask")).cloneNode(true);
      all.forEach((part, index) => {
        part.remove();
        const mark = part.querySelector(".question-number");
        if (mark) mark.textContent = `${at + 1}.${index + 1}`;
      });
      const inner = (/** @type {HTMLElement} */ part) => screen(part, () => make("div", "stage-case", story.cloneNode(true), part), keys[id]?.parts?.[kit.partName(part)]);
      return [{ node: () => own }, ...all.map(inner)];
    });
  };

  return async () => present(screens(await kit.keys()));
});
