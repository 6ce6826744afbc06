// @ts-check
// Marks an answer. In: what the key says is right, and what was answered. Out: points and a verdict. The program marks
// by the same rules (`src/model/grading.rs`), and `tests/grading` holds both to them. Pure.
rolebook.define("quiz/grading", [], () => {
  // What shows nothing: soft hyphen, joiners, zero width, marks of direction, variation selectors, byte order mark.
  const UNSEEN = /[\u00AD\u034F\u061C\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\u{E0000}-\u{E01EF}]/gu;
  // Spelled out, because languages differ in what they call white space. What NFKC turns into a space is not here.
  const WHITE = /[\t\n\v\f\r \u0085\u1680\u2028\u2029]+/g;
  const DASHES = /[-\u2010-\u2015\u2212] ?(?:[-\u2010-\u2015\u2212] ?)*/g;
  /** @type {[RegExp, string][]} */
  const SAME = [
    [/[\u2018-\u201B\u02BC`\u2039\u203A『』]/g, "'"],
    [/[\u201C-\u201F\u301D-\u301F«»「」]/g, '"'],
    [/[≤≦⩽]/g, "<="],
    [/[≥≧⩾]/g, ">="],
    [/[•‧∙⋅・]/g, "·"],
  ];
  // Beside these a space means nothing: Chinese and Japanese characters, punctuation, signs.
  const ALONE =
    "[!-/:-@[-`{-~\\u00A1-\\u00A9\\u00AB-\\u00B1\\u00B4-\\u00B8\\u00BB\\u00BF\\u00D7\\u00F7\\u2010-\\u2027\\u2030-\\u205E\\u20A0-\\u20CF\\u2190-\\u23FF\\u2500-\\u27BF\\u3001-\\u30FF\\u3400-\\u9FFF\\uF900-\\uFAFF\\u{20000}-\\u{3FFFF}]";
  // No look-behind: older iPhones would not even read the script.
  const BESIDE = new RegExp(`(${ALONE}) | (?=${ALONE})`, "gu");
  const ENDS = /^[ 、。,.;:]+|[ 、。,.;:]+$/g;
  const GROUPED = /^[1-9]\d{0,2}([, ]\d{3})+(\.|$)/;
  // Units that are one currency. Signs and codes may stand before the number too.
  const CURRENCIES = ["人民币元 人民币 元 圆 ¥ rmb cny yuan", "美元 美金 us$ usd $", "欧元 euro eur €", "英镑 gbp £", "日元 日圆 円 jpy ¥", "港元 港币 hk$ hkd"].map((names) => names.split(" "));
  // Digits before and after the decimal point.
  const PLACES = 18;

  /**
   * Width, case, white space, kinds of dashes, quotation marks and middle dots make no difference, nor do spaces beside
   * punctuation. @param {unknown} text
   */
  const even = (text) => {
    const lower = String(text === null || text === undefined ? "" : text).normalize("NFKC").toLowerCase().replace(UNSEEN, "");
    return SAME.reduce((all, [marks, one]) => all.replace(marks, one), lower).replace(WHITE, " ").replace(DASHES, "-").replace(BESIDE, "$1");
  };

  /** Nor does punctuation at the ends. @param {unknown} text */
  const fold = (text) => even(text).replace(ENDS, "");

  /** And characters that are written otherwise elsewhere become those of the answer. @param {unknown} text @param {Record<string, string>} variants */
  const spelled = (text, variants) => fold(text).replace(/[^]/gu, (c) => variants[c] || c);

  /**
   * A decimal as a whole number of its last places, so that no digit is lost to a binary fraction; nothing for what is
   * none, or is longer. @param {string} text
   */
  const decimal = (text) => {
    const [, sign = "", whole = "", part = "", power = "0"] = /^(-?)(\d*)\.?(\d*)(?:e([-+]?\d{1,3}))?$/.exec(text) || [];
    if (!(whole + part)) return null;
    const shift = PLACES - part.length + Number(power);
    let digits = (whole + part).replace(/^0+/, "");
    if (digits && shift >= 0) digits += "0".repeat(shift);
    else if (digits && !digits.endsWith("0".repeat(-shift))) return null;
    else if (digits) digits = digits.slice(0, shift);
    return digits.length > 2 * PLACES ? null : BigInt(sign + (digits || "0"));
  };

  /**
   * The number a person typed. Thousands may be set off by commas or spaces; a comma that cannot set off thousands is a
   * decimal point; brackets make a number negative, as in books of account.
   * @param {unknown} text @param {string} unit that may stand behind it
   */
  const typed = (text, unit) => {
    // A full stop of a Chinese keyboard between two digits is a decimal point.
    let rest = even(text).replace(/(\d)。(?=\d)/g, "$1.").replace(/^[ 、。,;:]+|[ 、。,.;:]+$/g, "");
    const own = fold(unit);
    const currency = CURRENCIES.find((names) => names.includes(own));
    const names = currency || (own ? [own] : []);
    let [sign, bracket, behind, before] = ["", false, false, !currency];
    // Unit, sign and brackets may stand around each other: `-¥200`, `¥-200`, `(200)元`, `(200元)`.
    for (let round = 0; round < 3; round += 1) {
      const after = behind ? undefined : names.find((name) => rest.endsWith(name));
      if (after) [rest, behind] = [rest.slice(0, -after.length).trim(), true];
      const first = before ? undefined : names.find((name) => rest.startsWith(name));
      if (first) [rest, before] = [rest.slice(first.length).trim(), true];
      if (!bracket && /^\(.*\)$/.test(rest)) [rest, bracket] = [rest.slice(1, -1).trim(), true];
      if (!sign && /^[-+]/.test(rest)) [sign, rest] = [rest[0], rest.slice(1).trim()];
    }
    const share = !behind && rest.endsWith("%");
    let digits = (share ? rest.slice(0, -1) : rest).trim();
    if (GROUPED.test(digits)) digits = digits.replace(/[, ]/g, "");
    else if (/^[^., ]*,[^., ]*$/.test(digits)) digits = digits.replace(",", ".");
    const number = (bracket && sign) || digits[0] === "-" ? null : decimal(digits);
    const hundred = BigInt(100);
    if (number === null || (share && number % hundred)) return null;
    const value = share ? number / hundred : number;
    return bracket || sign === "-" ? -value : value;
  };

  /** The same as a number to count and group by, NaN for anything else. @param {unknown} text @param {string} unit */
  const numberOf = (text, unit) => {
    const number = typed(text, unit);
    return number === null ? NaN : Number(number) / 10 ** PLACES;
  };

  /** @param {NumberAnswer} key @param {unknown} text */
  const isNear = ({ value, tolerance = 0, unit = "" }, text) => {
    const [number, right, room] = [typed(text, unit), decimal(String(value)), decimal(String(tolerance))];
    if (number === null || right === null || room === null) return false;
    return number - right <= room && right - number <= room;
  };

  /** @param {BlankAnswer} key @param {unknown} text */
  const fills = (key, text) => {
    if (key.number) return isNear(key.number, text);
    const { variants = {} } = key;
    const given = spelled(text, variants);
    const words = (key.words || []).map((word) => spelled(word, variants)).filter(Boolean);
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

  return { grade, tally, fold, numberOf };
});
