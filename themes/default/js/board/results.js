// @ts-check
// Results that colleagues handed over: reading files and codes, one row a person, and a table for a spreadsheet. Pure.
rolebook.define("board/results", ["early", "learn/codes", "board/people"], (early, codes, { distinct, meet, personKey }) => {
  /** @param {unknown} value */
  const text = (value) => (typeof value === "string" || typeof value === "number" ? String(value).slice(0, 500) : "");
  /** @param {unknown} value @returns {value is Record<string, any>} */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** @param {unknown} value @returns {any[]} */
  const list = (value) => (Array.isArray(value) ? value : []);
  const VERDICTS = ["right", "partial", "wrong", "blank", "open"];

  /** @param {any} person @returns {Person} */
  const personOf = (person) => (isObject(person) ? { name: text(person.name).trim(), unit: text(person.unit).trim() } : { name: "", unit: "" });

  /** @param {number} points half up, to two decimals, as they are marked */
  const round = (points) => Math.floor(points * 100 + 0.5 + 1e-6) / 100;
  /** @param {unknown} ms @returns {ms is number} a moment that a calendar knows */
  const isMoment = (ms) => Number.isFinite(ms) && Math.abs(Number(ms)) <= 8.64e15;

  /**
   * A result with other marks for some of its questions, and what that makes of the whole.
   * @param {PaperResult} result @param {QuestionResult[]} questions
   * @returns {PaperResult}
   */
  const remarked = (result, questions) => {
    const given = (/** @type {QuestionResult[]} */ all) => all.reduce((sum, own) => sum + own.points, 0);
    const points = round(Math.max(0, result.points + given(questions) - given(result.questions)));
    const right = new Set(questions.filter(({ verdict }) => verdict === "right").map(({ id }) => id));
    const must_failed = result.must_failed.filter((id) => !right.has(id));
    return { ...result, questions, points, must_failed, passed: (100 * points) / result.max + 1e-9 >= (result.pass || 0) && !must_failed.length };
  };

  /** Nothing in a file is trusted: what is not as it should be is left out. @param {any} one @param {Person} owner @param {unknown} [handed] when, if the parcel says so @returns {PaperResult | null} */
  const resultOf = (one, owner, handed = one && one.handed) => {
    if (!isObject(one) || !text(one.paper)) return null;
    if (![one.points, one.max].every(Number.isFinite) || !isMoment(one.finished) || one.points < 0 || one.max <= 0 || one.points > one.max) return null;
    const questions = list(one.questions)
      .filter((own) => isObject(own) && text(own.id) && Number.isFinite(own.points) && Number.isFinite(own.max) && own.max > 0)
      .map((own) => ({
        id: text(own.id),
        hash: text(own.hash),
        points: own.points,
        max: own.max,
        verdict: VERDICTS.includes(own.verdict) ? own.verdict : "wrong",
        answer: own.answer === undefined ? null : own.answer,
        topics: list(own.topics).map(text),
        flagged: own.flagged === true,
      }));
    const named = personOf(one.person);
    const person = named.name ? named : { name: owner.name, unit: owner.unit || named.unit };
    /** @type {PaperResult} */
    const result = {
      paper: text(one.paper),
      title: text(one.title) || text(one.paper),
      edition: text(one.edition),
      hash: text(one.hash),
      seed: text(one.seed),
      multiple: text(one.multiple) || "all",
      mode: text(one.mode),
      started: isMoment(one.started) ? one.started : one.finished,
      finished: one.finished,
      points: one.points,
      max: one.max,
      pass: Number.isFinite(one.pass) ? one.pass : null,
      passed: one.passed === true,
      must_failed: list(one.must_failed).map(text),
      form: text(one.form) || "screen",
      questions,
      person,
      key: text(one.key),
      ...(isMoment(handed) ? { handed } : {}),
      ...(isObject(one.extra) && one.extra.minutes > 0 ? { extra: { minutes: Number(one.extra.minutes), by: text(one.extra.by) } } : {}),
      ...(one.named_here === true ? { named_here: true } : {}),
    };
    // Whoever sits an exam does not mark it: what they gave their own essay waits for somebody else.
    const isSelf = (/** @type {QuestionResult} */ { answer }) => isObject(answer) && "text" in answer && typeof answer.self === "number";
    if (result.mode !== "exam" || result.form !== "screen" || !questions.some(isSelf)) return result;
    return remarked(result, questions.map((own) => (isSelf(own) ? { ...own, points: 0, verdict: "open", answer: { text: own.answer.text } } : own)));
  };

  /** What a board keeps besides results. @param {any} value @returns {BoardKept} */
  const keptOf = (value) => {
    /** @type {Record<string, Record<string, number>>} */
    const marks = {};
    for (const [attempt, own] of Object.entries(isObject(value.marks) ? value.marks : {})) {
      if (isObject(own)) marks[attempt] = Object.fromEntries(Object.entries(own).filter(([, points]) => Number.isFinite(points) && Number(points) >= 0));
    }
    const pairs = (/** @type {any} */ all) => Object.entries(isObject(all) ? all : {});
    return {
      roster: distinct(list(value.roster).map(personOf).filter(({ name }) => name)),
      names: Object.fromEntries(pairs(value.names).map(([key, person]) => /** @type {[string, Person]} */ ([key, personOf(person)])).filter(([, { name }]) => name)),
      marks,
      due: Object.fromEntries(pairs(value.due).filter(([, is]) => typeof is === "boolean")),
      apart: list(value.apart).map(text).filter(Boolean),
    };
  };

  /** @param {any} value a parcel @param {string} site @returns {ResultsRead} */
  const open = (value, site) => {
    /** @param {ResultProblem} problem @returns {ResultsRead} */
    const fail = (problem) => ({ results: [], nameless: [], boards: [], problems: [problem] });
    if (isObject(value) && value.rolebook === "checklist") return fail("checklist");
    if (!isObject(value) || !["result", "progress", "board"].includes(value.rolebook)) return fail("unreadable");
    if (Number.isInteger(value.v) && value.v > 1) return fail("newer");
    if (![site, ...(early.ids || [])].includes(value.site)) return fail("site");
    // Whoever handed over their whole progress has handed over their results.
    const items = value.rolebook === "progress" && isObject(value.record) && isObject(value.record.items) ? value.record.items : {};
    const attempts = Object.keys(items).filter((key) => key.startsWith("attempt:"));
    const all = [...list(value.results), ...attempts.map((key) => items[key] && items[key].result)];
    const said = (/** @type {string} */ key) => items[`set:${key}`] && items[`set:${key}`].value;
    const owner = personOf(value.rolebook === "progress" ? { name: said("name"), unit: said("unit") } : value.person);
    // A board hands on what was handed to it; of the others the latest has the last word on the name.
    const isBoard = value.rolebook === "board";
    const handed = isBoard ? undefined : Date.parse(value.exported);
    const results = all.map((one) => resultOf(one, owner, isMoment(handed) ? handed : undefined)).filter((one) => one !== null);
    // What waits for a name on a board waits there one by one.
    const apart = list(isBoard ? value.unnamed : []).map((one) => list(isObject(one) && one.results).map((own) => resultOf(own, owner)).filter((own) => own !== null));
    const nameless = [results.filter((one) => !one.person.name), ...apart].filter((all) => all.length);
    const boards = isBoard ? [keptOf(value)] : [];
    return { results: results.filter((one) => one.person.name), nameless, boards, problems: results.length || isBoard ? [] : ["empty"] };
  };

  /**
   * Reads an exported file, or a pasted text with one code or many.
   * @param {string} given @param {string} site @returns {ResultsRead}
   */
  const readResults = (given, site) => {
    const bare = given.trim();
    const parts = bare.startsWith("{") ? [bare] : bare.split(/(?=RBR?\d+\.)/).filter((part) => /^RBR?\d+\./.test(part));
    if (!parts.length) return { results: [], nameless: [], boards: [], problems: ["unreadable"] };
    const read = parts.map((part) => {
      const { value, problem } = codes.open(part);
      return problem ? { results: [], nameless: [], boards: [], problems: [problem] } : open(value, site);
    });
    return { results: read.flatMap((one) => one.results), nameless: read.flatMap((one) => one.nameless), boards: read.flatMap((one) => one.boards), problems: read.flatMap((one) => one.problems) };
  };

  /** Whether the key is that of an attempt and no other: the paper, when it began, and its seed. @param {PaperResult} one */
  const isKeyed = ({ paper, key }) => key.startsWith(`${paper}:`);

  /** What tells an attempt from every other, whoever's it is said to be. @param {PaperResult} one */
  const attemptOf = (one) => {
    const { paper, key, started, finished, seed, questions } = one;
    return JSON.stringify(isKeyed(one) ? [key] : [paper, key, started, finished, seed, questions.map(({ id, answer }) => [id, answer])]);
  };

  /** Which of two hand-overs of one attempt holds: a name that its owner gave before one that was given here, then what was handed over last. @param {PaperResult} a @param {PaperResult} b */
  const later = (a, b) => {
    if (!a.named_here !== !b.named_here) return a.named_here ? b : a;
    return (b.handed || Infinity) < (a.handed || 0) ? a : b;
  };

  /**
   * Adds results to those that are there; the same attempt handed over twice counts once, as it came last. A name that
   * was given here yields to the one that its owner gives.
   * @param {PaperResult[]} known @param {PaperResult[]} news @returns {PaperResult[]} by time
   */
  const gather = (known, news) => {
    /** @param {PaperResult} one */
    const identity = (one) => (isKeyed(one) ? attemptOf(one) : JSON.stringify([personKey(one.person), one.paper, one.key || one.finished]));
    /** @type {Map<string, PaperResult>} */
    const attempts = new Map();
    for (const one of [...known, ...news]) {
      const before = attempts.get(identity(one));
      attempts.set(identity(one), before ? later(before, one) : one);
    }
    let all = [...attempts.values()];
    if (all.some((one) => one.named_here)) {
      const owned = new Set(all.filter((one) => !one.named_here).map(attemptOf));
      all = all.filter((one) => !one.named_here || !owned.has(attemptOf(one)));
    }
    return all.sort((a, b) => a.finished - b.finished || (identity(a) < identity(b) ? -1 : 1));
  };

  /** A result with the marks that were given here. @param {PaperResult} result @param {Record<string, number>} [marks] points by question @returns {PaperResult} */
  const marked = (result, marks) => {
    if (!marks) return result;
    return remarked(result, result.questions.map((own) => {
      if (own.verdict !== "open" || !Object.prototype.hasOwnProperty.call(marks, own.id)) return own;
      const points = Math.min(marks[own.id], own.max);
      return { ...own, points, verdict: points >= own.max ? "right" : points > 0 ? "partial" : "wrong", marked_here: true };
    }));
  };

  /**
   * What was handed over as the board counts it: marked here, under the names that were put right here, and each person
   * one, however they wrote their unit.
   * @param {PaperResult[]} results @param {Partial<BoardKept>} kept @returns {PaperResult[]}
   */
  const settle = (results, { roster = [], names = {}, marks = {} }) => {
    const own = results.map((result) => {
      const person = names[attemptOf(result)] || names[personKey(result.person)];
      return { ...marked(result, marks[attemptOf(result)]), ...(person ? { person, said: result.said || result.person } : {}) };
    });
    const rows = meet(own.map(({ person }) => person), roster);
    return own.map((result) => {
      const person = rows.get(personKey(result.person)) || result.person;
      return personKey(person) === personKey(result.person) ? result : { ...result, person, said: result.said || result.person };
    });
  };

  /** @param {PaperResult} one */
  const percent = (one) => (100 * one.points) / one.max;

  /** Questions that wait for a mark. @param {PaperResult} one */
  const waiting = ({ questions }) => questions.filter(({ verdict }) => verdict === "open");

  /** `open` while what still waits for a mark can pass it. @param {PaperResult} one @returns {"passed" | "open" | "failed"} */
  const stateOf = (one) => {
    if (one.passed) return "passed";
    const waits = waiting(one);
    const left = waits.reduce((sum, own) => sum + own.max - own.points, 0);
    const isLost = one.must_failed.some((id) => !waits.some((own) => own.id === id)) || (100 * (one.points + left)) / one.max + 1e-9 < (one.pass || 0);
    return waits.length && !isLost ? "open" : "failed";
  };

  /** The first finished attempt of each person at each paper. @param {PaperResult[]} results @returns {PaperResult[]} */
  const firsts = (results) => {
    /** @type {Map<string, PaperResult>} */
    const first = new Map();
    for (const one of gather([], results)) {
      const key = JSON.stringify([personKey(one.person), one.paper]);
      if (!first.has(key)) first.set(key, one);
    }
    return [...first.values()];
  };

  /** Whether everybody is expected to sit a paper: an exam, or what was held on paper; practice is one's own affair. @param {string | undefined} mode @param {PaperResult[]} results of it */
  const isExam = (mode, results) => results.some(({ form }) => form.startsWith("paper ")) || ![mode, ...results.map((one) => one.mode)].some((one) => ["practice", "practical", "bank"].includes(one || ""));

  /**
   * Person by paper. A roster adds the people of whom nothing has come.
   * @param {PaperResult[]} results
   * @param {{roster?: Person[], papers?: {id: string, title: string, hash?: string, mode?: string}[], due?: Record<string, boolean>}} [expected]
   *   `due`: papers that everybody is to sit, where that was said
   * @returns {BoardTable}
   */
  const table = (results, { roster = [], papers = [], due = {} } = {}) => {
    const all = gather([], results);
    const hashes = new Map(papers.map((paper) => [paper.id, paper.hash]));
    /** @type {Map<string, {id: string, title: string, mode?: string}>} */
    const columns = new Map(papers.map(({ id, title, mode }) => [id, { id, title, mode }]));
    for (const one of all) if (!columns.has(one.paper)) columns.set(one.paper, { id: one.paper, title: one.title });
    const places = meet(all.map(({ person }) => person), roster);
    /** @type {Map<string, BoardRow>} */
    const rows = new Map();
    /** @param {Person} given @returns {BoardRow} */
    const rowOf = (given) => {
      const person = places.get(personKey(given)) || given;
      const key = personKey(person);
      const row = rows.get(key) || { key, person, said: [], listed: false, cells: {} };
      rows.set(key, row);
      return row;
    };
    for (const person of roster) if (person.name) rowOf(person).listed = true;
    for (const one of all) {
      const row = rowOf(one.person);
      const { cells } = row;
      const said = one.said || one.person;
      if (personKey(said) !== row.key) row.said = distinct([...row.said, said]);
      const known = hashes.get(one.paper);
      const before = cells[one.paper];
      const best = before && !isBetter(one, before.best) ? before.best : one;
      cells[one.paper] = {
        attempts: (before ? before.attempts : 0) + 1,
        first: before ? before.first : one,
        best,
        last: one,
        percent: percent(best),
        passed: best.passed,
        state: stateOf(best),
        // The questions have changed since.
        outdated: !!known && known !== best.hash,
      };
    }
    const order = [...rows.values()].sort((a, b) => a.person.unit.localeCompare(b.person.unit, "zh") || a.person.name.localeCompare(b.person.name, "zh"));
    const shown = [...columns.values()].map(({ id, title, mode }) => ({ id, title, due: Object.prototype.hasOwnProperty.call(due, id) ? due[id] : isExam(mode, all.filter(({ paper }) => paper === id)) }));
    const missing = shown.map(({ id, due: isDue }) => ({ paper: id, people: isDue ? order.filter((row) => !row.cells[id]).map((row) => row.person) : [] }));
    return { papers: shown, rows: order, missing };
  };

  const STATES = ["failed", "open", "passed"];
  /** Passed before waiting before not passed, then by share of points. @param {PaperResult} a @param {PaperResult} b */
  const isBetter = (a, b) => {
    const [x, y] = [a, b].map((one) => STATES.indexOf(stateOf(one)));
    return x === y ? percent(a) > percent(b) : x > y;
  };

  // A spreadsheet would take a cell that begins so for a formula.
  const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
  // It would take these for a number, a time, a day or a share, and show something else: 000123 as 123, 1-2 as a day.
  const FIGURES = /^[(（¥￥$€£]?\s*[\d.][\d\s.,:/\-%()年月日时分秒e+]*$|^\d+\s*[ap]m?$|^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-\s./]?\d+$|^\d+[-\s./]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*([-\s./]?\d*)$|^(true|false)$/i;

  /** Whether a spreadsheet would show another text than this. @param {string} cell */
  const isChanged = (cell) => {
    const even = cell.normalize("NFKC").trim();
    // Days stand as days, so that they can be sorted.
    if (!FIGURES.test(even) || /^\d{4}-\d\d-\d\d$/.test(cell)) return false;
    return String(Number(cell)) !== cell || cell.replace(/\D/g, "").length > 11;
  };

  /** @param {string | number | null} cell */
  const csvCell = (cell) => {
    if (cell === null || cell === undefined) return "";
    if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
    const safe = FORMULA.test(cell) ? `'${cell}` : isChanged(cell) ? `="${cell}"` : cell;
    return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };

  /** Rows as CSV (RFC 4180); the mark at the front tells Excel that it is UTF-8. @param {(string | number | null)[][]} rows */
  const csv = (rows) => `\uFEFF${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;

  return { readResults, keptOf, attemptOf, gather, settle, waiting, stateOf, firsts, table, csv };
});
