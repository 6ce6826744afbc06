// @ts-check
// Results that colleagues handed over: reading files and codes, one row a person, and a table for a spreadsheet. Pure.
(() => {
  /** @param {unknown} value */
  const text = (value) => (typeof value === "string" || typeof value === "number" ? String(value).slice(0, 500) : "");
  /** @param {unknown} value @returns {value is Record<string, any>} */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** @param {unknown} value @returns {any[]} */
  const list = (value) => (Array.isArray(value) ? value : []);
  const VERDICTS = ["right", "partial", "wrong", "blank", "open"];

  /** A person by name and unit, however the blanks and the widths were typed. @param {Person} person */
  const personKey = ({ name, unit }) => [name, unit].map((part) => part.normalize("NFKC").toLowerCase().replace(/\s/g, "")).join("/");

  /** @param {any} person @returns {Person} */
  const personOf = (person) => (isObject(person) ? { name: text(person.name).trim(), unit: text(person.unit).trim() } : { name: "", unit: "" });

  /** One person a line: name, then unit behind a tab, a comma or blanks. @param {string} given @returns {Person[]} */
  const people = (given) =>
    given.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).map((line) => {
      const [name, ...rest] = line.split(/\s*[\t,，;；、]\s*|\s{2,}/);
      return { name: name.slice(0, 100), unit: rest.join(" ").trim().slice(0, 100) };
    });

  /** Who is meant by a line as above: a name without a unit is the one person who is known by it. @param {string} given @param {Person[]} known @returns {Person} */
  const whose = (given, known) => {
    const [person = { name: "", unit: "" }] = people(given);
    if (person.unit) return person;
    const same = new Map(known.filter((one) => one.unit && personKey({ ...one, unit: "" }) === personKey(person)).map((one) => [personKey(one), one]));
    return same.size === 1 ? [...same.values()][0] : person;
  };

  /** Nothing in a file is trusted: what is not as it should be is left out. @param {any} one @param {Person} owner @returns {PaperResult | null} */
  const resultOf = (one, owner) => {
    if (!isObject(one) || !text(one.paper)) return null;
    if (![one.points, one.max, one.finished].every(Number.isFinite) || one.points < 0 || one.max <= 0 || one.points > one.max) return null;
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
    return {
      paper: text(one.paper),
      title: text(one.title) || text(one.paper),
      edition: text(one.edition),
      hash: text(one.hash),
      seed: text(one.seed),
      multiple: text(one.multiple) || "all",
      mode: text(one.mode),
      started: Number.isFinite(one.started) ? one.started : one.finished,
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
      ...(one.named_here === true ? { named_here: true } : {}),
    };
  };

  /** @param {any} value a parcel @param {string} site @returns {ResultsRead} */
  const open = (value, site) => {
    /** @param {ResultProblem} problem @returns {ResultsRead} */
    const fail = (problem) => ({ results: [], nameless: [], problems: [problem] });
    if (!isObject(value) || !["result", "progress"].includes(value.rolebook)) return fail("unreadable");
    if (Number.isInteger(value.v) && value.v > 1) return fail("newer");
    if (![site, ...(window.rolebook.ids || [])].includes(value.site)) return fail("site");
    // Whoever handed over their whole progress has handed over their results.
    const items = value.rolebook === "progress" && isObject(value.record) && isObject(value.record.items) ? value.record.items : {};
    const attempts = Object.keys(items).filter((key) => key.startsWith("attempt:"));
    const all = [...list(value.results), ...attempts.map((key) => items[key] && items[key].result)];
    const said = (/** @type {string} */ key) => items[`set:${key}`] && items[`set:${key}`].value;
    const owner = personOf(value.rolebook === "progress" ? { name: said("name"), unit: said("unit") } : value.person);
    const results = all.map((one) => resultOf(one, owner)).filter((one) => one !== null);
    const nameless = results.filter((one) => !one.person.name);
    return { results: results.filter((one) => one.person.name), nameless: nameless.length ? [nameless] : [], problems: results.length ? [] : ["empty"] };
  };

  /**
   * Reads an exported file, or a pasted text with one code or many.
   * @param {string} given @param {string} site @returns {ResultsRead}
   */
  const readResults = (given, site) => {
    const bare = given.trim();
    const parts = bare.startsWith("{") ? [bare] : bare.split(/(?=RBR?\d+\.)/).filter((part) => /^RBR?\d+\./.test(part));
    if (!parts.length) return { results: [], nameless: [], problems: ["unreadable"] };
    const read = parts.map((part) => {
      const { value, problem } = window.rolebook.codes.open(part);
      return problem ? { results: [], nameless: [], problems: [problem] } : open(value, site);
    });
    return { results: read.flatMap((one) => one.results), nameless: read.flatMap((one) => one.nameless), problems: read.flatMap((one) => one.problems) };
  };

  /** What tells an attempt from every other, whoever's it is said to be. @param {PaperResult} one */
  const attemptOf = ({ paper, key, started, finished, seed, questions }) => JSON.stringify([paper, key, started, finished, seed, questions.map(({ id, answer }) => [id, answer])]);

  /**
   * Adds results to those that are there; the same attempt handed over twice counts once, as it came last. A name that
   * was given here yields to the one that its owner gives.
   * @param {PaperResult[]} known @param {PaperResult[]} news @returns {PaperResult[]} by time
   */
  const gather = (known, news) => {
    /** @param {PaperResult} one */
    const identity = (one) => JSON.stringify([personKey(one.person), one.paper, one.key || one.finished]);
    let all = [...new Map([...known, ...news].map((one) => [identity(one), one])).values()];
    if (all.some((one) => one.named_here)) {
      const owned = new Set(all.filter((one) => !one.named_here).map(attemptOf));
      all = all.filter((one) => !one.named_here || !owned.has(attemptOf(one)));
    }
    return all.sort((a, b) => a.finished - b.finished || (identity(a) < identity(b) ? -1 : 1));
  };

  /** @param {PaperResult} one */
  const percent = (one) => (100 * one.points) / one.max;

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

  /**
   * Person by paper. A roster adds the people of whom nothing has come.
   * @param {PaperResult[]} results @param {{roster?: Person[], papers?: {id: string, title: string, hash?: string}[]}} [expected]
   * @returns {BoardTable}
   */
  const table = (results, { roster = [], papers = [] } = {}) => {
    const all = gather([], results);
    const hashes = new Map(papers.map((paper) => [paper.id, paper.hash]));
    /** @type {Map<string, {id: string, title: string}>} */
    const columns = new Map(papers.map(({ id, title }) => [id, { id, title }]));
    /** @type {Map<string, BoardRow>} */
    const rows = new Map();
    /** Who gave a name without a unit is whoever has the name. @param {Person} a @param {Person} b */
    const isSame = (a, b) => (!a.unit || !b.unit) && personKey({ ...a, unit: "" }) === personKey({ ...b, unit: "" });
    /** @param {Person} person @returns {BoardRow} */
    const rowOf = (person) => {
      const key = personKey(person);
      const row = rows.get(key) || [...rows.values()].find((other) => isSame(other.person, person)) || { key, person, cells: {} };
      if (!row.person.unit) row.person = person;
      rows.set(row.key, row);
      return row;
    };
    roster.filter((person) => person.name).forEach(rowOf);
    for (const one of all) {
      if (!columns.has(one.paper)) columns.set(one.paper, { id: one.paper, title: one.title });
      const { cells } = rowOf(one.person);
      const known = hashes.get(one.paper);
      const before = cells[one.paper];
      const isBest = !before || Number(one.passed) - Number(before.best.passed) > 0 || (one.passed === before.best.passed && percent(one) > percent(before.best));
      const best = isBest ? one : before.best;
      cells[one.paper] = {
        attempts: (before ? before.attempts : 0) + 1,
        first: before ? before.first : one,
        best,
        last: one,
        percent: percent(best),
        passed: best.passed,
        // The questions have changed since.
        outdated: !!known && known !== best.hash,
      };
    }
    const order = [...rows.values()].sort((a, b) => a.person.unit.localeCompare(b.person.unit, "zh") || a.person.name.localeCompare(b.person.name, "zh"));
    const missing = [...columns.values()].map(({ id }) => ({ paper: id, people: order.filter((row) => !row.cells[id]).map((row) => row.person) }));
    return { papers: [...columns.values()], rows: order, missing };
  };

  // A spreadsheet would take a cell that begins so for a formula.
  const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

  /** @param {string | number | null} cell */
  const csvCell = (cell) => {
    if (cell === null || cell === undefined) return "";
    if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
    const safe = FORMULA.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };

  /** Rows as CSV (RFC 4180); the mark at the front tells Excel that it is UTF-8. @param {(string | number | null)[][]} rows */
  const csv = (rows) => `\uFEFF${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;

  Object.assign(window.rolebook, { board: { ...window.rolebook.board, personKey, people, whose, readResults, attemptOf, gather, firsts, table, csv } });
})();
