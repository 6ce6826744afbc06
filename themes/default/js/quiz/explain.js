// @ts-check
// After the answer: what was right, what was not, and why. Verdicts are words with an icon; colour only helps.
// HTML in a key comes from the build. What of the question itself is marked stands with its type, in `questions/`.
rolebook.define("quiz/explain", [
  "elements", "say", "learn/veil", "questions/views", "questions/types",
], (
  { filled, find, make, set, slots, template }, say, { fragment }, { figure, icon }, types,
) => {
  /** @param {QuestionKey} key @param {any} answer @param {Graded} graded @param {HTMLElement} element */
  const explain = (key, answer, graded, element) => {
    const { verdict, points, max } = graded;
    const box = find(".verdict", template("verdict"));
    const slot = slots(box);
    box.dataset.verdict = verdict;
    slot("verdict", say(`t.quiz_verdict_${verdict}`)).before(icon(verdict));
    slot("got", verdict !== "open" && say("t.quiz_got", { points: figure(points), max: figure(max) }));
    /** @param {string} name @param {Node | string | null | undefined | void | false} content a text is HTML of the build */
    const fill = (name, content) => {
      if (content) slot(name).append(typeof content === "string" ? fragment(content) : content);
      else slot(name).remove();
    };
    const right = types.of(key.kind).explain({ key, answer, graded, element }, explain);
    fill("right", verdict !== "right" && right);
    fill("model", key.model);
    fill("explain", key.explain);
    fill("see", key.see && make("a", { href: key.see.href }, key.see.title));
    return box;
  };

  /** An essay is marked by whoever wrote it, beside the model answer. @param {number} max @param {(points: number) => void} choose */
  const selfMark = (max, choose) => {
    const box = find(".self-mark", template("self-mark"));
    for (const one of box.querySelectorAll("button")) {
      const points = Math.round(max * one.dataset.share * 100) / 100;
      set(one, { click: () => choose(points) }).textContent = filled(one.textContent, { points });
    }
    return box;
  };

  return { explain, selfMark };
});
