// @ts-check
// Marks an answer. In: what the key says is right, and what was answered. Out: points and a verdict, as its type gives them
// (`questions/`). The program marks by the same rules (`src/model/quiz`), and `tests/grading` holds both to them. Pure.
rolebook.define("quiz/grading", ["questions/marks", "questions/text", "questions/types"], ({ count, sum }, { fold, numberOf }, types) => {
  /** Half up, to two decimals; the millionth is for what binary fractions lose. @param {number} points */
  const round = (points) => Math.floor(points * 100 + 0.5 + 1e-6) / 100;

  /** Without rounding, which happens once at the end. @param {QuestionKey} key @param {unknown} answer @param {string} rule @returns {Graded} */
  const mark = (key, answer, rule) => types.of(key.kind).mark(key, answer, rule, mark);

  /** @param {Graded} graded @returns {Graded} */
  const rounded = (graded) => {
    const { parts } = graded;
    const whole = { ...graded, points: round(graded.points), max: round(graded.max) };
    return parts ? { ...whole, parts: Object.fromEntries(Object.entries(parts).map(([id, part]) => [id, rounded(part)])) } : whole;
  };

  /**
   * @param {QuestionKey} key @param {unknown} answer
   * @param {{multiple?: string, points?: number | null}} [how] points: what the question is worth on this paper
   */
  const grade = (key, answer, { multiple = "all", points = null } = {}) =>
    rounded(mark(points === null ? key : { ...key, points }, answer, multiple));

  /**
   * The marks of a paper from those of its questions.
   * @param {{id: string, points: number, max: number, verdict: Verdict, topics?: string[]}[]} questions as asked
   * @param {{pass?: number | null, must?: string[]}} paper
   * @returns {Tally}
   */
  const tally = (questions, { pass = null, must = [] }) => {
    /** @param {typeof questions} some */
    const sums = (some) => ({ points: round(sum(some, "points")), max: round(sum(some, "max")) });
    const { points, max } = sums(questions);
    const must_failed = questions.filter((one) => must.includes(one.id) && one.verdict !== "right").map((one) => one.id);
    /** @param {{topics?: string[]}} of */
    const topicsOf = ({ topics = [] }) => topics;
    const percent = max ? (100 * points) / max : 0;
    return {
      points,
      max,
      percent,
      must_failed,
      passed: percent + 1e-9 >= (pass || 0) && !must_failed.length,
      open: count(questions.map((one) => one.verdict === "open")),
      topics: [...new Set(questions.flatMap(topicsOf))].map((topic) => ({ topic, ...sums(questions.filter((one) => topicsOf(one).includes(topic))) })),
    };
  };

  return { grade, tally, fold, numberOf };
});
