// @ts-check
// An exam: a calm start, then one question at a time with a map of all of them, the time left, and a last look before it
// is handed in. The deadline is a moment of the wall clock: reloading or closing the lid changes nothing about it.
(() => {
  const { rolebook } = window;
  const { announce, attempt, button, figure, icon, make, say, showView } = rolebook;
  const MINUTE = 60_000;

  /** @param {number} ms */
  const clock = (ms) => {
    const seconds = Math.max(0, Math.ceil(ms / 1000));
    return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  };

  /** @param {HTMLElement} paper @param {Sheet} sheet */
  const start = (paper, sheet) => {
    const { quizParts } = rolebook;
    const { fact } = quizParts;
    const earlier = attempt.earlier(sheet).filter(({ mode }) => mode === "exam");
    const may = () => rolebook.allowance(sheet, earlier.map(({ finished }) => finished), Date.now());
    const { left, from } = may();
    const lines = rolebook.draw(/** @type {any} */ (sheet), 0);
    const points = lines.reduce((sum, line) => sum + line.points, 0);
    // What is drawn may be worth more or less from sheet to sheet.
    const isFixed = sheet.draws.every((draw) => draw.points !== null || new Set(draw.ids.map((id) => sheet.pool[id].points)).size < 2);
    const facts = make("dl", "facts exam-facts",
      fact("length", say(lines.length === 1 ? "question_one" : "questions", { n: lines.length })),
      isFixed && fact("points_column", figure(points)),
      fact("time_limit", sheet.minutes ? say("minutes", { n: sheet.minutes }) : say("no_limit")),
      sheet.pass !== null && fact("pass_mark", `${figure(sheet.pass)}%`),
      fact("attempts_left", left === null ? say("no_limit") : say("attempts_left_of", { i: left, n: sheet.attempts || 1 })));
    const rules = [
      sheet.minutes && say("rule_time"), say("rule_resume"),
      lines.some(({ id }) => sheet.pool[id].kind === "multiple") && say(`rule_${sheet.multiple}`),
      sheet.must.length && say("rule_must"), sheet.cooldown && say(sheet.attempts ? "rule_row" : "rule_cooldown", { time: span(sheet.cooldown) }),
    ].filter(Boolean).map((text) => make("li", "", String(text)));
    const stop = left !== 0 ? "" : from === null ? say("no_attempts") : say("cooling", { time: quizParts.when(from) });
    const begin = () => {
      if (may().left === 0) return;
      const run = attempt.fresh(sheet);
      attempt.keep(sheet, run);
      sit(paper, sheet, run);
      // The button that was pressed is gone; reading goes on at the first question.
      const first = paper.querySelector(".question");
      if (first instanceof HTMLElement) first.focus({ preventScroll: true });
      paper.scrollIntoView();
    };
    const form = make("form", { class: "exam-start", submit: (/** @type {Event} */ event) => { event.preventDefault(); begin(); } },
      make("h2", { tabindex: "-1" }, say("exam_ready")), facts, make("ul", "exam-rules", ...rules),
      make("p", "exam-honest", icon("note"), make("span", "", say("self_test"))),
      stop ? make("p", "quiz-alert", icon("clock"), stop) : quizParts.personFields(),
      make("div", "actions", make("button", { class: "action action-main", disabled: !!stop }, say(earlier.length ? "start_again" : "start"))));
    showView(paper, "start", form, quizParts.earlierList(sheet));
    document.documentElement.removeAttribute("data-exam");
  };

  /** @param {number} minutes */
  const span = (minutes) => {
    if (minutes % 1440 === 0) return say("days", { n: minutes / 1440 });
    return minutes % 60 ? say("minutes", { n: minutes }) : say("hours", { n: figure(minutes / 60) });
  };

  /** @param {HTMLElement} paper @param {Sheet} sheet @param {RunningAttempt} run @param {string} [notice] */
  const sit = (paper, sheet, run, notice) => {
    const { lines } = run;
    const openKey = `open:${sheet.id}`;
    let isOver = false;
    /** @type {ReturnType<typeof rolebook.quizItem> | null} */
    let shown = null;

    const isAnswered = (/** @type {string} */ id) => !!run.answers[id] && run.answers[id].a !== null;
    const isFlagged = (/** @type {string} */ id) => !!run.flags[id] && run.flags[id].on;

    // The bar: where we are, how much time is left.
    const place = make("p", "exam-place");
    const time = make("p", { class: "exam-time", role: "timer" });
    const bar = make("div", "exam-bar", place, time);
    const slot = make("div", "exam-question");
    const note = make("p", { class: "quiz-note", role: "status" });
    const map = make("ol", { class: "exam-map", role: "list" });
    const sum = make("p", "exam-sum");

    const cells = lines.map(({ id }, at) => {
      const cell = button("exam-cell", () => go(at, true));
      map.append(make("li", "", cell));
      return { id, cell };
    });
    const paint = () => {
      cells.forEach(({ id, cell }, at) => {
        const words = [say("question_n", { n: at + 1 }), say(isAnswered(id) ? "cell_answered" : "cell_open"), isFlagged(id) && say("cell_flagged")];
        cell.replaceChildren(make("span", { "aria-hidden": "true" }, at + 1), ...(isFlagged(id) ? [icon("flag")] : []));
        cell.setAttribute("aria-label", words.filter(Boolean).join(say("comma")));
        cell.toggleAttribute("data-answered", isAnswered(id));
        if (at === run.at) cell.setAttribute("aria-current", "step");
        else cell.removeAttribute("aria-current");
      });
      const answered = lines.filter(({ id }) => isAnswered(id)).length;
      sum.textContent = say("answered_of", { i: answered, n: lines.length });
      place.textContent = say("place", { i: run.at + 1, n: lines.length });
      const { id } = lines[run.at];
      flag.setAttribute("aria-pressed", String(isFlagged(id)));
      previous.disabled = run.at === 0;
      const isLast = run.at === lines.length - 1;
      next.hidden = isLast;
      last.hidden = !isLast;
    };

    /** Typing is kept a moment later, everything else at once. */
    let waiting = 0;
    const save = () => {
      clearTimeout(waiting);
      waiting = 0;
      if (!isOver) attempt.keep(sheet, run);
    };
    const changed = () => {
      paint();
      clearTimeout(waiting);
      waiting = window.setTimeout(save, 300);
    };

    const showQuestion = () => {
      const line = lines[run.at];
      shown = rolebook.quizItem(sheet, line, String(run.at + 1), run, { changed, checked: changed, isFirm: true });
      if (!shown) return;
      // A hint belongs to practice.
      shown.element.querySelectorAll(".hint").forEach((one) => one.remove());
      shown.element.tabIndex = -1;
      slot.replaceChildren(shown.element);
    };
    /** @param {number} at @param {boolean} [moves] */
    const go = (at, moves) => {
      if (at < 0 || at >= lines.length) return;
      run.at = at;
      save();
      showQuestion();
      paint();
      if (!moves || !shown) return;
      shown.element.focus({ preventScroll: true });
      // The bar sticks below the header: what is under it counts as out of sight.
      const { top, bottom } = bar.getBoundingClientRect();
      if (top > 120 || shown.element.getBoundingClientRect().top < bottom) paper.scrollIntoView();
    };
    const flag = button("action exam-flag", () => {
      const { id } = lines[run.at];
      run.flags[id] = { on: !isFlagged(id), t: Date.now() };
      save();
      paint();
    }, icon("flag"), make("span", "", say("flag")));
    const previous = button("action", () => go(run.at - 1, true), icon("left"), make("span", "", say("previous")));
    const next = button("action action-main", () => go(run.at + 1, true), make("span", "", say("next")), icon("right"));
    const last = button("action action-main", () => ask(), say("hand_over"));

    // Before it is handed in: what is still open.
    const dialog = make("dialog", { class: "exam-dialog", "aria-labelledby": "rb-hand-over" });
    const ask = () => {
      save();
      /** @param {string} name @param {(id: string) => boolean} fits */
      const list = (name, fits) => {
        const found = lines.flatMap(({ id }, at) => (fits(id) ? [at] : []));
        if (!found.length) return null;
        const buttons = found.map((at) => make("button", { type: "button", class: "exam-cell", "aria-label": say("question_n", { n: at + 1 }), click: () => { dialog.close(); go(at, true); } }, at + 1));
        return make("div", "exam-rest", make("p", "", say(name, { n: found.length })), make("div", "exam-map", ...buttons));
      };
      const rest = [list("rest_open", (id) => !isAnswered(id)), list("rest_flagged", isFlagged)].filter((one) => one !== null);
      dialog.replaceChildren(make("h2", { id: "rb-hand-over" }, say("hand_over_title")),
        ...(rest.length ? rest : [make("p", "", say("rest_none"))]),
        make("div", "actions",
          button("action", () => dialog.close(), say("keep_on")),
          button("action action-main", () => { dialog.close(); finish(Date.now()); }, say("hand_over"))));
      dialog.showModal();
    };

    /** @param {number} finished @param {string} [reason] */
    const finish = async (finished, reason) => {
      if (isOver) return;
      save();
      isOver = true;
      try {
        const key = await rolebook.loadKey(sheet.id, sheet.key);
        leave();
        rolebook.quizViews.result(paper, sheet, attempt.finish(sheet, run, key, finished), key, reason);
      } catch {
        // What was answered is kept; it can be handed in again.
        isOver = false;
        note.textContent = say("key_failed");
      }
    };

    // Time. A minute announced once stays announced after a reload: only crossings count.
    let lastLeft = Infinity;
    const tick = () => {
      if (isOver || run.deadline === null) return;
      const left = run.deadline - Date.now();
      time.replaceChildren(icon("clock"), make("span", "visually-hidden", say("time_left")), clock(left));
      if (left <= 0) return void finish(run.deadline, say("time_over"));
      for (const minutes of [5, 1]) {
        if (left <= minutes * MINUTE && lastLeft > minutes * MINUTE) {
          time.dataset.left = minutes === 1 ? "last" : "soon";
          const words = say("minutes_left", { n: Math.ceil(left / MINUTE) });
          note.textContent = words;
          announce(words);
        }
      }
      lastLeft = left;
    };
    const timer = setInterval(tick, 1000);
    const wake = () => { if (document.visibilityState === "visible") tick(); };
    // A page that goes away keeps what was typed last.
    const hide = () => { if (waiting) save(); };

    // Another tab of the same exam.
    const stopListening = rolebook.progress.subscribe((keys) => {
      if (isOver || (keys.length && !keys.includes(openKey))) return;
      const other = /** @type {RunningAttempt | null} */ (/** @type {any} */ (rolebook.progress.get(openKey)));
      if (!other || other.started !== run.started) {
        if (!keys.length) return;
        isOver = true;
        leave();
        rolebook.quizStart(paper, sheet, say("ended_elsewhere"));
        return;
      }
      if (attempt.same(run, other)) return;
      const { id } = lines[run.at];
      const before = run.answers[id];
      Object.assign(run, attempt.merge(run, other));
      if (shown && run.answers[id] && (!before || before.t < run.answers[id].t)) shown.inputs.set(run.answers[id].a);
      paint();
      // What the other tab did not know.
      if (!attempt.same(run, other)) attempt.keep(sheet, run);
    });

    const leave = () => {
      clearInterval(timer);
      stopListening();
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("pageshow", wake);
      window.removeEventListener("pagehide", hide);
      document.documentElement.removeAttribute("data-exam");
    };
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("pageshow", wake);
    window.addEventListener("pagehide", hide);

    if (notice) note.textContent = notice;
    document.documentElement.dataset.exam = "";
    showView(paper, "exam", make("h2", "visually-hidden", say("questions_title")), bar, note, slot, make("div", "exam-steps", previous, flag, next, last),
      make("section", { class: "exam-overview", "aria-label": say("overview") }, sum, map,
        make("p", "exam-legend",
          make("span", "", make("i", { class: "exam-cell", "data-answered": true, "aria-hidden": "true" }), say("cell_answered")),
          make("span", "", make("i", { class: "exam-cell", "aria-hidden": "true" }), say("cell_open")),
          make("span", "", icon("flag"), say("cell_flagged"))),
        button("action", ask, say("hand_over"))),
      dialog);
    showQuestion();
    paint();
    tick();
  };

  Object.assign(rolebook, { quizViews: { ...rolebook.quizViews, start, sit } });
})();
