// @ts-check
// A running attempt: begun, kept, taken up again, finished. It lives in the progress record as `open:PAPER`; several tabs
// of one paper merge their answers question by question.
(() => {
  const { rolebook } = window;
  const { codes, learn, progress } = rolebook;
  const MINUTE = 60_000;

  /** @returns {Person} */
  const person = () => ({ name: learn.setting("name") || "", unit: learn.setting("unit") || "" });

  /** @param {Sheet} sheet @param {string[]} [ids] only these @returns {RunningAttempt} */
  const fresh = (sheet, ids) => {
    const seed = [...crypto.getRandomValues(new Uint32Array(2))].map((one) => one.toString(36)).join("");
    const started = Date.now();
    const lines = rolebook.draw(/** @type {any} */ (ids ? { ...sheet, questions: ids, draws: [] } : sheet), seed);
    return {
      seed, started, lines,
      deadline: sheet.minutes && sheet.mode === "exam" ? started + sheet.minutes * MINUTE : null,
      language: sheet.language,
      hashes: Object.fromEntries(lines.map(({ id }) => [id, sheet.pool[id].hash])),
      answers: {}, flags: {}, checked: {}, at: 0,
      person: person(),
    };
  };

  /** @param {RunningAttempt} run @param {string} id */
  const isAnswered = ({ answers, checked }, id) => !!checked[id] || (!!answers[id] && answers[id].a !== null);

  /** Where it is, in the words of a view. @param {ReturnType<typeof rolebook.slots>} part @param {RunningAttempt} run */
  const tell = (part, run) => {
    const { at, lines } = run;
    const n = lines.length;
    part("count", rolebook.say("answered_of", { i: lines.filter(({ id }) => isAnswered(run, id)).length, n }));
    part("place", rolebook.say("place", { i: at + 1, n }));
    part("previous").disabled = at === 0;
  };

  /** What is newer of each question. @template {{t: number}} T @param {Record<string, T>} a @param {Record<string, T>} b */
  const newer = (a, b) => {
    const merged = { ...a };
    for (const [id, one] of Object.entries(b)) if (!merged[id] || merged[id].t < one.t) merged[id] = one;
    return merged;
  };

  /** @param {RunningAttempt} a @param {RunningAttempt} b of the same start */
  const merge = (a, b) => ({ ...a, answers: newer(a.answers, b.answers), flags: newer(a.flags, b.flags), checked: newer(a.checked, b.checked) });

  /** Whether `a` did not know all of `b`. @param {RunningAttempt} a @param {RunningAttempt} b */
  const brings = (a, b) => JSON.stringify(merge(a, b)) !== JSON.stringify(a);

  /** @param {Sheet} sheet */
  const stored = (sheet) => /** @type {RunningAttempt | null} */ (/** @type {any} */ (progress.get(`open:${sheet.id}`)));

  /** @param {Sheet} sheet */
  const resume = (sheet) => {
    const found = stored(sheet);
    if (!found || !Array.isArray(found.lines)) return null;
    let changed = 0;
    /** @type {RunningAttempt} */
    const run = JSON.parse(JSON.stringify(found));
    run.lines = found.lines.filter(({ id }) => sheet.pool[id]).map((line) => {
      const { hash, options } = sheet.pool[line.id];
      // In another language the same question reads differently.
      if (found.language !== sheet.language || found.hashes[line.id] === hash) return line;
      changed += 1;
      delete run.answers[line.id];
      delete run.checked[line.id];
      run.hashes[line.id] = hash;
      return { ...line, options: [...Array(options).keys()] };
    });
    changed += found.lines.length - run.lines.length;
    run.at = Math.min(found.at, Math.max(0, run.lines.length - 1));
    return run.lines.length ? { run, changed } : null;
  };

  /** Keeps it together with what other tabs have kept. @param {Sheet} sheet @param {RunningAttempt} run */
  const keep = (sheet, run) => {
    const other = stored(sheet);
    if (other && other.started === run.started) Object.assign(run, merge(run, other));
    progress.set(`open:${sheet.id}`, run);
  };

  /** @param {Sheet} sheet @param {RunningAttempt} run @param {Record<string, QuestionKey>} key @param {number} finished @returns {PaperResult} */
  const finish = (sheet, run, key, finished) => {
    const { id: paper, title, edition, language, mode, multiple, pass, pool } = sheet;
    const { answers, flags, seed, started } = run;
    const questions = run.lines.filter(({ id }) => key[id]).map(({ id, points: worth }) => {
      const { hash, topics } = pool[id];
      const { a: answer } = answers[id] || { a: null };
      const { points, max, verdict } = rolebook.grade(key[id], answer, { multiple, points: worth });
      return { id, hash, points, max, verdict, answer, topics, flagged: !!flags[id] && flags[id].on };
    });
    const { points, max, passed, must_failed } = rolebook.tally(questions, sheet);
    // Which paper it was: changes with any question it may ask.
    const hash = codes.crc32(JSON.stringify(Object.entries(pool).map(([id, { hash }]) => [id, hash])));
    const result = {
      paper, title, edition, hash, seed, multiple, mode, started, finished,
      points, max, pass, passed, must_failed, form: "screen", questions, person: run.person, language, key: `${paper}:${started}:${seed}`,
    };
    progress.set(`attempt:${paper}:${started}`, { result });
    progress.remove(`open:${paper}`);
    if (learn.isReviewing()) review.add(sheet, questions.filter(({ verdict }) => verdict !== "right" && verdict !== "open").map(({ id }) => id));
    return result;
  };

  /** @param {Sheet} sheet @returns {PaperResult[]} */
  const earlier = (sheet) => progress.all(`attempt:${sheet.id}:`).flatMap(([, { result }]) => result || []).sort((a, b) => b.started - a.started);

  // The review list: questions that were missed come back until they are known.
  const review = {
    /** @param {string} id @returns {any} */
    get: (id) => progress.get(`card:${id}`),
    /** @param {Sheet} sheet @param {string} id @param {Verdict} verdict */
    rate: (sheet, id, verdict) => {
      const rating = verdict === "right" ? 3 : verdict === "partial" ? 2 : 1;
      progress.set(`card:${id}`, { ...rolebook.schedule(review.get(id), rating, Date.now()), hash: sheet.pool[id].hash, from: sheet.id, href: sheet.href });
    },
    /** @param {Sheet} sheet @param {string[]} ids */
    add: (sheet, ids) => ids.forEach((id) => review.rate(sheet, id, "wrong")),
    /** @param {string[]} ids */
    remove: (ids) => ids.forEach((id) => progress.remove(`card:${id}`)),
  };

  Object.assign(rolebook, { attempt: { fresh, resume, isAnswered, tell, merge, brings, keep, finish, earlier, person }, review });
})();
