// @ts-check
// Other ways to say a query: synonyms, words without a typing error, characters for their sounds.
rolebook.define("search/engine/rewrite", [
  "search/engine/text", "search/engine/rank", "search/engine/pinyin",
], (
  { fold, isHan, key, LONGEST }, { query }, { isSpoken, pinyin },
) => {
  /** One letter wrong, missing, too many, or two exchanged. @param {string} a @param {string} b */
  const isNear = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let from = 0;
    while (from < a.length && from < b.length && a[from] === b[from]) from++;
    let x = a.length;
    let y = b.length;
    while (x > from && y > from && a[x - 1] === b[y - 1]) {
      x--;
      y--;
    }
    if (x - from <= 1 && y - from <= 1) return true;
    return x - from === 2 && y - from === 2 && a[from] === b[from + 1] && a[from + 1] === b[from];
  };

  /**
   * Words of the site with one typing error less.
   * @param {SearchData} data
   * @param {string} word
   */
  const corrections = async (data, word) => {
    const typed = key(word);
    if (typed.length < 5) return [];
    // Of a long word the index has the beginning: where a letter is missing or too many, it ends elsewhere.
    const isCut = typed.length < word.length || typed.length === LONGEST;
    const half = Math.floor(typed.length / 2);
    // The error is in one half, and the other is right: an exchange across the middle leaves a letter less.
    const heads = await data.prefix(typed.slice(0, half - 1), 3);
    const stops = isCut ? [typed.length - 1, typed.length, typed.length + 1] : [typed.length];
    const ends = (await Promise.all(stops.map((stop) => data.endings(word.slice(half + 1, stop))))).flat();
    const found = new Set();
    /** @param {string} other */
    const isWhole = (other) =>
      isNear(typed, other) || (isCut && (isNear(typed.slice(0, -1), other) || isNear(typed, other.slice(0, -1))));
    for (const other of heads.keys()) {
      if (isWhole(other) || isNear(typed, other.slice(0, typed.length))) found.add(other);
    }
    for (const other of ends) if (isWhole(other)) found.add(other);
    found.delete(typed);
    const whole = Array.from(found).filter(isWhole);
    return (whole.length ? whole : Array.from(found)).slice(0, 4);
  };

  /**
   * Codes of the site with one typing error less, with the joints of the one that was typed: `PG_CASS`, `PG_CLASS`.
   * @param {SearchData} data
   * @param {SearchRun} run
   */
  const correctCodes = async (data, run) => {
    const bare = run.text.replace(/[-_.]/g, "");
    const joints = Array.from(run.text.matchAll(/[-_.]/g), ({ 0: joint, index = 0 }, i) => ({ joint, at: index - i }));
    return (await corrections(data, bare)).map((other) => {
      let out = "";
      let from = 0;
      for (const { joint, at } of joints) {
        const to = other.startsWith(bare.slice(0, at)) ? at : at + other.length - key(bare).length;
        out += other.slice(from, to) + joint;
        from = to;
      }
      return out + other.slice(from);
    });
  };

  /**
   * Other ways to say the query: synonyms, words without a typing error, characters for their sounds.
   * @param {SearchData} data
   * @param {SearchQuery} base
   * @param {SearchToken[]} tokens
   * @returns {Promise<SearchQuery[]>}
   */
  const others = async (data, base, tokens) => {
    const out = [];
    for (const group of data.manifest.synonyms) {
      const words = group.map((/** @type {string} */ word) => fold(word));
      const said = words.find((/** @type {string} */ word) => holds(base, word));
      if (!said) continue;
      for (const word of words) if (word !== said) out.push(query(base.text.replace(said, word), "exact", 0.8));
      if (out.length >= 6) break;
    }
    /** @param {string} term */
    const isFound = (term) => tokens.some((token) => token.term === key(term) && token.count > 0);
    for (let i = 0; i < base.runs.length; i++) {
      const run = base.runs[i];
      if (run.han) continue;
      const before = out.length;
      for (const part of run.parts) {
        if (part.length < 5 || /\d/.test(part) || isFound(part)) continue;
        for (const word of await corrections(data, part)) out.push(query(base.text.replace(part, word), "typo", 0.7));
      }
      if (run.parts.length > 1 && out.length === before && !/\d/.test(run.text) && !isFound(run.text.replace(/[-_.]/g, ""))) {
        for (const code of await correctCodes(data, run)) out.push(query(base.text.replace(run.text, code), "typo", 0.7));
      }
    }
    for (const { from, to } of spoken(base, tokens)) {
      const piece = base.text.slice(from, to).replace(/ +/g, "");
      // A word with a typing error is not also a sound that no one says.
      if (out.some(({ label }) => label === "typo") && !isSpoken(piece.replace(/[^a-z]/g, ""))) continue;
      for (const said of await pinyin(data, piece)) {
        out.push(query(base.text.slice(0, from) + said + base.text.slice(to), "pinyin", 0.75));
      }
    }
    return out;
  };

  /**
   * Stretches of a query that may be sounds: letters, with the Han characters right beside them. Several with nothing
   * but blanks between, not all of them words, are one: `kuai ji ke mu`.
   * @param {SearchQuery} base
   * @param {SearchToken[]} tokens
   */
  const spoken = (base, tokens) => {
    /** @type {{ from: number, to: number }[]} */
    const out = [];
    const isSound = (/** @type {SearchRun} */ run) => !run.han && run.parts.length === 1 && /^[a-z]+$/.test(run.text);
    const isWord = (/** @type {SearchRun} */ run) => tokens.some(({ term, count }) => term === run.text && count > 0);
    for (let i = 0; i < base.runs.length; i++) {
      if (!isSound(base.runs[i])) continue;
      const first = i;
      while (i + 1 < base.runs.length && isSound(base.runs[i + 1]) && /^ +$/.test(base.text.slice(base.runs[i].to, base.runs[i + 1].from))) i++;
      const together = base.runs.slice(first, i + 1);
      const groups = together.every(isWord) ? together.map((run) => [run]) : [together];
      for (const group of groups) {
        const [head] = group;
        const end = group[group.length - 1];
        const before = base.runs[base.runs.indexOf(head) - 1];
        const after = base.runs[base.runs.indexOf(end) + 1];
        const from = before && before.han && before.to === head.from ? before.from : head.from;
        const to = after && after.han && after.from === end.to ? after.to : end.to;
        const isMixed = from < head.from || to > end.to;
        const letters = group.reduce((sum, { text }) => sum + text.length, 0);
        if (letters < (isMixed ? 1 : 2) || letters > 24) continue;
        if (!isMixed && group.every(isWord) && (letters < 4 || !group.every(({ text }) => isSpoken(text)))) continue;
        out.push({ from, to });
      }
    }
    return out;
  };

  /** Whether a query says a word, which may be several. @param {SearchQuery} base @param {string} word */
  const holds = (base, word) => {
    if (Array.from(word).every(isHan)) return base.text.includes(word);
    const at = base.text.indexOf(word);
    const isEdge = (/** @type {string} */ c) => !c || isHan(c) || !/[\p{Alphabetic}\p{N}]/u.test(c);
    return at >= 0 && isEdge(base.text.charAt(at - 1)) && isEdge(base.text.charAt(at + word.length));
  };

  return { others };
});
