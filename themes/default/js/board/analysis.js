// @ts-check
// What the results say about the questions: how hard each was, whether it told the strong from the weak, what was
// answered instead, and which sections did not teach it. Only the first finished attempt of each person counts. Formulas
// as Moodle documents them (https://docs.moodle.org/dev/Quiz_statistics_calculations), and Wilson's interval. Pure.
rolebook.define("board/analysis", ["questions/types", "board/people", "board/results"], (types, { personKey }, { firsts }) => {
  /** Fewer people tell too little. */
  const ENOUGH = 20;

  /** @param {number[]} values */
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

  /** Pearson's correlation; null where one side does not vary. @param {number[]} xs @param {number[]} ys */
  const pearson = (xs, ys) => {
    const [mx, my] = [mean(xs), mean(ys)];
    let [xy, xx, yy] = [0, 0, 0];
    xs.forEach((x, at) => {
      xy += (x - mx) * (ys[at] - my);
      xx += (x - mx) ** 2;
      yy += (ys[at] - my) ** 2;
    });
    return xx > 1e-12 && yy > 1e-12 ? xy / Math.sqrt(xx * yy) : null;
  };

  /**
   * An answer as what can be counted: [part, value] pairs. The part is a blank, a left side or a question of a case; of an
   * order, which holds every item whatever the answer, the whole counts.
   * @param {any} answer @param {QuestionKey} [key] @returns {[string, string][]}
   */
  const chosen = (answer, key) => {
    if (answer === null || answer === undefined || answer === "") return [];
    return key ? types.of(key.kind).board.chosen(answer, key, chosen) : guessed(answer);
  };

  /** The same where nobody knows the type. @param {any} answer @returns {[string, string][]} */
  const guessed = (answer) => {
    if (answer === null || answer === undefined || answer === "") return [];
    // Options go by number, which tells them from what was written into blanks.
    const isWritten = Array.isArray(answer) && answer.some((value) => typeof value === "string" && !/^\d+$/.test(value));
    if (isWritten) return answer.flatMap((/** @type {unknown} */ value, /** @type {number} */ at) => (String(value ?? "").trim() ? [/** @type {[string, string]} */ ([String(at), String(value).trim()])] : []));
    if (Array.isArray(answer)) return answer.map((value) => ["", String(value)]);
    if (typeof answer !== "object") return [["", String(answer).trim()]];
    if (Array.isArray(answer.criteria)) return answer.criteria.map((/** @type {any} */ one, /** @type {number} */ at) => [String(at), String(!!one && one.met)]);
    if ("text" in answer || "self" in answer) return [];
    return Object.entries(answer).flatMap(([part, own]) => guessed(own).map(([inner, value]) => /** @type {[string, string]} */ ([inner ? `${part}/${inner}` : part, value])));
  };

  /** What was written, so that it counts once however it was typed: 1000, `1,000`, `１０００.0`. @param {string} value */
  const alike = (value) => {
    const even = value.normalize("NFKC").toLowerCase().replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "").replace(/[\u2010-\u2015\u2212]/g, "-").replace(/\s+/g, " ").trim();
    const [, sign = "", digits = "", unit = ""] = /^([-+]?) ?((?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d*)?|\.\d+) ?(%|[^\d\s,.]*)$/.exec(even) || [];
    if (!digits) return even.replace(/^[ 、。,.;:]+|[ 、。,.;:]+$/g, "").replace(/([^\x00-\x7f]) (?=.)|(.) (?=[^\x00-\x7f])/g, "$1$2");
    // As text: a number of a document has more digits than a number holds.
    const [whole, part = ""] = digits.replace(/[, ]/g, "").split(".");
    const bare = [whole.replace(/^0+(?=\d)/, "") || "0", part.replace(/0+$/, "")].filter(Boolean).join(".");
    return `${sign === "-" ? "-" : ""}${bare}${unit}`;
  };

  /** @param {{n: number, facility: number, discrimination: number | null}} item @returns {ItemNote} */
  const noteOf = ({ n, facility, discrimination }) => {
    if (n < ENOUGH) return "few";
    if (discrimination !== null && discrimination < 0) return "key";
    if (facility < 0.35) return "hard";
    if (facility > 0.95) return "easy";
    return discrimination !== null && discrimination < 20 ? "weak" : "";
  };

  /** @param {QuestionKey} [key] */
  const isByPart = (key) => !!key && types.of(key.kind).board.isByPart;

  /** A result without what waits for a mark. @param {PaperResult} one */
  const counted = ({ questions, points, max }) => {
    const left = questions.filter(({ verdict }) => verdict === "open");
    /** @param {"points" | "max"} what */
    const sum = (what) => left.reduce((all, own) => all + own[what], 0);
    return { questions: questions.filter((own) => !left.includes(own)), points: points - sum("points"), max: max - sum("max") };
  };

  /**
   * One line a question, in the order they were first met; a question whose meaning changed counts anew.
   * @param {PaperResult[]} results of one paper @param {Record<string, QuestionKey>} [keys] of its questions, where they are known
   * @returns {ItemStatistics[]}
   */
  const items = (results, keys = {}) => {
    /** @type {Map<string, {own: QuestionResult, share: number, rest: number | null}[]>} */
    const answers = new Map();
    for (const one of firsts(results)) {
      // What waits for a person cannot be counted yet, neither by itself nor in the rest of the others.
      const { questions, points, max } = counted(one);
      for (const own of questions) {
        const key = `${own.id} ${own.hash}`;
        // Shares, because sheets may differ in points.
        const rest = max - own.max > 1e-9 ? (points - own.points) / (max - own.max) : null;
        if (!answers.has(key)) answers.set(key, []);
        answers.get(key)?.push({ own, share: own.points / own.max, rest });
      }
    }
    return [...answers.values()].map((all) => {
      const { id, hash, topics } = all[0].own;
      /** How often each was written, by what it comes to. @type {Map<string, {part: string, n: number, typed: Map<string, number>}>} */
      const counts = new Map();
      for (const { own } of all) {
        // An answer to what was asked in another edition may be of another form.
        const known = !keys[id] || !keys[id].hash || keys[id].hash === hash ? keys[id] : undefined;
        for (const [part, value] of chosen(own.answer, known)) {
          const key = `${part}\n${alike(value)}`;
          const one = counts.get(key) || { part, n: 0, typed: new Map() };
          counts.set(key, { ...one, n: one.n + 1 });
          one.typed.set(value, (one.typed.get(value) || 0) + 1);
        }
      }
      const told = [...counts.values()].map(({ part, n, typed }) => ({ part, n, value: [...typed].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0][0] }));
      const paired = all.filter((one) => one.rest !== null);
      const r = paired.length > 1 ? pearson(paired.map((one) => one.share), paired.map((one) => Number(one.rest))) : null;
      const numbers = { n: all.length, facility: mean(all.map((one) => one.share)), discrimination: r === null ? null : 100 * r };
      return {
        id,
        hash,
        topics,
        ...numbers,
        blank: all.filter((one) => one.own.verdict === "blank").length,
        // Blank by blank; of others what was answered most comes first.
        counts: told.sort((a, b) => (isByPart(keys[id]) && a.part.localeCompare(b.part, "en", { numeric: true })) || b.n - a.n || (a.part + a.value < b.part + b.value ? -1 : 1)),
        note: noteOf(numbers),
      };
    });
  };

  /**
   * What a share is at least, by 95 %: the lower end of the score interval (E. B. Wilson, "Probable inference, the law of
   * succession, and statistical inference", Journal of the American Statistical Association 22, 1927, 209–212). One of
   * one is no more than a fifth for sure, ten of ten are nearly three quarters.
   * @param {number} n @param {number} of
   */
  const surely = (n, of) => {
    const [share, zz] = [n / of, 1.959964 ** 2];
    return Math.max(0, (share + zz / (2 * of) - Math.sqrt(zz * ((share * (1 - share)) / of + zz / (4 * of * of)))) / (1 + zz / of));
  };

  /**
   * Sections whose questions were missed, worst first: by the share of the people who missed one among those who were
   * asked, as far as it is sure. So a section that one person was asked about stands below those that many missed.
   * @param {PaperResult[]} results @param {Record<string, {title: string, href: string} | null | undefined>} see by question
   * @returns {SectionStatistics[]}
   */
  const sections = (results, see) => {
    /** @type {Map<string, {title: string, href: string, asked: Set<string>, missed: Set<string>, questions: Set<string>}>} */
    const all = new Map();
    for (const { questions, person } of firsts(results)) {
      for (const { id, verdict } of questions) {
        const place = Object.prototype.hasOwnProperty.call(see, id) ? see[id] : null;
        if (!place || verdict === "open") continue;
        const one = all.get(place.href) || { ...place, asked: new Set(), missed: new Set(), questions: new Set() };
        all.set(place.href, one);
        one.asked.add(personKey(person));
        if (verdict === "right") continue;
        one.missed.add(personKey(person));
        one.questions.add(id);
      }
    }
    return [...all.values()]
      .filter((one) => one.missed.size)
      .map(({ title, href, asked, missed, questions }) => ({ title, href, asked: asked.size, missed: missed.size, surely: surely(missed.size, asked.size), questions: [...questions] }))
      .sort((a, b) => b.surely - a.surely || b.missed - a.missed || (a.href < b.href ? -1 : 1));
  };

  /** A paper in numbers. @param {PaperResult[]} results of one paper */
  const summary = (results) => {
    const first = firsts(results);
    const shares = first.map(counted).filter(({ max }) => max > 1e-9).map(({ points, max }) => (100 * points) / max).sort((a, b) => a - b);
    const middle = (shares[Math.floor((shares.length - 1) / 2)] + shares[Math.ceil((shares.length - 1) / 2)]) / 2;
    return { n: first.length, mean: shares.length ? mean(shares) : 0, median: shares.length ? middle : 0, passed: first.filter((one) => one.passed).length };
  };

  return { ENOUGH, items, surely, sections, summary, pearson };
});
