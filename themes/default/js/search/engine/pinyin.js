// @ts-check
// Letters -> Han characters that sound so and stand together in a name of the site: `kjkm`, `kuaijikemu`, `会jkm`.
rolebook.define("search/engine/pinyin", [], () => {
  /** Readings of letters that are tried, beginnings of strings that are kept, and strings that come of it all. */
  const READINGS = 24;
  const BEGINNINGS = 2000;
  const STRINGS = 6;

  /**
   * Ways to cut letters into sounds: whole syllables, single letters, and at the end the beginning of one, which may
   * be a syllable of its own: `xi` before it becomes `xing`. The ones with the fewest cuts come first.
   * @param {string} letters
   * @param {Set<string>} syllables
   */
  const readings = (letters, syllables) => {
    /** @type {string[][]} */
    const done = [];
    /** @param {number} at @param {string[]} cut @param {number} most */
    const walk = (at, cut, most) => {
      if (done.length >= READINGS || cut.length > most) return;
      if (at === letters.length) {
        if (cut.length === most) done.push(cut);
        return;
      }
      for (let size = Math.min(6, letters.length - at); size > 0; size--) {
        const sound = letters.slice(at, at + size);
        const isLast = at + size === letters.length;
        const fits = syllables.has(sound) && !isLast ? `${sound}.` : size === 1 || /^[zcs]h$/.test(sound) || (isLast && begins(sound, syllables)) ? sound : "";
        if (fits) walk(at + size, [...cut, fits], most);
      }
    };
    for (let most = 1; most <= letters.length && done.length < READINGS; most++) walk(0, [], most);
    return done;
  };

  const INITIAL = "(?:[zcs]h?|[bpmfdtnlgkhjqxryw])";
  const FINAL = "(?:i(?:ang?|ao|ong|ng?|a|e|u)?|u(?:ang?|ai?|[oeni])?|ve?|a(?:ng?|i|o)?|e(?:ng?|i|r)?|o(?:ng|u)?)";
  const SYLLABLES = new RegExp(`^(?:${INITIAL}${FINAL}|a(?:ng?|i|o)?|e(?:ng?|i|r)?|ou?)+${INITIAL}*$`);
  /**
   * Whether letters read as syllables, behind which may stand first letters alone, or as first letters that make no
   * word: `kuaijikm` and `kjkm`, but not `import`.
   * @param {string} letters
   */
  const isSpoken = (letters) => SYLLABLES.test(letters) || !/[aeiou]/.test(letters);

  /** @param {string} sound @param {Set<string>} syllables */
  const begins = (sound, syllables) => {
    for (const syllable of syllables) if (syllable.startsWith(sound)) return true;
    return false;
  };

  /**
   * Han strings for a run of Han characters and letters, the likely ones first.
   * @param {SearchData} data
   * @param {string} text folded
   * @returns {Promise<string[]>}
   */
  const pinyin = async (data, text) => {
    const { sounds } = data.manifest;
    if (!sounds) return [];
    /** @type {Map<string, string[]>} */
    const soundsOf = new Map();
    const syllables = new Set();
    for (const entry of (await data.get(sounds.table)).split(" ")) {
      const [sound] = /^[a-z]+/.exec(entry) || [""];
      syllables.add(sound);
      for (const c of entry.slice(sound.length)) soundsOf.set(c, [...(soundsOf.get(c) || []), sound]);
    }
    /** Cuts of all pieces, joined. @type {string[][]} */
    let cuts = [[]];
    for (const piece of text.match(/[a-z]+|[^a-z]/g) || []) {
      const own = /[a-z]/.test(piece) ? readings(piece, syllables) : [[piece]];
      cuts = cuts.flatMap((cut) => own.map((more) => [...cut, ...more])).slice(0, READINGS);
    }
    cuts = cuts.filter((cut) => cut.length > 1);
    /** A pattern that ends with a dot is a whole syllable. @param {string} c @param {string} pattern */
    const fits = (c, pattern) =>
      c === pattern ||
      (soundsOf.get(c) || []).some((sound) =>
        pattern.endsWith(".") ? sound === pattern.slice(0, -1) : sound.startsWith(pattern),
      );
    /** What stands behind a first character: the second ones, how common the pair is, and the third ones. @typedef {Map<string, { common: number, thirds: string }>} Seconds */
    /** @type {Map<string, Map<string, Seconds>>} */
    const files = new Map();
    /** Second characters by the first ones, for sounds that begin so. @param {string} letter */
    const near = async (letter) => {
      const bounds = sounds.bounds;
      let at = 0;
      while (at + 1 < bounds.length && bounds[at + 1] <= letter) at++;
      const name = sounds.names.slice(at * 8, at * 8 + 8);
      let map = files.get(name);
      if (!map) {
        map = new Map();
        for (const entry of (await data.get(name)).split(" ")) {
          const [first] = entry;
          if (!first) continue;
          /** @type {Seconds} */
          const seconds = new Map();
          for (const [, second, common, thirds] of entry.slice(first.length).matchAll(/(\D)(\d)((?:\D(?!\d))*)/gu)) {
            seconds.set(second, { common: Number(common), thirds });
          }
          map.set(first, seconds);
        }
        files.set(name, map);
      }
      return map;
    };
    /** The files for the sounds that a pattern may begin. @param {string} pattern */
    const nearest = (pattern) => {
      const letters = /^[a-z]/.test(pattern) ? [pattern[0]] : (soundsOf.get(pattern) || []).map((sound) => sound[0]);
      return Promise.all(Array.from(new Set(letters), near));
    };
    /** How common the rarest pair of each string is. @type {Map<string, number>} */
    const found = new Map();
    for (const cut of cuts) {
      /** Beginnings of strings, what their rarest pair is, and what may follow. @type {[string[], number, string][]} */
      let strings = [];
      for (let at = 0; at + 1 < cut.length; at++) {
        // The characters after the last pair stand behind it: only a pair that goes on is looked up.
        const maps = at === 0 || at + 2 < cut.length ? await nearest(cut[at]) : [];
        /** @type {typeof strings} */
        const next = [];
        if (at === 0) {
          for (const map of maps) {
            for (const [first, seconds] of map) {
              if (!fits(first, cut[0])) continue;
              for (const [second, { common, thirds }] of seconds) if (fits(second, cut[1])) next.push([[first, second], common, thirds]);
            }
          }
        }
        for (const [chars, common, thirds] of strings) {
          const before = chars[chars.length - 1];
          const seconds = maps.map((map) => map.get(before)).find(Boolean);
          for (const c of thirds) {
            if (!fits(c, cut[at + 1])) continue;
            const pair = seconds && seconds.get(c);
            next.push([[...chars, c], pair ? Math.min(common, pair.common) : common, pair ? pair.thirds : ""]);
          }
        }
        next.sort((a, b) => b[1] - a[1]);
        strings = next.slice(0, BEGINNINGS);
      }
      // Fewer cuts say more, and so does a last syllable that is whole.
      const lead = cuts[0].length - cut.length;
      const end = cut[cut.length - 1];
      for (const [chars, common] of strings) {
        const isWhole = (soundsOf.get(chars[chars.length - 1]) || []).includes(end);
        const string = chars.join("");
        if (!found.has(string)) found.set(string, common + 10 * lead + (isWhole ? 5 : 0));
      }
    }
    const order = Array.from(found).sort((a, b) => b[1] - a[1]);
    return order.slice(0, STRINGS).map(([string]) => string);
  };

  return { isSpoken, pinyin };
});
