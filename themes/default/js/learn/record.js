// @ts-check
// The record of a learner's progress as plain data: reading, merging, files and codes to carry it elsewhere. Pure;
// where it is kept is the affair of `store.js`.
rolebook.define("learn/record", ["learn/codes", "learn/names"], (codes, { folded }) => {
  const VERSION = 1;

  /** A record nothing has happened in yet. @returns {ProgressRecord} */
  const empty = () => ({ v: VERSION, items: Object.create(null) });

  /** @param {string} key `lesson:…`, `attempt:…`: a kind and a name, so that no key means something to the language */
  const isKey = (key) => /^[a-z]+:./.test(key);

  /** @param {any} value */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** @typedef {(value: any) => boolean} Is */
  /** @type {Is} */
  const isText = (value) => typeof value === "string";
  /** @type {Is} a number that no calendar chokes on, of milliseconds as of points */
  const isNumber = (value) => Number.isFinite(value) && value >= 0 && value <= 8.64e15;
  /** @param {Is} is @returns {Is} */
  const orNull = (is) => (value) => value === null || is(value);
  /** @param {Is} is @returns {Is} */
  const listOf = (is) => (value) => Array.isArray(value) && value.every(is);
  /** What is there is of the right kind; what is not there may be missing. @param {Record<string, Is>} fields @returns {Is} */
  const having = (fields) => (value) => isObject(value) && Object.entries(fields).every(([name, is]) => value[name] === undefined || is(value[name]));

  const isPerson = having({ name: isText, unit: isText });
  const isQuestion = having({ id: isText, hash: isText, verdict: isText, points: isNumber, max: isNumber, topics: listOf(isText) });
  const isResult = having({ paper: isText, title: isText, edition: isText, started: isNumber, finished: isNumber, points: isNumber, max: isNumber, pass: orNull(isNumber), must_failed: listOf(isText), person: isPerson, questions: listOf(isQuestion) });
  const isRunning = having({ started: isNumber, deadline: orNull(isNumber), lines: listOf(having({ id: isText, options: listOf(isNumber) })), answers: isObject, flags: isObject, checked: isObject, hashes: isObject, person: isPerson });
  /** By the kind of a key. @type {Record<string, Is>} */
  const KINDS = {
    lesson: having({ hash: isText, retrain: isText, seen: isText, parts: isText }),
    attempt: having({ result: isResult }),
    held: having({ result: isResult }),
    card: having({ due: isNumber, last: isNumber, s: isNumber, d: isNumber, reps: isNumber, lapses: isNumber, from: isText }),
    open: isRunning,
    parked: isRunning,
    check: having({ at: isNumber, by: isText, evidence: isText }),
  };

  /** @param {string} key @param {any} item */
  const isItem = (key, item) => isObject(item) && isNumber(item.t) && (KINDS[key.split(":")[0]] || isObject)(item);

  /** @param {any} value @returns {{record: ProgressRecord, bad: number}} the good items, and how many were not */
  const sound = (value) => {
    const record = empty();
    const entries = Object.entries(value.items);
    const good = entries.filter(([key, item]) => isKey(key) && isItem(key, item));
    for (const [key, item] of good) record.items[key] = /** @type {ProgressItem} */ (item);
    return { record, bad: entries.length - good.length };
  };

  /** @param {any} v */
  const isNewer = (v) => Number.isInteger(v) && v > VERSION;

  /**
   * A stored text as a record. `corrupt` still brings what could be saved; `newer` comes from a later Rolebook and is not
   * to be touched. There is one version yet, so nothing older to bring forward.
   * @param {string | null} text
   * @returns {{state: "ok" | "corrupt" | "newer", record: ProgressRecord}}
   */
  const read = (text) => {
    if (text === null) return { state: "ok", record: empty() };
    try {
      const value = JSON.parse(text);
      const { v, items } = isObject(value) ? value : { v: 0, items: 0 };
      if (isNewer(v)) return { state: "newer", record: empty() };
      if (v === VERSION && isObject(items)) {
        const { record, bad } = sound(value);
        return { state: bad ? "corrupt" : "ok", record };
      }
    } catch {
      // No JSON: half written, or of someone else.
    }
    return { state: "corrupt", record: empty() };
  };

  /** Which of two items of a key holds: the newer one, and of two as new the one with the larger text, whoever asks. @param {ProgressItem} a @param {ProgressItem} b */
  const winner = (a, b) => {
    if (a.t !== b.t) return a.t > b.t ? a : b;
    return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
  };

  /** Both records in one; the order of merging makes no difference to the items. @param {ProgressRecord} a @param {ProgressRecord} b @returns {ProgressRecord} */
  const merge = (a, b) => {
    const merged = empty();
    Object.assign(merged.items, a.items);
    for (const [key, item] of Object.entries(b.items)) {
      merged.items[key] = key in merged.items ? winner(merged.items[key], item) : item;
    }
    return merged;
  };

  /** What merging `b` into `a` brings. @param {ProgressRecord} a @param {ProgressRecord} b */
  const compare = (a, b) => {
    const counts = { added: 0, newer: 0, same: 0 };
    for (const [key, item] of Object.entries(b.items)) {
      const mine = a.items[key];
      counts[!mine ? "added" : winner(mine, item) === mine ? "same" : "newer"] += 1;
    }
    return counts;
  };

  /**
   * What an export holds, as a file and as a code.
   * @param {ProgressRecord} record @param {string} site @param {number} now @param {string} [role] whose path is followed
   * @returns {ProgressParcel}
   */
  const parcel = (record, site, now, role) => ({
    rolebook: "progress",
    v: VERSION,
    site,
    exported: new Date(now),
    ...(role && { role }),
    record,
  });

  /**
   * What somebody else marked by hand and gives back: signed tasks, papers on paper, essays. Only those of the one who reads it.
   * @param {any} value @param {Person} person @returns {Unpacked}
   */
  const handedBack = (value, person) => {
    const given = Array.isArray(value.results) ? value.results : [];
    const all = given.filter((/** @type {any} */ one) => isResult(one) && one.paper && one.questions && (one.form !== "screen" || one.questions.some((/** @type {any} */ own) => own.marked_here)) && isNumber(one.finished) && isNumber(one.max) && folded(one.person?.name));
    if (!all.length) return fail("result");
    /** @param {"name" | "unit"} part @param {PaperResult[]} of */
    const only = (part, of) => {
      const own = of.filter((one) => folded(one.person[part]) === folded(person[part]));
      return own.length && folded(person[part]) ? own : of;
    };
    const named = only("name", all);
    const { name } = named[0].person;
    if (folded(person.name) && folded(name) !== folded(person.name)) return { ...fail("other"), name };
    const mine = only("unit", named);
    if (new Set(mine.map((one) => folded(one.person.name) + folded(one.person.unit))).size > 1) return fail("whose");
    const record = empty();
    for (const result of mine) {
      // An attempt of this device takes the place it has here; the mark came later than it.
      const isOwn = result.form === "screen";
      record.items[`attempt:${result.paper}:${isOwn ? result.started : result.finished}`] = { t: (isOwn && Date.parse(value.exported)) || result.finished, result };
    }
    return { record, problem: null, name };
  };

  /** @param {ImportProblem} problem @returns {{record: null, problem: ImportProblem}} */
  const fail = (problem) => ({ record: null, problem });

  /**
   * Opens an exported file or a pasted code.
   * @param {string} text @param {string | string[]} sites the ids of the site that reads it, its earlier ones among them
   * @param {Person} [person] whose record it is to go into @param {number} [now]
   * @returns {Unpacked}
   */
  const unpack = (text, sites, person = { name: "", unit: "" }, now = Infinity) => {
    const { value, problem } = codes.open(text);
    if (problem) return fail(problem);
    if (!isObject(value) || !["progress", "result"].includes(value.rolebook)) return fail("unreadable");
    if (isNewer(value.v)) return fail("newer");
    if (![].concat(/** @type {any} */ (sites)).some((site) => site === value.site || `${value.site}`.startsWith(`${site}@`))) return fail("site");
    if (value.rolebook === "result") return handedBack(value, person);
    const { v, items } = isObject(value.record) ? value.record : { v: 0, items: 0 };
    if (v !== VERSION || !isObject(items)) return fail(isNewer(v) ? "newer" : "damaged");
    const { record, bad } = sound(value.record);
    if (bad && bad === Object.keys(items).length) return fail("damaged");
    // Of a device whose clock is ahead: else nothing that is done here could ever be newer.
    for (const item of Object.values(record.items)) item.t = Math.min(item.t, now);
    return { record, problem: null, ...(bad && { bad }), ...(isText(value.role) && { role: value.role }) };
  };

  return { empty, read, merge, compare, parcel, unpack };
});
