// @ts-check
// The files of the index: loads them, keeps them, and reads what is in them. `src/search/files.rs` writes them.
rolebook.define("search/engine/data", ["load"], (loadScript) => {
  const DIGITS = "'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
  const ENDS = 60;
  const MORE = 26;
  const VALUE = new Uint8Array(128);
  Array.from(DIGITS).forEach((digit, value) => (VALUE[digit.charCodeAt(0)] = value));

  /** The numbers of a text. @param {string} text @param {number} [from] @param {number} [to] */
  const numbers = (text, from = 0, to = text.length) => {
    const out = [];
    let high = 0;
    for (let at = from; at < to; at++) {
      const digit = VALUE[text.charCodeAt(at)];
      if (digit < ENDS) {
        out.push(high * ENDS + digit);
        high = 0;
      } else {
        high = high * MORE + digit - ENDS + 1;
      }
    }
    return out;
  };

  /** What begins the lists of a term, by its code. */
  const MARK = new Uint8Array(128);
  for (const mark of "!#$%&<") MARK[mark.charCodeAt(0)] = 1;

  /** How the first characters of a term are cut off; where each is one code unit, as nearly everywhere, it is cheap. @param {string} text of a file */
  const heads = (text) => {
    const isWide = /[\ud800-\udfff]/.test(text);
    return (/** @type {string} */ term, /** @type {number} */ count) =>
      isWide ? Array.from(term).slice(0, count).join("") : term.slice(0, count);
  };

  /** Starts of things laid end to end. @param {number[]} sizes */
  const starts = (sizes) => {
    const out = [0];
    for (const size of sizes) out.push(out[out.length - 1] + size);
    return out;
  };

  /** The last of the sorted starts that is not beyond. @param {ArrayLike<any>} sorted @param {any} wanted */
  const last = (sorted, wanted) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const NAME = 8;
  /** @param {string} names @param {number} at */
  const nameAt = (names, at) => names.slice(at * NAME, at * NAME + NAME);
  /** @param {string} bounds */
  const split = (bounds) => (bounds ? bounds.split(" ") : []);

  /**
   * What a file of an index hands over.
   * @param {string} root @param {string} name `zh-CN/index` @param {(src: string) => Promise<void>} load @param {string} [again] to go past what is kept
   */
  const fileOf = async (root, name, load, again = "") => {
    const full = /** @type {const} */ (`search/${name}`);
    rolebook.give(full, undefined);
    await load(`${root}${full}.js${again}`);
    const data = rolebook.given(full);
    // A script that ran and handed nothing over is not the one that was asked for.
    if (data === undefined) throw new Error(`nothing in ${name}`);
    return data;
  };

  /** Records of terms. @param {string} text */
  const records = (text) => {
    /** @type {Map<string, string>} */
    const map = new Map();
    const headOf = heads(text);
    let before = "";
    for (const record of text.split(" ")) {
      if (!record) continue;
      let marks = 1;
      while (!MARK[record.charCodeAt(marks)]) marks++;
      before = headOf(before, VALUE[record.charCodeAt(0)]) + record.slice(1, marks);
      map.set(before, record.slice(marks));
    }
    return map;
  };

  /** Words that are written backwards. @param {string} text */
  const wordsOf = (text) => {
    const out = [];
    const headOf = heads(text);
    let before = "";
    for (const record of text.split(" ")) {
      if (!record) continue;
      before = headOf(before, VALUE[record.charCodeAt(0)]) + record.slice(1);
      out.push(before);
    }
    return out;
  };

  /** @param {string} lists @returns {SearchLists} */
  const lists = (lists) => {
    /** @type {SearchLists} */
    const out = { titles: [], headings: [], body: [], tails: [], count: 0 };
    let at = 0;
    while (at < lists.length) {
      const mark = lists[at];
      let end = at + 1;
      while (end < lists.length && !"!#$%&<".includes(lists[end])) end++;
      if (mark === "<") {
        const name = lists.slice(end - NAME, end);
        const [gap] = numbers(lists, at + 1, end - NAME);
        const before = out.tails.length ? out.tails[out.tails.length - 1].first : 0;
        out.tails.push({ first: before + gap, name });
      } else {
        const list = numbers(lists, at + 1, end);
        const step = mark === "!" || mark === "#" ? 3 : 1;
        for (let i = step; i < list.length; i += step) list[i] += list[i - step];
        if (mark === "!") out.titles = list;
        else if (mark === "#") out.headings = list;
        else out.body.push({ level: mark === "$" ? 3 : mark === "%" ? 2 : 1, units: list });
        out.count += list.length / step;
      }
      at = end;
    }
    return out;
  };

  /** What a word in a unit is worth, more in a short one. @param {number[]} lengths as four times the power of two of 64 bytes */
  const brevities = (lengths) => {
    const sizes = lengths.map((length) => 2 ** (length / 4));
    const mean = sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length);
    return sizes.map((size) => 1 / (0.55 + (0.45 * size) / mean));
  };

  /** What is written in numbers in the manifest. @param {any} manifest */
  const readManifest = (manifest) => ({
    units: starts(numbers(manifest.pages.units)),
    kinds: numbers(manifest.pages.kinds),
    brevities: brevities(numbers(manifest.pages.lengths)),
    texts: starts(numbers(manifest.texts.sizes)),
    terms: split(manifest.terms.bounds),
    groups: starts(numbers(manifest.terms.groups)),
    words: split(manifest.words.bounds),
  });

  /**
   * Words from behind with this ending.
   * @param {any} manifest @param {ReturnType<typeof readManifest>} read @param {(name: string) => Promise<any>} get @param {string} ending
   */
  const endingsOf = async (manifest, read, get, ending) => {
    const prefix = Array.from(ending).reverse().join("");
    const out = [];
    const from = Math.max(0, last(read.words, prefix));
    for (let at = from; at < read.words.length; at++) {
      if (at > from && !read.words[at].startsWith(prefix)) break;
      const words = wordsOf(await get(nameAt(manifest.words.names, at)));
      out.push(...words.filter((word) => word.startsWith(prefix)).map((word) => Array.from(word).reverse().join("")));
    }
    return out;
  };

  /**
   * The page of a unit and what is in it.
   * @param {any} manifest @param {ReturnType<typeof readManifest>} read @param {(name: string) => Promise<any>} get @param {number} unit
   */
  const unitOf = async (manifest, read, get, unit) => {
    const at = last(read.texts, unit);
    const { names } = manifest.texts;
    let name;
    if (typeof names === "string") name = nameAt(names, at);
    else name = nameAt(await get(names.lists[Math.floor(at / names.size)]), at % names.size);
    const pages = await get(name);
    const own = last(read.units, unit);
    const first = last(read.units, read.texts[at]);
    const [title, href, crumbs, units] = pages[own - first];
    const begin = Math.max(read.texts[at], read.units[own]);
    return { page: own, title, href, crumbs, parts: parts(units[unit - begin]) };
  };

  /**
   * The index of one language.
   * @param {string} root the way to the root of the site
   * @param {string} language
   * @param {((src: string) => Promise<void>)} [load] how a script gets in, if not by an element of its own
   * @returns {Promise<SearchData>}
   */
  const openIndex = async (root, language, load = loadScript) => {
    /** @param {string} name @param {string} [again] */
    const file = (name, again) => fileOf(root, `${language}/${name}`, load, again);

    /** @type {any} */
    let manifest;
    /** @type {Map<string, Promise<any>>} */
    let kept = new Map();
    /** Groups of terms of which a file is here. @type {Set<number>} */
    const near = new Set();
    /** @type {ReturnType<typeof readManifest>} */
    let read;

    /** @param {string} [again] */
    const open = async (again) => {
      manifest = await file("index", again);
      kept = new Map();
      near.clear();
      read = readManifest(manifest);
    };

    /** A file's data, asked for once. @param {string} name @returns {Promise<any>} */
    const get = (name) => {
      let data = kept.get(name);
      if (!data) {
        data = file(name);
        data.catch(() => kept.delete(name));
        kept.set(name, data);
      }
      return data;
    };

    /** @type {Map<string, Promise<Map<string, string>>>} */
    const parsed = new Map();
    /** @param {number} at */
    const shard = (at) => {
      near.add(last(read.groups, at));
      const name = nameAt(manifest.terms.names, at);
      let map = parsed.get(name);
      if (!map) {
        map = get(name).then(records);
        map.catch(() => parsed.delete(name));
        parsed.set(name, map);
      }
      return map;
    };

    await open();
    return {
      get manifest() {
        return manifest;
      },
      language,
      /** Reads the manifest again: the site was built again while its pages were open. */
      reopen: async () => {
        parsed.clear();
        await open(`?${Date.now()}`);
      },
      get,
      pageOf: (unit) => last(read.units, unit),
      firstUnit: (page) => read.units[page],
      pages: () => read.units.length - 1,
      brevity: (unit) => read.brevities[unit],
      kind: (page) => manifest.kinds[read.kinds[page]],
      /** The lists of one term. */
      term: async (term) => {
        const at = last(read.terms, term);
        if (at < 0) return null;
        const found = (await shard(at)).get(term);
        return found === undefined ? null : lists(found);
      },
      /** Terms with this beginning, from so many groups at most. */
      prefix: async (prefix, most) => {
        const from = Math.max(0, last(read.terms, prefix));
        const end = read.groups[Math.min(read.groups.length - 1, last(read.groups, from) + most)];
        const shards = [];
        for (let at = from; at < end; at++) {
          if (at > from && !read.terms[at].startsWith(prefix)) break;
          shards.push(shard(at));
        }
        /** @type {Map<string, string>} */
        const out = new Map();
        for (const map of await Promise.all(shards)) {
          for (const [term, found] of map) if (term.startsWith(prefix)) out.set(term, found);
        }
        return out;
      },
      lists,
      tail: async (name) => lists(await get(name)),
      /** Whether a file of the group with this term is here already. */
      isNear: (term) => {
        const at = last(read.terms, term);
        return at < 0 || near.has(last(read.groups, at));
      },
      /** Words from behind with this ending. */
      endings: (ending) => endingsOf(manifest, read, get, ending),
      /** The page of a unit and what is in it. */
      unit: (unit) => unitOf(manifest, read, get, unit),
    };
  };

  /** @param {any} unit @returns {SearchPart[]} */
  const parts = ([first, ...pieces]) => {
    let part = first - 1;
    return pieces.map((/** @type {any[]} */ [anchor, title, text, more]) => {
      if (more !== 1 || part < first) part++;
      return { part, anchor, title, text, names: Array.isArray(more) ? more : [] };
    });
  };

  return { open: openIndex };
});
