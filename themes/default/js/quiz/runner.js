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
    const { run, changed } = attempt.resume(sheet) || { run: attempt.fresh(sheet), changed: 0 };
    let waiting = 0;
    const keep = () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(keepNow, 300);
    };
    const keepNow = () => {
      waiting = 0;
      attempt.keep(sheet, run);
    };
    window.addEventListener("pagehide", () => { if (waiting) keepNow(); });
    const done = async () => {
      clearTimeout(waiting);
      waiting = 0;
      try {
        const key = await loadKey(sheet);
        rolebook.showResult(paper, sheet, attempt.finish(sheet, run, key, Date.now()), key);
      } catch {
        rolebook.announce(say("key_failed"));
      }
    };
    practice(paper, sheet, run, { notice: changed ? say("paper_changed", { n: changed }) : "", changed: keep, checked: keep, done });
    rolebook.listEarlier(paper, sheet);
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
    if (sheet.mode !== "exam") return practise(sheet);
    const found = attempt.resume(sheet);
    if (found) {
      const { run, changed } = found;
      return rolebook.sitExam(paper, sheet, run, changed ? say("paper_changed", { n: changed }) : say("resumed"));
    }
    if (notice) {
      const [last] = attempt.earlier(sheet);
      if (last) return void showResult(sheet, last, notice);
    }
    rolebook.startExam(paper, sheet);
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
