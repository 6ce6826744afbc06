// @ts-check
// An exam: a calm start, then one question at a time with a map of all of them, the time left, and a last look before it
// is handed in. The deadline is a moment of the wall clock: reloading or closing the lid changes nothing about it.
(() => {
  const { rolebook } = window;
  const { announce, attempt, button, find, icon, learn, make, say, turn } = rolebook;
  const MINUTE = 60_000;

  /** @param {number} ms */
  const clock = (ms) => {
    const seconds = Math.max(0, Math.ceil(ms / 1000));
    return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  };

  /** @param {HTMLElement} paper @param {Sheet} sheet */
  const start = (paper, sheet) => {
    const { quizParts } = rolebook;
    const earlier = attempt.earlier(sheet).filter(({ mode }) => mode === "exam");
    const may = () => rolebook.allowance(sheet, earlier.map(({ finished }) => finished), Date.now());
    const { left, from } = may();
    const part = turn(paper, "start", {
      start: () => {
        if (may().left === 0) return;
        const run = attempt.fresh(sheet);
        attempt.keep(sheet, run);
        sit(paper, sheet, run);
        // The button that was pressed is gone; reading goes on at the first question.
        find(".question", paper).focus({ preventScroll: true });
        paper.scrollIntoView();
      },
    });
    if (left !== null) part("left", say("attempts_left_of", { i: left, n: sheet.attempts || 1 }));
    // A path says what comes first; who opens the exam by its address hears it, too, and decides.
    const step = ((rolebook.role() || {}).path || []).find(({ id }) => id === `quiz:${sheet.id}`);
    const missing = step ? learn.standing().missing(step) : [];
    part("waits").hidden = !missing.length;
    find("span", part("waits")).append(...learn.requires(missing));
    const stop = left !== 0 ? "" : from === null ? say("no_attempts") : say("cooling", { time: quizParts.when(from) });
    part("stop", stop);
    part("person").hidden = !!stop;
    learn.settings(paper);
    part("begin").disabled = !!stop;
    if (earlier.length) part("begin", say("start_again"));
    quizParts.listEarlier(paper, sheet);
    document.documentElement.removeAttribute("data-exam");
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

    const part = turn(paper, "exam", {
      previous: () => go(run.at - 1, true),
      next: () => go(run.at + 1, true),
      flag: () => {
        const { id } = lines[run.at];
        run.flags[id] = { on: !isFlagged(id), t: Date.now() };
        save();
        paint();
      },
      ask: () => ask(),
      stay: () => dialog.close(),
      finish: () => {
        dialog.close();
        finish(Date.now());
      },
    });
    const [time, note, map, last, dialog] = ["time", "note", "map", "last", "dialog"].map((slot) => part(slot));
    const [previous, flag, next] = ["previous", "flag", "next"].map((name) => find(`[data-do="${name}"]`, paper));

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
      part("sum", say("answered_of", { i: answered, n: lines.length }));
      part("place", say("place", { i: run.at + 1, n: lines.length }));
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
      part("question").replaceChildren(shown.element);
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
      const { top, bottom } = find(".exam-bar", paper).getBoundingClientRect();
      if (top > 120 || shown.element.getBoundingClientRect().top < bottom) paper.scrollIntoView();
    };
    // Before it is handed in: what is still open.
    const ask = () => {
      save();
      /** @param {string} name @param {(id: string) => boolean} fits */
      const list = (name, fits) => {
        const found = lines.flatMap(({ id }, at) => (fits(id) ? [at] : []));
        if (!found.length) return null;
        const buttons = found.map((at) => make("button", { type: "button", class: "exam-cell", "data-answered": isAnswered(lines[at].id), "aria-label": say("question_n", { n: at + 1 }), click: () => { dialog.close(); go(at, true); } }, at + 1));
        return make("div", "exam-rest", make("p", "", say(name, { n: found.length })), make("div", "exam-map", ...buttons));
      };
      const rest = make("div", "", list("rest_open", (id) => !isAnswered(id)), list("rest_flagged", isFlagged));
      part("none").hidden = !!rest.firstChild;
      part("rest").replaceChildren(rest);
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
      time.hidden = false;
      part("clock", clock(left));
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

    part("note", notice || undefined);
    document.documentElement.dataset.exam = "";
    showQuestion();
    paint();
    tick();
  };

  Object.assign(rolebook, { quizViews: { ...rolebook.quizViews, start, sit } });
})();
