// @ts-check
// Decides what the page of a paper or a bank shows: `?attempt=`, `?retry=`, `?review`, an attempt that runs, or its start.
(() => {
  const { rolebook } = window;
  const { attempt, make, say } = rolebook;
  const paper = document.querySelector("section.paper[data-sheet]");
  if (!(paper instanceof HTMLElement)) return;

  /** @param {Sheet} sheet @param {PaperResult} result @param {string} [notice] */
  const showResult = async (sheet, result, notice) => {
    try {
      rolebook.quizViews.result(paper, sheet, result, await rolebook.loadKey(sheet.id, sheet.key), notice);
    } catch {
      rolebook.quizViews.result(paper, sheet, result, {}, notice);
    }
  };

  /** Practice that is kept and ends with a result. @param {Sheet} sheet */
  const practise = (sheet) => {
    const { quizParts } = rolebook;
    const found = attempt.resume(sheet);
    const run = found ? found.run : attempt.fresh(sheet);
    let waiting = 0;
    const keep = () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => { waiting = 0; attempt.keep(sheet, run); }, 300);
    };
    window.addEventListener("pagehide", () => { if (waiting) attempt.keep(sheet, run); });
    const done = async () => {
      clearTimeout(waiting);
      waiting = 0;
      try {
        const key = await rolebook.loadKey(sheet.id, sheet.key);
        rolebook.quizViews.result(paper, sheet, attempt.finish(sheet, run, key, Date.now()), key);
      } catch {
        rolebook.announce(say("key_failed"));
      }
    };
    rolebook.quizViews.practice(paper, sheet, run, { changed: keep, checked: keep, done },
      [found && found.changed > 0 && make("p", "quiz-alert", say("paper_changed", { n: found.changed }))]);
    quizParts.listEarlier(paper, sheet);
  };

  /** Some questions once more; nothing is kept. @param {Sheet} sheet @param {string[]} ids */
  const retry = (sheet, ids) => {
    const { quizParts } = rolebook;
    const run = attempt.fresh(sheet, ids);
    const back = () => { location.href = quizParts.address(); };
    rolebook.quizViews.practice(paper, { ...sheet, feedback: "now" }, run, { done: back, end: say("back_to_start") },
      [make("h2", "", say("retry_title", { n: run.lines.length })), make("p", "block-lead", say("retry_lead"))]);
  };

  /** @param {HTMLElement} _ @param {Sheet} sheet @param {string} [notice] */
  const begin = (_, sheet, notice) => {
    const { quizViews } = rolebook;
    const query = new URLSearchParams(location.search);
    const asked = attempt.earlier(sheet).find(({ started }) => String(started) === query.get("attempt"));
    const ids = (query.get("retry") || "").split(",").filter((id) => sheet.pool[id]);
    if (sheet.mode === "bank") return quizViews.bank(paper, sheet);
    if (query.has("review")) return quizViews.review(paper, sheet);
    if (ids.length) return retry(sheet, ids);
    if (asked) return void showResult(sheet, asked, notice);
    if (sheet.mode !== "exam") return practise(sheet);
    const found = attempt.resume(sheet);
    if (found) {
      const { run, changed } = found;
      const words = changed ? say("paper_changed", { n: changed }) : say("resumed");
      return quizViews.sit(paper, sheet, run, words);
    }
    if (notice) {
      const [last] = attempt.earlier(sheet);
      if (last) return void showResult(sheet, last, notice);
    }
    quizViews.start(paper, sheet);
  };

  const open = () => {
    const sheet = rolebook.sheet();
    if (!sheet) return;
    begin(paper, sheet);
    paper.dataset.ready = "";
    // What the address points to stands only now.
    const target = rolebook.target();
    if (target && paper.contains(target)) target.scrollIntoView();
  };

  Object.assign(rolebook, { quizStart: begin });
  open();
})();
