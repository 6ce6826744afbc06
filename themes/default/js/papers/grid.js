// @ts-check
// Typing in what was answered on paper: a row a person, a cell a question. A letter moves on to the next cell, so a whole
// paper is typed as `ABDC…`. Marked as on screen, kept at every change.
rolebook.define("papers/grid", [
  "keys", "elements", "say", "learn/store", "questions/types", "quiz/grading", "super/overlay", "papers/sheet",
  "papers/lines",
], (
  { isComposing }, { make }, say, progress, types, { grade }, { about, copy, leave, show }, kit, { lines },
) => {
  const { sheet } = kit;

  /** What can be typed: a question, or a part of a case. @typedef {{id: string, part: string, number: string, kind: QuestionKind, own: HTMLElement, key: QuestionKey}} Cell */

  /** @param {Cell} cell */
  const paperOf = ({ kind }) => types.of(kind).paper;
  /** A cell's text as an answer; undefined when it cannot be one. @param {Cell} cell @param {string} typed @returns {any} */
  const read = (cell, typed) => (typed.trim() ? paperOf(cell).read(typed, cell.own, cell.key) : null);

  /**
   * The grid, and what is typed into it.
   * @typedef {{
   *   root: HTMLElement, one: (selector: string) => any, form: any, keys: Record<string, QuestionKey>, version: string,
   *   all: PaperLine[], cells: Cell[], jumped: Element | null,
   * }} Own `jumped`: where a letter has just led by itself; Enter after it, out of habit, goes no further
   */

  /** @param {Own} own */
  const seedNow = ({ form }) => form.elements.seed.value.trim().toUpperCase();
  /** @param {Own} own */
  const rows = ({ one }) => /** @type {HTMLElement[]} */ ([...one("[data-rows]").children]);
  /** @param {Element} inside */
  const rowOf = (inside) => /** @type {HTMLElement} */ (inside.closest("tr"));
  /** @param {HTMLElement} row @returns {HTMLInputElement[]} */
  const fields = (row) => [...row.querySelectorAll("input")];

  /** @param {Own} own */
  const count = (own) => {
    const n = rows(own).filter((row) => row.dataset.key).length;
    own.one("[data-kept]").textContent = n ? say("t.super_saved_n", { n }) : "";
  };

  /** What is typed in for a question: its parts, or itself. @param {Own} own @param {PaperLine} line @returns {Cell[]} */
  const cellsOf = ({ keys }, { id, own, points }) => {
    const key = keys[id];
    if (!key) return [];
    const inner = kit.parts(own);
    if (!inner.length) return [{ id, part: "", number: kit.numberOf(own), kind: key.kind, own, key: { ...key, points } }];
    return inner.map((part) => ({ id, part: kit.partName(part), number: kit.numberOf(part), kind: /** @type {QuestionKind} */ (part.dataset.kind), own: part, key: (key.parts || {})[kit.partName(part)] }));
  };

  /** @param {Own} own */
  const setUp = (own) => {
    const { one, form } = own;
    own.version = form.elements.version.value;
    own.all = lines(form.elements.seed.value || "1", own.version);
    own.cells = own.all.flatMap((line) => cellsOf(own, line));
    const th = (/** @type {string} */ text) => make("th", { scope: "col" }, text);
    one("[data-head]").replaceChildren(th(say("t.board_name")), th(say("t.board_unit")), ...own.cells.map(({ number }) => th(number)), th(say("t.super_score")), make("td", ""));
    one("[data-rows]").replaceChildren();
    for (const [key, item] of kit.held(`${sheet.id}:`)) {
      if (item.seed === seedNow(own) && item.version === own.version) addRow(own, key, item);
    }
    addRow(own);
    count(own);
  };

  /** Reads the cells of a row, and says in each what can be no answer. @param {Own} own @param {HTMLInputElement[]} given @returns {Record<string, any>} by question */
  const answersOf = ({ cells }, given) => {
    /** @type {Record<string, any>} */
    const answers = {};
    cells.forEach(({ id, part }, at) => {
      const answer = read(cells[at], given[at].value);
      given[at].toggleAttribute("aria-invalid", false);
      if (answer === undefined) {
        given[at].setAttribute("aria-invalid", "true");
        given[at].title = say("t.super_unreadable");
      } else given[at].removeAttribute("title");
      const value = answer === undefined ? null : answer;
      if (part) (answers[id] = answers[id] || {})[part] = value;
      else answers[id] = value;
    });
    return answers;
  };

  /** Says what a row lacks: a name, or answers between others. @param {Own} own @param {HTMLElement} row @param {HTMLInputElement} name @param {HTMLInputElement[]} given */
  const tellHoles = ({ cells }, row, name, given) => {
    const end = given.reduce((last, field, at) => (field.value.trim() ? at : last), -1);
    const holes = given.flatMap((field, at) => (at < end && !field.value.trim() ? [cells[at].number] : []));
    given.forEach((field, at) => field.toggleAttribute("data-hole", at < end && !field.value.trim()));
    const isNameless = end >= 0 && !name.value.trim();
    name.toggleAttribute("data-hole", isNameless);
    // The end of the row may be out of sight.
    name.placeholder = isNameless ? say("t.super_nameless") : "";
    /** @type {HTMLElement} */ (row.querySelector(".grid-said")).textContent = [isNameless && say("t.super_nameless"), holes.length && say("t.super_holes", { list: holes.join(say("t.list_comma")) })].filter(Boolean).join(" ");
  };

  /** The result of a row. @param {Own} own @param {HTMLElement} row @param {Person} person @param {Record<string, any>} answers */
  const resultOf = (own, row, person, answers) => {
    const { all, keys, version } = own;
    const marked = all.filter(({ id }) => keys[id]).map(({ id, points }) => ({ id, answer: answers[id] === undefined ? null : answers[id], grade: grade(keys[id], answers[id], { multiple: sheet.multiple, points }) }));
    const started = Number((row.dataset.key || row.dataset.was || "").split(":").pop()) || Date.now();
    return kit.result({ paper: sheet.id, title: sheet.title, pass: sheet.pass, must: sheet.must, multiple: sheet.multiple, mode: sheet.mode, seed: `${seedNow(own)}/${version}`, form: `paper ${version}`, person, started, finished: started }, marked);
  };

  /** Under which name the result of a row is kept. @param {HTMLElement} row @param {PaperResult} result */
  const keyOf = (row, result) => {
    const known = row.dataset.key || row.dataset.was;
    if (known) return known;
    // Two rows typed within one millisecond would be one.
    let at = result.started;
    while (progress.get(`held:${sheet.id}:${at}`)) at += 1;
    Object.assign(result, { started: at, finished: at, key: `${sheet.id}:${at}` });
    return `held:${sheet.id}:${at}`;
  };

  /** Marks a row and keeps it. @param {Own} own @param {HTMLElement} row */
  const mark = (own, row) => {
    const [name, unit, ...given] = fields(row);
    // Whoever does not see the row hears whose it is.
    for (const field of given) field.setAttribute("aria-label", `${name.value.trim()} ${field.dataset.label}`.trim());
    const answers = answersOf(own, given);
    tellHoles(own, row, name, given);
    const isEmpty = given.every((field) => !field.value.trim());
    const result = resultOf(own, row, { name: name.value.trim(), unit: unit.value.trim() }, answers);
    const score = /** @type {HTMLElement} */ (row.querySelector("output"));
    score.textContent = isEmpty ? "" : `${result.points} / ${result.max}`;
    score.dataset.passed = isEmpty ? "" : String(result.passed);
    score.title = isEmpty ? "" : say(result.passed ? "t.board_passed" : "t.board_failed");
    if (!name.value.trim() || isEmpty) {
      // What was emptied is nobody's result any more.
      if (isEmpty && row.dataset.key) {
        progress.remove(row.dataset.key);
        row.dataset.was = row.dataset.key;
        delete row.dataset.key;
        count(own);
      }
      return;
    }
    const key = keyOf(row, result);
    row.dataset.key = key;
    progress.set(key, { result, seed: seedNow(own), version: own.version, typed: given.map((field) => field.value) });
    count(own);
  };

  /** @param {string} label @param {string} value @param {string} kind @param {string} [cell] */
  const field = (label, value, kind, cell = "") => {
    const input = /** @type {HTMLInputElement} */ (document.createElement("input"));
    Object.assign(input, { value, autocomplete: "off", spellcheck: false });
    input.setAttribute("aria-label", label);
    Object.assign(input.dataset, { kind, cell, label });
    return make("td", "", input);
  };

  /** @param {Own} own @param {string} [key] @param {any} [item] */
  const addRow = (own, key = "", item = null) => {
    const row = make("tr", "");
    if (key) row.dataset.key = key;
    const remove = make("button", "grid-remove", "×");
    remove.setAttribute("type", "button");
    remove.setAttribute("aria-label", say("t.super_remove"));
    remove.dataset.do = "remove";
    const { name = "", unit = "" } = item ? item.result.person : {};
    row.append(
      field(say("t.board_name"), name, "name"),
      field(say("t.board_unit"), unit, "unit"),
      ...own.cells.map((cell, at) => field(say("t.super_question_n", { n: cell.number }), item ? item.typed[at] || "" : "", cell.kind, paperOf(cell).cell)),
      make("td", "grid-score", make("output"), make("small", "grid-said")),
      make("td", "", remove),
    );
    own.one("[data-rows]").append(row);
    if (item) mark(own, row);
    return row;
  };

  /** @param {Own} own @param {HTMLInputElement} field @param {number} by */
  const move = (own, field, by) => {
    const row = rowOf(field);
    const next = fields(row)[fields(row).indexOf(field) + by];
    if (next) {
      next.focus();
      next.select();
      return next;
    }
    if (by < 0) return field;
    const [first] = fields(/** @type {HTMLElement} */ (row.nextElementSibling || addRow(own)));
    first.focus();
    return first;
  };

  /** Fills one letter a cell from here on, as far as cells take letters. @param {Own} own @param {HTMLInputElement} field @param {string} text */
  const spread = (own, field, text) => {
    const row = rowOf(field);
    let at = fields(row).indexOf(field);
    const signs = [...text.normalize("NFKC").replace(/[\s'’]/g, "")];
    while (signs.length && fields(row)[at] && fields(row)[at].dataset.cell === "one") {
      fields(row)[at].value = String(signs.shift()).toUpperCase();
      at += 1;
    }
    // What was typed on is where the next answer begins.
    if (signs.length && fields(row)[at] && !fields(row)[at].value) fields(row)[at].value = signs.join("");
    mark(own, row);
    const next = fields(row)[at];
    if (!next) return;
    next.focus();
    own.jumped = next;
  };

  /** @param {Own} own @param {HTMLInputElement} field @param {HTMLElement} row @param {boolean} isComposing */
  const typed = (own, field, row, isComposing) => {
    own.jumped = null;
    const at = fields(row).indexOf(field) - 2;
    const isOneSign = field.dataset.cell === "one";
    const words = field.value.normalize("NFKC").trim();
    const isWhole = isOneSign && words && read(own.cells[at], words) !== undefined;
    // A word such as 正确 or true is one answer, not many.
    if (isOneSign && words.length > 1 && !isWhole && !isComposing) {
      spread(own, field, field.value);
      return;
    }
    mark(own, row);
    if (row === rows(own)[rows(own).length - 1] && row.dataset.key) addRow(own);
    // What is no answer stays under the cursor to be corrected.
    if (isWhole && !isComposing) own.jumped = move(own, field, 1);
  };

  /** @param {Own} own @param {HTMLInputElement} field @param {KeyboardEvent} event */
  const press = (own, field, event) => {
    const isHabit = field === own.jumped && !field.value && ["Enter", " ", "ArrowRight", "Tab"].includes(event.key) && !event.shiftKey;
    own.jumped = null;
    if (isHabit) {
      event.preventDefault();
      return;
    }
    const atEnd = field.selectionStart === field.value.length;
    const atStart = field.selectionEnd === 0;
    const isCell = !["name", "unit"].includes(field.dataset.kind || "");
    const row = rowOf(field);
    const column = fields(row).indexOf(field);
    const vertical = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
    if (event.key === "Enter" || (event.key === "ArrowRight" && atEnd) || (event.key === " " && isCell && ["one", "some"].includes(field.dataset.cell || ""))) {
      event.preventDefault();
      move(own, field, 1);
    } else if ((event.key === "ArrowLeft" && atStart) || (event.key === "Backspace" && !field.value && isCell)) {
      event.preventDefault();
      move(own, field, -1);
    } else if (vertical) {
      event.preventDefault();
      fields(/** @type {HTMLElement} */ (vertical))[column].focus();
    }
  };

  /** What is typed. @param {Own} own */
  const hearTyping = (own) => {
    const { root } = own;
    root.addEventListener("input", (event) => {
      const field = event.target;
      if (!(field instanceof HTMLInputElement)) return;
      const row = /** @type {HTMLElement | null} */ (field.closest("tbody tr"));
      if (row) typed(own, field, row, /** @type {InputEvent} */ (event).isComposing);
      else setUp(own);
    });

    // An input method writes into one cell until it is done; no input follows.
    root.addEventListener("compositionend", ({ target }) => {
      const row = target instanceof HTMLInputElement && /** @type {HTMLElement | null} */ (target.closest("tbody tr"));
      if (row) typed(own, /** @type {HTMLInputElement} */ (target), row, false);
    });

    root.addEventListener("keydown", (event) => {
      const field = event.target;
      if (field instanceof HTMLInputElement && field.closest("tbody") && !isComposing(event)) press(own, field, event);
    });

    // Keys bring a cell out from beneath the names by themselves, a tap at what looks out of it does not.
    root.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLInputElement && target.closest("tbody")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  };

  /** What is pressed. @param {Own} own */
  const hearPresses = (own) => {
    own.root.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-do]");
      if (!(button instanceof HTMLElement)) return;
      const { do: what } = button.dataset;
      if (what === "back") leave();
      if (what === "save") kit.saveFile(`${say("t.super_file")}-${sheet.id}-${seedNow(own)}`, kit.held(`${sheet.id}:`).map(([, item]) => item.result));
      if (what === "remove") {
        const row = rowOf(button);
        if (row.dataset.key) progress.remove(row.dataset.key);
        const below = /** @type {HTMLElement} */ (row.nextElementSibling || row.previousElementSibling || addRow(own));
        row.remove();
        fields(below)[0].focus();
        count(own);
      }
    });
    own.form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
  };

  return async (seed) => {
    const root = copy("grid");
    const { one } = about(root);
    /** @type {Own} */
    const own = { root, one, form: one(".papers-form"), keys: await kit.keys(), version: "A", all: [], cells: [], jumped: null };
    own.form.elements.seed.value = seed;
    hearTyping(own);
    hearPresses(own);
    show(root);
    setUp(own);
    fields(rows(own)[rows(own).length - 1])[0].focus();
  };
});
