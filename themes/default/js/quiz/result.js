// @ts-check
// The result of a paper: as data that is kept and handed in, and as the page shows it.
(() => {
  const { rolebook } = window;
  const { announce, attempt, button, codes, copy, figure, icon, make, say, showView } = rolebook;

  /** Which paper it was: changes with any question it may ask. @param {Sheet} sheet */
  const paperHash = (sheet) => rolebook.codes.crc32(JSON.stringify(Object.entries(sheet.pool).map(([id, { hash }]) => [id, hash])));

  /**
   * @param {Sheet} sheet @param {Drawn[]} items @param {Record<string, any>} answers @param {Record<string, Graded>} grades
   * @param {{seed: string | number, started: number, finished: number, form?: string, flags?: Record<string, boolean>, person?: Person}} meta
   * @returns {PaperResult}
   */
  const makeResult = (sheet, items, answers, grades, { seed, started, finished, form = "screen", flags = {}, person = { name: "", unit: "" } }) => {
    const questions = items.map(({ id }) => {
      const { points, max, verdict } = grades[id];
      const { hash, topics } = sheet.pool[id];
      const answer = answers[id] === undefined ? null : answers[id];
      return { id, hash, points, max, verdict, answer, topics, flagged: !!flags[id] };
    });
    const { points, max, passed, must_failed } = rolebook.tally(questions, sheet);
    const { id: paper, title, edition, multiple, mode, pass } = sheet;
    return {
      paper, title, edition, hash: paperHash(sheet), seed, multiple, mode, started, finished,
      points, max, pass, passed, must_failed, form, questions, person, language: sheet.language, key: `${paper}:${started}:${seed}`,
    };
  };

  /** @param {PaperResult[]} results @returns {ResultParcel} */
  const resultParcel = (results) => {
    const person = rolebook.attempt.person();
    return { rolebook: "result", v: 1, site: document.documentElement.dataset.site || "", person, results: results.map((one) => ({ ...one, person })) };
  };

  /** @param {number} ms */
  const when = (ms) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(new Date(ms));

  /** @param {number} points @param {number} max */
  const percent = (points, max) => `${rolebook.figure(max ? Math.floor((1000 * points) / max + 1e-6) / 10 : 0)}%`;

  const address = (query = "") => `${location.pathname.split("/").pop() || ""}${query}`;

  /** @param {string} name @param {Made} value */
  const fact = (name, value) => make("div", "", make("dt", "", say(name)), make("dd", "", value));

  /** Name and unit, asked where a result may be handed in. */
  const personFields = () => {
    const known = attempt.person();
    /** @param {"name" | "unit"} key */
    const field = (key) => make("label", "field", make("span", "", say(`your_${key}`)),
      make("input", {
        type: "text", name: key, value: known[key], autocomplete: key === "name" ? "name" : "organization",
        input: (/** @type {Event} */ { target }) => attempt.rememberPerson({ ...attempt.person(), [key]: /** @type {HTMLInputElement} */ (target).value.trim() }),
      }));
    return make("div", "fields", field("name"), field("unit"));
  };

  /** @param {PaperResult} result */
  const topics = (result) => {
    const sums = rolebook.tally(result.questions, {}).topics;
    if (sums.length < 2) return null;
    return make("section", "result-topics", make("h3", "", say("by_topic")),
      make("ul", { role: "list" }, ...sums.map(({ topic, points, max }) => {
        const bar = make("i", { class: "topic-bar", "aria-hidden": "true" }, make("b"));
        /** @type {HTMLElement} */ (bar.firstChild).style.width = percent(points, max);
        return make("li", "", make("span", "", topic), bar, make("span", "topic-sum", `${figure(points)} / ${figure(max)}`));
      })));
  };

  /** @param {Sheet} sheet @param {PaperResult} result @param {QuestionResult} line @param {string} number @param {QuestionKey} key @param {Drawn | undefined} drawn @param {() => void} again */
  const shown = (sheet, result, line, number, key, drawn, again) => {
    const copy = rolebook.question(line.id, { number, points: line.max, options: drawn && drawn.options, seed: result.seed });
    if (!copy) return null;
    const { element, asked } = copy;
    if (asked.hash !== line.hash && result.language === sheet.language) element.querySelector(".question-ask")?.after(make("p", "quiz-note", say("question_changed")));
    const inputs = rolebook.inputs(element, asked);
    inputs.set(line.answer);
    inputs.lock(true);
    element.append(rolebook.explain(key, line.answer, rolebook.grade(key, line.answer, { multiple: result.multiple, points: line.max }), element));
    if (asked.kind === "essay" && line.verdict === "open") element.append(rolebook.selfMark(line.max, (self) => {
        line.answer = { ...line.answer, self };
        Object.assign(line, rolebook.grade(key, line.answer, { points: line.max }));
        const { points, passed, must_failed } = rolebook.tally(result.questions, sheet);
        Object.assign(result, { points, passed, must_failed });
        rolebook.progress.set(`attempt:${sheet.id}:${result.started}`, { result });
        again();
      }));
    return element;
  };

  /** @param {Sheet} sheet @param {PaperResult} result */
  const handIn = (sheet, result) => {
    const note = make("p", { class: "quiz-note", role: "status" });
    const code = make("textarea", { class: "result-code", rows: "3", readonly: true, "aria-label": say("result_code"), hidden: true });
    const text = () => JSON.stringify(resultParcel([result]));
    const day = new Date(result.finished).toISOString().slice(0, 10);
    const save = () => {
      const name = [sheet.id, attempt.person().name, day].filter(Boolean).join("-").replace(/[\\/:*?"<>|\s]+/g, "_");
      rolebook.save(`${name}.json`, text());
      note.textContent = say("file_saved");
    };
    const copyCode = async () => {
      code.value = codes.encode("RBR1", resultParcel([result]));
      code.hidden = false;
      const done = await copy(code.value);
      note.textContent = say(done ? "code_copied" : "code_shown");
      announce(note.textContent);
      if (!done) code.select();
    };
    return make("section", "result-hand-in", make("h3", "", say("hand_in")), make("p", "quiz-note", say("hand_in_lead")), personFields(),
      make("div", "actions",
        button("action", save, icon("file"), say("save_file")),
        button("action", copyCode, icon("copy"), say("copy_code"))), note, code);
  };

  /** @param {PaperResult} result @param {Sheet} sheet */
  const reviewNote = (result, sheet) => {
    const { review } = rolebook;
    const missed = result.questions.filter(({ id, verdict }) => verdict !== "right" && verdict !== "open" && sheet.pool[id]).map(({ id }) => id);
    if (!missed.length) return null;
    const box = make("div", "result-review");
    const fill = () => {
      const isIn = missed.every(review.has);
      const toggle = () => {
        if (isIn) review.remove(missed);
        else review.add(sheet, missed.filter((id) => !review.has(id)));
        fill();
        /** @type {HTMLElement} */ (box.querySelector("button")).focus();
      };
      box.replaceChildren(icon("again"), make("p", { role: "status" }, say(isIn ? "in_review" : "not_in_review", { n: missed.length })),
        button("quiet-button", toggle, say(isIn ? "review_remove" : "review_add")));
    };
    fill();
    return box;
  };

  /** @param {Sheet} sheet @param {string} [except] */
  const earlierList = (sheet, except) => {
    const list = attempt.earlier(sheet).filter(({ key }) => key !== except);
    if (!list.length) return null;
    const head = ["date", "score", "outcome", "edition"].map((name) => make("th", { scope: "col" }, say(`column_${name}`)));
    const rows = list.map((one) => make("tr", "",
      make("td", "", make("a", { href: address(`?attempt=${one.started}`) }, when(one.finished))),
      make("td", "number", `${figure(one.points)} / ${figure(one.max)} · ${percent(one.points, one.max)}`),
      make("td", "", say(outcome(one))), make("td", "", one.edition || "–")));
    return make("section", "earlier", make("h3", "", say("earlier")),
      make("div", { class: "table", tabindex: "0", role: "group", "aria-label": say("earlier") },
        make("table", "", make("thead", "", make("tr", "", ...head)), make("tbody", "", ...rows))));
  };

  /** @param {PaperResult} result */
  const outcome = ({ pass, passed, must_failed }) => (pass === null && !must_failed.length ? "done" : passed ? "passed" : "failed");

  /**
   * @param {HTMLElement} paper @param {Sheet} sheet @param {PaperResult} result
   * @param {Record<string, QuestionKey>} key @param {string} [notice] what happened on the way here
   */
  const show = (paper, sheet, result, key, notice) => {
    const again = () => show(paper, sheet, result, key);
    const isSecret = sheet.feedback === "never";
    const what = outcome(result);
    const wrong = result.questions.filter(({ verdict }) => verdict !== "right");
    const numbers = Object.fromEntries(result.questions.map(({ id }, at) => [id, String(at + 1)]));
    const minutes = Math.max(1, Math.round((result.finished - result.started) / 60_000));
    const title = make("h2", { class: "result-title", tabindex: "-1" }, icon(what === "failed" ? "close" : "check"), say(`result_${what}`));
    const head = make("div", { class: "result-head", "data-outcome": what }, title,
      make("p", "result-score", make("strong", "", percent(result.points, result.max)), make("span", "", say("got", { points: figure(result.points), max: figure(result.max) }))),
      make("dl", "facts",
        result.person.name && fact("your_name", result.person.name), result.pass !== null && fact("pass_mark", `${figure(result.pass)}%`),
        fact("time_used", say("minutes", { n: minutes })), fact("finished_at", when(result.finished)), result.edition && fact("column_edition", result.edition)));
    const open = result.questions.filter(({ verdict }) => verdict === "open").length;
    const must = result.must_failed.length ? make("p", "quiz-alert", icon("alert"), say("must_failed", { list: result.must_failed.map((id) => say("question_n", { n: numbers[id] })).join(say("comma")) })) : null;
    const old = new Map(rolebook.draw(/** @type {any} */ (sheet), result.seed).map((line) => [line.id, line]));
    const lines = isSecret ? [] : wrong.filter(({ id }) => key[id]).map((line) => shown(sheet, result, line, numbers[line.id], key[line.id], old.get(line.id), again));
    const ids = wrong.filter(({ id }) => sheet.pool[id]).map(({ id }) => id).join(",");
    const actions = make("div", "actions result-actions",
      ids && !isSecret && make("a", { class: "action action-main", href: address(`?retry=${ids}`) }, icon("again"), say("retry_wrong")),
      make("a", { class: "action", href: address() }, say(result.mode === "exam" ? "back_to_start" : "practise_again")),
      button("action", () => window.print(), icon("print"), say("print_result")));
    showView(paper, "result",
      notice && make("p", { class: "quiz-alert", role: "status" }, icon("alert"), notice), head, must,
        open ? make("p", "quiz-note", say("still_open", { n: open })) : null, actions, isSecret ? null : reviewNote(result, sheet), topics(result), handIn(sheet, result),
        lines.length ? make("section", "result-wrong", make("h3", "", say("wrong_ones", { n: lines.length })), ...lines) : null,
        isSecret ? make("p", "quiz-note", say("feedback_never")) : null,
        earlierList(sheet, result.key));
    title.focus({ preventScroll: true });
    paper.scrollIntoView();
  };

  Object.assign(rolebook, { makeResult, resultParcel, quizViews: { ...rolebook.quizViews, result: show }, quizParts: { personFields, earlierList, address, fact, when } });
})();
