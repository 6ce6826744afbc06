// @ts-check
// The result of a paper as the page shows it, to be handed in, too.
rolebook.define("quiz/result", [
  "early", "announce", "clipboard", "address", "elements", "say", "save", "learn/codes", "learn/store",
  "learn/learner", "questions/views", "quiz/grading", "quiz/question", "quiz/inputs", "quiz/explain",
  "quiz/attempt", "quiz/review-list", "questions/types",
], (
  early, announce, clipboard, address, { find, make, row, set, template }, say, save, codes, progress, learn,
  { figure, icon, turn }, { grade: gradeOf, tally }, sources, makeInputs, { explain, selfMark },
  attempt, review, types,
) => {
  /** What is handed in: of whoever took it, not of whoever is at the device now. @param {PaperResult} result @returns {ResultParcel} */
  const parcel = (result) => ({ rolebook: "result", v: 1, site: early.ids[0], exported: new Date(), person: result.person, results: [result] });

  /** Whose result it is can be filled in and put right. @param {HTMLElement} fields @param {PaperResult} result @param {(person: Person) => void} keep */
  const named = (fields, result, keep) => fields.querySelectorAll("[data-setting]").forEach((/** @type {any} */ input) => {
    const field = /** @type {"name" | "unit"} */ (input.dataset.setting);
    const own = attempt.person();
    // Without a name it is whose the device is.
    input.value = (result.person.name ? result.person : own)[field];
    // Who corrects a name of their own corrects it everywhere.
    if (result.person.name && result.person[field] !== own[field]) input.removeAttribute("data-setting");
    set(input, { change: () => keep({ ...result.person, [field]: input.value.trim() }) });
  });

  const HOUR = 3_600_000;
  /** A length of time, short ones in minutes. @param {number} ms */
  const length = (ms) => {
    if (ms < 3 * HOUR) return say("t.minutes", { n: Math.max(1, Math.round(ms / 60_000)) });
    return ms < 72 * HOUR ? say("t.quiz_hours", { n: Math.round(ms / HOUR) }) : say("t.quiz_days", { n: Math.round(ms / (24 * HOUR)) });
  };

  /** @param {number} ms */
  const when = (ms) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(ms);

  /** @param {{points: number, max: number}} of */
  const percent = (of) => `${learn.share(of)}%`;
  /** @param {{points: number, max: number}} of */
  const points = (of) => `${figure(of.points)} / ${figure(of.max)}`;

  /** @param {PaperResult} result @param {HTMLElement} section */
  const listTopics = (result, section) => {
    const sums = [...tally(result.questions, {}).topics].sort((a, b) => learn.share(a) - learn.share(b));
    const { pass } = result;
    section.hidden = sums.length < 2;
    find("ul", section).append(...sums.map((sum) => {
      const line = row(document, "topic", { topic: sum.topic, sum: points(sum) });
      find("b", line).style.width = percent(sum);
      set(line, { "data-share": !sum.points ? "none" : pass !== null && learn.share(sum) < pass && "low" });
      if (pass) set(find(".topic-pass", line), { hidden: false }).style.insetInlineStart = `${pass}%`;
      return line;
    }));
  };

  /** Attempts before this one, below the rest. @param {HTMLElement} paper @param {Sheet} sheet @param {string} [except] */
  const listEarlier = (paper, sheet, except) => {
    const list = attempt.earlier(sheet).filter(({ key }) => key !== except);
    if (!list.length) return;
    paper.append(template("earlier"));
    // At a device that several people use it says whose each is.
    const isShared = new Set(list.map(({ person }) => person.name)).size > 1;
    find(".earlier tbody", paper).append(...list.map((one) => row(document, "earlier-row", {
      title: [when(one.finished), isShared && one.person.name].filter(Boolean).join(" · "), href: `${sheet.href}?attempt=${one.started}`,
      score: `${points(one)} · ${percent(one)}`, outcome: say(OUTCOMES[outcome(one)]), edition: one.edition || "–",
    })));
  };

  /** As a list of attempts says them. */
  const OUTCOMES = /** @type {const} */ ({ done: "t.quiz_done", passed: "t.quiz_passed", open: "t.quiz_open", failed: "t.quiz_failed" });

  /** `open` while what still waits for a mark can pass it. @param {PaperResult} result */
  const outcome = ({ pass, passed, must_failed, questions }) => {
    if (pass === null && !must_failed.length) return "done";
    const full = questions.map((own) => (own.verdict === "open" ? { ...own, points: own.max, verdict: /** @type {Verdict} */ ("right") } : own));
    return passed ? "passed" : tally(full, { pass, must: must_failed }).passed ? "open" : "failed";
  };

  /** @param {PaperResult} result @param {string} id */
  const numberIn = ({ questions }, id) => String(questions.findIndex((one) => one.id === id) + 1);

  /**
   * A question with what was answered.
   * @param {QuestionResult} line @param {HTMLElement} paper @param {Sheet} sheet @param {PaperResult} result @param {Record<string, QuestionKey>} key
   */
  const shown = (line, paper, sheet, result, key) => {
    const { id, max, answer, hash } = line;
    const { questions, seed, started } = result;
    // By itself: a draw of today may leave it out.
    const copy = key[id] && sheet.pool[id] && sources.question(id, { number: numberIn(result, id), points: max, options: attempt.options(sheet, String(seed), id), seed });
    if (!copy) return [];
    const { element, asked } = copy;
    /** @param {any} own */
    const grade = (own) => gradeOf(key[id], own, { multiple: result.multiple, points: max });
    if (asked.hash !== hash) find(".question-ask", element).after(make("p", "quiz-note", say("t.quiz_question_changed")));
    const inputs = makeInputs(element, asked);
    inputs.set(answer);
    inputs.lock(true);
    element.append(explain(key[id], answer, grade(answer), element));
    if (types.of(asked.kind).markedBy === "self" && line.verdict === "open" && result.mode !== "exam") element.append(selfMark(max, (self) => {
      line.answer = { ...answer, self };
      Object.assign(line, grade(line.answer));
      const { points, passed, must_failed } = tally(questions, sheet);
      Object.assign(result, { points, passed, must_failed });
      progress.set(`attempt:${sheet.id}:${started}`, { result });
      show(paper, sheet, result, key);
    }));
    return element;
  };

  /**
   * @param {HTMLElement} paper @param {Sheet} sheet @param {PaperResult} result
   * @param {Record<string, QuestionKey>} key @param {string} [notice] what happened on the way here
   */
  const show = (paper, sheet, result, key, notice = "") => {
    const { questions, pass, started, finished, extra } = result;
    const isSecret = sheet.feedback === "never";
    const what = outcome(result);
    const wrong = questions.filter(({ verdict }) => verdict !== "right");
    const missed = wrong.filter(({ id, verdict }) => verdict !== "open" && sheet.pool[id]).map(({ id }) => id);
    const isInReview = () => missed.every(review.get);
    /** Does what needs a name: nobody can tell whose result it is without, and the board refuses it. @param {() => void} does */
    const withName = (does) => () => {
      const typed = (/** @type {string} */ field) => (find(`.result-hand-in [name="${field}"]`, paper).value || "").trim();
      own({ name: typed("name"), unit: typed("unit") });
      if (result.person.name) return does();
      part("note", say("t.quiz_name_first"));
      find('.result-hand-in [name="name"]', paper).focus();
    };
    /** @param {Person} person */
    const own = (person) => {
      if (person.name === result.person.name && person.unit === result.person.unit) return;
      result.person = person;
      progress.set(`attempt:${sheet.id}:${started}`, { result });
      part("who", person.name);
    };
    const part = turn(paper, "result", {
      print: () => window.print(),
      save: withName(() => {
        // By the second: two attempts of a day, or two people of one name, are two files on a stick.
        const moment = new Date(finished).toLocaleString("sv").replace(/:/g, "").replace(" ", "-");
        const { name: who, unit } = result.person;
        const name = [sheet.id, who, unit, moment].filter(Boolean).join("-").replace(/[\\/:*?"<>|\s]+/g, "_");
        save(`${name}.json`, JSON.stringify(parcel(result)));
        part("note", say("t.quiz_file_saved"));
      }),
      copy: withName(async () => {
        const code = part("code");
        code.value = codes.encode("RBR1", parcel(result));
        code.hidden = false;
        const done = await clipboard.copy(code.value);
        announce(part("note", say(done ? "t.quiz_code_copied" : "t.quiz_code_shown")).textContent);
        if (!done) code.select();
      }),
      review: () => {
        if (isInReview()) review.remove(missed);
        else review.add(sheet, missed.filter((id) => !review.get(id)));
        fillReview();
      },
    });
    const fillReview = () => {
      const is = isInReview();
      part("review").hidden = isSecret || !missed.length;
      part("in-review", say(is ? "t.quiz_in_review" : "t.quiz_not_in_review", { n: missed.length }));
      part("review-button", say(is ? "t.quiz_review_remove" : "t.quiz_review_add"));
    };

    part("notice", notice);
    part("head").dataset.outcome = what;
    part("title").append(icon(what), say(`t.quiz_result_${what}`));
    part("score", percent(result));
    part("got", say("t.quiz_got", { points: figure(result.points), max: figure(result.max) }));
    part("who", result.person.name);
    part("pass", pass !== null && `${figure(pass)}%`);
    // A practice may be taken up again after days.
    part("used", length(result.mode === "practice" && result.spent !== undefined ? result.spent : finished - started));
    part("extra", !!extra && say(extra.by ? "t.quiz_extra_by" : "t.minutes", { n: extra.minutes, name: extra.by }));
    part("finished", when(finished));
    part("edition", result.edition);
    const list = result.must_failed.map((id) => say("t.quiz_question_n", { n: numberIn(result, id) })).join(say("t.quiz_comma"));
    part("must", what === "failed" && list && say("t.quiz_must_failed", { list }));
    const n = questions.filter(({ verdict }) => verdict === "open").length;
    // Without the answers nobody can mark here.
    part("open", n > 0 && (result.mode === "exam" ? say("t.quiz_waits_open", { n }) : !isSecret && say("t.quiz_still_open", { n })));
    set(part("open-first"), { click: () => {
      const first = find('.question > .verdict[data-verdict="open"]', part("wrong")).closest(".question");
      if (!first) return;
      first.scrollIntoView();
      find("button, .verdict", first).focus({ preventScroll: true });
    } });
    const ids = wrong.map(({ id }) => id).filter((id) => sheet.pool[id]).join();
    set(part("retry"), { hidden: !ids || isSecret, href: `?retry=${ids}` });
    part("back", say(result.mode === "exam" ? "t.quiz_back_to_start" : "t.quiz_practise_again")).href = address.href(sheet.href);
    fillReview();
    listTopics(result, part("topics"));
    named(part("hand-in"), result, own);
    const lines = isSecret ? [] : wrong.flatMap((line) => shown(line, paper, sheet, result, key));
    part("wrong", lines.length > 0 && say("t.quiz_wrong_ones", { n: lines.length })).append(...lines);
    part("never").hidden = !isSecret;
    listEarlier(paper, sheet, result.key);
    part("title").focus({ preventScroll: true });
    paper.scrollIntoView();
  };

  return { showResult: show, listEarlier, when };
});
