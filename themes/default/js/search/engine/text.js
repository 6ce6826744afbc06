// @ts-check
// Text -> terms, as `src/search/fold.rs` and `src/search/tokens.rs` make them; `tests/search/tokens.yaml` holds both to
// it. Pure: no page, no file.
rolebook.define("search/engine/text", [], () => {
  const DROPPED = /[\u0300-\u036f\u200b-\u200d\u2060\ufeff\u00ad]/g;
  const HAN = /[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const WORD = /[\p{Alphabetic}\p{N}\p{M}]/u;
  const JOINT = /[-_.]/;
  /** A version with its letter, which a reader may leave out. */
  const VERSION = /(?<![\p{Alphabetic}\p{N}])v(?=\d+[-_.]\p{N})/u;
  /** Bytes of a term. */
  const LONGEST = 15;
  const LONGEST_WORD = 64;

  /** Traditional characters with their simplified forms; filled when a query needs it. @type {Map<string, string>} */
  const sorts = new Map();

  /** @param {string} text */
  const simplify = (text) => (sorts.size ? Array.from(text, (c) => sorts.get(c) || c).join("") : text);

  /** One spelling: width, case, accents, composed or not, simplified. @param {string} text */
  const fold = (text) =>
    simplify(text.normalize("NFKD").replace(DROPPED, "").normalize("NFC").toLowerCase().replace(/ς/g, "σ"));

  /** @param {string} c */
  const isHan = (c) => HAN.test(c);

  /** @param {string} text */
  const bytes = (text) => {
    let sum = 0;
    for (const c of text) {
      const code = c.codePointAt(0) || 0;
      sum += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
    return sum;
  };

  /** The term under which a word is kept. @param {string} word */
  const key = (word) => {
    if (word.length * 4 <= LONGEST || (/^[\x00-\x7f]*$/.test(word) && word.length <= LONGEST)) return word;
    let out = "";
    let room = LONGEST;
    for (const c of word) {
      room -= bytes(c);
      if (room < 0) break;
      out += c;
    }
    return out;
  };

  /** A folded query without the letters of versions: a text has both. @param {string} folded */
  const unversioned = (folded) => folded.replace(VERSION, "");

  /**
   * Cuts folded text into runs of Han characters and words; a code of several parts is one run with the parts in it.
   * @param {string} folded
   * @returns {SearchRun[]}
   */
  const runs = (folded) => {
    const chars = Array.from(folded);
    /** @type {SearchRun[]} */
    const out = [];
    let place = 0;
    let offset = 0;
    for (let at = 0; at < chars.length; ) {
      const start = at;
      const from = offset;
      if (isHan(chars[at])) {
        while (at < chars.length && isHan(chars[at])) offset += chars[at++].length;
        out.push({ han: true, text: chars.slice(start, at).join(""), parts: chars.slice(start, at), at: place, from, to: offset });
        place += at - start;
      } else if (WORD.test(chars[at])) {
        let joint = false;
        let end = at;
        for (; at < chars.length; at++) {
          if (!isHan(chars[at]) && WORD.test(chars[at])) {
            end = at + 1;
            joint = false;
          } else if (JOINT.test(chars[at]) && !joint) {
            joint = true;
          } else {
            break;
          }
        }
        at = end;
        const text = chars.slice(start, at).join("");
        offset += text.length;
        const parts = text.split(JOINT).filter((part) => part && bytes(part) <= LONGEST_WORD);
        if (parts.length) out.push({ han: false, text, parts, at: place, from, to: offset });
        place += parts.length;
      } else {
        offset += chars[at++].length;
      }
    }
    return out;
  };

  /**
   * The terms of a text with their places.
   * @param {string} folded
   * @param {boolean} [withSingle] also the last character of each Han run, as names have it
   * @returns {[string, number][]}
   */
  const terms = (folded, withSingle) => {
    /** @type {[string, number][]} */
    const out = [];
    for (const run of runs(folded)) {
      const { parts, at } = run;
      if (run.han) {
        for (let i = 0; i + 1 < parts.length; i++) out.push([parts[i] + parts[i + 1], at + i]);
        if (withSingle || parts.length === 1) out.push([parts[parts.length - 1], at + parts.length - 1]);
      } else {
        parts.forEach((part, i) => out.push([key(part), at + i]));
        if (parts.length > 1 && bytes(run.text) <= LONGEST_WORD) {
          const whole = run.text.replace(/[-_.]/g, "");
          out.push([key(whole), at]);
          if (VERSION.test(run.text)) out.push([key(parts[0].slice(1)), at], [key(whole.slice(1)), at]);
        }
      }
    }
    return out;
  };

  /**
   * A text with the way back: `map[i]` is where the folded character `i` begins in the text as written.
   * @param {string} text
   */
  const foldMapped = (text) => {
    let folded = "";
    const map = [];
    const clusters = text.match(/[\s\S][\u0300-\u036f\u3099\u309a\u200b-\u200d\u2060\ufeff\u00ad]*/gu) || [];
    let at = 0;
    for (const cluster of clusters) {
      const part = cluster < "\x80" && cluster.length === 1 ? cluster.toLowerCase() : fold(cluster);
      for (let i = 0; i < part.length; i++) map.push(at);
      folded += part;
      at += cluster.length;
    }
    map.push(at);
    return { folded, map };
  };

  return { fold, foldMapped, isHan, key, runs, terms, unversioned, sorts, bytes, LONGEST };
});
