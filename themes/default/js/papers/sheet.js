// @ts-check
// The paper of this page for those who hold it: its questions and answers as nodes, in the order of a sheet, and results
// that are made by hand.
rolebook.define("papers/sheet", [
  "early", "elements", "save", "learn/codes", "learn/store", "learn/veil", "quiz/draw", "quiz/grading",
  "quiz/question", "super/overlay", "questions/elements", "questions/types",
], (
  early, { make }, save, codes, progress, { fragment, loadKey }, { permutation }, { tally }, questions,
  { about, copy }, { letter, shownLetter, within }, types,
) => {
  const sheet = /** @type {Sheet} */ (questions.sheet());

  /** A question as it stands in the page, without what only helps while learning. @param {string} id @returns {HTMLElement | null} */
  const question = (id) => {
    const found = questions.question(id);
    if (!found) return null;
    const own = found.element;
    own.querySelectorAll(".hint, .super-sign, .zoom-button, .copy, .question-facts, .badge, .question-signoff, template").forEach((one) => one.remove());
    [own, ...own.querySelectorAll("[id]")].forEach((one) => one.removeAttribute("id"));
    return own;
  };

  /** Keys that have been fetched for this page. @type {Record<string, QuestionKey>} */
  let known = {};

  /**
   * The items of a question to order or to match, in the order of a sheet, which is never the solved one. Where the key is
   * not known they stay as the page has them, which is not solved either.
   * @param {HTMLElement} own @param {string | number} seed
   */
  const scattered = (own, seed) => {
    const items = within(own, "[data-item]");
    const [whole = "", part] = (own.dataset.question || "").split("/");
    const key = part ? ((known[whole] || {}).parts || {})[part] : known[whole];
    if (!key) return items;
    const shown = permutation(items.length, seed, `${own.dataset.question}/items`).map((from) => items[from]);
    const name = (/** @type {HTMLElement} */ one) => one.dataset.item;
    const solved = types.of(key.kind).solved?.(own, key);
    if (!solved) return items;
    const isSolved = () => solved.length > 0 && solved.every((item, at) => item === (shown[at] && name(shown[at])));
    for (let turn = 1; turn < shown.length && isSolved(); turn += 1) shown.push(.../** @type {HTMLElement[]} */ (shown.splice(0, 1)));
    return shown;
  };

  /**
   * Puts options and items of a question in the order of a sheet and names them by it.
   * @param {HTMLElement} own @param {number[]} options the writer's positions, in the order to show @param {string | number} seed
   */
  const arrange = (own, options, seed) => {
    const id = own.dataset.question || "";
    const choices = within(own, "[data-option]");
    const by = new Map(choices.map((one) => [Number(one.dataset.option), one]));
    options.forEach((position, at) => {
      const one = by.get(position);
      if (!one || !one.parentElement) return;
      one.parentElement.append(one);
      /** @type {Element} */ (one.querySelector(".choice-letter")).textContent = letter(at);
    });
    scattered(own, seed).forEach((one, at) => {
      /** @type {Element} */ (one.parentElement).append(one);
      const mark = one.querySelector(".choice-letter");
      if (mark) mark.textContent = letter(at);
      else one.prepend(make("b", "item-letter", letter(at)));
    });
    within(own, "[data-left]").forEach((one, at) => one.prepend(make("b", "item-letter", String(at + 1))));
    for (const part of own.querySelectorAll("[data-part]")) {
      const { question: partId = "" } = /** @type {HTMLElement} */ (part).dataset;
      const n = within(/** @type {HTMLElement} */ (part), "[data-option]").length;
      const { last } = (sheet.pool[id]?.parts || {})[partName(/** @type {HTMLElement} */ (part))] || {};
      arrange(/** @type {HTMLElement} */ (part), sheet.shuffle ? permutation(n, seed, partId, last) : Array.from({ length: n }, (_, at) => at), seed);
    }
  };

  /** The ids of a question's parts in the order of the page. @param {HTMLElement} own @returns {HTMLElement[]} */
  const parts = (own) => /** @type {HTMLElement[]} */ ([...own.querySelectorAll('[data-question*="/"]')]);

  /** @param {HTMLElement} part */
  const partName = (part) => (part.dataset.question || "").split("/").pop() || "";

  /** The right answer in a few signs, as a paper shows its questions. @param {HTMLElement} own @param {QuestionKey} key */
  const brief = (own, key) => types.of(key.kind).paper.brief(own, key);

  /** Answer, reasons, explanation and where to read on. @param {HTMLElement} own arranged @param {QuestionKey} key */
  const answer = (own, key) => {
    const made = copy("answer");
    const { one } = about(made);
    const line = brief(own, key);
    one(".key-line strong").textContent = line;
    one(".key-line").hidden = !line;
    const more = one(".key-more");
    const why = Object.entries(key.why || {}).map(([value, html]) => /** @type {[string, string]} */ ([shownLetter(own, "option", value), html])).sort();
    if (why.length) more.append(make("ul", "key-why", ...why.map(([mark, html]) => make("li", "", make("b", "", mark), make("div", "", fragment(html))))));
    if (key.model) more.append(make("div", "prose", fragment(key.model)));
    for (const part of parts(own)) {
      const inner = (key.parts || {})[partName(part)];
      if (inner) more.append(make("div", "key-part", make("b", "", numberOf(part)), answer(part, inner)));
    }
    if (key.explain) more.append(make("div", "prose", fragment(key.explain)));
    const see = one(".key-see");
    if (key.see) Object.assign(see.querySelector("a"), { textContent: key.see.title, href: key.see.href });
    else see.remove();
    return made;
  };

  /** @param {HTMLElement} own */
  const numberOf = (own) => (own.querySelector(".question-number") || { textContent: "" }).textContent || "";

  // Results

  /** Which paper it was, as the runner says it: changes with any question that may be asked. */
  const paperHash = () => codes.crc32(JSON.stringify(Object.keys(sheet.pool).map((id) => [id, sheet.pool[id].hash])));

  /**
   * A result made by hand here: from a paper, or of a practical task.
   * @param {{paper: string, title: string, pass: number | null, must: string[], multiple?: string, mode: string, seed: string, form: string, person: Person, started: number, finished: number}} meta
   * @param {{id: string, grade: Graded, answer: unknown}[]} marked
   * @returns {PaperResult}
   */
  const result = (meta, marked) => {
    const questions = marked.map(({ id, grade, answer: given }) => ({
      id,
      hash: sheet.pool[id].hash,
      points: grade.points,
      max: grade.max,
      verdict: grade.verdict,
      answer: given,
      topics: sheet.pool[id].topics,
      flagged: false,
    }));
    const { pass, must, ...rest } = meta;
    const { points, max, passed, must_failed } = tally(questions, { pass, must });
    return { multiple: "all", ...rest, edition: sheet.edition, hash: paperHash(), pass, points, max, passed, must_failed, questions, key: `${meta.paper}:${meta.finished}` };
  };

  /** Results of others, typed in or signed off in this browser. @param {string} prefix @returns {[string, ProgressItem][]} */
  const held = (prefix) => progress.all(`held:${prefix}`);

  /** What is handed on of held results. @param {PaperResult[]} results @returns {ResultParcel} */
  const parcel = (results) => ({ rolebook: "result", v: 1, site: early.ids[0], exported: new Date(), person: { name: "", unit: "" }, results });

  /** Saves held results as a file, for the board of somebody else or for whom they are about. @param {string} name @param {PaperResult[]} results */
  const saveFile = (name, results) => save(`${name}.json`, JSON.stringify(parcel(results)));

  const keys = async () => (known = await loadKey(sheet.id, sheet.key));

  /** A short name for a sheet that nobody has to make up; without letters that look alike. */
  const newSeed = () => {
    const signs = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    const numbers = crypto.getRandomValues(new Uint8Array(5));
    return [...numbers].map((number) => signs[number % signs.length]).join("");
  };

  return { sheet, question, letter, within, arrange, parts, partName, brief, answer, numberOf, result, held, parcel, saveFile, keys, newSeed };
});
