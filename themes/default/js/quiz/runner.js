// @ts-check
// Decides what the page of a paper or a bank shows: `?attempt=`, `?retry=`, `?review`, an attempt that runs, or its start.
rolebook.define("quiz/runner", [
  "announce", "address", "elements", "say", "learn/veil", "quiz/question", "quiz/attempt",
  "quiz/practice", "quiz/result", "quiz/exam", "quiz/exam-start", "quiz/review",
], (
  announce, address, { find }, say, { loadKey }, questions, attempt, { practice, practiseBank },
  { listEarlier, showResult }, { sitExam }, { askWhose, isSitting, startExam }, { reviewToday },
) => {
  const paper = find("section.paper[data-sheet]");

  /** @param {Sheet} sheet */
  const keyOf = ({ id, key }) => loadKey(id, key);

  /** @param {Sheet} sheet @param {PaperResult} result @param {string} [notice] */
  const show = async (sheet, result, notice) => showResult(paper, sheet, result, await keyOf(sheet).catch(() => ({})), notice);

  /** Practice that is kept and ends with a result. @param {Sheet} sheet */
  const practise = (sheet) => {
    const found = attempt.resume(sheet);
    const run = found ? found.run : attempt.fresh(sheet);
    // Said once: kept as it is now.
    if (found && (found.cleared || found.removed)) attempt.open(sheet, run);
    let isOver = false;
    let waiting = 0;
    const keep = () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(keepNow, 300);
    };
    const keepNow = () => {
      clearTimeout(waiting);
      waiting = 0;
      if (isOver || attempt.keep(sheet, run)) return;
      // Another tab began, too: there is one practice, with the answers of both.
      attempt.join(sheet, run);
      again();
    };
    const leave = () => {
      isOver = true;
      stopListening();
    };
    const again = () => {
      leave();
      begin(sheet, attempt.isDone(sheet, run) ? say("t.quiz_ended_elsewhere") : "");
    };
    window.addEventListener("pagehide", () => { if (waiting) keepNow(); });
    const done = async () => {
      keepNow();
      try {
        const key = await keyOf(sheet);
        if (isOver || attempt.isRenewing(sheet, key, run.lines.map(({ id }) => id))) return;
        leave();
        showResult(paper, sheet, attempt.finish(sheet, run, key, attempt.now(run)), key);
      } catch {
        announce(say("t.quiz_key_failed"));
      }
    };
    const refresh = practice(paper, sheet, run, { notice: found ? attempt.changes(found) : "", changed: keep, checked: keep, done });
    listEarlier(paper, sheet);
    const stopListening = attempt.follow(sheet, run, {
      news: refresh,
      // Of an attempt that began elsewhere, or ended there.
      ended: () => (waiting ? keepNow() : again()),
    });
  };

  /** Some questions once more; nothing is kept. @param {Sheet} sheet @param {string[]} ids */
  const retry = (sheet, ids) => {
    const run = attempt.fresh(sheet, ids);
    const done = () => { location.href = address.href(sheet.href); };
    practice(paper, { ...sheet, feedback: "now" }, run, { title: say("t.quiz_retry_title", { n: run.lines.length }), lead: say("t.quiz_retry_lead"), end: say("t.quiz_back_to_start"), done });
  };

  /** @param {Sheet} sheet @param {string} [notice] */
  const begin = (sheet, notice) => {
    const query = new URLSearchParams(location.search);
    /** @param {string} [notice] what happened meanwhile */
    const restart = (notice) => begin(sheet, notice);
    const asked = attempt.earlier(sheet).find(({ started }) => String(started) === query.get("attempt"));
    const ids = (query.get("retry") || "").split(",").filter((id) => sheet.pool[id]);
    if (sheet.mode === "bank") return practiseBank(paper, sheet);
    if (query.has("review")) return reviewToday(paper, sheet);
    if (ids.length) return retry(sheet, ids);
    if (asked) return void show(sheet, asked, notice);
    const [last] = attempt.earlier(sheet);
    const found = attempt.resume(sheet);
    if (notice && last && !found) return void show(sheet, last, notice);
    if (sheet.mode !== "exam") return practise(sheet);
    if (!found) return startExam(paper, sheet, restart);
    const { run } = found;
    const changes = attempt.changes(found);
    // Said once: kept as it is now.
    if (changes) attempt.open(sheet, run);
    const isLate = run.closed || (run.deadline !== null && attempt.now(run) >= run.deadline);
    if (isLate || isSitting(run)) return sitExam(paper, sheet, run, restart, changes || say("t.quiz_resumed"));
    askWhose(paper, sheet, run, restart, changes || say("t.quiz_resumed"));
  };

  const sheet = questions.sheet();
  if (!sheet) return;
  begin(sheet);
  paper.dataset.ready = "";
  // What the address points to stands only now.
  const target = address.target();
  if (target && paper.contains(target)) target.scrollIntoView();
});
