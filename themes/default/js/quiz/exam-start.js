// @ts-check
// Before an exam: what to expect, who takes it, whether it may be taken; and whose an exam is that runs at this device.
rolebook.define("quiz/exam-start", [
  "elements", "say", "learn/state", "learn/store", "learn/learner", "learn/veil", "questions/views",
  "quiz/allowance", "quiz/attempt", "quiz/result", "quiz/extra-time", "quiz/exam",
], (
  { find, row, set }, say, { isDone }, progress, learn, { loadKey }, { turn }, { allowance }, attempt,
  { listEarlier, when }, { takeExtra }, { sitExam },
) => {
  const root = document.documentElement;
  const MINUTE = 60_000;

  // Which attempt this entry of the tab's history sits: a reload goes on by itself, whoever comes to the page anew is asked.
  /** @param {RunningAttempt} run */
  const isSitting = ({ started }) => (history.state || {}).sitting === started;
  /** @param {Sheet} sheet @param {RunningAttempt} run */
  const sitDown = (sheet, run) => {
    history.replaceState({ ...history.state, sitting: run.started }, "");
    attempt.open(sheet, run);
  };

  /** Minutes that are left, in words. @param {RunningAttempt} run */
  const left = (run) => (run.deadline ? say("t.quiz_minutes_left", { n: Math.max(1, Math.ceil((run.deadline - attempt.now(run)) / MINUTE)) }) : "");

  /** @param {HTMLElement} paper @param {Sheet} sheet @param {RunningAttempt} run @param {Restart} restart @param {string} notice */
  const askWhose = (paper, sheet, run, restart, notice) => {
    const { name } = run.person;
    const leave = () => {
      clearInterval(timer);
      stopListening();
    };
    const again = () => {
      leave();
      restart();
    };
    const part = turn(paper, "whose", {
      go: () => {
        leave();
        sitDown(sheet, run);
        sitExam(paper, sheet, run, restart, notice);
        find(".question", paper).focus({ preventScroll: true });
        paper.scrollIntoView();
      },
      other: () => {
        leave();
        attempt.park(sheet, run);
        restart();
        find('[data-setting="name"]', paper).focus();
      },
    });
    part("title", name ? say("t.quiz_whose_of", { name }) : say("t.quiz_whose"));
    part("since", say("t.quiz_whose_since", { time: when(run.started) }));
    const tick = () => {
      part("time", left(run));
      // At the deadline it is handed in, also while nobody has said whose it is.
      if (run.deadline !== null && attempt.now(run) >= run.deadline) again();
    };
    part("other", name ? say("t.quiz_not_me_of", { name }) : say("t.quiz_not_me"));
    set(root, { "data-exam": null });
    const timer = setInterval(tick, 1000);
    const stopListening = attempt.follow(sheet, run, { news: () => {}, ended: again });
    tick();
  };

  /** What has to be done before a paper, as the path of the reader's role says; one that insists asks whichever leads here. @param {Sheet} sheet @returns {string[]} */
  const missing = (sheet) => {
    const standing = learn.standing();
    /** @param {Journey} journey @returns {string[][]} */
    const waits = ({ id, steps }) => {
      const all = standing.leaves(steps);
      return all.filter(({ step }) => step.id === `quiz:${sheet.id}`).flatMap((leaf) => {
        // The lessons above it, in a course on a path or in a course by itself.
        const before = all.filter(({ index, lesson }) => (index === leaf.index ? lesson < leaf.lesson : index < leaf.index && !id.startsWith("role:")));
        // Without anything before it, it is no way that leads here.
        if (!leaf.top.needs && !leaf.step.needs && !(sheet.strict && before.length)) return [];
        const lessons = sheet.strict ? before.filter((one) => !isDone(one)).map(({ step }) => step.id) : [];
        return [[...new Set([...leaf.missing, ...lessons])]];
      });
    };
    const own = learn.own();
    const ofRole = own ? waits(own) : [];
    const ways = ofRole.length || !sheet.strict ? ofRole : learn.journeys().flatMap(waits);
    return ways.sort((a, b) => a.length - b.length)[0] || [];
  };

  /** Attempts of others that wait here. What ran out meanwhile is handed in. @param {Sheet} sheet @param {HTMLElement} list @param {Restart} restart */
  const listParked = (sheet, list, restart) => {
    const found = attempt.parked(sheet).flatMap((one) => attempt.resume(sheet, one) || []);
    const late = found.filter(({ run }) => run.deadline !== null && run.deadline <= attempt.now(run));
    if (late.length) loadKey(sheet.id, sheet.key).then((key) => {
      for (const { run } of late) attempt.finish(sheet, run, key, /** @type {number} */ (run.deadline));
      if (list.isConnected) restart();
    }, () => {});
    const running = found.filter((one) => !late.includes(one));
    list.hidden = !running.length;
    find("ul", list).replaceChildren(...running.map(({ run }) => {
      const line = row(list, "parked", { title: run.person.name || say("t.quiz_nameless"), since: when(run.started), time: left(run) });
      find("button", line).addEventListener("click", () => {
        sitDown(sheet, run);
        for (const name of /** @type {const} */ (["name", "unit"])) progress.set(`set:${name}`, { value: run.person[name] });
        restart();
      });
      return line;
    }));
  };

  /** @param {HTMLElement} paper @param {Sheet} sheet @param {Restart} restart */
  const start = (paper, sheet, restart) => {
    /** @type {ExtraTime | null} */
    let extra = null;
    const field = () => find('[data-setting="name"]', paper);
    const name = () => (field().value || "").trim();
    /** Of who is named; who gave no name may be anybody. */
    const earlier = () => attempt.earlier(sheet).filter(({ mode, person }) => mode === "exam" && attempt.isSame(person, { name: name(), unit: "" }));
    const may = () => allowance(sheet, earlier().map(({ finished }) => finished), Date.now());
    const isStopped = () => may().left === 0 || (!!sheet.strict && missing(sheet).length > 0);
    const part = turn(paper, "start", {
      start: () => {
        if (isStopped()) return refresh();
        stop();
        const run = attempt.fresh(sheet);
        if (extra && attempt.isSame({ ...extra, unit: "" }, run.person)) attempt.lengthen(sheet, run, extra);
        sitDown(sheet, run);
        sitExam(paper, sheet, run, restart);
        // The button that was pressed is gone; reading goes on at the first question.
        find(".question", paper).focus({ preventScroll: true });
        paper.scrollIntoView();
      },
      other: () => {
        for (const one of ["name", "unit"]) progress.set(`set:${one}`, { value: "" });
        learn.settings(paper);
        refresh();
        field().focus();
      },
    });
    const refresh = () => {
      if (!part("begin").isConnected) return stop();
      const { left, from } = may();
      const waits = missing(sheet);
      if (left !== null) part("left", say("t.quiz_attempts_left_of", { i: left, n: sheet.attempts || 1 }));
      // A path says what comes first; who opens the exam by its address hears it, too, and decides unless it insists.
      find("span", part("waits")).textContent = "";
      learn.requires(part("waits"), waits);
      part("strict").hidden = !sheet.strict || !waits.length;
      const who = name();
      const spent = from !== null ? say("t.quiz_cooling", { time: when(from) }) : who ? say("t.quiz_no_attempts_of", { name: who }) : say("t.quiz_no_attempts");
      part("stop", left === 0 && spent);
      part("other", !!who && earlier().length > 0 && say("t.quiz_not_me_of", { name: who }));
      part("begin", say(earlier().length ? "t.quiz_start_again" : "t.quiz_start"));
      part("begin").disabled = isStopped();
    };
    learn.settings(paper);
    takeExtra(sheet, part, name, (given) => {
      extra = given;
      if (!name()) {
        progress.set("set:name", { value: given.name });
        learn.settings(paper);
      }
      part("minutes", say("t.minutes", { n: (sheet.minutes || 0) + given.minutes }));
    });
    listParked(sheet, part("parked"), restart);
    listEarlier(paper, sheet);
    set(root, { "data-exam": null });
    const stop = progress.subscribe(() => refresh());
    part("person").addEventListener("input", refresh);
    refresh();
  };

  return { startExam: start, askWhose, isSitting };
});
