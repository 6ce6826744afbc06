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

  /**
   * An exam that is sat.
   * @typedef {{
   *   paper: HTMLElement, sheet: Sheet, run: RunningAttempt, restart: Restart, part: Slots, cells: Element[], isOver: boolean, isMarking: boolean,
   *   shown: ReturnType<Practice["quizItem"]>, waiting: number, lastLeft: number, nextTry: number, stop: () => void,
   * }} Own `waiting`: typing that is kept a moment later; `stop`: ends what runs beside it
   */

  /** @param {Own} own @param {string} id */
  const isAnswered = ({ run }, id) => attempt.isAnswered(run, id);
  /** @param {Own} own @param {string} id */
  const isFlagged = ({ run }, id) => !!run.flags[id] && run.flags[id].on;

  // The map of all questions

  /** @param {Own} own @param {Element} cell @param {number} at */
  const dress = (own, cell, at) => {
    const { id } = own.run.lines[at];
    const words = [say("t.quiz_question_n", { n: at + 1 }), say(isAnswered(own, id) ? "t.quiz_cell_answered" : "t.quiz_cell_open"), isFlagged(own, id) && say("t.quiz_cell_flagged")];
    return set(cell, {
      "aria-label": words.filter(Boolean).join(say("t.quiz_comma")), "data-answered": isAnswered(own, id), "data-flagged": isFlagged(own, id), "aria-current": at === own.run.at && "step",
    });
  };

  /** Leads to a question. @param {Own} own @param {number} at */
  const cell = (own, at) => {
    const made = find(".exam-cell", template("exam-cell"));
    find("span", made).textContent = at + 1;
    return set(dress(own, made, at), { click: () => { own.part("dialog").close(); go(own, at, true); } });
  };

  /** @param {Own} own */
  const paint = (own) => {
    const { cells, part, run } = own;
    cells.forEach((one, at) => dress(own, one, at));
    const { at, lines } = run;
    const isLast = at === lines.length - 1;
    attempt.tell(part, run);
    set(part("flag"), { "aria-pressed": String(isFlagged(own, lines[at].id)), disabled: !!run.closed });
    part("next").hidden = isLast;
    part("last").hidden = !isLast;
  };

  // Answering

  /** @param {Own} own */
  const save = (own) => {
    clearTimeout(own.waiting);
    own.waiting = 0;
    if (!own.isOver && !attempt.keep(own.sheet, own.run)) ended(own);
  };

  /** Typing is kept a moment later, everything else at once. @param {Own} own */
  const changed = (own) => {
    paint(own);
    clearTimeout(own.waiting);
    own.waiting = window.setTimeout(() => save(own), 300);
  };

  /** @param {Own} own */
  const showQuestion = (own) => {
    const { part, run, sheet } = own;
    const hear = () => changed(own);
    const shown = (own.shown = quizItem(sheet, run.lines[run.at], String(run.at + 1), run, { changed: hear, checked: hear, isFirm: true, isClosed: () => isLate(own) }));
    if (!shown) return;
    shown.show();
    if (run.closed) shown.inputs.lock(true);
    // A hint belongs to practice.
    shown.element.querySelectorAll(".hint").forEach((one) => one.remove());
    shown.element.tabIndex = -1;
    part("question").replaceChildren(shown.element);
  };

  /** @param {Own} own @param {number} at @param {boolean} [moves] */
  const go = (own, at, moves) => {
    const { paper, run } = own;
    if (at < 0 || at >= run.lines.length) return;
    run.at = at;
    save(own);
    showQuestion(own);
    paint(own);
    if (!moves || !own.shown) return;
    own.shown.element.focus({ preventScroll: true });
    // The bar sticks below the header: what is under it counts as out of sight.
    const { top, bottom } = find(".exam-bar", paper).getBoundingClientRect();
    if (top > 120 || own.shown.element.getBoundingClientRect().top < bottom) paper.scrollIntoView();
  };

  // Handing in

  /** Before it is handed in: what is still open. @param {Own} own */
  const ask = (own) => {
    save(own);
    if (own.isOver) return;
    const { part, run } = own;
    /** @param {"open" | "flagged"} name @param {(id: string) => boolean} fits */
    const list = (name, fits) => {
      const found = run.lines.flatMap(({ id }, at) => (fits(id) ? [at] : []));
      const rest = part(`rest_${name}`, found.length && say(`t.quiz_rest_${name}`, { n: found.length }));
      find(".exam-map", rest).replaceChildren(...found.map((at) => cell(own, at)));
      return found.length;
    };
    part("none").hidden = list("open", (id) => !isAnswered(own, id)) + list("flagged", (id) => isFlagged(own, id)) > 0;
    part("dialog").showModal();
  };

  /** @param {Own} own */
  const hand = (own) => {
    const { run } = own;
    return finish(own, run.closed || attempt.now(run), run.closed ? say("t.quiz_time_over") : "");
  };

  /** @param {Own} own @param {number} finished @param {string} reason */
  const finish = async (own, finished, reason) => {
    const { paper, part, run, sheet } = own;
    if (own.isOver || own.isMarking) return;
    save(own);
    own.isMarking = true;
    /** @type {Record<string, QuestionKey> | null} */
    const key = await loadKey(sheet.id, sheet.key).catch(() => null);
    own.isMarking = false;
    if (own.isOver) return;
    // What was answered is kept; it can be handed in again.
    if (!key) return void part("note", say(run.closed ? "t.quiz_closed" : "t.quiz_key_failed"));
    if (!run.closed && attempt.isRenewing(sheet, key, run.lines.map(({ id }) => id))) return;
    leave(own);
    showResult(paper, sheet, attempt.finish(sheet, run, key, finished), key, reason);
  };

  // Time. A minute announced once stays announced after a reload: only crossings count.

  /** @param {Own} own */
  const isLate = ({ run }) => !!run.closed || (run.deadline !== null && attempt.now(run) >= run.deadline);

  /** Nothing is answered any more; what is missing is the mark. @param {Own} own */
  const close = (own) => {
    const { part, run } = own;
    if (run.closed || run.deadline === null) return;
    run.closed = run.deadline;
    part("dialog").close();
    save(own);
    if (own.isOver) return;
    showQuestion(own);
    paint(own);
  };

  /** @param {Own} own */
  const tick = (own) => {
    const { part, run } = own;
    if (own.isOver || run.deadline === null) return;
    const left = isLate(own) ? 0 : run.deadline - attempt.now(run);
    part("time").hidden = false;
    part("clock", clock(left));
    if (left <= 0) {
      close(own);
      if (own.isOver || Date.now() < own.nextTry) return;
      own.nextTry = Date.now() + AGAIN;
      return void hand(own);
    }
    for (const minutes of [5, 1]) {
      if (left <= minutes * MINUTE && own.lastLeft > minutes * MINUTE) {
        part("time").dataset.left = minutes === 1 ? "last" : "soon";
        announce(part("note", say("t.quiz_minutes_left", { n: Math.ceil(left / MINUTE) })).textContent);
      }
    }
    if (left > 5 * MINUTE) delete part("time").dataset.left;
    own.lastLeft = left;
  };

  /** More time than others have. @param {Own} own */
  const tellExtra = ({ part, run: { extra } }) => part("given", !!extra && say("t.quiz_extra_of", { n: extra.minutes, name: extra.by }));

  // The end

  /** @param {Own} own */
  const leave = (own) => {
    own.isOver = true;
    clearTimeout(own.waiting);
    own.stop();
    set(root, { "data-exam": null });
  };

  /** In another tab of the same exam. @param {Own} own */
  const ended = (own) => {
    leave(own);
    own.restart(attempt.isDone(own.sheet, own.run) ? say("t.quiz_ended_elsewhere") : "");
  };

  // Around it

  /** What the buttons do. @param {Own} own @returns {Record<string, () => void>} */
  const doing = (own) => ({
    previous: () => go(own, own.run.at - 1, true),
    next: () => go(own, own.run.at + 1, true),
    flag: () => {
      const { run } = own;
      const { id } = run.lines[run.at];
      run.flags[id] = { on: !isFlagged(own, id), t: attempt.stamp(run, run.flags[id]) };
      save(own);
      paint(own);
    },
    ask: () => (own.run.closed ? hand(own) : ask(own)),
    stay: () => own.part("dialog").close(),
    finish: () => {
      own.part("dialog").close();
      hand(own);
    },
    other: () => {
      save(own);
      leave(own);
      attempt.park(own.sheet, own.run);
      own.restart();
      find('[data-setting="name"]', own.paper).focus();
    },
  });

  /** The clock, other tabs, and what happens to the page. @param {Own} own @returns {() => void} to end it */
  const follow = (own) => {
    const { run, sheet } = own;
    const timer = setInterval(() => tick(own), 1000);
    const stopListening = attempt.follow(sheet, run, {
      ended: () => !own.isOver && ended(own),
      news: ({ answers }) => {
        if (own.isOver) return;
        const { id } = run.lines[run.at];
        if (own.shown && run.answers[id] !== answers[id]) own.shown.show();
        tellExtra(own);
        paint(own);
      },
    });
    const now = () => {
      own.nextTry = 0;
      tick(own);
    };
    // These stay behind and do nothing any more when it is over.
    document.addEventListener("visibilitychange", now);
    window.addEventListener("pageshow", now);
    window.addEventListener("online", now);
    // A page that goes away keeps what was typed last.
    window.addEventListener("pagehide", () => { if (own.waiting) save(own); });
    return () => {
      clearInterval(timer);
      stopListening();
    };
  };

  /** @param {HTMLElement} paper @param {Sheet} sheet @param {RunningAttempt} run @param {Restart} restart @param {string} [notice] */
  const sit = (paper, sheet, run, restart, notice) => {
    /** @type {Own} */
    const own = {
      paper, sheet, run, restart, part: () => null, cells: [], isOver: false, isMarking: false, shown: null, waiting: 0, lastLeft: Infinity, nextTry: 0, stop: () => {},
    };
    const part = (own.part = turn(paper, "exam", doing(own)));
    own.cells = run.lines.map((_, at) => cell(own, at));
    part("map").append(...own.cells.map((one) => make("li", "", one)));
    own.stop = follow(own);
    takeExtra(sheet, part, () => run.person.name, (extra) => {
      if (run.closed) return;
      attempt.lengthen(sheet, run, extra);
      own.lastLeft = Infinity;
      tellExtra(own);
      save(own);
      tick(own);
    });
    if (notice) part("note", notice);
    part("person", run.person.name || say("t.quiz_nameless"));
    part("other", run.person.name ? say("t.quiz_not_me_of", { name: run.person.name }) : say("t.quiz_not_me"));
    tellExtra(own);
    set(root, { "data-exam": true });
    showQuestion(own);
    paint(own);
    tick(own);
  };

  return { sitExam: sit };
});
