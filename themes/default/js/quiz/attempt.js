// @ts-check
// A running attempt: begun, kept, taken up again, finished. It lives in the progress record as `open:PAPER`; several tabs
// of one paper merge their answers question by question.
(() => {
  const { rolebook } = window;
  const { learn } = rolebook;
  const MINUTE = 60_000;

  const freshSeed = () => [...crypto.getRandomValues(new Uint32Array(2))].map((one) => one.toString(36)).join("");

  /** @returns {Person} */
  const person = () => ({ name: learn.setting("name") || "", unit: learn.setting("unit") || "" });

  /** @param {Sheet} sheet @param {string[]} [ids] only these @returns {RunningAttempt} */
  const fresh = (sheet, ids) => {
    const seed = freshSeed();
    const started = Date.now();
    const whole = ids ? { ...sheet, questions: ids.filter((id) => sheet.pool[id]), draws: [] } : sheet;
    const lines = rolebook.draw(/** @type {any} */ (whole), seed);
    return {
      seed, started, lines,
      deadline: sheet.minutes && sheet.mode === "exam" ? started + sheet.minutes * MINUTE : null,
      language: sheet.language,
      hashes: Object.fromEntries(lines.map(({ id }) => [id, sheet.pool[id].hash])),
      answers: {}, flags: {}, checked: {}, at: 0,
      person: person(),
    };
  };

  /** What is newer of each question. @template {{t: number}} T @param {Record<string, T>} a @param {Record<string, T>} b */
  const newer = (a, b) => {
    const merged = { ...a };
    for (const [id, one] of Object.entries(b)) if (!merged[id] || merged[id].t < one.t) merged[id] = one;
    return merged;
  };

  /** @param {RunningAttempt} a @param {RunningAttempt} b of the same start */
  const merge = (a, b) => ({ ...a, answers: newer(a.answers, b.answers), flags: newer(a.flags, b.flags), checked: newer(a.checked, b.checked) });

  /** Whether nothing that counts differs. @param {RunningAttempt} a @param {RunningAttempt} b */
  const same = (a, b) => {
    const times = (/** @type {RunningAttempt} */ { answers, flags, checked }) =>
      JSON.stringify([answers, flags, checked].map((map) => Object.keys(map).sort().map((id) => [id, map[id].t])));
    return times(a) === times(b);
  };

  /** @param {Sheet} sheet */
  const stored = (sheet) => /** @type {RunningAttempt | null} */ (/** @type {any} */ (rolebook.progress.get(`open:${sheet.id}`)));

  /** @param {Sheet} sheet */
  const resume = (sheet) => {
    const found = stored(sheet);
    if (!found || !Array.isArray(found.lines)) return null;
    let changed = 0;
    const run = { ...found, answers: { ...found.answers }, checked: { ...found.checked }, hashes: { ...found.hashes } };
    run.lines = found.lines.filter(({ id }) => sheet.pool[id]).map((line) => {
      const { hash, options } = sheet.pool[line.id];
      // In another language the same question reads differently.
      if (found.language !== sheet.language || found.hashes[line.id] === hash) return line;
      changed += 1;
      delete run.answers[line.id];
      delete run.checked[line.id];
      run.hashes[line.id] = hash;
      return { ...line, options: Array.from({ length: options }, (_, at) => at) };
    });
    changed += found.lines.length - run.lines.length;
    run.at = Math.min(found.at, Math.max(0, run.lines.length - 1));
    return run.lines.length ? { run, changed } : null;
  };

  /** Keeps it together with what other tabs have kept. @param {Sheet} sheet @param {RunningAttempt} run */
  const keep = (sheet, run) => {
    const other = stored(sheet);
    if (other && other.started === run.started) Object.assign(run, merge(run, other));
    rolebook.progress.set(`open:${sheet.id}`, run);
  };

  /** @param {Sheet} sheet @param {Drawn[]} lines @param {Record<string, any>} answers @param {Record<string, QuestionKey>} key */
  const marks = (sheet, lines, answers, key) => Object.fromEntries(lines.map(({ id, points }) => {
    const answer = answers[id] === undefined ? null : answers[id];
    return [id, rolebook.grade(key[id], answer, { multiple: sheet.multiple, points })];
  }));

  /** @param {Sheet} sheet @param {RunningAttempt} run @param {Record<string, QuestionKey>} key @param {number} finished */
  const finish = (sheet, run, key, finished) => {
    const answers = Object.fromEntries(Object.entries(run.answers).map(([id, { a }]) => [id, a]));
    const flags = Object.fromEntries(Object.entries(run.flags).map(([id, { on }]) => [id, on]));
    const lines = run.lines.filter(({ id }) => key[id]);
    const grades = marks(sheet, lines, answers, key);
    const result = rolebook.makeResult(sheet, lines, answers, grades, { seed: run.seed, started: run.started, finished, flags, person: run.person });
    rolebook.progress.set(`attempt:${sheet.id}:${run.started}`, { result });
    rolebook.progress.remove(`open:${sheet.id}`);
    const missed = result.questions.filter(({ verdict }) => verdict !== "right" && verdict !== "open").map(({ id }) => id);
    if (learn.setting("review") !== false) rolebook.review.add(sheet, missed);
    return result;
  };

  /** @param {Sheet} sheet @returns {PaperResult[]} */
  const earlier = (sheet) =>
    rolebook.progress.all(`attempt:${sheet.id}:`).map(([, { result }]) => result).filter(Boolean).sort((a, b) => b.started - a.started);

  // The review list: questions that were missed come back until they are known.
  const review = {
    /** @param {string} id */
    has: (id) => rolebook.progress.get(`card:${id}`) !== null,
    /** @param {Sheet} sheet @param {string} id @param {Verdict} verdict */
    rate: (sheet, id, verdict) => {
      const card = /** @type {ReviewCard | null} */ (/** @type {any} */ (rolebook.progress.get(`card:${id}`)));
      const rating = verdict === "right" ? 3 : verdict === "partial" ? 2 : 1;
      const next = rolebook.schedule(card, rating, Date.now());
      rolebook.progress.set(`card:${id}`, { ...next, hash: sheet.pool[id].hash, from: sheet.id, href: sheet.href });
    },
    /** @param {Sheet} sheet @param {string[]} ids */
    add: (sheet, ids) => ids.forEach((id) => review.rate(sheet, id, "wrong")),
    /** @param {string[]} ids */
    remove: (ids) => ids.forEach((id) => rolebook.progress.remove(`card:${id}`)),
  };

  Object.assign(rolebook, { attempt: { fresh, resume, merge, same, keep, finish, earlier, person, marks }, review });
})();
