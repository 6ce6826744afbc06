// @ts-check
// Where a learner is on a path, told from their record. In: the record, the steps. Out: plain data. Pure; what is
// shown of it is the affair of the `view-….js` files.
rolebook.define("learn/state", ["learn/names"], ({ folded }) => {
  /** @param {string} id `page:manual/receipt.html` */
  const split = (id) => {
    const at = id.indexOf(":");
    return { kind: id.slice(0, at), name: id.slice(at + 1) };
  };

  /** Under what the lesson of a step is kept. @param {string} id */
  const lessonKey = (id) => `lesson:${split(id).name}`;

  /** Whether there is nothing more to do. @param {{state: StepState}} stand */
  const isDone = ({ state }) => state === "done" || state === "updated";

  /** A paper without a pass mark is done when it is finished. @param {PaperResult} result */
  const isPassed = (result) => typeof result.pass !== "number" || result.passed === true;

  /** @param {PaperResult} result */
  const share = ({ points, max }) => (max > 0 ? points / max : 0);

  /** The one of a paper to show: passed before not passed, then by share of the points, then the older. @param {PaperResult[]} results */
  const best = (results) =>
    [...results].sort((a, b) => +isPassed(b) - +isPassed(a) || share(b) - share(a) || a.finished - b.finished)[0] || null;

  /** What was finished, by paper, and what was signed, by task. @param {Pick<Progress, "get" | "all">} progress */
  const attemptsOf = (progress) => {
    /** @type {Map<string, PaperResult[]>} */
    const papers = new Map();
    /** @type {Map<string, {result: PaperResult, question: QuestionResult}[]>} */
    const tasks = new Map();
    const me = folded(progress.get("set:name")?.value);
    // What was marked by hand on this device counts here for whoever it is about.
    const held = progress.all("held:").filter(([, { result }]) => me && folded(result?.person?.name) === me);
    for (const [, { result }] of [...progress.all("attempt:"), ...held]) {
      if (!result || typeof result.paper !== "string") continue;
      papers.set(result.paper, [...(papers.get(result.paper) || []), result]);
      for (const question of result.questions || []) {
        if (question.answer && question.answer.criteria) tasks.set(question.id, [...(tasks.get(question.id) || []), { result, question }]);
      }
    }
    return { papers, tasks };
  };

  /** What is known of pages. @param {Pick<Progress, "get">} progress */
  const lessonsOf = (progress) => {
    /** What is kept of a page or, for a section, of either; and whether it is of the page. @param {string} id @returns {{item: ProgressItem, isWhole: boolean}[]} */
    const learned = (id) => {
      const key = lessonKey(id);
      return [...new Set([key, key.split("#")[0]])].flatMap((one) => {
        const item = progress.get(one);
        return item && item.done ? { item, isWhole: one !== key } : [];
      });
    };

    /** @param {PathStep} step @param {ReturnType<typeof learned>[0]} kept @returns {StepState} */
    const pageState = ({ id, hash, whole, retrain }, { item, isWhole }) => {
      if (retrain && item.retrain !== retrain) return "again";
      // A section has a text of its own; who learned the page learned it as it was then.
      const section = `${id.split("#")[1]}=`;
      const part = isWhole && (item.parts || "").split(" ").find((/** @type {string} */ one) => one.startsWith(section))?.slice(section.length);
      const [then, now] = part ? [part, hash] : isWhole ? [item.hash, whole] : [item.hash, hash];
      return !then || !now || then === now || then === whole ? "done" : "updated";
    };

    /** @param {PathStep} step @returns {Partial<Stand>} */
    const page = (step) => {
      // Who has learned the whole page has learned its sections; what holds is what was learned better.
      const stands = learned(step.id).map((kept) => ({ state: pageState(step, kept), at: kept.item.t }));
      return /** @type {StepState[]} */ (["done", "updated", "again"]).map((state) => stands.find((one) => one.state === state)).find(Boolean) || {};
    };

    /** @param {PathStep} step */
    const news = ({ id, retrain, changes = [] }) => {
      const kept = learned(id);
      if (!kept.length) return [];
      const knows = (/** @type {string} */ mark) => kept.some(({ item }) =>
        // Older records say only which important change was the last.
        typeof item.seen === "string" ? item.seen.split(" ").includes(mark) : mark !== retrain || item.retrain === mark);
      return changes.filter(({ mark }) => !knows(mark));
    };

    return { page, news };
  };

  /** What to do after a place: the next that is open, from the front again behind the last; else the next that waits. @param {Leaf[]} all @param {number} [after] */
  const next = (all, after = -1) => {
    const round = [...all.slice(after + 1), ...all.slice(0, after + 1)];
    const left = round.filter((leaf) => !isDone(leaf));
    return left.find((leaf) => !leaf.missing.length) || left[0] || null;
  };

  /**
   * Reads the record once, for as many questions as are asked of it.
   * @param {{get: Progress["get"], all: Progress["all"]}} progress
   * @param {PathStep[]} [courses] all of the site
   * @returns {Standing}
   */
  const standing = (progress, courses = []) => {
    const { papers, tasks } = attemptsOf(progress);
    const { page, news } = lessonsOf(progress);

    /** @param {PathStep} step @returns {Partial<Stand>} */
    const quiz = (step) => {
      const { name } = split(step.id);
      const result = best(papers.get(name) || []);
      const state = result && isPassed(result) ? "done" : result || progress.get(`open:${name}`) ? "started" : "todo";
      return { state, result, at: result ? result.finished : 0 };
    };

    /** Done when someone has signed for it. @param {PathStep} step @returns {Partial<Stand>} */
    const practical = (step) => {
      const tries = tasks.get(split(step.id).name) || [];
      const signed = tries.find(({ result, question }) =>
        question.answer.by && ["right", "partial"].includes(question.verdict) && (result.questions.length > 1 || result.passed));
      const { result = null } = signed || tries[tries.length - 1] || {};
      return { state: signed ? "done" : result ? "started" : "todo", result, at: result ? result.finished : 0 };
    };

    /** @param {PathStep} step @returns {Partial<Stand>} */
    const course = (step) => {
      const stands = (step.lessons || []).map(of);
      const done = stands.filter(isDone).length;
      const has = (/** @type {StepState} */ state) => stands.some((stand) => stand.state === state);
      const state = done && done === stands.length ? (has("updated") ? "updated" : "done") : has("again") ? "again" : done || has("started") ? "started" : "todo";
      return { state, done, total: stands.length, at: Math.max(0, ...stands.map(({ at }) => at)) };
    };

    /** @type {Record<string, (step: PathStep) => Partial<Stand>>} */
    const KINDS = { page, quiz, practical, course };

    /** Where one step stands. @param {PathStep} step @returns {Stand} */
    const of = (step) => ({ state: "todo", done: 0, total: 0, at: 0, result: null, ...KINDS[split(step.id).kind](step) });

    /**
     * The ids of what has to be done first and is not. A course counts as the path has it, and never waits for the paper
     * that waits for it: its own exam.
     * @param {PathStep} step @param {PathStep[]} [path]
     */
    const missing = ({ id: own, needs = "" }, path = []) =>
      [...new Set(needs.split(" "))].filter((id) => {
        const required = [...path, ...courses].find((one) => one.id === id) || /** @type {PathStep} */ ({ id });
        const lessons = (required.lessons || []).filter((one) => one.id !== own);
        if (required.lessons && !lessons.length) return false;
        return id && !isDone(of({ ...required, lessons }));
      });

    /**
     * Everything there is to do, in order: a course is its lessons.
     * @param {PathStep[]} steps @returns {Leaf[]}
     */
    const leaves = (steps) =>
      steps.flatMap((top, index) => {
        const waits = missing(top, steps);
        const lessons = top.lessons && top.lessons.length ? top.lessons : [top];
        return lessons.map((step, lesson) => ({ step, top, index, lesson, ...of(step), missing: waits }));
      });

    /** A path as a whole. What stands in it twice counts once. @param {PathStep[]} steps @returns {Overview} */
    const overview = (steps) => {
      const all = leaves(steps);
      const once = [...new Map(all.map((leaf) => [leaf.step.id, leaf])).values()];
      const done = once.filter(isDone);
      const ids = new Set(once.map(({ step }) => step.id));
      /** A section of a page that is read as a whole takes no time of its own. @param {PathStep} step */
      const minutes = ({ id, minutes }) => (id.includes("#") && ids.has(id.split("#")[0]) ? 0 : minutes);
      const isComplete = done.length === once.length && once.length > 0;
      return {
        state: isComplete ? "complete" : once.some(({ state }) => state !== "todo") ? "going" : "new",
        done: steps.filter((step) => isDone(of(step))).length,
        total: steps.length,
        percent: once.length ? Math.floor((100 * done.length) / once.length) : 0,
        minutes: once.reduce((sum, leaf) => sum + (isDone(leaf) ? 0 : minutes(leaf.step)), 0),
        next: next(all),
        at: Math.max(0, ...once.map(({ at }) => at)),
        leaves: all,
      };
    };

    return { of, news, missing, leaves, next, overview };
  };

  return { standing, lessonKey, isDone, best };
});
