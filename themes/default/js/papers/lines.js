// @ts-check
// Which questions a version of a paper asks, in which order, with which letters: all told by the seed, so that a paper can
// be marked or printed again on any machine.
rolebook.define("papers/lines", [
  "questions/types", "quiz/draw", "papers/sheet",
], (
  { kinds }, { draw, permutation }, kit,
) => {
  const { sheet } = kit;
  /** The questions of a version by kind: drawn by the seed alone, so that all versions ask the same for the same points; each in an order of its own. @param {string} seed @param {string} version @returns {Drawn[]} */
  const inOrder = (seed, version) => {
    // The order always differs between versions; options only where the writer lets them be shuffled, or a bank is asked.
    const isShuffled = sheet.shuffle || sheet.mode === "bank";
    const drawn = draw(isShuffled ? { ...sheet, shuffle: true } : sheet, seed);
    /** @param {string} of a version @returns {Drawn[]} */
    const order = (of) => {
      const all = permutation(drawn.length, `${seed}/${of}`, sheet.id).map((at) => drawn[at]);
      return kinds.flatMap((kind) => all.filter(({ id }) => sheet.pool[id].kind === kind));
    };
    const own = order(version);
    const first = order("A");
    if (version !== "A" && own.every(({ id }, at) => id === first[at].id)) {
      // By chance the order of A: the first two of a kind change places.
      const at = own.findIndex(({ id }, place) => place > 0 && sheet.pool[id].kind === sheet.pool[own[place - 1].id].kind);
      if (at > 0) own.splice(at - 1, 2, own[at], own[at - 1]);
    }
    return own.map((line) => ({ ...line, options: isShuffled ? permutation(line.options.length, `${seed}/${version}`, line.id, sheet.pool[line.id].last) : line.options }));
  };

  /**
   * A version as printed and as marked: the same questions, another order, other letters.
   * @param {string} seed @param {string} version @returns {PaperLine[]}
   */
  const lines = (seed, version) => {
    const bare = seed.trim().toUpperCase();
    const name = `${bare}/${version}`;
    const inKinds = inOrder(bare, version);
    return inKinds.flatMap(({ id, points, options }) => {
      const own = kit.question(id);
      if (!own) return [];
      kit.arrange(own, options, name);
      return [{ id, points, options, own, kind: sheet.pool[id].kind, number: 0 }];
    }).map((line, at) => {
      const number = at + 1;
      const mark = line.own.querySelector(".question-number");
      if (mark) mark.textContent = String(number);
      kit.parts(line.own).forEach((part, index) => {
        const inner = part.querySelector(".question-number");
        if (inner) inner.textContent = `${number}.${index + 1}`;
      });
      return { ...line, number };
    });
  };

  return { lines };
});
