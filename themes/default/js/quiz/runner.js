// @ts-check
// Decides what the page of a paper or a bank shows: `?attempt=`, `?retry=`, `?review`, an attempt that runs, or its start.
(() => {
  const { rolebook } = window;
  const { attempt, practice, say } = rolebook;
  const paper = rolebook.find("section.paper[data-sheet]");

  /** @param {Sheet} sheet */
  const loadKey = ({ id, key }) => rolebook.loadKey(id, key);

  /** @param {Sheet} sheet @param {PaperResult} result @param {string} [notice] */
  const showResult = async (sheet, result, notice) => rolebook.showResult(paper, sheet, result, await loadKey(sheet).catch(() => ({})), notice);

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
      begin(paper, sheet, attempt.isDone(sheet, run) ? say("ended_elsewhere") : "");
    };
    window.addEventListener("pagehide", () => { if (waiting) keepNow(); });
    const done = async () => {
      keepNow();
      try {
        const key = await loadKey(sheet);
        if (isOver || attempt.isRenewing(sheet, key, run.lines.map(({ id }) => id))) return;
        leave();
        rolebook.showResult(paper, sheet, attempt.finish(sheet, run, key, attempt.now(run)), key);
      } catch {
        rolebook.announce(say("key_failed"));
      }
    };
    const refresh = practice(paper, sheet, run, { notice: found ? attempt.changes(found) : "", changed: keep, checked: keep, done });
    rolebook.listEarlier(paper, sheet);
    const stopListening = attempt.follow(sheet, run, {
      news: refresh,
      // Of an attempt that began elsewhere, or ended there.
      ended: () => (waiting ? keepNow() : again()),
    });
  };

  /** Some questions once more; nothing is kept. @param {Sheet} sheet @param {string[]} ids */
  const retry = (sheet, ids) => {
    const run = attempt.fresh(sheet, ids);
    const done = () => { location.href = rolebook.href(sheet.href); };
    practice(paper, { ...sheet, feedback: "now" }, run, { title: say("retry_title", { n: run.lines.length }), lead: say("retry_lead"), end: say("back_to_start"), done });
  };

  /** @param {HTMLElement} _ @param {Sheet} sheet @param {string} [notice] */
  const begin = (_, sheet, notice) => {
    const query = new URLSearchParams(location.search);
    const asked = attempt.earlier(sheet).find(({ started }) => String(started) === query.get("attempt"));
    const ids = (query.get("retry") || "").split(",").filter((id) => sheet.pool[id]);
    if (sheet.mode === "bank") return rolebook.practiseBank(paper, sheet);
    if (query.has("review")) return rolebook.reviewToday(paper, sheet);
    if (ids.length) return retry(sheet, ids);
    if (asked) return void showResult(sheet, asked, notice);
    const [last] = attempt.earlier(sheet);
    const found = attempt.resume(sheet);
    if (notice && last && !found) return void showResult(sheet, last, notice);
    if (sheet.mode !== "exam") return practise(sheet);
    if (!found) return rolebook.startExam(paper, sheet);
    const { run } = found;
    const changes = attempt.changes(found);
    // Said once: kept as it is now.
    if (changes) attempt.open(sheet, run);
    const isLate = run.closed || (run.deadline !== null && attempt.now(run) >= run.deadline);
    if (isLate || rolebook.isSitting(run)) return rolebook.sitExam(paper, sheet, run, changes || say("resumed"));
    rolebook.askWhose(paper, sheet, run, changes || say("resumed"));
  };

  const sheet = rolebook.sheet();
  Object.assign(rolebook, { quizStart: begin });
  if (!sheet) return;
  begin(paper, sheet);
  paper.dataset.ready = "";
  // What the address points to stands only now.
  const target = rolebook.target();
  if (target && paper.contains(target)) target.scrollIntoView();
})();
