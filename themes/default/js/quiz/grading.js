// @ts-check
// Marks an answer. In: what the key says is right, and what was answered. Out: points and a verdict. The program marks
// by the same rules (`src/model/grading.rs`), and `tests/grading` holds both to them. Pure.
(() => {
  // Characters that show nothing: soft hyphen, zero width, marks of direction, byte order mark.
  const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g;
  // Spelled out, because languages differ in what they call white space. What NFKC turns into a blank is not here.
  const WHITE = /[\t\n\v\f\r \u0085\u1680\u2028\u2029]+/g;
  const DASHES = /[-\u2010-\u2015\u2212]+/g;
  const WIDE = "[\\u3001-\\u30FF\\u3400-\\u9FFF\\uF900-\\uFAFF\\u{20000}-\\u{3FFFF}]";
  // No look-behind: older iPhones would not even read the script.
  const BESIDE_WIDE = new RegExp(`(${WIDE}) | (?=${WIDE})`, "gu");
  const ENDS = /^[ 、。,.;:]+|[ 、。,.;:]+$/g;
  const GROUPED = /^\d{1,3}([, ]\d{3})+(\.\d*)?$/;

  /** Width, case, white space, kinds of dashes and quotation marks make no difference. @param {unknown} text */
  const even = (text) =>
    String(text === null || text === undefined ? "" : text)
      .normalize("NFKC")
      .toLowerCase()
      .replace(UNSEEN, "")
      .replace(DASHES, "-")
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/[\u201C\u201D]/g, '"')
      .replace(WHITE, " ")
      .replace(BESIDE_WIDE, "$1");

  /** Nor does punctuation at the ends. @param {unknown} text */
  const fold = (text) => even(text).replace(ENDS, "");

  /**
   * The number a person typed, NaN for anything else. Thousands may be set off by commas or blanks.
   * @param {unknown} text @param {string} unit that may stand behind it
   */
  const numberOf = (text, unit) => {
    // A full stop of a Chinese keyboard between two digits is a decimal point.
    let rest = even(text).replace(/(\d)。(?=\d)/g, "$1.").replace(/^[ 、。,;:]+|[ 、。,.;:]+$/g, "");
    const behind = fold(unit);
    let share = 1;
    if (behind && rest.endsWith(behind)) rest = rest.slice(0, -behind.length);
    else if (rest.endsWith("%")) [rest, share] = [rest.slice(0, -1), 100];
    const [, sign = "", digits = ""] = /^([-+]?) ?(.*?) ?$/.exec(rest) || [];
    const bare = GROUPED.test(digits) ? digits.replace(/[, ]/g, "") : digits;
    return /^(\d+\.?\d*|\.\d+)$/.test(bare) ? ((sign === "-" ? -1 : 1) * Number(bare)) / share : NaN;
  };

  /** @param {NumberAnswer} key @param {unknown} text */
  const isNear = ({ value, tolerance = 0, unit = "" }, text) => {
    const number = numberOf(text, unit);
    // What binary fractions lose: 0.3 + 0.1 is no miss of 0.4.
    const slack = 1e-14 * (Math.abs(value) + tolerance);
    return Math.abs(number - value) <= tolerance + slack;
  };

  /** @param {BlankAnswer} key @param {unknown} text */
  const fills = (key, text) => {
    if (key.number) return isNear(key.number, text);
    const given = fold(text);
    const words = (key.words || []).map(fold).filter(Boolean);
    return key.contains ? words.some((word) => given.includes(word)) : words.includes(given);
  };

  /** Half up, to two decimals; the millionth is for what binary fractions lose. @param {number} points */
  const round = (points) => Math.floor(points * 100 + 0.5 + 1e-6) / 100;

  /** @param {unknown} answer @returns {unknown[]} */
  const list = (answer) => (Array.isArray(answer) ? answer : []);
  /** @param {unknown} answer @returns {Record<string, unknown>} */
  const map = (answer) => (typeof answer === "object" && answer !== null ? /** @type {any} */ (answer) : {});
  /** @param {unknown} value */
  const isNothing = (value) => value === null || value === undefined || value === "";

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

  /** @param {boolean[]} all */
  const count = (all) => all.filter(Boolean).length;

  /** @param {{points: number, max: number}[]} marks @param {"points" | "max"} what */
  const sum = (marks, what) => marks.reduce((all, one) => all + one[what], 0);

  /** @type {Record<string, (key: QuestionKey, answer: any, rule: string) => Graded>} */
  const KINDS = {
    single: ({ points, right = [] }, answer) => whole(points, right.includes(String(answer)), isNothing(answer)),

    multiple: ({ points, right = [] }, answer, rule) => {
      const chosen = new Set(list(answer).map(String));
      const good = count(right.map((one) => chosen.has(one)));
      const all = right.length;
      // A wrong option is 0 whatever the rule.
      const clean = chosen.size === good ? good : 0;
      if (rule === "part" || clean === all) return share(points, clean, all, !chosen.size);
      return share(points, rule === "half" && clean ? 1 : 0, 2, !chosen.size);
    },

    judge: ({ points, judge }, answer) => whole(points, answer === judge, isNothing(answer)),

    blanks: ({ points, blanks = [] }, answer) => {
      const given = list(answer);
      const filled = blanks.map((blank, at) => fills(blank, given[at]));
      const isBlank = !given.some((text) => fold(text));
      return { ...share(points, count(filled), blanks.length, isBlank), blanks: filled };
    },

    number: ({ points, number }, answer) => whole(points, !!number && isNear(number, answer), !fold(answer)),

    order: ({ points, order = [] }, answer) => {
      const given = list(answer).map(String);
      return whole(points, given.length === order.length && order.every((item, at) => item === given[at]), !given.length);
    },

    pairs: ({ points, pairs = [] }, answer) => {
      const given = map(answer);
      const matched = Object.fromEntries(pairs.map(([left, right]) => [left, given[left] === right]));
      const isBlank = pairs.every(([left]) => isNothing(given[left]));
      return { ...share(points, count(Object.values(matched)), pairs.length, isBlank), pairs: matched };
    },

    case: ({ points, parts = {} }, answer, rule) => {
      const given = map(answer);
      const marked = Object.entries(parts).map(([id, part]) => /** @type {[string, Graded]} */ ([id, mark(part, given[id], rule)]));
      const marks = marked.map(([, part]) => part);
      const scale = points / sum(marks, "max");
      return { ...total(marks, points), parts: Object.fromEntries(marked.map(([id, part]) => [id, { ...part, points: part.points * scale, max: part.max * scale }])) };
    },

    task: ({ points, criteria = [] }, answer) => {
      const given = list(map(answer).criteria).map(map);
      const met = criteria.map((_, at) => (given[at] ? given[at].met : null));
      const all = total(criteria.map((one, at) => whole(one.points, met[at] === true)), points);
      if (met.some((one) => one !== true && one !== false)) return { ...all, verdict: "open" };
      return criteria.some((one, at) => one.must && !met[at]) ? { ...all, verdict: "wrong" } : all;
    },

    essay: ({ points }, answer) => {
      const { text, self } = map(answer);
      if (typeof self === "number") {
        const own = Math.min(Math.max(self, 0), points);
        return { points: own, max: points, verdict: own === points ? "right" : own > 0 ? "partial" : "wrong" };
      }
      return { points: 0, max: points, verdict: fold(text) ? "open" : "blank" };
    },
  };

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

  /** Without rounding, which happens once at the end. @param {QuestionKey} key @param {unknown} answer @param {string} rule @returns {Graded} */
  const mark = (key, answer, rule) => KINDS[key.kind](key, answer, rule);

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

  Object.assign(window.rolebook, { grade, tally, fold, numberOf });
})();
