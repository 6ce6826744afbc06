// @ts-check
// The record of a learner's progress as plain data: reading, merging, files and codes to carry it elsewhere. Pure;
// where it is kept is the affair of `store.js`.
(() => {
  const VERSION = 1;

  /** A record nothing has happened in yet. @returns {ProgressRecord} */
  const empty = () => ({ v: VERSION, items: Object.create(null) });

  /** @param {string} key `lesson:…`, `attempt:…`: a kind and a name, so that no key means something to the language */
  const isKey = (key) => /^[a-z]+:./.test(key);

  /** @param {any} value */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** @param {any} item */
  const isItem = (item) => isObject(item) && Number.isFinite(item.t);

  /** @param {any} value @returns {{record: ProgressRecord, whole: boolean}} the good items, and whether all were good */
  const sound = (value) => {
    const record = empty();
    const entries = Object.entries(value.items);
    const good = entries.filter(([key, item]) => isKey(key) && isItem(item));
    for (const [key, item] of good) record.items[key] = /** @type {ProgressItem} */ (item);
    return { record, whole: good.length === entries.length };
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
        const { record, whole } = sound(value);
        return { state: whole ? "ok" : "corrupt", record };
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

  /** What an export holds, as a file and as a code. @param {ProgressRecord} record @param {string} site @param {number} now */
  const parcel = (record, site, now) => ({
    rolebook: "progress",
    v: VERSION,
    site,
    exported: new Date(now),
    record,
  });

  /**
   * Opens an exported file or a pasted code.
   * @param {string} text @param {string} site the id of the site that reads it
   * @returns {{record: ProgressRecord, problem: null} | {record: null, problem: ImportProblem}}
   */
  const unpack = (text, site) => {
    /** @param {ImportProblem} problem @returns {{record: null, problem: ImportProblem}} */
    const fail = (problem) => ({ record: null, problem });
    const { value, problem } = window.rolebook.codes.open(text);
    if (problem) return fail(problem);
    if (!isObject(value) || value.rolebook !== "progress") return fail(isObject(value) && value.rolebook === "result" ? "result" : "unreadable");
    if (isNewer(value.v)) return fail("newer");
    if (value.site !== site) return fail("site");
    const { state, record } = read(JSON.stringify(value.record || 0));
    return state === "ok" ? { record, problem: null } : fail(state === "newer" ? "newer" : "damaged");
  };

  Object.assign(window.rolebook, { record: { empty, read, merge, compare, parcel, unpack } });
})();
