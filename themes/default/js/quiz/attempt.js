// @ts-check
// A running attempt: begun, kept, taken up again, finished. It lives in the progress record as `open:PAPER`, and steps
// aside to `parked:PAPER:START` for somebody else at the same device; several tabs of one paper merge their answers
// question by question.
rolebook.define("quiz/attempt", [
  "say", "learn/codes", "learn/names", "learn/store", "learn/learner", "quiz/draw", "quiz/grading",
  "quiz/review-list",
], (
  say, codes, { folded }, progress, learn, { draw }, { grade, tally }, review,
) => {
  const MINUTE = 60_000;
  /** Longer than this nobody sits over one question of a practice. */
  const PAUSE = 5 * MINUTE;

  /** @returns {Person} */
  const person = () => ({ name: learn.setting("name") || "", unit: learn.setting("unit") || "" });

  /** Whether it may be the same person: who gave no name may be anybody. @param {Person} a @param {Person} b */
  const isSame = (a, b) => !a.name || !b.name || folded(a.name) === folded(b.name);

  /** @param {Sheet} sheet */
  const openKey = ({ id }) => `open:${id}`;
  /** @param {Sheet} sheet @param {RunningAttempt} run */
  const parkedKey = ({ id }, { started }) => `parked:${id}:${started}`;
  /** @param {Sheet} sheet @param {RunningAttempt} run */
  const doneKey = ({ id }, { started }) => `attempt:${id}:${started}`;

  /** @param {Sheet} sheet @param {RunningAttempt} run */
  const isDone = (sheet, run) => !!progress.get(doneKey(sheet, run));

  // Time

  /** Where each attempt's clock stood when this page took it up, as `performance.now` counts. @type {WeakMap<RunningAttempt, number>} */
  const clocks = new WeakMap();
  /** The time of an attempt. It never goes back, whatever the clock of the device does: neither on a page nor from one to the next. @param {RunningAttempt} run */
  const now = (run) => {
    const clock = clocks.get(run) ?? Math.max(Date.now(), run.seen || run.started) - performance.now();
    clocks.set(run, clock);
    run.seen = Math.round(Math.max(run.seen || 0, Date.now(), clock + performance.now()));
    return run.seen;
  };
  /** The time of something that is newer than what it replaces. @param {RunningAttempt} run @param {{t: number}} [before] */
  const stamp = (run, before) => Math.max(now(run), before ? before.t + 1 : 0);

  /** Minutes that somebody was given make the end later. @param {Sheet} sheet @param {RunningAttempt} run @param {ExtraTime} extra */
  const lengthen = (sheet, run, { minutes, by }) => {
    run.extra = { minutes, by };
    run.deadline = run.started + ((sheet.minutes || 0) + minutes) * MINUTE;
  };

  // From start to end

  /** The options of a question as an attempt shows them. @param {Sheet} sheet @param {string} seed @param {string} id */
  const options = (sheet, seed, id) => draw(/** @type {any} */ ({ ...sheet, questions: [id], draws: [] }), seed)[0].options;

  /** @param {Sheet} sheet @param {string[]} [ids] only these @returns {RunningAttempt} */
  const fresh = (sheet, ids) => {
    const seed = [...crypto.getRandomValues(new Uint32Array(2))].map((one) => one.toString(36)).join("");
    const started = Date.now();
    const lines = draw(/** @type {any} */ (ids ? { ...sheet, questions: ids, draws: [] } : sheet), seed);
    return {
      seed, started, lines,
      deadline: sheet.minutes && sheet.mode === "exam" ? started + sheet.minutes * MINUTE : null,
      hashes: Object.fromEntries(lines.map(({ id }) => [id, sheet.pool[id].hash])),
      answers: {}, flags: {}, checked: {}, at: 0,
      person: person(),
    };
  };

  /** @param {RunningAttempt} run @param {string} id */
  const isChecked = ({ checked }, id) => !!checked[id] && !checked[id].gone;
  /** @param {RunningAttempt} run @param {string} id */
  const isAnswered = (run, id) => isChecked(run, id) || (!!run.answers[id] && run.answers[id].a !== null);

  /** Where it is, in the words of a view. @param {ReturnType<Elements["slots"]>} part @param {RunningAttempt} run */
  const tell = (part, run) => {
    const { at, lines } = run;
    const n = lines.length;
    part("count", say("t.quiz_answered_of", { i: lines.filter(({ id }) => isAnswered(run, id)).length, n }));
    part("place", say("t.quiz_place", { i: at + 1, n }));
    part("previous").disabled = at === 0;
  };

  /** What is newer of each question. @template {{t: number}} T @param {Record<string, T>} a @param {Record<string, T>} b */
  const newer = (a, b) => {
    const merged = { ...a };
    for (const [id, one] of Object.entries(b)) if (!merged[id] || merged[id].t < one.t) merged[id] = one;
    return merged;
  };

  /** @param {RunningAttempt} a @param {RunningAttempt} b of the same start @returns {RunningAttempt} */
  const merge = (a, b) => {
    const { extra } = (a.deadline || 0) < (b.deadline || 0) ? b : a;
    return {
      ...a,
      answers: newer(a.answers, b.answers), flags: newer(a.flags, b.flags), checked: newer(a.checked, b.checked),
      ...(a.deadline && b.deadline ? { deadline: Math.max(a.deadline, b.deadline) } : {}),
      ...(extra ? { extra } : {}),
      ...(a.closed || b.closed ? { closed: a.closed || b.closed } : {}),
    };
  };

  /** Whether `a` did not know all of `b`. @param {RunningAttempt} a @param {RunningAttempt} b */
  const brings = (a, b) => JSON.stringify(merge(a, b)) !== JSON.stringify(a);

  /** @param {string} key */
  const read = (key) => /** @type {RunningAttempt | null} */ (/** @type {any} */ (progress.get(key)));
  /** @param {Sheet} sheet */
  const stored = (sheet) => read(openKey(sheet));
  /** Those of other people that wait. @param {Sheet} sheet @returns {RunningAttempt[]} */
  const parked = (sheet) => progress.all(`parked:${sheet.id}:`).map(([, one]) => /** @type {any} */ (one));

  /** Takes it up on the paper as it is now: `cleared` counts answers to questions that have changed, `removed` questions that are gone. @param {Sheet} sheet @param {RunningAttempt | null} [found] */
  const resume = (sheet, found = stored(sheet)) => {
    if (!found || !Array.isArray(found.lines)) return null;
    let cleared = 0;
    /** @type {RunningAttempt} */
    const run = JSON.parse(JSON.stringify(found));
    run.lines = found.lines.filter(({ id }) => sheet.pool[id]).map((line) => {
      const { id } = line;
      const { hash } = sheet.pool[id];
      if (found.hashes[id] === hash) return line;
      if (isAnswered(run, id)) cleared += 1;
      // Not merely left out: another tab would bring them back.
      if (run.answers[id]) run.answers[id] = { a: null, t: stamp(run, run.answers[id]) };
      if (run.checked[id]) run.checked[id] = { gone: true, t: stamp(run, run.checked[id]) };
      run.hashes[id] = hash;
      return { ...line, options: options(sheet, run.seed, id) };
    });
    const removed = found.lines.length - run.lines.length;
    run.at = Math.min(found.at, Math.max(0, run.lines.length - 1));
    if (!run.lines.length) {
      progress.remove(parkedKey(sheet, run));
      if (stored(sheet)?.started === run.started) progress.remove(openKey(sheet));
      return null;
    }
    return { run, cleared, removed };
  };

  /** What `resume` has to say. @param {{cleared: number, removed: number}} about */
  const changes = ({ cleared, removed }) =>
    [cleared && say("t.quiz_paper_changed", { n: cleared }), removed && say("t.quiz_paper_removed", { n: removed })].filter(Boolean).join(" ");

  /** Begins it, or takes it up as it now is. @param {Sheet} sheet @param {RunningAttempt} run */
  const open = (sheet, run) => {
    progress.set(openKey(sheet), run);
    progress.remove(parkedKey(sheet, run));
  };

  /** Makes room for somebody else at this device. @param {Sheet} sheet @param {RunningAttempt} run */
  const park = (sheet, run) => {
    progress.set(parkedKey(sheet, run), run);
    progress.remove(openKey(sheet));
    for (const name of ["name", "unit"]) progress.set(`set:${name}`, { value: "" });
  };

  /** Keeps it together with what other tabs have kept; false when it is over, or another attempt has its place. @param {Sheet} sheet @param {RunningAttempt} run */
  const keep = (sheet, run) => {
    const other = stored(sheet);
    if (isDone(sheet, run) || (other && other.started !== run.started)) return false;
    const at = now(run);
    const [spent, last] = [Math.max(run.spent || 0, other?.spent || 0), Math.max(run.last || run.started, other?.last || 0)];
    Object.assign(run, { spent: spent + Math.max(0, Math.min(at - last, PAUSE)), last: at }, other && merge(run, other));
    progress.set(openKey(sheet), run);
    return true;
  };

  /** Adds the answers of this page to the attempt that has its place. @param {Sheet} sheet @param {RunningAttempt} run */
  const join = (sheet, run) => {
    const other = stored(sheet);
    if (other) progress.set(openKey(sheet), merge(other, run));
  };

  /**
   * Hears of other tabs of the paper: `news` after the attempt got answers from there, `ended` when it is over or another
   * one has its place.
   * @param {Sheet} sheet @param {RunningAttempt} run @param {{news: (before: RunningAttempt) => void, ended: () => void}} on
   * @returns {() => void} a way to stop
   */
  const follow = (sheet, run, { news, ended }) => progress.subscribe((keys) => {
    if (keys.length && !keys.includes(openKey(sheet))) return;
    const other = stored(sheet);
    if (!other || other.started !== run.started) {
      if (other || keys.length || isDone(sheet, run)) ended();
      return;
    }
    if (brings(run, other)) {
      const before = { ...run };
      Object.assign(run, merge(run, other));
      news(before);
    }
    // What the other tab did not know.
    if (brings(other, run)) keep(sheet, run);
  });

  /** @param {Sheet} sheet @param {RunningAttempt} run @param {Record<string, QuestionKey>} key @param {number} finished @returns {PaperResult} */
  const finish = (sheet, run, key, finished) => {
    const { id: paper, title, edition, language, mode, multiple, pass, pool } = sheet;
    const { answers, flags, seed, started, extra, spent } = run;
    const questions = run.lines.filter(({ id }) => fits(sheet, key, id)).map(({ id, points: worth }) => {
      const { hash, topics } = pool[id];
      const { a: answer } = answers[id] || { a: null };
      const { points, max, verdict } = grade(key[id], answer, { multiple, points: worth });
      return { id, hash, points, max, verdict, answer, topics, flagged: !!flags[id] && flags[id].on };
    });
    const { points, max, passed, must_failed } = tally(questions, sheet);
    // Which paper it was: changes with any question it may ask.
    const hash = codes.crc32(JSON.stringify(Object.entries(pool).map(([id, { hash }]) => [id, hash])));
    const result = {
      paper, title, edition, hash, seed, multiple, mode, started, finished,
      points, max, pass, passed, must_failed, form: "screen", questions, person: run.person, language, key: `${paper}:${started}:${seed}`,
      ...(extra ? { extra } : {}), ...(mode === "practice" ? { spent } : {}),
    };
    progress.set(doneKey(sheet, run), { result });
    if (stored(sheet)?.started === started) progress.remove(openKey(sheet));
    progress.remove(parkedKey(sheet, run));
    if (learn.isReviewing()) review.add(sheet, questions.filter(({ verdict }) => verdict !== "right" && verdict !== "open").map(({ id }) => id));
    return result;
  };

  /** Whether the answers that were fetched are those to the question on this page: the site may have been published anew. @param {Sheet} sheet @param {Record<string, QuestionKey>} key @param {string} id */
  const fits = (sheet, key, id) => !!key[id] && (!key[id].hash || key[id].hash === sheet.pool[id].hash);

  /**
   * Reads the page anew when the answers to one of these questions are of another edition; once, for the page itself may
   * come from a cache that has not heard of it.
   * @param {Sheet} sheet @param {Record<string, QuestionKey>} key @param {string[]} ids
   */
  const isRenewing = (sheet, key, ids) => {
    const state = history.state || {};
    if (ids.every((id) => fits(sheet, key, id)) || state.renewed === sheet.key) return false;
    history.replaceState({ ...state, renewed: sheet.key }, "");
    location.reload();
    return true;
  };

  /** @param {Sheet} sheet @returns {PaperResult[]} */
  const earlier = (sheet) => progress.all(`attempt:${sheet.id}:`).flatMap(([, { result }]) => result || []).sort((a, b) => b.started - a.started);

  return {
    now, stamp, lengthen, options, fresh, resume, changes, open, park, parked, isChecked, isAnswered, isDone, isSame, tell, merge, brings,
    keep, join, follow, finish, fits, isRenewing, earlier, person,
  };
});
