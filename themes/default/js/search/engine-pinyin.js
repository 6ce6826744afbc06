// @ts-check
// Letters -> Han characters that sound so and stand together in a name of the site: `kjkm`, `kuaijikemu`, `会jkm`.
(() => {
  const search = (window.rolebook.search = window.rolebook.search || /** @type {any} */ ({}));

  /** Readings of letters that are tried, and strings that come of one. */
  const READINGS = 24;
  const STRINGS = 6;

  /**
   * Ways to cut letters into sounds: whole syllables, single letters, and at the end the beginning of one. The ones
   * with the fewest cuts come first.
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
        const fits = syllables.has(sound) ? `${sound}.` : size === 1 || /^[zcs]h$/.test(sound) || (isLast && begins(sound, syllables)) ? sound : "";
        if (fits) walk(at + size, [...cut, fits], most);
      }
    };
    for (let most = 1; most <= letters.length && done.length < READINGS; most++) walk(0, [], most);
    return done;
  };

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
  search.pinyin = async (data, text) => {
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
    /** @type {Map<string, Map<string, string>>} */
    const pairs = new Map();
    /** Second characters by the first ones, for sounds that begin so. @param {string} letter */
    const near = async (letter) => {
      const bounds = sounds.bounds;
      let at = 0;
      while (at + 1 < bounds.length && bounds[at + 1] <= letter) at++;
      const name = sounds.names.slice(at * 8, at * 8 + 8);
      let map = pairs.get(name);
      if (!map) {
        map = new Map();
        for (const entry of (await data.get(name)).split(" ")) {
          const [first] = entry;
          if (first) map.set(first, entry.slice(first.length));
        }
        pairs.set(name, map);
      }
      return map;
    };
    /** How common the rarest pair of each string is. @type {Map<string, number>} */
    const found = new Map();
    for (const cut of cuts) {
      /** @type {[string, number][]} */
      let strings = [];
      for (let at = 0; at + 1 < cut.length; at++) {
        const letters = /^[a-z]/.test(cut[at]) ? [cut[at][0]] : (soundsOf.get(cut[at]) || []).map((sound) => sound[0]);
        const maps = await Promise.all(Array.from(new Set(letters), near));
        /** @type {[string, number][]} */
        const next = [];
        /** @param {string} before @param {string} first @param {number} common */
        const follow = (before, first, common) => {
          const seconds = Array.from(maps.map((map) => map.get(first)).find(Boolean) || "");
          for (let i = 0; i < seconds.length; i += 2) {
            if (fits(seconds[i], cut[at + 1])) next.push([before + first + seconds[i], Math.min(common, Number(seconds[i + 1]))]);
          }
        };
        if (at === 0) {
          const firsts = new Set(maps.flatMap((map) => Array.from(map.keys())));
          for (const first of firsts) if (fits(first, cut[0])) follow("", first, 9);
        } else {
          for (const [string, common] of strings) {
            const chars = Array.from(string);
            follow(chars.slice(0, -1).join(""), chars[chars.length - 1], common);
          }
        }
        strings = next.slice(0, 400);
      }
      // Fewer cuts say more: what a later one finds comes behind.
      const lead = cuts[0].length - cut.length;
      for (const [string, common] of strings) if (!found.has(string)) found.set(string, common + 10 * lead);
    }
    const order = Array.from(found).sort((a, b) => b[1] - a[1]);
    return order.slice(0, STRINGS).map(([string]) => string);
  };
})();
