// @ts-check
// The search: a query -> pages with the places that answer it, best first. Pure but for the files it asks for.
//
// Terms say where words may stand; titles and headings are judged by them alone. Of the best pages the texts are read,
// to tell whether words stand together, to choose the place in the page and to show it.
rolebook.define("search/engine/open", [
  "search/engine/text", "search/engine/data", "search/engine/rank", "search/engine/rows", "search/engine/snippets",
  "search/engine/rewrite", "search/engine/asked", "search/engine/answers",
], (
  { fold, sorts }, { open: openData }, { judge, query }, { MARKS }, { readPage }, { others: othersOf }, { judge: judgeAsked, thingsOf, isSpoken: isSaid },
  { readAsked },
) => {

  /** Pages that are read and shown, if no other number is asked for. */
  const LIMIT = 8;
  const OTHERS = 3;
  /** Rows shown of one page, and pages read beyond those that are shown to find some. */
  const ROWS = 6;
  const MORE_ROWS = 24;
  /** Pages read beyond those that are shown, for a question. */
  const SPARE = 4;

  /**
   * Pages whose titles share the most characters, or the beginnings of words, with a query that finds nothing.
   * @param {SearchData} data
   * @param {SearchQuery} query
   */
  const nearest = async (data, query) => {
    const beginnings = query.runs.flatMap(({ han, parts }) => (han ? parts : parts.map((part) => part.slice(0, 3))));
    /** @type {Map<number, number>} */
    const shared = new Map();
    for (const beginning of Array.from(new Set(beginnings)).slice(0, 6)) {
      const own = new Set();
      for (const lists of (await data.prefix(beginning, 1)).values()) {
        const { titles } = data.lists(lists);
        for (let i = 0; i < titles.length; i += 3) own.add(titles[i]);
      }
      for (const unit of own) shared.set(unit, (shared.get(unit) || 0) + 1 / Math.sqrt(own.size));
    }
    const best = Array.from(shared).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 5);
    return Promise.all(best.map(async ([unit]) => {
      const { title, href } = await data.unit(unit);
      return { title, href };
    }));
  };

  /** @param {string} roles @param {string | undefined} role */
  const isFor = (roles, role) => !role || !roles || roles.split(" ").includes(role);

  /** Reads which characters are forms of others. @param {SearchData} data */
  const knowSorts = async (data) => {
    const pairs = Array.from(await data.get(data.manifest.sorts));
    for (let i = 0; i + 1 < pairs.length; i += 2) sorts.set(pairs[i], pairs[i + 1]);
  };

  /**
   * Reads pages. A text in traditional characters shows what the index says of it only to who knows their simplified forms.
   * @param {SearchData} data @param {SearchCandidate[]} some @param {boolean} all
   */
  const readPages = async (data, some, all) => {
    const read = (/** @type {SearchCandidate} */ candidate) => (candidate.asked ? readAsked(data, candidate, candidate.asked) : readPage(data, candidate, all));
    const pages = await Promise.all(some.map(read));
    const isUnseen = (/** @type {SearchPageRead} */ { hits }, /** @type {number} */ at) => some[at].cover > 0.99 && !hits.some(({ match }) => match !== "partial");
    if (!data.manifest.traditional || sorts.size || !pages.some(isUnseen)) return pages;
    await knowSorts(data);
    return Promise.all(some.map(read));
  };

  /**
   * The query with its terms judged; written in simplified characters when it is not found as it was typed.
   * @param {SearchData} data @param {string} typed @param {boolean} all
   */
  const judgeTyped = async (data, typed, all) => {
    const base = query(fold(typed), "exact", 1);
    const judged = await judge(data, base, all);
    const isMissing = (/** @type {SearchToken} */ token) => token.kind === "han" && token.count === 0;
    if (!data.manifest.sorts || sorts.size || !judged.tokens.some(isMissing)) return { base, judged };
    await knowSorts(data);
    const again = query(fold(typed), "exact", 1);
    return again.text === base.text ? { base, judged } : { base: again, judged: await judge(data, again, all) };
  };

  /**
   * Pages that answer the query or another way to say it, best first.
   * @param {SearchData} data @param {SearchQuery} base @param {SearchJudged} judged @param {boolean} all
   */
  const candidatesOf = async (data, base, judged, all) => {
    /** @type {Map<number, SearchCandidate>} */
    const best = new Map();
    /** @param {SearchCandidate[]} candidates */
    const take = (candidates) => {
      for (const candidate of candidates) {
        const known = best.get(candidate.page);
        // A page that has what was typed is shown for that.
        const isSaid = known && known.query === base && known.cover > 0.99;
        if (!known || (candidate.score > known.score && !isSaid)) best.set(candidate.page, candidate);
      }
    };
    take(judged.candidates);
    for (const other of await othersOf(data, base, judged.tokens)) {
      const { candidates } = await judge(data, other, false);
      const isSaid = (/** @type {SearchCandidate} */ candidate) => candidate.cover > 0.99 && (other.label !== "pinyin" || candidate.inName);
      take(candidates.filter(isSaid));
    }
    const found = Array.from(best.values()).sort((a, b) => b.score - a.score || a.page - b.page);
    // What has too little of the query is noise as long as something else has more.
    const top = found.length ? Math.max(...found.slice(0, 50).map(({ cover }) => cover)) : 0;
    const isEnough = (/** @type {SearchCandidate} */ { cover }) => cover >= (top > 0.99 ? 0.6 : top * 0.6) || all;
    const kept = found.filter(isEnough);
    // Where one page has all words and the screen is empty below it, pages named after one of them may be meant, too.
    if (base.runs.length > 1) {
      const rest = found.filter((candidate) => !isEnough(candidate) && candidate.inName && candidate.cover > 0.3);
      kept.push(...rest.slice(0, Math.max(0, LIMIT - kept.length)));
    }
    return kept;
  };

  /** What evidence is worth against the words as they were typed. */
  const EVIDENCE = 4;
  /** Of pages that are for the reader's role. */
  const OWN_ROLE = 1.15;
  /** Pages that only answer what is meant. */
  const MOST_ASKED = 40;

  /**
   * The pages that answer what is meant, where no name holds all that was typed: people at a desk say what is wrong.
   * @param {SearchData} data @param {SearchQuery} base @param {SearchCandidate[]} kept @param {string | undefined} role
   */
  const withAsked = async (data, base, kept, role) => {
    const isNamed = kept.some(({ query, cover, named }) => cover > 0.99 && (named > 0.99 || query !== base));
    const [run] = base.runs;
    if (isNamed || (base.runs.length === 1 && (run.han ? run.parts.length < 3 : true))) return kept;
    const things = await thingsOf(data, base.text);
    const isSpoken = isSaid(data, base, things);
    if (!isSpoken && kept.some(({ cover }) => cover > 0.99)) return kept;
    const asked = await judgeAsked(data, base.text, things);
    const top = Math.max(0, ...Array.from(asked.pages.values(), ({ score }) => score));
    const weighed = Array.from(asked.pages, ([page, own]) => {
      const isOwn = role && data.kind(page)[1].split(" ").includes(role);
      return { ...own, page, score: own.score * (isOwn ? OWN_ROLE : 1) };
    }).filter(({ score }) => score > 0.25 * top).sort((a, b) => b.score - a.score || a.page - b.page).slice(0, MOST_ASKED);
    const scores = new Map(weighed.map((own) => [own.page, own]));
    /** @type {SearchCandidate[]} */
    const out = [];
    for (const candidate of kept) {
      const own = scores.get(candidate.page);
      // A page that has all that was typed is read for that.
      if (candidate.cover > 0.99) out.push({ ...candidate, score: (isSpoken ? 0.4 : 1) * candidate.score + EVIDENCE * (own ? own.score : 0) });
      if (candidate.cover > 0.99) scores.delete(candidate.page);
    }
    for (const own of scores.values()) {
      out.push({ page: own.page, unit: own.unit, cover: own.cover, inName: false, named: 0, full: [], query: base, score: EVIDENCE * own.score, asked, match: isSpoken ? "asked" : "partial" });
    }
    return out.length ? out.sort((a, b) => b.score - a.score || a.page - b.page) : kept;
  };

  /** @type {EngineOpen["open"]} */
  const open = async (root, language, load) => {
    const data = await openData(root, language, load);
    /** Kinds of rows that were met while pages were read for the last query. */
    let met = { text: "", kinds: new Set() };

    /** @param {string} typed @param {SearchOptions} options @returns {Promise<SearchResult>} */
    const ask = async (typed, options) => {
      const started = Date.now();
      const limit = options.limit || LIMIT;
      const all = limit === Infinity;
      /** @type {SearchResult} */
      const result = { groups: [], others: [], facets: [], nearest: [], label: "none", total: 0, totalOthers: 0, isMore: false, ms: 0 };
      if (!query(fold(typed), "exact", 1).runs.length) return result;
      const { base, judged } = await judgeTyped(data, typed, all);
      const kept = await withAsked(data, base, await candidatesOf(data, base, judged, all), options.role);
      /** @type {Map<string, number>} */
      const counts = new Map();
      /** @type {SearchCandidate[]} */
      const mine = [];
      /** @type {SearchCandidate[]} */
      const theirs = [];
      const kinds = options.kinds || [];
      const marks = kinds.reduce((all, kind) => all | (MARKS[kind] || 0), 0);
      for (const candidate of kept) {
        const [kind, roles, own] = data.kind(candidate.page);
        counts.set(kind, (counts.get(kind) || 0) + 1);
        if (kinds.length && !kinds.includes(kind) && !(own & marks)) continue;
        (isFor(roles, options.role) ? mine : theirs).push(candidate);
      }
      if (met.text !== base.text) met = { text: base.text, kinds: new Set() };
      /** Whether pages with rows only may hold some that answer. */
      let unread = 0;
      const read = async (/** @type {SearchCandidate[]} */ candidates, /** @type {number} */ most) => {
        const pages = [];
        let at = 0;
        // What a page is worth for a question shows when it is read: some more of them are.
        const enough = candidates.some(({ asked }) => asked) ? most + SPARE : most;
        // Whether a row answers is known when its page is read.
        while (at < candidates.length && pages.length < enough && at < enough + MORE_ROWS) {
          const some = candidates.slice(at, at + enough - pages.length);
          at += some.length;
          for (const page of await readPages(data, some, all)) {
            page.rows.forEach((row) => row.kinds.forEach((kind) => met.kinds.add(kind)));
            const isWhole = !marks || kinds.includes(data.kind(page.own.page)[0]);
            const hits = isWhole ? page.hits : page.rows.filter((row) => row.kinds.some((kind) => kinds.includes(kind))).map(({ hit }) => hit);
            if (isWhole || hits.length) pages.push({ ...page, hits });
          }
        }
        unread += marks ? candidates.length - at : 0;
        pages.sort((a, b) => b.score - a.score || a.own.page - b.own.page);
        const groups = pages.slice(0, most).map(({ own: { page, title, crumbs, href }, hits }) => {
          const [kind, role_ids] = data.kind(page);
          return { page: { title, crumbs, kind, href, role_ids }, hits: all ? hits : hits.slice(0, marks ? ROWS : 4) };
        });
        return { groups, total: marks ? groups.length : candidates.length };
      };
      const [own, other] = await Promise.all([read(mine, limit), read(theirs, all || limit > LIMIT ? limit : OTHERS)]);
      Object.assign(result, { groups: own.groups, total: own.total, others: other.groups, totalOthers: other.total });
      result.isMore = judged.isMore || unread > 0;
      // Tables are both pages and rows of other pages: one kind, of which nobody knows how many.
      const whole = Array.from(counts, ([kind, n]) => ({ kind, n })).filter(({ kind }) => !met.kinds.has(kind));
      result.facets = whole.sort((a, b) => b.n - a.n);
      for (const kind of Object.keys(MARKS)) if (met.kinds.has(kind)) result.facets.push({ kind, n: 0 });
      if (!kept.length) result.nearest = await nearest(data, base);
      const first = result.groups[0] || result.others[0];
      result.label = first && first.hits[0] ? first.hits[0].match : first ? "page" : "none";
      result.ms = Date.now() - started;
      return result;
    };

    return {
      /** @param {string} text @param {SearchOptions} [options] */
      query: async (text, options = {}) => {
        try {
          return await ask(text, options);
        } catch {
          // The site was built again: names have changed.
          await data.reopen();
          return ask(text, options);
        }
      },
    };
  };

  return { open };
});
