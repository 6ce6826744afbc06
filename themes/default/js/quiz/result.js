// @ts-check
// The result of a paper: as data that is kept and handed in, and as the page shows it.
(() => {
  const { rolebook } = window;
  const { announce, attempt, codes, copy, figure, find, icon, learn, make, say, template, turn } = rolebook;

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
  const percent = (points, max) => `${learn.share({ points, max })}%`;

  const address = (query = "") => `${location.pathname.split("/").pop() || ""}${query}`;

  /** @param {PaperResult} result @param {HTMLElement} section */
  const listTopics = (result, section) => {
    const sums = rolebook.tally(result.questions, {}).topics;
    section.hidden = sums.length < 2;
    find("ul", section).append(...sums.map(({ topic, points, max }) => {
      const bar = make("b");
      bar.style.width = percent(points, max);
      return make("li", "", make("span", "", topic), make("i", { class: "topic-bar", "aria-hidden": "true" }, bar), make("span", "topic-sum", `${figure(points)} / ${figure(max)}`));
    }));
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

  /** Attempts before this one, below the rest. @param {HTMLElement} paper @param {Sheet} sheet @param {string} [except] */
  const listEarlier = (paper, sheet, except) => {
    const list = attempt.earlier(sheet).filter(({ key }) => key !== except);
    if (!list.length) return;
    paper.append(template("earlier"));
    find(".earlier tbody", paper).append(...list.map((one) => make("tr", "",
      make("td", "", make("a", { href: address(`?attempt=${one.started}`) }, when(one.finished))),
      make("td", "number", `${figure(one.points)} / ${figure(one.max)} · ${percent(one.points, one.max)}`),
      make("td", "", say(outcome(one))), make("td", "", one.edition || "–"))));
  };

  /** `open` while what still waits for a mark can pass it. @param {PaperResult} result */
  const outcome = ({ pass, passed, must_failed, questions }) => {
    if (pass === null && !must_failed.length) return "done";
    const full = questions.map((own) => (own.verdict === "open" ? { ...own, points: own.max, verdict: /** @type {Verdict} */ ("right") } : own));
    return passed ? "passed" : rolebook.tally(full, { pass, must: must_failed }).passed ? "open" : "failed";
  };

  /**
   * @param {HTMLElement} paper @param {Sheet} sheet @param {PaperResult} result
   * @param {Record<string, QuestionKey>} key @param {string} [notice] what happened on the way here
   */
  const show = (paper, sheet, result, key, notice = "") => {
    const { review } = rolebook;
    const { questions, points, max, pass, finished } = result;
    const isSecret = sheet.feedback === "never";
    const what = outcome(result);
    const wrong = questions.filter(({ verdict }) => verdict !== "right");
    const missed = wrong.filter(({ id, verdict }) => verdict !== "open" && sheet.pool[id]).map(({ id }) => id);
    const numbers = Object.fromEntries(questions.map(({ id }, at) => [id, String(at + 1)]));
    const text = () => JSON.stringify(resultParcel([result]));
    const isInReview = () => missed.every(review.has);
    // Nobody can tell whose result it is without: the board refuses it.
    const isNameless = () => {
      if (attempt.person().name) return false;
      part("note", say("name_first"));
      find('.result-hand-in [data-setting="name"]', paper).focus();
      return true;
    };
    const part = turn(paper, "result", {
      print: () => window.print(),
      save: () => {
        if (isNameless()) return;
        const day = new Date(finished).toLocaleDateString("sv");
        const name = [sheet.id, attempt.person().name, day].filter(Boolean).join("-").replace(/[\\/:*?"<>|\s]+/g, "_");
        rolebook.save(`${name}.json`, text());
        part("note", say("file_saved"));
      },
      copy: async () => {
        if (isNameless()) return;
        const code = part("code");
        code.value = codes.encode("RBR1", resultParcel([result]));
        code.hidden = false;
        const done = await copy(code.value);
        const words = say(done ? "code_copied" : "code_shown");
        part("note", words);
        announce(words);
        if (!done) code.select();
      },
      review: () => {
        if (isInReview()) review.remove(missed);
        else review.add(sheet, missed.filter((id) => !review.has(id)));
        fillReview();
      },
    });
    const fillReview = () => {
      const box = part("review");
      box.hidden = isSecret || !missed.length;
      find("p", box).textContent = say(isInReview() ? "in_review" : "not_in_review", { n: missed.length });
      find("button", box).textContent = say(isInReview() ? "review_remove" : "review_add");
    };

    part("notice", notice);
    part("head").dataset.outcome = what;
    part("title").append(icon(what === "failed" ? "close" : what === "open" ? "clock" : "check"), say(`result_${what}`));
    part("score", percent(points, max));
    part("got", say("got", { points: figure(points), max: figure(max) }));
    part("who", result.person.name);
    part("pass", pass !== null && `${figure(pass)}%`);
    part("used", say("minutes", { n: Math.max(1, Math.round((finished - result.started) / 60_000)) }));
    part("finished", when(finished));
    part("edition", result.edition);
    const list = result.must_failed.map((id) => say("question_n", { n: numbers[id] })).join(say("comma"));
    part("must", what === "failed" && list && say("must_failed", { list }));
    const open = questions.filter(({ verdict }) => verdict === "open").length;
    // Without the answers nobody can mark here.
    part("open", open > 0 && !isSecret && say("still_open", { n: open }));
    const ids = wrong.filter(({ id }) => sheet.pool[id]).map(({ id }) => id).join(",");
    part("retry").hidden = !ids || isSecret;
    part("retry").href = address(`?retry=${ids}`);
    part("back", say(result.mode === "exam" ? "back_to_start" : "practise_again")).href = address();
    fillReview();
    listTopics(result, part("topics"));
    learn.settings(paper);
    const old = new Map(rolebook.draw(/** @type {any} */ (sheet), result.seed).map((line) => [line.id, line]));
    const again = () => show(paper, sheet, result, key);
    const lines = isSecret ? [] : wrong.filter(({ id }) => key[id]).map((line) => shown(sheet, result, line, numbers[line.id], key[line.id], old.get(line.id), again));
    part("wrong", lines.length > 0 && say("wrong_ones", { n: lines.length })).append(...lines.flatMap((line) => line || []));
    part("never").hidden = !isSecret;
    listEarlier(paper, sheet, result.key);
    part("title").focus({ preventScroll: true });
    paper.scrollIntoView();
  };

  Object.assign(rolebook, { makeResult, resultParcel, quizViews: { ...rolebook.quizViews, result: show }, quizParts: { listEarlier, address, when } });
})();
