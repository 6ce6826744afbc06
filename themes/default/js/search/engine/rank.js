// @ts-check
// Judges every page of the site by the terms of a query: where they may stand, in titles and headings above all.
rolebook.define("search/engine/rank", ["search/engine/text"], ({ key, runs: runsOf, unversioned }) => {
  /** Terms of one query that are looked up. */
  const MOST_TERMS = 14;
  /** Files for the words with one beginning. */
  const PREFIX_FILES = 4;
  /** Value of a pair whose characters other pairs cover. */
  const SPARE = 2;
  /** So many units with all words are too many to tell apart without the spare pairs. */
  const MANY = 30;

  /** Names from here on are what other pages call a page. */
  const TOLD = 200;

  /** Words that ask, and say nothing of what is asked for. */
  const ASKING = /(请问|(?:怎么|如何)[做用弄]$|怎么办|怎么样|怎么|怎样|如何|为什么不能|为什么|为何|是什么意思|是什么|什么是|有没有|能不能|是不是|可不可以|哪里|哪儿|哪些|哪个|不了(?!解)|[吗呢]$)/;

  /**
   * What a run of Han characters says besides asking, and where in it. All of it, if something were left alone that can
   * not be looked up well.
   * @param {string[]} parts
   */
  const said = (parts) => {
    /** @type {{ from: number, parts: string[] }[]} */
    const out = [];
    let from = 0;
    for (const [i, piece] of parts.join("").split(ASKING).entries()) {
      const own = Array.from(piece);
      if (i % 2 === 0 && own.length) out.push({ from, parts: own });
      from += own.length;
    }
    return out.length && out.every(({ parts }) => parts.length > 1) ? out : [{ from: 0, parts }];
  };

  /** @param {string} typed folded @param {"exact" | "typo" | "pinyin"} label @param {number} factor @returns {SearchQuery} */
  const query = (typed, label, factor) => {
    const text = unversioned(typed);
    const runs = runsOf(text);
    const core = runs.map((run) => (run.han ? said(run.parts).map(({ parts }) => parts.join("")).join(" ") : run.text)).join(" ");
    return { text, core, runs, label, factor };
  };

  /**
   * What is looked up for a query; of a long one the telling parts.
   * @param {SearchRun[]} runs
   */
  const wanted = (runs) => {
    /** @type {{ kind: SearchToken["kind"], term: string, at: number, span: number, value: number, last: boolean }[]} */
    const all = [];
    for (const run of runs) {
      const { han, text, parts, at } = run;
      const last = run === runs[runs.length - 1];
      if (han && parts.length === 1) {
        all.push({ kind: "single", term: parts[0], at, span: 1, value: 1, last: false });
      } else if (han) {
        for (const { from, parts: own } of said(parts)) {
          for (let i = 0; i + 1 < own.length; i++) {
            // Every second pair covers the run; the others only make sure.
            const value = i % 2 === 0 || i + 2 === own.length ? 3 : SPARE;
            all.push({ kind: "han", term: own[i] + own[i + 1], at: at + from + i, span: 2, value, last: false });
          }
        }
      } else {
        const isCode = parts.length > 1;
        if (isCode) {
          const whole = text.replace(/[-_.]/g, "");
          all.push({ kind: "code", term: key(whole), at, span: parts.length, value: 6, last });
        }
        parts.forEach((part, i) => {
          const value = /\d/.test(part) && /\D/.test(part) ? 6 : part.length > 3 ? 4 : 3;
          all.push({ kind: "word", term: key(part), at: at + i, span: 1, value, last: last && i + 1 === parts.length });
        });
      }
    }
    const seen = new Set();
    const once = all.filter(({ kind, term }) => !seen.has(kind + term) && seen.add(kind + term));
    if (once.length <= MOST_TERMS) return once;
    const order = once.map((token, i) => ({ token, i })).sort((a, b) => b.token.value - a.token.value || a.i - b.i);
    const kept = new Set(order.slice(0, MOST_TERMS).map(({ token }) => token));
    return once.filter((token) => kept.has(token));
  };

  /**
   * @param {SearchData} data
   * @param {ReturnType<typeof wanted>[0]} wish
   * @param {number} bit
   * @returns {Promise<SearchToken>}
   */
  const lookUp = async (data, wish, bit) => {
    /** @type {SearchToken} */
    const token = { ...wish, bit, weight: 0, titles: [], headings: [], body: [], tails: [], count: 0 };
    /** @param {SearchLists} lists @param {number} factor */
    const add = (lists, factor) => {
      if (lists.titles.length) token.titles.push(lists.titles);
      if (lists.headings.length) token.headings.push(lists.headings);
      for (const { level, units } of lists.body) token.body.push({ level, units, factor });
      token.tails.push(...lists.tails);
      token.count += lists.count;
    };
    if (wish.kind === "han") {
      const lists = await data.term(wish.term);
      if (lists) add(lists, 1);
    } else {
      // Whoever types on after a word has it whole; only the last may still grow.
      let found = await data.prefix(wish.term, 1);
      const exact = found.get(wish.term);
      if (wish.last || exact === undefined) found = await data.prefix(wish.term, wish.kind === "single" ? 2 : PREFIX_FILES);
      if (exact !== undefined) add(data.lists(exact), 1);
      const longer = Array.from(found).filter(([term]) => term !== wish.term);
      for (const [, lists] of longer.slice(0, 400)) add(data.lists(lists), 0.6);
    }
    return token;
  };

  /**
   * Judges every page by the terms.
   * @param {SearchData} data
   * @param {SearchQuery} query
   * @param {boolean} all
   */
  const judge = async (data, query, all) => {
    const wishes = wanted(query.runs);
    const isFirst = (/** @type {typeof wishes[0]} */ wish) => wish.value !== SPARE || wishes.length < 4 || data.isNear(wish.term);
    const spare = wishes.filter((wish) => !isFirst(wish));
    const first = wishes.filter(isFirst);
    const tokens = await Promise.all(first.map((wish, bit) => lookUp(data, wish, bit)));
    let judged = await weigh(data, query, tokens, all);
    if (spare.length) {
      const full = judged.candidates.filter(({ cover }) => cover > 0.99);
      if (!full.length || (full.length > MANY && !full.some(({ inName }) => inName))) {
        tokens.push(...(await Promise.all(spare.map((wish, i) => lookUp(data, wish, first.length + i)))));
        judged = await weigh(data, query, tokens, all);
      }
    }
    return judged;
  };

  /**
   * How much of the query its terms say.
   * @param {SearchQuery} query @param {SearchToken[]} tokens with their weights @param {number} total units of the site
   */
  const coverage = (query, tokens, total) => {
    const places = query.runs.reduce((sum, run) => sum + run.parts.length, 0);
    // A place of the query weighs as much as the commonest term that covers it tells.
    const weights = new Array(places).fill(0);
    for (let place = 0; place < places; place++) {
      const own = tokens.filter(({ at, span, kind }) => kind !== "code" && at <= place && place < at + span);
      const found = own.filter(({ count }) => count > 0);
      if (own.length) weights[place] = found.length ? Math.min(...found.map(({ weight }) => weight)) : Math.log(1 + total);
    }
    const sum = weights.reduce((a, b) => a + b, 0) || 1;
    weights.forEach((weight, place) => (weights[place] = weight / sum));
    const known = weights.filter(Boolean).length || 1;
    // What stands nowhere tells no page from another: pages are ranked by their share of what can be had,
    // and all of them lower the less that is.
    const reach = weights.reduce((reach, weight, place) => {
      return tokens.some(({ at, span, count }) => count > 0 && at <= place && place < at + span) ? reach + weight : reach;
    }, 0) || 1;
    /** Share of the query that these terms cover. @type {Map<number, number>} */
    const covers = new Map();
    /** @param {number} mask */
    const cover = (mask) => {
      let share = covers.get(mask);
      if (share === undefined) {
        const covered = new Set();
        for (const { bit, at, span } of tokens) {
          if (mask & (1 << bit)) for (let i = 0; i < span; i++) covered.add(at + i);
        }
        share = 0;
        for (const place of covered) share += weights[place];
        covers.set(mask, share);
      }
      return share;
    };
    return { places, known, reach, cover };
  };

  /** Where terms stand: in which units, and in which names. */
  const standings = () => {
    /** @type {Map<number, { mask: number, level: number }>} */
    const units = new Map();
    /** @param {number} unit @param {number} bit @param {number} level */
    const stand = (unit, bit, level) => {
      const known = units.get(unit);
      if (!known) units.set(unit, { mask: 1 << bit, level });
      else {
        known.mask |= 1 << bit;
        known.level += level;
      }
    };
    /** Hits in names, by unit and name. @type {Map<number, Map<number, { mask: number, of: number, ats: number[], heading: boolean }>>} */
    const names = new Map();
    /** @param {number} unit @param {number} name @param {SearchToken} token @param {number} of @param {number} at */
    const named = (unit, name, token, of, at) => {
      let own = names.get(unit);
      if (!own) names.set(unit, (own = new Map()));
      let hit = own.get(name);
      if (!hit) own.set(name, (hit = { mask: 0, of, ats: [], heading: at < 0 }));
      hit.mask |= 1 << token.bit;
      if (at >= 0) hit.ats.push(at, token.at);
    };
    const LEVELS = [0, 0.5, 0.75, 1];
    /** @param {SearchToken} token @param {number[]} titles */
    const addTitles = (token, titles) => {
      for (let i = 0; i < titles.length; i += 3) {
        const alias = titles[i + 1] >> 6;
        named(titles[i], -1 - alias, token, titles[i + 2] >> 1, titles[i + 1] & 63);
        stand(titles[i], token.bit, token.weight);
      }
    };
    /** @param {SearchToken} token @param {number[]} headings */
    const addHeadings = (token, headings) => {
      for (let i = 0; i < headings.length; i += 3) {
        named(headings[i], headings[i + 1], token, headings[i + 2], -1);
        stand(headings[i], token.bit, token.weight);
      }
    };
    /** @param {SearchToken} token @param {{ level: number, units: number[], factor: number }} list */
    const addBody = (token, { level, units, factor }) => {
      for (const unit of units) stand(unit, token.bit, token.weight * LEVELS[level] * factor);
    };
    return { units, names, addTitles, addHeadings, addBody };
  };

  /**
   * @param {SearchData} data
   * @param {SearchQuery} query
   * @param {SearchToken[]} tokens
   * @param {boolean} all
   */
  const weigh = async (data, query, tokens, all) => {
    const total = data.firstUnit(data.pages());
    for (const token of tokens) token.weight = Math.log(1 + total / (1 + token.count));
    const { places, known, reach, cover } = coverage(query, tokens, total);
    const { units, names, addTitles, addHeadings, addBody } = standings();
    for (const token of tokens) {
      token.titles.forEach((titles) => addTitles(token, titles));
      token.headings.forEach((headings) => addHeadings(token, headings));
      token.body.forEach((list) => addBody(token, list));
    }
    const isMore = await addTails(data, tokens, units, all, { addTitles, addHeadings, addBody });

    const weightSum = tokens.reduce((sum, { weight }) => sum + weight, 0) || 1;
    /** @type {Map<number, { mask: number, best: number, unit: number, name: number, named: number, full: { unit: number, score: number }[] }>} */
    const pages = new Map();
    for (const [unit, { mask, level }] of units) {
      const page = data.pageOf(unit);
      const share = cover(mask) / reach;
      let score = 3 * share * share * (0.6 + 0.4 * Math.min(1, level / weightSum));
      let best = 0;
      let named = 0;
      const own = names.get(unit);
      if (own) {
        for (const [name, hit] of own) {
          best = Math.max(best, nameScore(name, hit, cover(hit.mask) / reach, known));
          named = Math.max(named, cover(hit.mask));
        }
      }
      let found = pages.get(page);
      if (!found) pages.set(page, (found = { mask: 0, best: -1, unit, name: 0, named: 0, full: [] }));
      found.mask |= mask;
      found.name = Math.max(found.name, best);
      found.named = Math.max(found.named, named);
      score += best;
      if (cover(mask) > 0.99) found.full.push({ unit, score });
      // Where to look in the page: a heading that answers, else the fullest text.
      if (score > found.best) {
        found.best = score;
        found.unit = unit;
      }
    }
    /** @type {SearchCandidate[]} */
    const out = [];
    for (const [page, own] of pages) {
      const share = cover(own.mask) / reach;
      const first = names.get(data.firstUnit(page));
      const title = first && first.get(-1);
      // Words may be spread over the title and what is below it.
      const spread = title ? (cover(title.mask) / reach) * share * share * 2 : 0;
      const full = own.full.sort((a, b) => b.score - a.score || a.unit - b.unit).map(({ unit }) => unit);
      out.push({ page, unit: own.unit, cover: cover(own.mask), inName: own.name > 0, named: own.named, full, query, score: (own.best + share * share + spread) * reach ** 3 * query.factor });
    }
    out.sort((a, b) => b.score - a.score || a.page - b.page);
    return { candidates: out, tokens, places, isMore };
  };

  /**
   * How well a name answers: how much of the query it has, how much else, and whether in the same order.
   * @param {number} name
   * @param {{ mask: number, of: number, ats: number[], heading: boolean }} hit
   * @param {number} share
   * @param {number} places
   */
  const nameScore = (name, hit, share, places) => {
    const density = Math.min(1, (share * places) / Math.max(1, hit.of));
    let together = 0.5;
    if (!hit.heading && hit.ats.length > 2) {
      // Pairs of neighbours in the query that are neighbours, or at least in order, in the title.
      const pairs = [];
      for (let i = 0; i < hit.ats.length; i += 2) pairs.push([hit.ats[i + 1], hit.ats[i]]);
      pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      let good = 0;
      for (let i = 1; i < pairs.length; i++) {
        const step = pairs[i][1] - pairs[i - 1][1];
        good += step === pairs[i][0] - pairs[i - 1][0] ? 1 : step > 0 ? 0.6 : 0;
      }
      together = good / (pairs.length - 1);
    }
    const weight = hit.heading ? 6 : name === -1 ? 10 : name > -1 - TOLD ? 8 : 4;
    return weight * share * share * share * (0.5 + 0.35 * density + 0.15 * together);
  };

  /**
   * Reads on in the lists of very common terms, where the heads leave a question open; tells whether there is more that
   * nobody asked for.
   * @param {SearchData} data
   * @param {SearchToken[]} tokens
   * @param {Map<number, { mask: number, level: number }>} units
   * @param {boolean} all
   * @param {{ addTitles: Function, addHeadings: Function, addBody: Function }} add
   */
  const addTails = async (data, tokens, units, all, add) => {
    const long = tokens.filter(({ tails }) => tails.length);
    if (!long.length) return false;
    if (tokens.length === 1 && !all) return true;
    const short = tokens.filter(({ tails, count }) => !tails.length && count).reduce((mask, { bit }) => mask | (1 << bit), 0);
    const candidates = [];
    if (short) for (const [unit, { mask }] of units) if ((mask & short) === short) candidates.push(unit);
    /** @type {{ token: SearchToken, name: string }[]} */
    const wishes = [];
    let isMore = !all && !short;
    for (const token of long) {
      const { tails } = token;
      const asked = new Set();
      if (all) tails.forEach((_, i) => asked.add(i));
      else if (short) {
        for (const unit of candidates) {
          const own = units.get(unit);
          if (own && own.mask & (1 << token.bit)) continue;
          let at = tails.length - 1;
          while (at >= 0 && tails[at].first > unit) at--;
          if (at >= 0) asked.add(at);
        }
      }
      isMore = isMore || (!all && asked.size > 4);
      for (const at of Array.from(asked).slice(0, all ? Infinity : 4)) wishes.push({ token, name: tails[at].name });
    }
    const lists = await Promise.all(wishes.map(({ name }) => data.tail(name)));
    lists.forEach((list, i) => {
      const { token } = wishes[i];
      add.addTitles(token, list.titles);
      add.addHeadings(token, list.headings);
      for (const { level, units } of list.body) add.addBody(token, { level, units, factor: 1 });
    });
    return isMore;
  };

  return { query, judge };
});
