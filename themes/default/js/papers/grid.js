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

  return async (seed) => {
    const root = copy("grid");
    const { one } = about(root);
    const form = one(".papers-form");
    const keys = await kit.keys();
    form.elements.seed.value = seed;
    /** @type {Cell[]} */
    let cells = [];
    /** @type {PaperLine[]} */
    let all = [];
    let version = "A";

    const setUp = () => {
      version = form.elements.version.value;
      all = lines(form.elements.seed.value || "1", version);
      cells = all.flatMap(/** @returns {Cell[]} */ ({ id, own, points }) => {
        const key = keys[id];
        if (!key) return [];
        const inner = kit.parts(own);
        if (!inner.length) return [{ id, part: "", number: kit.numberOf(own), kind: key.kind, own, key: { ...key, points } }];
        return inner.map((part) => ({ id, part: kit.partName(part), number: kit.numberOf(part), kind: /** @type {QuestionKind} */ (part.dataset.kind), own: part, key: (key.parts || {})[kit.partName(part)] }));
      });
      const th = (/** @type {string} */ text) => make("th", { scope: "col" }, text);
      one("[data-head]").replaceChildren(th(say("t.board_name")), th(say("t.board_unit")), ...cells.map(({ number }) => th(number)), th(say("t.super_score")), make("td", ""));
      one("[data-rows]").replaceChildren();
      for (const [key, item] of kit.held(`${sheet.id}:`)) {
        if (item.seed === seedNow() && item.version === version) addRow(key, item);
      }
      addRow();
      count();
    };

    const seedNow = () => form.elements.seed.value.trim().toUpperCase();
    const rows = () => /** @type {HTMLElement[]} */ ([...one("[data-rows]").children]);
    const saved = () => rows().filter((row) => row.dataset.key);
    const count = () => (one("[data-kept]").textContent = saved().length ? say("t.super_saved_n", { n: saved().length }) : "");

    /** Where a letter has just led by itself: Enter after it, out of habit, goes no further. @type {Element | null} */
    let jumped = null;
    /** @param {HTMLElement} field */
    const jump = (field) => {
      field.focus();
      jumped = field;
    };

    /** @param {HTMLElement} row @returns {HTMLInputElement[]} */
    const fields = (row) => [...row.querySelectorAll("input")];

    /** Marks a row and keeps it. @param {HTMLElement} row */
    const mark = (row) => {
      const [name, unit, ...given] = fields(row);
      // Whoever does not see the row hears whose it is.
      for (const field of given) field.setAttribute("aria-label", `${name.value.trim()} ${field.dataset.label}`.trim());
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
      const marked = all.filter(({ id }) => keys[id]).map(({ id, points }) => ({ id, answer: answers[id] === undefined ? null : answers[id], grade: grade(keys[id], answers[id], { multiple: sheet.multiple, points }) }));
      const isEmpty = given.every((field) => !field.value.trim());
      const end = given.reduce((last, field, at) => (field.value.trim() ? at : last), -1);
      const holes = given.flatMap((field, at) => (at < end && !field.value.trim() ? [cells[at].number] : []));
      given.forEach((field, at) => field.toggleAttribute("data-hole", at < end && !field.value.trim()));
      const isNameless = !isEmpty && !name.value.trim();
      name.toggleAttribute("data-hole", isNameless);
      // The end of the row may be out of sight.
      name.placeholder = isNameless ? say("t.super_nameless") : "";
      /** @type {HTMLElement} */ (row.querySelector(".grid-said")).textContent = [isNameless && say("t.super_nameless"), holes.length && say("t.super_holes", { list: holes.join(say("t.list_comma")) })].filter(Boolean).join(" ");
      const started = Number((row.dataset.key || row.dataset.was || "").split(":").pop()) || Date.now();
      const result = kit.result({ paper: sheet.id, title: sheet.title, pass: sheet.pass, must: sheet.must, multiple: sheet.multiple, mode: sheet.mode, seed: `${seedNow()}/${version}`, form: `paper ${version}`, person: { name: name.value.trim(), unit: unit.value.trim() }, started, finished: started }, marked);
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
          count();
        }
        return;
      }
      // Two rows typed within one millisecond would be one.
      let key = row.dataset.key || row.dataset.was;
      if (!key) {
        let at = started;
        while (progress.get(`held:${sheet.id}:${at}`)) at += 1;
        key = `held:${sheet.id}:${at}`;
        Object.assign(result, { started: at, finished: at, key: `${sheet.id}:${at}` });
      }
      row.dataset.key = key;
      progress.set(key, { result, seed: seedNow(), version, typed: given.map((field) => field.value) });
      count();
    };

    /** @param {string} [key] @param {any} [item] */
    const addRow = (key = "", item = null) => {
      const row = make("tr", "");
      if (key) row.dataset.key = key;
      /** @param {string} label @param {string} value @param {string} kind @param {string} [cell] */
      const field = (label, value, kind, cell = "") => {
        const input = /** @type {HTMLInputElement} */ (document.createElement("input"));
        Object.assign(input, { value, autocomplete: "off", spellcheck: false });
        input.setAttribute("aria-label", label);
        Object.assign(input.dataset, { kind, cell, label });
        return make("td", "", input);
      };
      const remove = make("button", "grid-remove", "×");
      remove.setAttribute("type", "button");
      remove.setAttribute("aria-label", say("t.super_remove"));
      remove.dataset.do = "remove";
      const { name = "", unit = "" } = item ? item.result.person : {};
      row.append(
        field(say("t.board_name"), name, "name"),
        field(say("t.board_unit"), unit, "unit"),
        ...cells.map((cell, at) => field(say("t.super_question_n", { n: cell.number }), item ? item.typed[at] || "" : "", cell.kind, paperOf(cell).cell)),
        make("td", "grid-score", make("output"), make("small", "grid-said")),
        make("td", "", remove),
      );
      one("[data-rows]").append(row);
      if (item) mark(row);
      return row;
    };

    /** @param {HTMLInputElement} field @param {number} by */
    const move = (field, by) => {
      const row = /** @type {HTMLElement} */ (field.closest("tr"));
      const next = fields(row)[fields(row).indexOf(field) + by];
      if (next) {
        next.focus();
        next.select();
        return next;
      }
      if (by < 0) return field;
      const [first] = fields(/** @type {HTMLElement} */ (row.nextElementSibling || addRow()));
      first.focus();
      return first;
    };

    /** Fills one letter a cell from here on, as far as cells take letters. @param {HTMLInputElement} field @param {string} text */
    const spread = (field, text) => {
      const row = /** @type {HTMLElement} */ (field.closest("tr"));
      let at = fields(row).indexOf(field);
      const signs = [...text.normalize("NFKC").replace(/[\s'’]/g, "")];
      while (signs.length && fields(row)[at] && fields(row)[at].dataset.cell === "one") {
        fields(row)[at].value = String(signs.shift()).toUpperCase();
        at += 1;
      }
      // What was typed on is where the next answer begins.
      if (signs.length && fields(row)[at] && !fields(row)[at].value) fields(row)[at].value = signs.join("");
      mark(row);
      const next = fields(row)[at];
      if (next) jump(next);
    };

    root.addEventListener("input", (event) => {
      const field = event.target;
      if (!(field instanceof HTMLInputElement)) return;
      const row = /** @type {HTMLElement | null} */ (field.closest("tbody tr"));
      if (!row) {
        setUp();
        return;
      }
      typed(field, row, /** @type {InputEvent} */ (event).isComposing);
    });

    // An input method writes into one cell until it is done; no input follows.
    root.addEventListener("compositionend", ({ target }) => {
      const row = target instanceof HTMLInputElement && /** @type {HTMLElement | null} */ (target.closest("tbody tr"));
      if (row) typed(/** @type {HTMLInputElement} */ (target), row, false);
    });

    /** @param {HTMLInputElement} field @param {HTMLElement} row @param {boolean} isComposing */
    const typed = (field, row, isComposing) => {
      jumped = null;
      const at = fields(row).indexOf(field) - 2;
      const isOneSign = field.dataset.cell === "one";
      const words = field.value.normalize("NFKC").trim();
      const isWhole = isOneSign && words && read(cells[at], words) !== undefined;
      // A word such as 正确 or true is one answer, not many.
      if (isOneSign && words.length > 1 && !isWhole && !isComposing) {
        spread(field, field.value);
        return;
      }
      mark(row);
      if (row === rows()[rows().length - 1] && row.dataset.key) addRow();
      // What is no answer stays under the cursor to be corrected.
      if (isWhole && !isComposing) jumped = move(field, 1);
    };

    root.addEventListener("keydown", (event) => {
      const field = event.target;
      if (!(field instanceof HTMLInputElement) || !field.closest("tbody") || isComposing(event)) return;
      const isHabit = field === jumped && !field.value && ["Enter", " ", "ArrowRight", "Tab"].includes(event.key) && !event.shiftKey;
      jumped = null;
      if (isHabit) {
        event.preventDefault();
        return;
      }
      const atEnd = field.selectionStart === field.value.length;
      const atStart = field.selectionEnd === 0;
      const isCell = !["name", "unit"].includes(field.dataset.kind || "");
      const row = /** @type {HTMLElement} */ (field.closest("tr"));
      const column = fields(row).indexOf(field);
      const vertical = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
      if (event.key === "Enter" || (event.key === "ArrowRight" && atEnd) || (event.key === " " && isCell && ["one", "some"].includes(field.dataset.cell || ""))) {
        event.preventDefault();
        move(field, 1);
      } else if ((event.key === "ArrowLeft" && atStart) || (event.key === "Backspace" && !field.value && isCell)) {
        event.preventDefault();
        move(field, -1);
      } else if (vertical) {
        event.preventDefault();
        fields(/** @type {HTMLElement} */ (vertical))[column].focus();
      }
    });

    // Keys bring a cell out from beneath the names by themselves, a tap at what looks out of it does not.
    root.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLInputElement && target.closest("tbody")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
    });

    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-do]");
      if (!(button instanceof HTMLElement)) return;
      const { do: what } = button.dataset;
      if (what === "back") leave();
      if (what === "save") kit.saveFile(`${say("t.super_file")}-${sheet.id}-${seedNow()}`, kit.held(`${sheet.id}:`).map(([, item]) => item.result));
      if (what === "remove") {
        const row = /** @type {HTMLElement} */ (button.closest("tr"));
        if (row.dataset.key) progress.remove(row.dataset.key);
        const below = /** @type {HTMLElement} */ (row.nextElementSibling || row.previousElementSibling || addRow());
        row.remove();
        fields(below)[0].focus();
        count();
      }
    });
    form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());

    show(root);
    setUp();
    fields(rows()[rows().length - 1])[0].focus();
  };
});
