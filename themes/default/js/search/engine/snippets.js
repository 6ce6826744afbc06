// @ts-check
// What is where: reads the texts of a page, tells how they answer, chooses the place to show and cuts it out.
rolebook.define("search/engine/snippets", [
  "search/engine/text", "search/engine/rows",
], (
  { fold, foldMapped, runs: runsOf }, rowsOf,
) => {
  const SNIPPET = 90;

  const HAN = "[\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3]";
  /** @type {Map<string, RegExp>} */
  const patterns = new Map();

  /**
   * The places where the runs of a query stand in a text.
   * @param {string} text folded
   * @param {SearchRun} run
   */
  const find = (text, run) => {
    const out = [];
    if (run.han) {
      for (let at = text.indexOf(run.text); at >= 0; at = text.indexOf(run.text, at + 1)) out.push([at, at + run.text.length]);
      return out;
    }
    let words = patterns.get(run.text);
    if (!words) {
      // A code may be typed without its joints, and a version without its letter.
      const isTyped = run.parts.length === 1 && run.text.length > 3;
      const parts = isTyped ? Array.from(run.text) : run.parts;
      const version = /^\d/.test(run.text) ? "v?" : "";
      words = new RegExp(`(^|[^\\p{Alphabetic}\\p{N}]|${HAN})(${version}${parts.join(isTyped ? "[-_.]?" : "[-_.\\s]?")}(?:(?!${HAN})[\\p{Alphabetic}\\p{N}])*)`, "gu");
      patterns.set(run.text, words);
    }
    words.lastIndex = 0;
    for (let hit = words.exec(text); hit; hit = words.exec(text)) {
      const from = hit.index + hit[1].length;
      out.push([from, from + hit[2].length]);
    }
    return out;
  };

  /**
   * Pieces of a Han run that are in a text which does not have it whole: the longest, from the left.
   * @param {string} text
   * @param {SearchRun} run
   */
  const findPieces = (text, run) => {
    const { parts } = run;
    const out = [];
    let covered = 0;
    for (let at = 0; at + 1 < parts.length; ) {
      let size = parts.length - at;
      while (size > 1 && !text.includes(parts.slice(at, at + size).join(""))) size--;
      if (size > 1) {
        const piece = parts.slice(at, at + size).join("");
        const from = text.indexOf(piece);
        out.push([from, from + piece.length]);
        covered += size;
        at += size;
      } else {
        at++;
      }
    }
    return { out, share: covered / parts.length };
  };

  /**
   * How a text answers the query: which share of it, whether all runs are whole, whether they follow each other as
   * typed, and where.
   * @param {string} folded
   * @param {SearchRun[]} runs
   */
  const answer = (folded, runs) => {
    /** @type {number[][]} */
    const spots = [];
    let share = 0;
    let whole = runs.length > 0;
    for (const run of runs) {
      const hits = find(folded, run);
      if (hits.length) {
        spots.push(...hits.slice(0, 40));
        share += run.parts.length;
        continue;
      }
      whole = false;
      if (run.han && run.parts.length > 2) {
        const pieces = findPieces(folded, run);
        spots.push(...pieces.out);
        share += pieces.share * run.parts.length;
      }
    }
    const places = runs.reduce((sum, run) => sum + run.parts.length, 0) || 1;
    return { share: share / places, whole, spots };
  };

  /** Without blanks and punctuation. @param {string} folded */
  const bare = (folded) => folded.replace(/[^\p{Alphabetic}\p{N}\p{M}]+/gu, "");

  /**
   * Cuts a text around its best spot and marks what was found.
   * @param {string} text as written
   * @param {SearchRun[]} runs
   * @param {number} [size]
   * @returns {SearchSnippet[]}
   */
  const snippet = (text, runs, size = SNIPPET) => {
    const { folded, map } = foldMapped(text);
    const { spots } = answer(folded, runs);
    spots.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let best = 0;
    let most = -1;
    for (let i = 0; i < spots.length; i++) {
      const seen = new Set();
      for (let j = i; j < spots.length && spots[j][1] - spots[i][0] <= size; j++) seen.add(folded.slice(spots[j][0], spots[j][1]));
      const value = Array.from(seen).reduce((sum, word) => sum + word.length, 0);
      if (value > most) {
        most = value;
        best = i;
      }
    }
    const center = spots.length ? spots[best][0] : 0;
    let from = map[Math.max(0, center - Math.floor(size / 3))];
    const stop = text.lastIndexOf("\n", map[center] - 1) + 1;
    // A line of its own begins at its beginning, if that is not far.
    if (stop > from || map[center] - stop < size / 2) from = Math.max(stop, map[center] - size);
    from = Math.max(0, from);
    const to = Math.min(text.length, from + size);
    /** @type {SearchSnippet[]} */
    const out = [];
    /** @param {number} begin @param {number} end @param {boolean} mark */
    const push = (begin, end, mark) => {
      const isLine = begin === 0 || text[begin - 1] === "\n";
      // The tab of a row's first cell parts nothing.
      const clean = text.slice(begin, end).replace(isLine ? /^\t/ : "", "").replace(/\t/g, " · ").replace(/\s+/g, " ");
      if (clean) out.push({ text: clean, mark });
    };
    let at = from;
    if (from > 0 && text[from - 1] !== "\n") out.push({ text: "…", mark: false });
    for (const [begin, end] of spots) {
      const first = map[begin];
      const last = map[end];
      if (first < at || first >= to) continue;
      push(at, first, false);
      push(first, Math.min(last, to + 20), true);
      at = Math.min(last, to + 20);
    }
    if (at < to) push(at, to, false);
    if (Math.max(at, to) < text.length) out.push({ text: "…", mark: false });
    return out;
  };

  /**
   * Reads a candidate's text: its best places, and what that says about the page. Where the words only seemed to stand
   * together, the next unit that has them all is read too.
   * @param {SearchData} data
   * @param {SearchCandidate} candidate
   * @param {boolean} all
   */
  const readPage = async (data, candidate, all) => {
    const units = [candidate.unit, ...candidate.full.filter((unit) => unit !== candidate.unit)];
    let { own, hits, rows, equal } = await readUnit(data, candidate, units[0]);
    for (const unit of units.slice(1, all ? Infinity : 2)) {
      if (!all && hits.some(({ whole }) => whole)) break;
      const more = await readUnit(data, candidate, unit);
      hits = hits.concat(more.hits);
      rows = rows.concat(more.rows);
      equal = Math.max(equal, more.equal);
    }
    hits.sort((a, b) => b.value - a.value);
    const title = bare(fold(own.title));
    const asked = bare(candidate.query.text);
    const core = bare(candidate.query.core);
    const bonus = (title === asked || title === core ? 8 : title.includes(core) ? 2.5 : 0) + (hits.length ? Math.min(6, hits[0].value) * 0.5 : 0) + equal;
    return { own, hits: hits.map(({ hit }) => hit), rows, score: candidate.score + bonus * candidate.query.factor };
  };

  /**
   * The places in a unit that answer.
   * @param {SearchData} data
   * @param {SearchCandidate} candidate
   * @param {number} unit
   */
  const readUnit = async (data, candidate, unit) => {
    const own = await data.unit(unit);
    const { text, core, label } = candidate.query;
    const runs = runsOf(core);
    const said = bare(core);
    const asked = bare(text);
    const title = fold(own.title);
    const inTitle = answer(title, runs);
    const [kind] = data.kind(candidate.page);
    // A heading that says nothing but the query is nearly as good as such a title.
    let equal = 0;
    /** @type {{ hit: SearchHit, value: number, whole: boolean }[]} */
    const hits = [];
    /** Rows of tables and entries of codes. @type {{ hit: SearchHit, kinds: string[] }[]} */
    const rows = [];
    for (const part of own.parts) {
      const name = fold(part.title);
      const body = fold(part.text);
      const inBody = answer(body, runs);
      const both = answer(`${name}\n${part.names.map(fold).join("\n")}\n${body}`, runs);
      const isTop = !part.title && part.part === 0;
      if (!both.share && !(isTop && inTitle.share)) continue;
      let value = 3 * answer(name, runs).share ** 2 + 2 * both.share ** 2 + (both.whole ? 1.5 : 0);
      if (name && (bare(name) === asked || bare(name) === said)) {
        value += 4;
        equal = 6;
      } else if (name && bare(name).includes(said)) value += 1.5;
      else if (part.names.some((other) => bare(fold(other)) === said)) value += 3.5;
      if (said && bare(body).includes(said)) value += 1;
      if (isTop) value += 3 * inTitle.share ** 2;
      const whole = both.whole || (isTop && inTitle.whole);
      const isThere = candidate.cover > 0.99 || answer(`${title}\n${name}\n${body}`, runs).share > 0.99;
      const line = inBody.spots.length ? body.slice(0, inBody.spots[0][0]).split("\n").length - 1 : -1;
      /** @type {SearchHit} */
      const hit = {
        title: part.title || own.title,
        href: part.anchor ? `${own.href}#${part.anchor}` : own.href,
        kind: rowsOf.kindOf(part, line, kind),
        snippet: snippet(part.text, runs),
        match: label !== "exact" ? label : whole ? "exact" : isThere ? "page" : "partial",
      };
      hits.push({ hit, value, whole });
      const found = rowsOf.answering(part, body, `${title}\n${name}`, (folded) => answer(folded, runs));
      for (const { line, kind, whole } of found) {
        const row = { ...hit, kind, snippet: snippet(line, runs), match: whole && label === "exact" ? "exact" : hit.match };
        rows.push({ hit: row, kinds: ["table", kind] });
      }
      if (!found.length && hit.kind === "code" && isThere) rows.push({ hit, kinds: ["code"] });
    }
    return { own, hits, rows, equal };
  };

  return { find, snippet, readPage };
});
