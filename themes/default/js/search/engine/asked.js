// @ts-check
// A question as people speak -> what it is about: the words that tell something, each with what a manual writes for it.
// Judges every page by them: rare words weigh more than common ones, names more than text, short sections more than
// long ones. Pure but for the files it asks for.
rolebook.define("search/engine/asked", ["search/engine/text"], ({ fold, key, runs: runsOf }) => {
  /** Other ways to say one thing that are looked up, and things of one question. */
  const MOST_WAYS = 7;
  const MOST_THINGS = 10;

  /** Words that say nothing of what is asked for, the long ones first. */
  const HAN_EMPTY = new RegExp(`(${[
    "是不是|有没有|能不能|可不可以|行不行|要不要|怎么办|怎么样|怎么弄|怎么做|怎么看|怎么改|怎么查|怎么用|怎么设|是什么|什么是|为什么|什么样|多少钱|的时候|这个时候|的话|一点儿",
    "请问|怎么|怎样|如何|为啥|为何|什么|哪里|哪儿|哪些|哪个|多少|几个|可以|应该|需要|必须|能够|我们|你们|他们|咱们|自己|人家|这个|那个|这些|那些|这样|那样|这里|那里|一下|一个|一种|已经|刚才|现在|以后|之后|以前|之前|总是|老是|一直|特别|非常|还是|或者|而且|但是|因为|所以|如果|直接|顺便|好多|好几|有点|出来|出去|进来|进去|上来|上去|下来|下去|起来|过来|过去|回来|回去|明明|居然|竟然|到底|究竟|麻烦|谢谢|想要|打算|知道|觉得|啥样|咋办|咋弄|在哪|去哪|接下来|下一步|别人|有人|东西|不了|不到|不上|不能|不让|不会|没有",
    "吗|呢|吧|啊|呀|啦|嘛|哦|啥|咋|谁|哪|的|了|着|过|地|得|就|也|都|又|再|才|很|太|还|把|被|给|让|叫|跟|和|与|及|或|从|到|在|向|往|对|我|你|他|她|它|这|那|是|有|没|不|别|要|想|能|会|该|来|去|请|帮|说|看|用|做|弄|搞|点|个|些|次|种|条|张|份|台|家|几|两|一",
  ].join("|")})`);
  const EMPTY = new Set((
    "a an the this that these those it its he she they we you i me my our your his her their them us him of to in on at for with by from into onto out up off over and or but so if as than then " +
    "is are was were be been being am do does did done doing have has had having will would shall should can could may might must need want like get gets got getting go goes going went come put let " +
    "make makes made keep how what when where which who whom whose why there here not no don t s m re ve ll doesn isn won cannot any some all more most just now one ones other another again very too " +
    "please help something anything everything thing someone somebody anybody ever never still already really also yet about after before while during between through"
  ).split(" "));

  /** The part of a word that its forms share. @param {string} word */
  const stem = (word) => {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
    let own = word.replace(/'s$/, "").replace(/(?:ies)$/, "y").replace(/sses$/, "ss").replace(/([^s])s$/, "$1");
    own = own.replace(/(?:ations?|ating|ated)$/, "ate").replace(/(?:ing|ed|er|ment)$/, (end) => (own.length - end.length >= 3 ? "" : end));
    return own.replace(/([^aeiouls])\1$/, "$1").replace(/[ey]$/, (end) => (own.length > 4 ? "" : end));
  };

  /**
   * The table of a site: what is said, with what is written for it, both folded; and back again.
   * @param {string} lines
   * @returns {Map<string, string[]>}
   */
  const table = (lines) => {
    /** @type {Map<string, string[]>} */
    const ways = new Map();
    /** @param {string} from @param {string[]} to */
    const add = (from, to) => {
      const known = ways.get(from) || [];
      ways.set(from, known.concat(to.filter((one) => one !== from && !known.includes(one))));
    };
    for (const line of lines.split("\n")) {
      const [said, written] = line.split(">").map((side) => side.split(","));
      if (!written) continue;
      said.forEach((one) => add(one, written));
    }
    return ways;
  };

  /** Ways to say things that no manual writes: who says one speaks. @type {WeakMap<SearchData, Set<string>>} */
  const spoken = new WeakMap();
  /** @type {WeakMap<SearchData, Map<string, string[]>>} */
  const tables = new WeakMap();

  /** What may be said otherwise on this site. @param {SearchData} data */
  const waysOf = async (data) => {
    const known = tables.get(data);
    if (known) return known;
    const { everyday, synonyms } = data.manifest;
    const ways = table(everyday ? await data.get(everyday) : "");
    spoken.set(data, new Set(ways.keys()));
    for (const group of synonyms) {
      const words = group.map(fold);
      for (const word of words) ways.set(word, [...words.filter((/** @type {string} */ one) => one !== word), ...(ways.get(word) || [])]);
    }
    tables.set(data, ways);
    return ways;
  };

  /** @typedef {SearchThing} Thing */

  /** @param {string} text a run of Han characters @param {Map<string, string[]>} ways @returns {Thing[]} */
  const hanThings = (text, ways) => {
    /** @type {Thing[]} */
    const out = [];
    let rest = "";
    const flush = () => {
      let before = "";
      for (const [i, piece] of rest.split(HAN_EMPTY).entries()) {
        const own = Array.from(piece);
        const isEmpty = i % 2 === 1;
        // A pair across an empty character may still be a name: 用户, 对账.
        if (before && own.length && (!isEmpty || own.length === 1)) out.push({ own: before + own[0], ways: [], hollow: true });
        if (!isEmpty) for (let at = 0; at + 1 < own.length; at++) out.push({ own: own[at] + own[at + 1], ways: [], hollow: false });
        if (own.length) before = isEmpty && own.length > 1 ? "" : own[own.length - 1];
      }
      rest = "";
    };
    const chars = Array.from(text);
    for (let at = 0; at < chars.length; ) {
      let size = Math.min(8, chars.length - at);
      while (size > 0 && !ways.has(chars.slice(at, at + size).join(""))) size--;
      if (size > 1) {
        flush();
        const own = chars.slice(at, at + size).join("");
        out.push({ own, ways: ways.get(own) || [], hollow: false });
        at += size;
      } else {
        rest += chars[at++];
      }
    }
    flush();
    return out;
  };

  /** @param {string[]} words in a row @param {Map<string, string[]>} ways by stems @returns {Thing[]} */
  const wordThings = (words, ways) => {
    /** @type {Thing[]} */
    const out = [];
    const stems = words.map(stem);
    const done = new Set();
    /** @param {number[]} ats */
    const take = (ats) => {
      const telling = ats.map((at) => words[at]).filter((word) => !EMPTY.has(word) && word.length > 1);
      out.push({ own: telling.join(" "), ways: ways.get(ats.map((at) => stems[at]).join(" ")) || [], hollow: false });
      ats.forEach((at) => done.add(at));
    };
    for (let size = Math.min(5, words.length); size > 1; size--) {
      for (let at = 0; at + size <= words.length; at++) {
        const ats = Array.from({ length: size }, (_, i) => at + i);
        if (!ats.some((one) => done.has(one)) && ways.has(stems.slice(at, at + size).join(" "))) take(ats);
      }
    }
    // "send the goods back": one or two words may stand between.
    for (let at = 0; at < words.length; at++) {
      for (const to of [at + 2, at + 3]) if (to < words.length && !done.has(at) && !done.has(to) && ways.has(`${stems[at]} ${stems[to]}`)) take([at, to]);
    }
    words.forEach((word, at) => {
      if (!done.has(at) && (ways.has(stems[at]) || (!EMPTY.has(word) && word.length > 1))) take([at]);
    });
    return out;
  };

  /** @param {SearchData} data @param {string} text folded @returns {Promise<Thing[]>} */
  const thingsOf = async (data, text) => {
    const ways = await waysOf(data);
    /** @type {Map<string, string[]>} */
    const stemmed = new Map();
    for (const [said, written] of ways) if (/[a-z]/.test(said)) stemmed.set(said.split(/[\s']+/).map(stem).join(" "), written);
    /** @type {Thing[]} */
    const out = [];
    /** @type {string[]} */
    let words = [];
    const flush = () => {
      out.push(...wordThings(words, stemmed));
      words = [];
    };
    for (const run of runsOf(text)) {
      if (run.han) {
        flush();
        out.push(...hanThings(run.text, ways));
      } else words.push(...run.parts);
    }
    flush();
    return out;
  };

  /** Terms of one way to say a thing, with their places. @typedef {{ text: string, factor: number, weight: number, terms: Found[] }} Way */
  /** @typedef {{ titles: number[][], headings: number[][], body: { level: number, units: number[] }[], count: number, names: number }} Found */

  /** @param {SearchData} data @returns {(term: string, isWord: boolean) => Promise<Found>} */
  const finder = (data) => {
    /** @type {Map<string, Promise<Found>>} */
    const known = new Map();
    /** @param {string} term @param {boolean} isWord */
    const find = async (term, isWord) => {
      /** @type {Found} */
      const found = { titles: [], headings: [], body: [], count: 0, names: 0 };
      /** @param {SearchLists} lists */
      const add = (lists) => {
        if (lists.titles.length) found.titles.push(lists.titles);
        if (lists.headings.length) found.headings.push(lists.headings);
        found.body.push(...lists.body);
        found.count += lists.count;
        found.names += (lists.titles.length + lists.headings.length) / 3;
      };
      if (!isWord) {
        const lists = await data.term(term);
        if (lists) add(lists);
        return found;
      }
      const own = stem(term);
      for (const [other, lists] of await data.prefix(key(own.slice(0, Math.max(3, own.length - 1))), 1)) {
        if (other === key(term) || stem(other) === own) add(data.lists(lists));
      }
      return found;
    };
    return (term, isWord) => {
      let found = known.get(term);
      if (!found) known.set(term, (found = find(term, isWord)));
      return found;
    };
  };

  /** @param {string} text @returns {[string, boolean][]} its terms, and whether each is a word */
  const termsOf = (text) => runsOf(text).flatMap(({ han, parts }) => {
    if (!han) return parts.filter((part) => !EMPTY.has(part)).map((part) => /** @type {[string, boolean]} */ ([part, true]));
    if (parts.length === 1) return [/** @type {[string, boolean]} */ ([parts[0], false])];
    return parts.slice(1).map((part, at) => /** @type {[string, boolean]} */ ([parts[at] + part, false]));
  });

  /** What a word in a name is worth against one in the text; less in a long name. @param {number} worth @param {number} length */
  const inName = (worth, length) => worth * Math.min(1.15, Math.max(0.5, 2.4 / Math.sqrt(Math.max(1, length))));
  const LEVELS = [0, 0.45, 0.7, 0.9];
  const TOLD = 200;

  /**
   * How well each unit, and each page by its names, says one way: the share of its terms that are there, by their worth.
   * @param {SearchData} data @param {Way} way
   */
  const evidence = (data, way) => {
    /** @type {Map<number, number>} */
    const units = new Map();
    /** @type {Map<number, number>} */
    const pages = new Map();
    const part = 1 / way.terms.length;
    for (const { titles, headings, body } of way.terms) {
      /** The best of this term. @type {Map<number, number>} */
      const own = new Map();
      /** @type {Map<number, number>} */
      const names = new Map();
      /** @param {Map<number, number>} map @param {number} at @param {number} value */
      const best = (map, at, value) => { if (value > (map.get(at) || 0)) map.set(at, value); };
      for (const list of titles) {
        for (let i = 0; i < list.length; i += 3) {
          const alias = list[i + 1] >> 6;
          best(names, data.pageOf(list[i]), inName(alias >= TOLD ? 1.9 : alias ? 2.4 : 3, list[i + 2] >> 1));
        }
      }
      for (const list of headings) for (let i = 0; i < list.length; i += 3) best(own, list[i], inName(1.9, list[i + 2]));
      for (const { level, units: list } of body) for (const unit of list) best(own, unit, LEVELS[level] * data.brevity(unit));
      for (const [unit, value] of own) units.set(unit, (units.get(unit) || 0) + value * part);
      for (const [page, value] of names) pages.set(page, (pages.get(page) || 0) + value * part);
    }
    // Half a word is less than half of it.
    const whole = (/** @type {number} */ value) => value * way.factor;
    return { units, pages, whole };
  };

  /**
   * Looks up what a question is about: each thing with its ways, and what it weighs.
   * @param {SearchData} data @param {Thing[]} things
   */
  const lookUp = async (data, things) => {
    const find = finder(data);
    const total = data.firstUnit(data.pages());
    /** @param {string} text @param {number} factor @returns {Promise<Way>} */
    const wayOf = async (text, factor) => {
      const terms = await Promise.all(termsOf(text).map(([term, isWord]) => find(term, isWord)));
      const there = terms.filter(({ count }) => count);
      const weights = there.map((term) => Math.log(1 + total / (1 + term.count)) * telling(term));
      const weight = there.length === terms.length && there.length ? Math.max(...weights) : 0;
      return { text, factor, weight, terms };
    };
    return Promise.all(things.slice(0, MOST_THINGS * 2).map(async ({ own, ways, hollow }) => {
      const said = own ? await wayOf(own, ways.length ? 0.6 : 1) : null;
      const others = await Promise.all(ways.slice(0, MOST_WAYS).map((text, at) => wayOf(text, 0.9 - 0.07 * at)));
      const all = [...(said ? [said] : []), ...others].filter(({ weight }) => weight > 0);
      const weight = Math.max(0, ...all.map(({ weight, factor }) => weight * factor));
      return { ways: all, weight: hollow ? weight * Math.min(1, 8 * Math.min(...all.flatMap(({ terms }) => terms.map(share)))) : weight, hollow };
    }));
  };

  /** How often a term is in a name, of all it is in. @param {Found} term */
  const share = ({ names, count }) => names / Math.max(1, count);
  /** What is never in a name is hardly what a question is about. @param {Found} term */
  const telling = (term) => 0.3 + 0.7 * Math.min(1, Math.sqrt(8 * share(term)));

  /** What one way tells against the best. @param {Way} way @param {Way[]} ways */
  const worthOf = ({ weight, factor }, ways) => (weight * factor) / Math.max(...ways.map((other) => other.weight * other.factor));

  /** Something is wrong, or is asked why. */
  const TROUBLE = /不了|不上|不出|不到|不开|不进|不去|不掉|不动|没法|失败|报错|错误|错了|坏|卡|为什么|为啥|出错|异常|问题|\b(?:can'?t|cannot|won'?t|doesn'?t|don'?t|isn'?t|not|wrong|fails?|failed|error|why|broken|stuck)\b/;
  const MEANING = /什么是|是什么|什么意思|啥意思|\bwhat (?:is|are|does)\b|\bmean/;

  /** Kinds whose pages answer a question of this kind. @param {string} text folded @returns {Record<string, number>} */
  const wantedKinds = (text) => (MEANING.test(text) ? { glossary: 1.3 } : TROUBLE.test(text) ? { faq: 1.15, table: 1.05 } : {});

  /** What a kind of page is worth: one that lists others answers nothing itself. @type {Record<string, number>} */
  const KINDS = { home: 0.6, path: 0.7, role: 0.8, quiz: 0.5, bank: 0.5, course: 0.7 };
  const ASIDE = 4;

  /**
   * Judges every page by what a question is about.
   * @param {SearchData} data
   * @param {string} text folded @param {Thing[]} about @returns {Promise<SearchAsked>}
   */
  const judge = async (data, text, about) => {
    const wanted = wantedKinds(text);
    const things = (await lookUp(data, about)).filter(({ weight }) => weight > 0);
    const sum = things.reduce((sum, { weight }) => sum + weight, 0) || 1;
    /** @type {Map<number, { score: number, cover: number }>} */
    const units = new Map();
    /** @type {Map<number, { score: number, cover: number }>} */
    const names = new Map();
    for (const { ways, weight } of things) {
      /** @type {Map<number, number>} */
      const bestUnits = new Map();
      /** @type {Map<number, number>} */
      const bestPages = new Map();
      for (const way of ways) {
        const found = evidence(data, way);
        const relative = worthOf(way, ways);
        for (const [unit, value] of found.units) bestUnits.set(unit, Math.max(bestUnits.get(unit) || 0, found.whole(value) * relative));
        for (const [page, value] of found.pages) bestPages.set(page, Math.max(bestPages.get(page) || 0, found.whole(value) * relative));
      }
      /** @param {Map<number, { score: number, cover: number }>} into @param {number} at @param {number} value */
      const add = (into, at, value) => {
        const known = into.get(at) || { score: 0, cover: 0 };
        // What is said often is hardly more than what is said once.
        known.score += (weight * value * 2) / (value + 1);
        known.cover += weight * Math.min(1, value * 1.4);
        into.set(at, known);
      };
      for (const [page, value] of bestPages) add(names, page, value);
      for (const [unit, value] of bestUnits) {
        const title = bestPages.get(data.pageOf(unit)) || 0;
        // The title says it for all that is below.
        add(units, unit, title ? Math.max(value, title * 0.5) + Math.min(value, title) * 0.3 : value);
      }
      for (const page of bestPages.keys()) if (!bestUnits.has(data.firstUnit(page))) add(units, data.firstUnit(page), (bestPages.get(page) || 0));
    }
    /** @type {Map<number, { score: number, unit: number, cover: number }>} */
    const pages = new Map();
    for (const [unit, { score, cover }] of units) {
      const page = data.pageOf(unit);
      const share = Math.min(1, cover / sum);
      const value = (score / sum) * (0.4 + 0.6 * share);
      const known = pages.get(page);
      if (!known || value > known.score) pages.set(page, { score: value, unit, cover: share });
    }
    for (const [page, own] of pages) {
      const name = names.get(page);
      if (name) own.score += name.score / sum;
      const [kind, , marks] = data.kind(page);
      own.score *= (KINDS[kind] || 1) * (wanted[kind] || 1) * (marks & ASIDE ? 0.45 : 1);
    }
    return { pages, sum, things: things.map(({ weight, ways }) => ({ weight, words: ways.map((way) => ({ text: way.text, worth: worthOf(way, ways) })) })) };
  };

  /** Whether it is said as people speak, not as keywords. @param {SearchData} data @param {SearchQuery} query @param {Thing[]} things */
  const isSpoken = (data, query, things) => query.core !== query.text.trim() || things.some(({ own, hollow }) => hollow || spoken.get(data)?.has(own));

  return { judge, thingsOf, isSpoken, stem };
});
