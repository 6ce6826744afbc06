// @ts-check
// Reads a page for a question as people speak: which of its places says the most of what is asked for, and what to show.
rolebook.define("search/engine/answers", [
  "search/engine/text", "search/engine/asked", "search/engine/rows", "search/engine/snippets",
], (
  { fold, runs: runsOf }, { stem }, rowsOf, { find, snippet },
) => {
  /** Places of one page. */
  const MOST = 4;
  /** Characters of an answer that is read where it is found. */
  const ANSWER = 260;
  /** Kinds whose entries are answers. */
  const READY = new Set(["faq", "glossary"]);
  /** What one row says of all that its section says, to be an answer. */
  const ENOUGH = 0.7;

  /** @param {string} text @param {string} word one way to say a thing */
  const says = (text, word) => runsOf(word).every((run) => {
    if (run.han) return text.includes(run.text);
    return run.parts.every((part) => find(text, runsOf(stem(part))[0] || run).length > 0);
  });

  /**
   * How much of what is asked for a text says, from 0 to 1, and in which words.
   * @param {SearchAsked} asked @param {string} text folded
   */
  const saidBy = ({ things, sum }, text) => {
    let share = 0;
    /** @type {string[]} */
    const words = [];
    for (const thing of things) {
      const own = thing.words.filter((word) => says(text, word.text));
      share += (thing.weight / sum) * Math.max(0, ...own.map(({ worth }) => worth));
      words.push(...own.map((word) => word.text));
    }
    return { share, words };
  };

  /**
   * @param {SearchData} data @param {SearchCandidate} candidate @param {SearchAsked} asked
   * @returns {Promise<SearchPageRead>}
   */
  const readAsked = async (data, candidate, asked) => {
    const own = await data.unit(candidate.unit);
    const [kind] = data.kind(candidate.page);
    const title = saidBy(asked, fold(own.title));
    /** @type {{ hit: SearchHit, value: number }[]} */
    const hits = [];
    /** @type {SearchPageRead["rows"]} */
    const rows = [];
    for (const part of own.parts) {
      const name = saidBy(asked, fold([part.title, ...part.names].join("\n")));
      const body = fold(part.text);
      const all = saidBy(asked, `${fold(part.title)}\n${part.names.map(fold).join("\n")}\n${body}`);
      const isTop = !part.title && part.part === 0;
      const value = all.share ** 2 + 0.7 * name.share + (isTop ? 0.3 * title.share : 0);
      if (!value && !isTop) continue;
      const runs = runsOf(Array.from(new Set(all.words)).flatMap((word) => word.split(" ").map(stem)).join(" "));
      /** @type {SearchHit} */
      const hit = {
        title: part.title || own.title,
        href: part.anchor ? `${own.href}#${part.anchor}` : own.href,
        kind: rowsOf.kindOf(part, -1, kind),
        snippet: snippet(part.text, runs),
        match: candidate.match || "asked",
      };
      const found = rowsOf.answering(part, body, "", (folded) => ({ share: saidBy(asked, folded).share > ENOUGH * all.share ? 1 : 0, whole: false }));
      for (const { line, kind } of found) rows.push({ hit: { ...hit, kind, snippet: snippet(line, runs) }, kinds: ["table", kind] });
      // One row that says it answers by itself, unless the heading above already does; of an entry that is all of it.
      if (found.length === 1 && name.share < ENOUGH * all.share) Object.assign(hit, { kind: found[0].kind, answer: snippet(found[0].line, runs, ANSWER) });
      else if (READY.has(kind) && part.title) hit.answer = snippet(part.text, runs, ANSWER);
      hits.push({ value, hit });
    }
    hits.sort((a, b) => b.value - a.value);
    const best = hits.length ? hits[0].value : 0;
    return { own, hits: hits.slice(0, MOST).map(({ hit }) => hit), rows, score: candidate.score + 1.5 * best };
  };

  return { readAsked };
});
