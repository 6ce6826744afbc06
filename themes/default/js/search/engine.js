// @ts-check
// The search: a query -> pages with the places that answer it, best first. Pure but for the files it asks for.
//
// Terms say where words may stand; titles and headings are judged by them alone. Of the best pages the texts are read,
// to tell whether words stand together, to choose the place in the page and to show it.
(() => {
  const { rolebook } = window;
  const search = (rolebook.search = rolebook.search || /** @type {any} */ ({}));

  /** Pages that are read and shown, if no other number is asked for. */
  const LIMIT = 8;
  const OTHERS = 3;
  /** Rows shown of one page, and pages read beyond those that are shown to find some. */
  const ROWS = 6;
  const MORE_ROWS = 24;
  /** Terms of one query that are looked up. */
  const MOST_TERMS = 14;
  /** Files for the words with one beginning. */
  const PREFIX_FILES = 4;
  const SNIPPET = 90;
  /** Value of a pair whose characters other pairs cover. */
  const SPARE = 2;
  /** So many units with all words are too many to tell apart without the spare pairs. */
  const MANY = 30;

  /** @typedef {{ kind: "han" | "single" | "word" | "code", term: string, at: number, span: number, bit: number, weight: number, titles: number[][], headings: number[][], body: { level: number, units: number[], factor: number }[], tails: { first: number, name: string }[], count: number }} Token */
  /** @typedef {{ page: number, score: number, unit: number, cover: number, inName: boolean, full: number[], query: Query }} Candidate */
  /** @typedef {{ text: string, core: string, runs: SearchRun[], label: "exact" | "typo" | "pinyin", factor: number }} Query */

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

  /** @param {string} text @param {"exact" | "typo" | "pinyin"} label @param {number} factor @returns {Query} */
  const query = (text, label, factor) => {
    const runs = search.text.runs(text);
    const core = runs.map((run) => (run.han ? said(run.parts).map(({ parts }) => parts.join("")).join(" ") : run.text)).join(" ");
    return { text, core, runs, label, factor };
  };

  /**
   * What is looked up for a query; of a long one the telling parts.
   * @param {SearchRun[]} runs
   */
  const wanted = (runs) => {
    /** @type {{ kind: Token["kind"], term: string, at: number, span: number, value: number, last: boolean }[]} */
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
          all.push({ kind: "code", term: search.text.key(whole), at, span: parts.length, value: 6, last });
        }
        parts.forEach((part, i) => {
          const value = /\d/.test(part) && /\D/.test(part) ? 6 : part.length > 3 ? 4 : 3;
          all.push({ kind: "word", term: search.text.key(part), at: at + i, span: 1, value, last: last && i + 1 === parts.length });
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
   * @returns {Promise<Token>}
   */
  const lookUp = async (data, wish, bit) => {
    /** @type {Token} */
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
   * @param {Query} query
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
   * @param {SearchData} data
   * @param {Query} query
   * @param {Token[]} tokens
   * @param {boolean} all
   */
  const weigh = async (data, query, tokens, all) => {
    const places = query.runs.reduce((sum, run) => sum + run.parts.length, 0);
    const total = data.firstUnit(data.pages());
    for (const token of tokens) token.weight = Math.log(1 + total / (1 + token.count));
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
    /** @param {number} unit @param {number} name @param {Token} token @param {number} of @param {number} at */
    const named = (unit, name, token, of, at) => {
      let own = names.get(unit);
      if (!own) names.set(unit, (own = new Map()));
      let hit = own.get(name);
      if (!hit) own.set(name, (hit = { mask: 0, of, ats: [], heading: at < 0 }));
      hit.mask |= 1 << token.bit;
      if (at >= 0) hit.ats.push(at, token.at);
    };
    const LEVELS = [0, 0.5, 0.75, 1];
    /** @param {Token} token @param {number[]} titles */
    const addTitles = (token, titles) => {
      for (let i = 0; i < titles.length; i += 3) {
        const alias = titles[i + 1] >> 6;
        named(titles[i], -1 - alias, token, titles[i + 2] >> 1, titles[i + 1] & 63);
        stand(titles[i], token.bit, token.weight);
      }
    };
    /** @param {Token} token @param {number[]} headings */
    const addHeadings = (token, headings) => {
      for (let i = 0; i < headings.length; i += 3) {
        named(headings[i], headings[i + 1], token, headings[i + 2], -1);
        stand(headings[i], token.bit, token.weight);
      }
    };
    /** @param {Token} token @param {{ level: number, units: number[], factor: number }} list */
    const addBody = (token, { level, units, factor }) => {
      for (const unit of units) stand(unit, token.bit, token.weight * LEVELS[level] * factor);
    };
    for (const token of tokens) {
      token.titles.forEach((titles) => addTitles(token, titles));
      token.headings.forEach((headings) => addHeadings(token, headings));
      token.body.forEach((list) => addBody(token, list));
    }
    const isMore = await addTails(data, tokens, units, all, { addTitles, addHeadings, addBody });

    const weightSum = tokens.reduce((sum, { weight }) => sum + weight, 0) || 1;
    /** @type {Map<number, { mask: number, best: number, unit: number, name: number, full: { unit: number, score: number }[] }>} */
    const pages = new Map();
    for (const [unit, { mask, level }] of units) {
      const page = data.pageOf(unit);
      const share = cover(mask) / reach;
      let score = 3 * share * share * (0.6 + 0.4 * Math.min(1, level / weightSum));
      let best = 0;
      const own = names.get(unit);
      if (own) {
        for (const [name, hit] of own) best = Math.max(best, nameScore(name, hit, cover(hit.mask) / reach, known));
      }
      let found = pages.get(page);
      if (!found) pages.set(page, (found = { mask: 0, best: -1, unit, name: 0, full: [] }));
      found.mask |= mask;
      found.name = Math.max(found.name, best);
      score += best;
      if (cover(mask) > 0.99) found.full.push({ unit, score });
      // Where to look in the page: a heading that answers, else the fullest text.
      if (score > found.best) {
        found.best = score;
        found.unit = unit;
      }
    }
    /** @type {Candidate[]} */
    const out = [];
    for (const [page, own] of pages) {
      const share = cover(own.mask) / reach;
      const first = names.get(data.firstUnit(page));
      const title = first && first.get(-1);
      // Words may be spread over the title and what stands below it.
      const spread = title ? (cover(title.mask) / reach) * share * share * 2 : 0;
      const full = own.full.sort((a, b) => b.score - a.score || a.unit - b.unit).map(({ unit }) => unit);
      out.push({ page, unit: own.unit, cover: cover(own.mask), inName: own.name > 0, full, query, score: (own.best + share * share + spread) * reach ** 3 * query.factor });
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
    const weight = hit.heading ? 6 : name === -1 ? 10 : 8;
    return weight * share * share * share * (0.5 + 0.35 * density + 0.15 * together);
  };

  /**
   * Reads on in the lists of very common terms, where the heads leave a question open; tells whether there is more that
   * nobody asked for.
   * @param {SearchData} data
   * @param {Token[]} tokens
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
    /** @type {{ token: Token, name: string }[]} */
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
    const typed = search.text.key(word);
    if (typed.length < 5) return [];
    // Of a long word the index has the beginning: where a letter is missing or too many, it ends elsewhere.
    const isCut = typed.length < word.length || typed.length === search.text.LONGEST;
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
        const to = other.startsWith(bare.slice(0, at)) ? at : at + other.length - search.text.key(bare).length;
        out += other.slice(from, to) + joint;
        from = to;
      }
      return out + other.slice(from);
    });
  };

  /**
   * Other ways to say the query: synonyms, words without a typing error, characters for their sounds.
   * @param {SearchData} data
   * @param {Query} base
   * @param {Token[]} tokens
   * @returns {Promise<Query[]>}
   */
  const others = async (data, base, tokens) => {
    const out = [];
    for (const group of data.manifest.synonyms) {
      const words = group.map((/** @type {string} */ word) => search.text.fold(word));
      const said = words.find((/** @type {string} */ word) => holds(base, word));
      if (!said) continue;
      for (const word of words) if (word !== said) out.push(query(base.text.replace(said, word), "exact", 0.8));
      if (out.length >= 6) break;
    }
    /** @param {string} term */
    const isFound = (term) => tokens.some((token) => token.term === search.text.key(term) && token.count > 0);
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
      if (out.some(({ label }) => label === "typo") && !search.isSpoken(piece.replace(/[^a-z]/g, ""))) continue;
      for (const said of await search.pinyin(data, piece)) {
        out.push(query(base.text.slice(0, from) + said + base.text.slice(to), "pinyin", 0.75));
      }
    }
    return out;
  };

  /**
   * Stretches of a query that may be sounds: letters, with the Han characters right beside them. Several with nothing
   * but blanks between, not all of them words, are one: `kuai ji ke mu`.
   * @param {Query} base
   * @param {Token[]} tokens
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
        if (!isMixed && group.every(isWord) && (letters < 4 || !group.every(({ text }) => search.isSpoken(text)))) continue;
        out.push({ from, to });
      }
    }
    return out;
  };

  /** Whether a query says a word, which may be several. @param {Query} base @param {string} word */
  const holds = (base, word) => {
    if (Array.from(word).every(search.text.isHan)) return base.text.includes(word);
    const at = base.text.indexOf(word);
    const isEdge = (/** @type {string} */ c) => !c || search.text.isHan(c) || !/[\p{Alphabetic}\p{N}]/u.test(c);
    return at >= 0 && isEdge(base.text.charAt(at - 1)) && isEdge(base.text.charAt(at + word.length));
  };

  // What stands where

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
      const parts = run.parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      words = new RegExp(`(^|[^\\p{Alphabetic}\\p{N}]|${HAN})(${parts.join("[-_.\\s]?")}(?:(?!${HAN})[\\p{Alphabetic}\\p{N}])*)`, "gu");
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
   * Pieces of a Han run that stand in a text which does not have it whole: the longest, from the left.
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
    const { folded, map } = search.text.foldMapped(text);
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
   * @param {Candidate} candidate
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
    const title = bare(search.text.fold(own.title));
    const asked = bare(candidate.query.text);
    const core = bare(candidate.query.core);
    const bonus = (title === asked || title === core ? 8 : title.includes(core) ? 2.5 : 0) + (hits.length ? Math.min(6, hits[0].value) * 0.5 : 0) + equal;
    return { own, hits: hits.map(({ hit }) => hit), rows, score: candidate.score + bonus * candidate.query.factor };
  };

  /**
   * The places in a unit that answer.
   * @param {SearchData} data
   * @param {Candidate} candidate
   * @param {number} unit
   */
  const readUnit = async (data, candidate, unit) => {
    const own = await data.unit(unit);
    const { text, core, label } = candidate.query;
    const { fold } = search.text;
    const runs = search.text.runs(core);
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
        kind: search.rows.kindOf(part, line, kind),
        snippet: snippet(part.text, runs),
        match: label !== "exact" ? label : whole ? "exact" : isThere ? "page" : "partial",
      };
      hits.push({ hit, value, whole });
      const found = search.rows.answering(part, `${title}\n${name}`, (folded) => answer(folded, runs));
      for (const { line, kind, whole } of found) {
        const row = { ...hit, kind, snippet: snippet(line, runs), match: whole && label === "exact" ? "exact" : hit.match };
        rows.push({ hit: row, kinds: ["table", kind] });
      }
      if (!found.length && hit.kind === "code" && isThere) rows.push({ hit, kinds: ["code"] });
    }
    return { own, hits, rows, equal };
  };

  /**
   * Pages whose titles share the most characters, or the beginnings of words, with a query that finds nothing.
   * @param {SearchData} data
   * @param {Query} query
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

  search.open = async (root, language, load) => {
    const data = await search.data(root, language, load);
    /** Kinds of rows that were met while pages were read for the last query. */
    let met = { text: "", kinds: new Set() };

    /** @param {string} typed @param {SearchOptions} options @returns {Promise<SearchResult>} */
    const ask = async (typed, options) => {
      const started = Date.now();
      const limit = options.limit || LIMIT;
      const all = limit === Infinity;
      let base = query(search.text.fold(typed), "exact", 1);
      /** @type {SearchResult} */
      const result = { groups: [], others: [], facets: [], nearest: [], label: "none", total: 0, totalOthers: 0, isMore: false, ms: 0 };
      if (!base.runs.length) return result;
      let judged = await judge(data, base, all);
      const isMissing = (/** @type {Token} */ token) => token.kind === "han" && token.count === 0;
      if (data.manifest.sorts && !search.text.sorts.size && judged.tokens.some(isMissing)) {
        const pairs = Array.from(await data.get(data.manifest.sorts));
        for (let i = 0; i + 1 < pairs.length; i += 2) search.text.sorts.set(pairs[i], pairs[i + 1]);
        const again = query(search.text.fold(typed), "exact", 1);
        if (again.text !== base.text) {
          base = again;
          judged = await judge(data, base, all);
        }
      }
      /** @type {Map<number, Candidate>} */
      const best = new Map();
      /** @param {Candidate[]} candidates */
      const take = (candidates) => {
        for (const candidate of candidates) {
          const known = best.get(candidate.page);
          // A page that has what was typed is shown for that.
          const isSaid = known && known.query === base && known.cover > 0.99;
          if (!known || (candidate.score > known.score && !isSaid)) best.set(candidate.page, candidate);
        }
      };
      take(judged.candidates);
      for (const other of await others(data, base, judged.tokens)) {
        const { candidates } = await judge(data, other, false);
        const isSaid = (/** @type {Candidate} */ candidate) => candidate.cover > 0.99 && (other.label !== "pinyin" || candidate.inName);
        take(candidates.filter(isSaid));
      }
      const found = Array.from(best.values()).sort((a, b) => b.score - a.score || a.page - b.page);
      // What has too little of the query is noise as long as something else has more.
      const top = found.length ? Math.max(...found.slice(0, 50).map(({ cover }) => cover)) : 0;
      const isEnough = (/** @type {Candidate} */ { cover }) => cover >= (top > 0.99 ? 0.6 : top * 0.6) || all;
      const kept = found.filter(isEnough);
      // Where one page has all words and the screen is empty below it, pages named after one of them may be meant, too.
      if (base.runs.length > 1) {
        const rest = found.filter((candidate) => !isEnough(candidate) && candidate.inName && candidate.cover > 0.3);
        kept.push(...rest.slice(0, Math.max(0, LIMIT - kept.length)));
      }
      /** @type {Map<string, number>} */
      const counts = new Map();
      /** @type {Candidate[]} */
      const mine = [];
      /** @type {Candidate[]} */
      const theirs = [];
      const kinds = options.kinds || [];
      const marks = kinds.reduce((all, kind) => all | (search.rows.MARKS[kind] || 0), 0);
      for (const candidate of kept) {
        const [kind, roles, own] = data.kind(candidate.page);
        counts.set(kind, (counts.get(kind) || 0) + 1);
        if (kinds.length && !kinds.includes(kind) && !(own & marks)) continue;
        (isFor(roles, options.role) ? mine : theirs).push(candidate);
      }
      if (met.text !== base.text) met = { text: base.text, kinds: new Set() };
      /** Whether pages with rows only may hold some that answer. */
      let unread = 0;
      const read = async (/** @type {Candidate[]} */ candidates, /** @type {number} */ most) => {
        const pages = [];
        let at = 0;
        // Whether a row answers is known when its page is read.
        while (at < candidates.length && pages.length < most && at < most + MORE_ROWS) {
          const some = candidates.slice(at, at + most - pages.length);
          at += some.length;
          for (const page of await Promise.all(some.map((candidate) => readPage(data, candidate, all)))) {
            page.rows.forEach((row) => row.kinds.forEach((kind) => met.kinds.add(kind)));
            const isWhole = !marks || kinds.includes(data.kind(page.own.page)[0]);
            const hits = isWhole ? page.hits : page.rows.filter((row) => row.kinds.some((kind) => kinds.includes(kind))).map(({ hit }) => hit);
            if (isWhole || hits.length) pages.push({ ...page, hits });
          }
        }
        unread += marks ? candidates.length - at : 0;
        pages.sort((a, b) => b.score - a.score || a.own.page - b.own.page);
        const groups = pages.map(({ own: { page, title, crumbs, href }, hits }) => {
          const [kind, role_ids] = data.kind(page);
          return { page: { title, crumbs, kind, href, role_ids }, hits: all ? hits : hits.slice(0, marks ? ROWS : 4) };
        });
        return { groups, total: marks ? groups.length : candidates.length };
      };
      const [own, other] = await Promise.all([read(mine, limit), read(theirs, all || limit > LIMIT ? limit : OTHERS)]);
      Object.assign(result, { groups: own.groups, total: own.total, others: other.groups, totalOthers: other.total });
      result.isMore = judged.isMore || unread > 0;
      result.facets = Array.from(counts, ([kind, n]) => ({ kind, n })).sort((a, b) => b.n - a.n);
      for (const kind of Object.keys(search.rows.MARKS)) if (met.kinds.has(kind)) result.facets.push({ kind, n: 0 });
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

  search.snippet = snippet;
})();
