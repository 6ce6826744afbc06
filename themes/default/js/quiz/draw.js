// @ts-check
// Puts a sheet together: which questions, in which order, and the order of their options. The same paper and seed give
// the same sheet on every machine. Pure.
rolebook.define("quiz/draw", [], () => {
  /** The generator mulberry32 (Tommy Ettinger, public domain): small, fast, even enough for an exam. @param {number} seed */
  const random = (seed) => {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let z = Math.imul(state ^ (state >>> 15), state | 1);
      z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
      return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
    };
  };

  /** FNV-1a over UTF-16 units. @param {string} text */
  const hash = (text) => {
    let sum = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
    return sum >>> 0;
  };

  /** @template T @param {T[]} items @param {() => number} next @returns {T[]} */
  const shuffled = (items, next) => {
    const out = [...items];
    for (let at = out.length - 1; at > 0; at -= 1) {
      const other = Math.floor(next() * (at + 1));
      [out[at], out[other]] = [out[other], out[at]];
    }
    return out;
  };

  /** @param {number} n */
  const written = (n) => [...Array(n).keys()];

  /**
   * An order of `n` things that belongs to one question of one sheet.
   * @param {number} n @param {string | number} seed @param {string} id @param {number[]} [last] what stays last, as written
   */
  const permutation = (n, seed, id, last = []) => [...shuffled(written(n).filter((at) => !last.includes(at)), random(hash(`${seed}/${id}`))), ...last];

  /**
   * One question for each place of each draw. Where two draws could take the same question, an earlier place gives way
   * to another question, so that no draw stays short while there is a way to fill all.
   * @param {Paper} paper @param {() => number} next
   * @returns {string[][]} by draw
   */
  const drawn = ({ questions, draws, must }, next) => {
    const fixed = new Set(questions);
    // What has to be right has to be asked.
    const first = (/** @type {string} */ id) => Number(!must.includes(id));
    const fits = draws.map((draw) => shuffled(draw.ids.filter((id) => !fixed.has(id)), next).sort((a, b) => first(a) - first(b)));
    /** @type {Map<string, number>} */
    const taker = new Map();
    /** @param {number} draw @param {Set<string>} tried @returns {boolean} */
    const take = (draw, tried) => {
      const free = fits[draw].find((id) => !taker.has(id));
      if (free !== undefined) {
        taker.set(free, draw);
        return true;
      }
      for (const id of fits[draw]) {
        const other = taker.get(id);
        if (tried.has(id) || other === undefined || other === draw) continue;
        tried.add(id);
        if (take(other, tried)) {
          taker.set(id, draw);
          return true;
        }
      }
      return false;
    };
    draws.forEach((draw, at) => {
      for (let place = 0; place < draw.take; place += 1) take(at, new Set());
    });
    return draws.map((_, at) => fits[at].filter((id) => taker.get(id) === at));
  };

  /** @param {Paper} paper @param {string | number} seed @returns {Drawn[]} */
  const draw = (paper, seed) => {
    const next = random(hash(String(seed)));
    const { shuffle, pool } = paper;
    /** @param {string[]} ids @param {string[]} listed */
    const inOrder = (ids, listed) => (shuffle ? shuffled(ids, next) : listed.filter((id) => ids.includes(id)));
    const taken = drawn(paper, next);
    /** @param {string} id */
    const options = (id) => (shuffle ? permutation(pool[id].options || 0, seed, id, pool[id].last) : written(pool[id].options || 0));
    /** @param {string} id @param {number | null} points @returns {Drawn} */
    const line = (id, points) => ({ id, points: points || pool[id].points, options: options(id) });
    return [
      ...inOrder(paper.questions, paper.questions).map((id) => line(id, null)),
      ...paper.draws.flatMap((one, at) => inOrder(taken[at], one.ids).map((id) => line(id, one.points))),
    ];
  };

  return { draw, permutation };
});
