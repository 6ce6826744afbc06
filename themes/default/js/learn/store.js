// @ts-check
// Where the progress is kept: this browser's localStorage, shared by all tabs of the site. Every write reads what is
// stored afresh; where two tabs write at the same moment all the same, each puts back what the other did not know of.
// When nothing can be stored, the page goes on from memory and `status` says so.
rolebook.define("learn/store", ["early", "learn/codes", "learn/record"], ({ ids, olds, store }, codes, records) => {
  const { dataset } = document.documentElement;
  const [site] = ids;
  const KEY = `${store}.progress`;

  /** @type {Set<(keys: string[]) => void>} */
  const listeners = new Set();
  /** What this page did and could not store. */
  let pending = records.empty();
  let known = records.empty();
  /** @type {ProgressStatus} */
  let status = "ok";
  /** Whether the stored record may be overwritten. */
  let writable = true;

  /** @param {string[]} keys */
  const tell = (keys) => listeners.forEach((listener) => listener(keys));

  /** Says once that something is different now. @param {ProgressStatus} next */
  const become = (next) => {
    if (status === next) return;
    status = next;
    tell([]);
  };

  /** @param {string} key @param {string} text @returns {boolean} */
  const keep = (key, text) => {
    try {
      localStorage.setItem(key, text);
      return true;
    } catch (error) {
      become(/quota/i.test(/** @type {Error} */ (error).name) ? "full" : "private");
      return false;
    }
  };

  /**
   * Moves a record that cannot be read out of the way, where a person can still find it; what is good in it goes on.
   * @param {string} text @param {ProgressRecord} good
   */
  const setAside = (text, good) => {
    localStorage.removeItem(KEY);
    if (keep(`${KEY}.aside.${Date.now()}`, text)) {
      become("set-aside");
      if (!keep(KEY, JSON.stringify(good))) pending = records.merge(pending, good);
    } else {
      // Better unread in its place than lost.
      keep(KEY, text);
      writable = false;
    }
  };

  /** What is stored now; what is known where that can not be said. @returns {ProgressRecord} */
  const stored = () => {
    let text = null;
    try {
      text = localStorage.getItem(KEY);
    } catch {
      become("private");
      return known;
    }
    const { state, record } = records.read(text);
    if (state === "newer") {
      writable = false;
      become("newer");
      return known;
    }
    if (state === "corrupt" && writable) setAside(text || "", record);
    return record;
  };

  const NOTHING = JSON.stringify(records.empty());

  /** Whether somebody has forgotten everything. @param {string | null} [text] what is stored */
  const isEmpty = (text = localStorage.getItem(KEY)) => text === null || text === NOTHING;

  /** The same where nothing can be stored. */
  const isForgotten = () => {
    try {
      return isEmpty();
    } catch {
      return false;
    }
  };

  /** Whether there was something in the store when this page looked last. */
  let wasKept = false;

  const refresh = () => {
    // Gone since: somebody has forgotten everything, in a tab that has not told yet.
    if (wasKept && isForgotten()) known = records.empty();
    wasKept = !isForgotten();
    known = records.merge(records.merge(known, stored()), pending);
  };

  /** Adds items of this page to what is stored. @param {ProgressRecord} news */
  const write = (news) => {
    pending = records.merge(pending, news);
    refresh();
    if (writable && keep(KEY, JSON.stringify(known))) {
      pending = records.empty();
      wasKept = true;
      if (status === "full" || status === "private") become("ok");
    }
    tell(Object.keys(news.items));
  };

  /** @param {string} key */
  const get = (key) => {
    const item = known.items[key];
    return item && !item.gone ? item : null;
  };

  /** @param {string} key @param {Record<string, unknown>} value */
  const set = (key, value) => {
    const news = records.empty();
    // A clock that was once ahead must not make all later work look old.
    const last = known.items[key] ? known.items[key].t : 0;
    news.items[key] = { ...value, t: Math.max(Date.now(), last + 1) };
    write(news);
  };

  /** All items whose key begins so, those that changed first at the front. @param {string} prefix @returns {[string, ProgressItem][]} */
  const all = (prefix) =>
    Object.entries(known.items)
      .filter(([key, item]) => key.startsWith(prefix) && !item.gone)
      .sort(([, a], [, b]) => a.t - b.t);

  const parcel = () => records.parcel(known, site, Date.now(), dataset.role);

  /** @param {"name" | "unit"} part @returns {string} */
  const own = (part) => get(`set:${part}`)?.value || "";

  /** @param {string} text of an exported file, or a code @returns {ImportReport} */
  const bring = (text) => {
    refresh();
    const { record, ...about } = records.unpack(text, ids, { name: own("name"), unit: own("unit") }, Date.now());
    if (!record) return { added: 0, newer: 0, same: 0, ...about };
    const report = records.compare(known, record);
    write(record);
    return { ...report, ...about };
  };

  /** Forgets everything of this site in this browser; a record that was set aside stays. */
  const clear = () => {
    pending = records.empty();
    known = records.empty();
    try {
      if (writable) [store, ...olds].forEach((name) => localStorage.removeItem(`${name}.progress`));
      // What is kept under a name that this page does not know of is not to come back.
      if (writable && olds.length) localStorage.setItem(KEY, NOTHING);
    } catch {
      // Then nothing was kept either.
    }
    tell([]);
  };

  /**
   * A page opened as a file: does it share its storage with the other pages? Chromium's do. Elsewhere only a trace of
   * another page proves it; Firefox keeps a storage for every single file.
   */
  const isPerFile = () => {
    if (location.protocol !== "file:" || /Chrom(e|ium)\//.test(navigator.userAgent)) return false;
    const TRACE = `${store}.file`;
    try {
      const first = localStorage.getItem(TRACE);
      if (first === null) localStorage.setItem(TRACE, location.pathname);
      return first === null || first === location.pathname;
    } catch {
      return false;
    }
  };

  window.addEventListener("storage", ({ key, newValue }) => {
    if (key !== null && key !== KEY) return;
    const before = known.items;
    const isGone = key === null || isEmpty(newValue) || isForgotten();
    // What the other tab wrote; by now it may have been overwritten by one that did not know of it.
    if (isGone) known = pending = records.empty();
    else if (newValue) known = records.merge(known, records.read(newValue).record);
    const kept = stored();
    known = records.merge(known, kept);
    const { added, newer } = records.compare(kept, known);
    if (writable && !isGone && added + newer) keep(KEY, JSON.stringify(known));
    wasKept = !isForgotten();
    const { items } = known;
    const keys = Object.keys({ ...before, ...items });
    const changed = keys.filter((one) => JSON.stringify(before[one]) !== JSON.stringify(items[one]));
    if (changed.length) tell(changed);
  });
  // Back from the browser's memory, where no `storage` event arrives: what it knew may have been forgotten since.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    known = records.empty();
    refresh();
    tell([]);
  });

  if (isPerFile()) status = "per-file";
  refresh();
  // That there is no room is said before a lesson is lost to it.
  if (status === "ok" && keep(`${KEY}.room`, "x".repeat(2000))) localStorage.removeItem(`${KEY}.room`);

  return {
    get,
    set,
    remove: (key) => void (known.items[key] && set(key, { gone: true })),
    all,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    export: () => JSON.stringify(parcel()),
    code: () => codes.encode("RB1", parcel()),
    import: bring,
    clear,
    get status() {
      return status;
    },
  };
});
