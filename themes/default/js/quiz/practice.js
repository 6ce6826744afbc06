// @ts-check
// Practice: all questions on one page, one at a time on a phone, each checked when the learner wants to. Also for the
// wrong ones again (`?retry=`), for the review (`?review`), and for the single questions of a bank.
(() => {
  const { rolebook } = window;
  const { button, find, make, say, turn } = rolebook;

  /**
   * @typedef {object} PracticeOptions
   * @property {(id: string, graded: Graded, answer: any) => void} [checked]
   * @property {(() => void) | null} [changed] something was answered
   * @property {(() => void) | null} [done] makes the last button, which ends it
   * @property {boolean} [canRetry] a checked question can be tried again
   * @property {boolean} [isFirm] only what was answered can be checked
   * @property {string} [end] the text of the last button
   */

  /** One question with its check. @param {Sheet} sheet @param {Drawn} line @param {string} number @param {RunningAttempt} run @param {PracticeOptions} options */
  const item = (sheet, line, number, run, options) => {
    const { id, points } = line;
    const copy = rolebook.question(id, { number, points, options: line.options, seed: run.seed });
    if (!copy) return null;
    const { element, asked } = copy;
    const inputs = rolebook.inputs(element, asked);
    const given = run.answers[id];
    if (given) inputs.set(given.a);
    const canCheck = sheet.feedback === "now";
    const note = make("p", { class: "quiz-note", role: "status" });
    const bar = make("div", "check-bar");

    const read = () => {
      run.answers[id] = { a: inputs.value(), t: Date.now() };
      note.textContent = "";
      if (options.changed) options.changed();
    };
    /** @param {boolean} isFresh @param {Record<string, QuestionKey>} keys */
    const tell = (isFresh, keys) => {
      const answer = inputs.value();
      const graded = rolebook.grade(keys[id], answer, { multiple: sheet.multiple, points });
      inputs.lock(true);
      const said = rolebook.explain(keys[id], answer, graded, element);
      bar.replaceWith(said);
      if (asked.kind === "essay" && graded.verdict === "open") said.append(rolebook.selfMark(points, (self) => {
        const own = { ...answer, self };
        run.answers[id] = { a: own, t: Date.now() };
        const next = rolebook.grade(keys[id], own, { points });
        said.replaceWith(rolebook.explain(keys[id], own, next));
        if (options.checked) options.checked(id, next, own);
      }));
      if (options.canRetry) said.append(button("quiet-button", retry, say("try_again")));
      if (!isFresh) return;
      run.checked[id] = { t: Date.now() };
      run.answers[id] = { a: answer, t: Date.now() };
      if (options.checked) options.checked(id, graded, answer);
      said.focus({ preventScroll: true });
      said.scrollIntoView({ block: "nearest" });
    };
    const retry = () => {
      delete run.answers[id];
      delete run.checked[id];
      const next = item(sheet, line, number, run, options);
      if (!next) return;
      element.replaceWith(next.element);
      next.focus();
    };
    /** @param {boolean} isReveal */
    const check = async (isReveal) => {
      if (!isReveal && inputs.value() === null) {
        note.textContent = say("answer_first");
        return;
      }
      try {
        tell(true, await rolebook.loadKey(sheet.id, sheet.key));
      } catch {
        note.textContent = say("key_failed");
      }
    };
    bar.append(make("div", "actions",
      button("action action-main", () => check(false), say("check")),
      !options.isFirm && button("quiet-button", () => check(true), say("show_answer"))), note);
    if (canCheck) element.append(bar);
    element.addEventListener("input", read);
    element.addEventListener("change", read);
    // Enter in a line to write in checks; there is no form to send.
    element.addEventListener("keydown", ({ key, target, isComposing }) => {
      if (key === "Enter" && !isComposing && canCheck && bar.isConnected && target instanceof HTMLInputElement && target.type === "text") check(false);
    });
    if (run.checked[id] && canCheck) rolebook.loadKey(sheet.id, sheet.key).then((keys) => tell(false, keys), () => {});
    return { element, focus: () => inputs.focus(), inputs };
  };

  /**
   * @param {HTMLElement} paper @param {Sheet} sheet @param {RunningAttempt} run
   * @param {PracticeOptions} options @param {Made[]} [before] above the questions
   */
  const practice = (paper, sheet, run, options, before = []) => {
    const { lines } = run;
    let at = Math.min(run.at, lines.length - 1);
    const part = turn(paper, "practice", {
      previous: () => go(at - 1, true),
      next: () => go(at + 1, true),
      end: () => options.done && options.done(),
    });
    const box = part("questions");
    box.before(...make("div", "", ...before).childNodes);
    const end = find(".practice-end", paper);
    end.hidden = !options.done;
    if (options.end) end.textContent = options.end;
    /** @type {HTMLElement[]} */
    let questions = [];

    const tally = () => {
      const answered = lines.filter(({ id }) => run.checked[id] || (run.answers[id] && run.answers[id].a !== null)).length;
      part("count", say("answered_of", { i: answered, n: lines.length }));
    };
    /** @param {number} next @param {boolean} [moves] */
    const go = (next, moves) => {
      at = run.at = Math.min(Math.max(next, 0), lines.length - 1);
      questions.forEach((one, index) => one.toggleAttribute("data-current", index === at));
      part("place", say("place", { i: at + 1, n: lines.length }));
      find('[data-do="previous"]', paper).disabled = at === 0;
      box.dataset.last = String(at === lines.length - 1);
      if (!moves) return;
      questions[at].tabIndex = -1;
      questions[at].focus({ preventScroll: true });
      box.scrollIntoView();
    };
    const own = {
      ...options,
      changed: () => { tally(); if (options.changed) options.changed(); },
      checked: (/** @type {string} */ id, /** @type {Graded} */ graded, /** @type {any} */ answer) => { tally(); if (options.checked) options.checked(id, graded, answer); },
    };

    // A long paper is made in slices, so that the first questions stand at once.
    const slice = 12;
    let made = 0;
    const more = () => {
      const fresh = lines.slice(made, made + slice).map((line, index) => item(sheet, line, String(made + index + 1), run, own));
      made += slice;
      const elements = fresh.flatMap((one) => (one ? [one.element] : []));
      questions.push(...elements);
      box.append(...elements);
      go(at);
      if (made < lines.length) setTimeout(more);
    };
    more();
    tally();
    box.addEventListener("focusin", (/** @type {FocusEvent} */ { target }) => {
      const index = questions.findIndex((one) => one.contains(/** @type {Node} */ (target)));
      if (index >= 0 && index !== at) go(index);
    });
  };

  /** A bank: each question for itself, in its place. @param {HTMLElement} paper @param {Sheet} sheet */
  const bank = (paper, sheet) => {
    const run = rolebook.attempt.fresh(sheet);
    for (const original of [...paper.querySelectorAll(":scope > .question")]) {
      const id = original.getAttribute("data-question") || "";
      const asked = sheet.pool[id];
      // A task is done elsewhere, and signed off.
      if (!asked || asked.kind === "task") continue;
      const number = (original.querySelector(".question-number") || original).textContent || "";
      const options = Array.from({ length: asked.options }, (_, at) => at);
      const made = item(sheet, { id, points: asked.points, options }, number, run, {
        canRetry: true,
        checked: (_, graded) => { if (rolebook.review.has(id) && graded.verdict === "wrong") rolebook.review.rate(sheet, id, "wrong"); },
      });
      if (made) original.replaceWith(made.element);
    }
  };

  Object.assign(rolebook, { quizViews: { ...rolebook.quizViews, practice, bank }, quizItem: item });
})();
