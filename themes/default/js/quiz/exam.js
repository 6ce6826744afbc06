// @ts-check
// An exam that runs: one question at a time with a map of all of them, the time left, and a last look before it is handed
// in. The deadline is a moment of the wall clock: reloading or closing the lid changes nothing about it, nor does a network
// that is gone; then only the mark waits.
rolebook.define("quiz/exam", [
  "announce", "elements", "say", "learn/veil", "questions/views", "quiz/attempt", "quiz/practice", "quiz/result",
  "quiz/extra-time",
], (
  announce, { find, make, set, template }, say, { loadKey }, { turn }, attempt, { quizItem },
  { showResult }, { takeExtra },
) => {
  const root = document.documentElement;
  const MINUTE = 60_000;
  /** Between two tries to fetch the answers after the deadline. */
  const AGAIN = 10_000;

  /** @param {number} ms */
  const clock = (ms) => {
    const seconds = Math.max(0, Math.ceil(ms / 1000));
    return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  };

  /** @param {HTMLElement} paper @param {Sheet} sheet @param {RunningAttempt} run @param {Restart} restart @param {string} [notice] */
  const sit = (paper, sheet, run, restart, notice) => {
    const { lines } = run;
    let isOver = false;
    let isMarking = false;
    /** @type {ReturnType<Practice["quizItem"]> | null} */
    let shown = null;

    const isAnswered = (/** @type {string} */ id) => attempt.isAnswered(run, id);
    const isFlagged = (/** @type {string} */ id) => !!run.flags[id] && run.flags[id].on;

    const part = turn(paper, "exam", {
      previous: () => go(run.at - 1, true),
      next: () => go(run.at + 1, true),
      flag: () => {
        const { id } = lines[run.at];
        run.flags[id] = { on: !isFlagged(id), t: attempt.stamp(run, run.flags[id]) };
        save();
        paint();
      },
      ask: () => (run.closed ? hand() : ask()),
      stay: () => dialog.close(),
      finish: () => {
        dialog.close();
        hand();
      },
      other: () => {
        save();
        leave();
        attempt.park(sheet, run);
        restart();
        find('[data-setting="name"]', paper).focus();
      },
    });
    const dialog = part("dialog");

    /** @param {Element} cell @param {number} at */
    const dress = (cell, at) => {
      const { id } = lines[at];
      const words = [say("t.quiz_question_n", { n: at + 1 }), say(isAnswered(id) ? "t.quiz_cell_answered" : "t.quiz_cell_open"), isFlagged(id) && say("t.quiz_cell_flagged")];
      return set(cell, {
        "aria-label": words.filter(Boolean).join(say("t.quiz_comma")), "data-answered": isAnswered(id), "data-flagged": isFlagged(id), "aria-current": at === run.at && "step",
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
      set(part("flag"), { "aria-pressed": String(isFlagged(lines[at].id)), disabled: !!run.closed });
      part("next").hidden = isLast;
      part("last").hidden = !isLast;
    };

    /** Typing is kept a moment later, everything else at once. */
    let waiting = 0;
    const save = () => {
      clearTimeout(waiting);
      waiting = 0;
      if (!isOver && !attempt.keep(sheet, run)) ended();
    };
    const changed = () => {
      paint();
      clearTimeout(waiting);
      waiting = window.setTimeout(save, 300);
    };

    const showQuestion = () => {
      const line = lines[run.at];
      shown = quizItem(sheet, line, String(run.at + 1), run, { changed, checked: changed, isFirm: true, isClosed: isLate });
      if (!shown) return;
      shown.show();
      if (run.closed) shown.inputs.lock(true);
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
      if (isOver) return;
      /** @param {string} name @param {(id: string) => boolean} fits */
      const list = (name, fits) => {
        const found = lines.flatMap(({ id }, at) => (fits(id) ? [at] : []));
        const rest = part(`rest_${name}`, found.length && say(`t.quiz_rest_${name}`, { n: found.length }));
        find(".exam-map", rest).replaceChildren(...found.map(cell));
        return found.length;
      };
      part("none").hidden = list("open", (id) => !isAnswered(id)) + list("flagged", isFlagged) > 0;
      dialog.showModal();
    };

    const hand = () => finish(run.closed || attempt.now(run), run.closed ? say("t.quiz_time_over") : "");
    /** @param {number} finished @param {string} reason */
    const finish = async (finished, reason) => {
      if (isOver || isMarking) return;
      save();
      isMarking = true;
      /** @type {Record<string, QuestionKey> | null} */
      const key = await loadKey(sheet.id, sheet.key).catch(() => null);
      isMarking = false;
      if (isOver) return;
      // What was answered is kept; it can be handed in again.
      if (!key) return void part("note", say(run.closed ? "t.quiz_closed" : "t.quiz_key_failed"));
      if (!run.closed && attempt.isRenewing(sheet, key, lines.map(({ id }) => id))) return;
      leave();
      showResult(paper, sheet, attempt.finish(sheet, run, key, finished), key, reason);
    };

    // Time. A minute announced once stays announced after a reload: only crossings count.
    const isLate = () => !!run.closed || (run.deadline !== null && attempt.now(run) >= run.deadline);
    let lastLeft = Infinity;
    let nextTry = 0;
    /** Nothing is answered any more; what is missing is the mark. */
    const close = () => {
      if (run.closed || run.deadline === null) return;
      run.closed = run.deadline;
      dialog.close();
      save();
      if (isOver) return;
      showQuestion();
      paint();
    };
    const tick = () => {
      if (isOver || run.deadline === null) return;
      const left = isLate() ? 0 : run.deadline - attempt.now(run);
      part("time").hidden = false;
      part("clock", clock(left));
      if (left <= 0) {
        close();
        if (isOver || Date.now() < nextTry) return;
        nextTry = Date.now() + AGAIN;
        return void hand();
      }
      for (const minutes of [5, 1]) {
        if (left <= minutes * MINUTE && lastLeft > minutes * MINUTE) {
          part("time").dataset.left = minutes === 1 ? "last" : "soon";
          announce(part("note", say("t.quiz_minutes_left", { n: Math.ceil(left / MINUTE) })).textContent);
        }
      }
      if (left > 5 * MINUTE) delete part("time").dataset.left;
      lastLeft = left;
    };
    const timer = setInterval(tick, 1000);
    const now = () => {
      nextTry = 0;
      tick();
    };

    // Another tab of the same exam.
    const ended = () => {
      leave();
      restart(attempt.isDone(sheet, run) ? say("t.quiz_ended_elsewhere") : "");
    };
    const stopListening = attempt.follow(sheet, run, {
      ended: () => !isOver && ended(),
      news: ({ answers }) => {
        if (isOver) return;
        const { id } = lines[run.at];
        if (shown && run.answers[id] !== answers[id]) shown.show();
        tellExtra();
        paint();
      },
    });

    /** More time than others have. */
    const tellExtra = () => part("given", !!run.extra && say("t.quiz_extra_of", { n: run.extra.minutes, name: run.extra.by }));
    takeExtra(sheet, part, () => run.person.name, (extra) => {
      if (run.closed) return;
      attempt.lengthen(sheet, run, extra);
      lastLeft = Infinity;
      tellExtra();
      save();
      tick();
    });

    const leave = () => {
      isOver = true;
      clearInterval(timer);
      clearTimeout(waiting);
      stopListening();
      set(root, { "data-exam": null });
    };
    // These stay behind and do nothing any more when it is over.
    document.addEventListener("visibilitychange", now);
    window.addEventListener("pageshow", now);
    window.addEventListener("online", now);
    // A page that goes away keeps what was typed last.
    window.addEventListener("pagehide", () => { if (waiting) save(); });

    if (notice) part("note", notice);
    part("person", run.person.name || say("t.quiz_nameless"));
    part("other", run.person.name ? say("t.quiz_not_me_of", { name: run.person.name }) : say("t.quiz_not_me"));
    tellExtra();
    set(root, { "data-exam": true });
    showQuestion();
    paint();
    tick();
  };

  return { sitExam: sit };
});
