// @ts-check
// Where the progress is kept: this browser's localStorage, shared by all tabs of the site. Every write reads what is
// stored afresh, so that two tabs do not undo each other. When nothing can be stored, the page goes on from memory and
// `status` says so.
(() => {
  const site = document.documentElement.dataset.site || "";
  const KEY = `rolebook.${site}.progress`;
  const { record: records, codes } = window.rolebook;

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
   * Moves a record that can not be read out of the way, where a person can still find it; what is good in it goes on.
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

  const refresh = () => {
    known = records.merge(stored(), pending);
  };

  /** Adds items of this page to what is stored. @param {ProgressRecord} news */
  const write = (news) => {
    pending = records.merge(pending, news);
    refresh();
    if (writable && keep(KEY, JSON.stringify(known))) {
      pending = records.empty();
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

  const parcel = () => records.parcel(known, site, Date.now());

  /** @param {string} text of an exported file, or a code @returns {ImportReport} */
  const bring = (text) => {
    refresh();
    const { record, problem } = records.unpack(text, site);
    if (!record) return { added: 0, newer: 0, same: 0, problem };
    const report = records.compare(known, record);
    write(record);
    return { ...report, problem: null };
  };

  /** Forgets everything of this site in this browser; a record that was set aside stays. */
  const clear = () => {
    pending = records.empty();
    known = records.empty();
    try {
      if (writable) localStorage.removeItem(KEY);
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
    const TRACE = `rolebook.${site}.file`;
    try {
      const first = localStorage.getItem(TRACE);
      if (first === null) localStorage.setItem(TRACE, location.pathname);
      return first === null || first === location.pathname;
    } catch {
      return false;
    }
  };

  window.addEventListener("storage", (event) => {
    if (event.key !== null && event.key !== KEY) return;
    const before = known.items;
    refresh();
    const { items } = known;
    const keys = Object.keys({ ...before, ...items });
    const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(items[key]));
    if (changed.length) tell(changed);
  });
  // Back from the browser's memory, where no `storage` event arrives.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    refresh();
    tell([]);
  });

  if (isPerFile()) status = "per-file";
  refresh();
  // That there is no room is said before a lesson is lost to it.
  if (status === "ok" && keep(`${KEY}.room`, "x".repeat(2000))) localStorage.removeItem(`${KEY}.room`);

  Object.assign(window.rolebook, {
    progress: {
      get,
      set,
      remove: (/** @type {string} */ key) => known.items[key] && set(key, { gone: true }),
      all,
      subscribe: (/** @type {(keys: string[]) => void} */ listener) => {
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
    },
  });
})();
