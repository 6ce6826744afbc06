// @ts-check
// An exam: a calm start, then one question at a time with a map of all of them, the time left, and a last look before it
// is handed in. The deadline is a moment of the wall clock: reloading or closing the lid changes nothing about it.
(() => {
  const { rolebook } = window;
  const { announce, attempt, find, learn, make, say, set, template, turn } = rolebook;
  const root = document.documentElement;
  const MINUTE = 60_000;

  /** @param {number} ms */
  const clock = (ms) => {
    const seconds = Math.max(0, Math.ceil(ms / 1000));
    return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  };

  /** @param {HTMLElement} paper @param {Sheet} sheet */
  const start = (paper, sheet) => {
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
    const step = rolebook.role()?.path.find(({ id }) => id === `quiz:${sheet.id}`);
    learn.requires(part("waits"), step ? learn.standing().missing(step, rolebook.role()?.path) : []);
    const stop = left !== 0 ? "" : from === null ? say("no_attempts") : say("cooling", { time: rolebook.when(from) });
    part("stop", stop);
    part("person").hidden = !!stop;
    if (earlier.length) part("begin", say("start_again"));
    part("begin").disabled = !!stop;
    learn.settings(paper);
    rolebook.listEarlier(paper, sheet);
    set(root, { "data-exam": null });
  };

  /** @param {HTMLElement} paper @param {Sheet} sheet @param {RunningAttempt} run @param {string} [notice] */
  const sit = (paper, sheet, run, notice) => {
    const { lines } = run;
    const openKey = `open:${sheet.id}`;
    let isOver = false;
    /** @type {ReturnType<typeof rolebook.quizItem> | null} */
    let shown = null;

    const isAnswered = (/** @type {string} */ id) => attempt.isAnswered(run, id);
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
    const dialog = part("dialog");

    /** @param {Element} cell @param {number} at */
    const dress = (cell, at) => {
      const { id } = lines[at];
      const words = [say("question_n", { n: at + 1 }), say(isAnswered(id) ? "cell_answered" : "cell_open"), isFlagged(id) && say("cell_flagged")];
      return set(cell, {
        "aria-label": words.filter(Boolean).join(say("comma")), "data-answered": isAnswered(id), "data-flagged": isFlagged(id), "aria-current": at === run.at && "step",
      });
    };
    /** Leads to a question. @param {number} at */
    const cell = (at) => {
      const made = find(".exam-cell", template("exam-cell"));
      find("span", made).textContent = at + 1;
      return set(dress(made, at), { click: () => { dialog.close(); go(at, true); } });
    };
    const cells = lines.map((_, at) => cell(at));
    part("map").append(...cells.map((one) => make("li", "", one)));
    const paint = () => {
      cells.forEach(dress);
      const { at } = run;
      const isLast = at === lines.length - 1;
      attempt.tell(part, run);
      set(part("flag"), { "aria-pressed": String(isFlagged(lines[at].id)) });
      part("next").hidden = isLast;
      part("last").hidden = !isLast;
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
        const rest = part(name, found.length && say(name, { n: found.length }));
        find(".exam-map", rest).replaceChildren(...found.map(cell));
        return found.length;
      };
      part("none").hidden = list("rest_open", (id) => !isAnswered(id)) + list("rest_flagged", isFlagged) > 0;
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
        rolebook.showResult(paper, sheet, attempt.finish(sheet, run, key, finished), key, reason);
      } catch {
        // What was answered is kept; it can be handed in again.
        isOver = false;
        part("note", say("key_failed"));
      }
    };

    // Time. A minute announced once stays announced after a reload: only crossings count.
    let lastLeft = Infinity;
    const tick = () => {
      if (isOver || run.deadline === null) return;
      const left = run.deadline - Date.now();
      part("time").hidden = false;
      part("clock", clock(left));
      if (left <= 0) return void finish(run.deadline, say("time_over"));
      for (const minutes of [5, 1]) {
        if (left <= minutes * MINUTE && lastLeft > minutes * MINUTE) {
          part("time").dataset.left = minutes === 1 ? "last" : "soon";
          announce(part("note", say("minutes_left", { n: Math.ceil(left / MINUTE) })).textContent);
        }
      }
      lastLeft = left;
    };
    const timer = setInterval(tick, 1000);

    // Another tab of the same exam.
    const stopListening = rolebook.progress.subscribe((keys) => {
      if (isOver || (keys.length && !keys.includes(openKey))) return;
      const other = /** @type {RunningAttempt | null} */ (/** @type {any} */ (rolebook.progress.get(openKey)));
      if (!other || other.started !== run.started) {
        if (!keys.length) return;
        leave();
        rolebook.quizStart(paper, sheet, say("ended_elsewhere"));
        return;
      }
      if (attempt.brings(run, other)) {
        const { id } = lines[run.at];
        const before = run.answers[id];
        Object.assign(run, attempt.merge(run, other));
        if (shown && run.answers[id] !== before) shown.inputs.set(run.answers[id].a);
        paint();
      }
      // What the other tab did not know.
      if (attempt.brings(other, run)) attempt.keep(sheet, run);
    });

    const leave = () => {
      isOver = true;
      clearInterval(timer);
      stopListening();
      set(root, { "data-exam": null });
    };
    // These stay behind and do nothing any more when it is over.
    document.addEventListener("visibilitychange", tick);
    window.addEventListener("pageshow", tick);
    // A page that goes away keeps what was typed last.
    window.addEventListener("pagehide", () => { if (waiting) save(); });

    if (notice) part("note", notice);
    set(root, { "data-exam": true });
    showQuestion();
    paint();
    tick();
  };

  Object.assign(rolebook, { startExam: start, sitExam: sit });
})();
