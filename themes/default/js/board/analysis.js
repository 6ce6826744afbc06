// @ts-check
// What the results say about the questions: how hard each was, whether it told the strong from the weak, what was
// answered instead, and which sections did not teach it. Only the first finished attempt of each person counts. Formulas
// as Moodle documents them (https://docs.moodle.org/dev/Quiz_statistics_calculations), and Wilson's interval. Pure.
(() => {
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
    if (Array.isArray(answer) && key && key.kind === "order") return [["", answer.join(" ")]];
    if (Array.isArray(answer)) return answer.map((value) => ["", String(value)]);
    if (typeof answer !== "object") return [["", String(answer).trim()]];
    if (Array.isArray(answer.criteria)) return answer.criteria.map((/** @type {any} */ one, /** @type {number} */ at) => [String(at), String(!!one && one.met)]);
    if ("text" in answer || "self" in answer) return [];
    return Object.entries(answer).flatMap(([part, own]) => chosen(own, key && key.parts && key.parts[part]).map(([inner, value]) => /** @type {[string, string]} */ ([inner ? `${part}/${inner}` : part, value])));
  };

  /** @param {{n: number, facility: number, discrimination: number | null}} item @returns {ItemNote} */
  const noteOf = ({ n, facility, discrimination }) => {
    if (n < ENOUGH) return "few";
    if (discrimination !== null && discrimination < 0) return "key";
    if (facility < 0.35) return "hard";
    if (facility > 0.95) return "easy";
    return discrimination !== null && discrimination < 20 ? "weak" : "";
  };

  /**
   * One line a question, in the order they were first met; a question whose meaning changed counts anew.
   * @param {PaperResult[]} results of one paper @param {Record<string, QuestionKey>} [keys] of its questions, where they are known
   * @returns {ItemStatistics[]}
   */
  const items = (results, keys = {}) => {
    /** @type {Map<string, {own: QuestionResult, share: number, rest: number | null}[]>} */
    const answers = new Map();
    for (const { questions, points, max } of window.rolebook.board.firsts(results)) {
      for (const own of questions) {
        const key = `${own.id} ${own.hash}`;
        // What waits for a person can not be counted yet. Shares, because sheets may differ in points.
        if (own.verdict === "open") continue;
        const rest = max - own.max > 1e-9 ? (points - own.points) / (max - own.max) : null;
        if (!answers.has(key)) answers.set(key, []);
        answers.get(key)?.push({ own, share: own.points / own.max, rest });
      }
    }
    return [...answers.values()].map((all) => {
      const { id, hash, topics } = all[0].own;
      /** @type {Map<string, {part: string, value: string, n: number}>} */
      const counts = new Map();
      for (const { own } of all) {
        for (const [part, value] of chosen(own.answer, keys[id])) {
          const key = `${part}\n${value}`;
          counts.set(key, { part, value, n: (counts.get(key) || { n: 0 }).n + 1 });
        }
      }
      const paired = all.filter((one) => one.rest !== null);
      const r = paired.length > 1 ? pearson(paired.map((one) => one.share), paired.map((one) => Number(one.rest))) : null;
      const numbers = { n: all.length, facility: mean(all.map((one) => one.share)), discrimination: r === null ? null : 100 * r };
      return {
        id,
        hash,
        topics,
        ...numbers,
        blank: all.filter((one) => one.own.verdict === "blank").length,
        counts: [...counts.values()].sort((a, b) => b.n - a.n || (a.part + a.value < b.part + b.value ? -1 : 1)),
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
    const { firsts, personKey } = window.rolebook.board;
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
    const first = window.rolebook.board.firsts(results);
    const shares = first.map((one) => (100 * one.points) / one.max).sort((a, b) => a - b);
    const middle = (shares[Math.floor((shares.length - 1) / 2)] + shares[Math.ceil((shares.length - 1) / 2)]) / 2;
    return { n: first.length, mean: first.length ? mean(shares) : 0, median: first.length ? middle : 0, passed: first.filter((one) => one.passed).length };
  };

  Object.assign(window.rolebook, { board: { ...window.rolebook.board, ENOUGH, items, surely, sections, summary, pearson } });
})();
