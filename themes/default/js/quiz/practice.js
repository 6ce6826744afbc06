// @ts-check
// Practice: all questions on one page, one at a time on a phone, each checked when the learner wants to. Also for the
// wrong ones again (`?retry=`), for the review (`?review`), and for the single questions of a bank.
rolebook.define("quiz/practice", [
  "keys", "elements", "say", "learn/veil", "questions/views", "quiz/grading", "quiz/question", "quiz/inputs",
  "quiz/explain", "quiz/attempt", "quiz/review-list", "questions/types",
], (
  { isComposing }, { find, set, slots, template }, say, { loadKey }, { turn }, { grade }, questions,
  makeInputs, { explain, selfMark }, attempt, review, types,
) => {
  /** One question with its check. @param {Sheet} sheet @param {Drawn} line @param {string} number @param {RunningAttempt} run @param {PracticeOptions} options */
  const item = (sheet, line, number, run, options) => {
    const { id, points } = line;
    const copy = questions.question(id, { number, points, options: line.options, seed: run.seed });
    if (!copy) return null;
    const { element, asked } = copy;
    const inputs = makeInputs(element, asked);
    const bar = find(".check-bar", template("check"));
    const slot = slots(bar);
    const canCheck = sheet.feedback === "now";
    /** @param {any} a */
    const keep = (a) => {
      run.answers[id] = { a, t: attempt.stamp(run, run.answers[id]) };
    };
    const read = () => {
      if (options.isClosed?.()) return;
      keep(inputs.value());
      slot("note").textContent = "";
      options.changed?.();
    };
    /** What is said of an answer, in the place of what was there. @param {Element} before @param {QuestionKey} key @param {any} answer @param {boolean} isFresh */
    const mark = (before, key, answer, isFresh) => {
      const graded = grade(key, answer, { multiple: sheet.multiple, points });
      const said = explain(key, answer, graded, element);
      before.replaceWith(said);
      if (types.of(asked.kind).markedBy === "self" && graded.verdict === "open") said.append(selfMark(points, (self) => mark(said, key, { ...answer, self }, true)));
      if (options.canRetry) said.append(set(template("again").firstElementChild, { click: retry }));
      if (!isFresh) return;
      run.checked[id] = { t: attempt.stamp(run, run.checked[id]) };
      keep(answer);
      options.checked?.(id, graded);
      said.focus({ preventScroll: true });
      said.scrollIntoView({ block: "nearest" });
    };
    /** @param {boolean} isFresh @param {Record<string, QuestionKey>} keys */
    const tell = (isFresh, keys) => {
      if (!bar.isConnected || !attempt.fits(sheet, keys, id)) return;
      inputs.lock(true);
      mark(bar, keys[id], inputs.value(), isFresh);
    };
    const retry = () => {
      delete run.answers[id];
      delete run.checked[id];
      const next = item(sheet, line, number, run, options);
      if (!next) return;
      element.replaceWith(next.element);
      next.inputs.focus();
    };
    // From the press on the answer stands: its key may take a while to arrive, and nothing may be put in meanwhile.
    let isAsking = false;
    /** @param {boolean} isReveal */
    const check = async (isReveal) => {
      if (isAsking) return;
      if (!isReveal && inputs.value() === null) {
        slot("note").textContent = say("t.quiz_answer_first");
        return;
      }
      isAsking = true;
      inputs.lock(true);
      try {
        const keys = await loadKey(sheet.id, sheet.key);
        if (attempt.isRenewing(sheet, keys, [id])) return;
        if (attempt.fits(sheet, keys, id)) return tell(true, keys);
      } catch {
        // Said below, as for a key of another edition.
      } finally {
        isAsking = false;
        if (bar.isConnected) inputs.lock(false);
      }
      slot("note").textContent = say("t.quiz_key_failed");
    };
    set(slot("check"), { click: () => check(false) });
    set(slot("show"), { hidden: options.isFirm, click: () => check(true) });
    if (canCheck) element.append(bar);
    set(element, {
      input: read,
      change: read,
      // Enter in a line to write in goes on to what is open, and checks when nothing is; there is no form to send.
      keydown: (/** @type {any} */ event) => {
        const { key, target } = event;
        if (key !== "Enter" || target.type !== "text" || target.readOnly || isComposing(event)) return;
        const open = inputs.rest(target);
        if (open) open.focus();
        else if (bar.isConnected) check(false);
      },
    });
    // Also after another tab: what was answered there, and checked.
    const show = () => {
      if (canCheck && !bar.isConnected) return;
      inputs.set((run.answers[id] || { a: null }).a);
      if (canCheck && attempt.isChecked(run, id)) loadKey(sheet.id, sheet.key).then((keys) => tell(false, keys), () => {});
    };
    return { element, inputs, show };
  };

  /** @param {HTMLElement} paper @param {Sheet} sheet @param {RunningAttempt} run @param {PracticeOptions} options */
  const practice = (paper, sheet, run, options) => {
    const { lines } = run;
    const last = lines.length - 1;
    const part = turn(paper, "practice", {
      previous: () => go(run.at - 1, true),
      next: () => go(run.at + 1, true),
      end: () => options.done?.(),
    });
    const box = part("questions");
    part("title", options.title);
    part("lead", options.lead);
    part("notice", options.notice);
    if (options.end) part("end", options.end);
    part("end").hidden = !options.done;
    /** @type {HTMLElement[]} */
    const questions = [];
    /** @type {Map<string, () => void>} */
    const shows = new Map();

    const tell = () => attempt.tell(part, run);
    /** @param {number} next @param {boolean} [moves] */
    const go = (next, moves) => {
      const at = run.at = Math.min(Math.max(next, 0), last);
      questions.forEach((one, index) => set(one, { "data-current": index === at }));
      box.dataset.last = String(at === last);
      tell();
      if (!moves) return;
      questions[at].tabIndex = -1;
      questions[at].focus({ preventScroll: true });
      box.scrollIntoView();
    };
    /** @type {PracticeOptions} */
    const own = {
      ...options,
      changed: () => { tell(); options.changed?.(); },
      checked: (id, graded) => { tell(); options.checked?.(id, graded); },
    };

    // A long paper is made in slices, so that the first questions stand at once.
    const slice = 12;
    let made = 0;
    const more = () => {
      lines.slice(made, made + slice).forEach((line, index) => {
        const one = item(sheet, line, String(made + index + 1), run, own);
        if (!one) return;
        questions.push(one.element);
        box.append(one.element);
        one.show();
        shows.set(line.id, one.show);
      });
      made += slice;
      go(run.at);
      if (made <= last) setTimeout(more);
    };
    more();
    box.addEventListener("focusin", (/** @type {FocusEvent} */ { target }) => {
      const index = questions.findIndex((one) => one.contains(/** @type {Node} */ (target)));
      if (index >= 0 && index !== run.at) go(index);
    });
    return (/** @type {RunningAttempt} */ { answers, checked }) => {
      for (const [id, show] of shows) if (run.answers[id] !== answers[id] || run.checked[id] !== checked[id]) show();
      tell();
    };
  };

  /** A bank: each question for itself, in its place. @param {HTMLElement} paper @param {Sheet} sheet */
  const bank = (paper, sheet) => {
    const run = attempt.fresh(sheet);
    for (const original of [...paper.querySelectorAll(":scope > .question")]) {
      const id = original.getAttribute("data-question") || "";
      const asked = sheet.pool[id];
      // A task is done elsewhere, and signed off.
      if (!asked || types.of(asked.kind).markedBy === "person") continue;
      const number = find(".question-number", original).textContent;
      const options = [...Array(asked.options).keys()];
      const made = item(sheet, { id, points: asked.points, options }, number, run, {
        canRetry: true,
        checked: (_, graded) => { if (review.get(id) && graded.verdict === "wrong") review.rate(sheet, id, "wrong"); },
      });
      if (made) original.replaceWith(made.element);
    }
  };

  return { practice, practiseBank: bank, quizItem: item };
});
