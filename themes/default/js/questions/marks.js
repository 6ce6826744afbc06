// @ts-check
// Points and verdicts, as the types of questions give them. The program gives the same (`src/model/quiz/grading.rs`). Pure.
rolebook.define("questions/marks", [], () => {
  /** @param {unknown} answer @returns {unknown[]} */
  const list = (answer) => (Array.isArray(answer) ? answer : []);
  /** @param {unknown} answer @returns {Record<string, unknown>} */
  const map = (answer) => (typeof answer === "object" && answer !== null ? /** @type {any} */ (answer) : {});
  /** @param {unknown} value */
  const isNothing = (value) => value === null || value === undefined || value === "";

  /** @param {boolean[]} all */
  const count = (all) => all.filter(Boolean).length;

  /**
   * Marks by share: `good` of `all`.
   * @param {number} points @param {number} good @param {number} all @param {boolean} [isBlank] @returns {Graded}
   */
  const share = (points, good, all, isBlank = false) => ({
    points: (points * good) / all,
    max: points,
    verdict: isBlank ? "blank" : good === all ? "right" : good > 0 ? "partial" : "wrong",
  });

  /** All or nothing. @param {number} points @param {boolean} isGood @param {boolean} [isBlank] */
  const whole = (points, isGood, isBlank) => share(points, Number(isGood), 1, isBlank);

  /** @param {{points: number, max: number}[]} marks @param {"points" | "max"} what */
  const sum = (marks, what) => marks.reduce((all, one) => all + one[what], 0);

  /** Several marks in one, brought to the points the whole is worth. @param {Graded[]} marks @param {number} points @returns {Graded} */
  const total = (marks, points) => {
    const got = sum(marks, "points");
    const all = sum(marks, "max");
    const every = (/** @type {Verdict} */ verdict) => marks.every((one) => one.verdict === verdict);
    /** @type {Verdict} */
    let verdict = got > 0 ? "partial" : "wrong";
    if (every("blank")) verdict = "blank";
    else if (marks.some((one) => one.verdict === "open")) verdict = "open";
    else if (every("right")) verdict = "right";
    return { points: all ? (points * got) / all : 0, max: points, verdict };
  };

  /** Pair by pair: what belongs to each, and what it was given. @param {number} points @param {[string, string][]} pairs @param {unknown} answer @returns {Graded} */
  const byPairs = (points, pairs, answer) => {
    const given = map(answer);
    const matched = Object.fromEntries(pairs.map(([left, right]) => [left, given[left] === right]));
    const isBlank = pairs.every(([left]) => isNothing(given[left]));
    return { ...share(points, count(Object.values(matched)), pairs.length, isBlank), pairs: matched };
  };

  return { list, map, isNothing, count, share, whole, sum, total, byPairs };
});
