// @ts-check
// A quiz page opened with `?review` asks the questions of this paper that are due today, and leads on to the next paper.
rolebook.define("quiz/review", [
  "elements", "say", "learn/learner", "questions/views", "quiz/attempt", "quiz/review-list", "quiz/practice",
], (
  { set }, say, learn, { turn }, attempt, review, { practice },
) => {
  /** @param {HTMLElement} paper @param {Sheet} sheet */
  const reviewToday = (paper, sheet) => {
    const { id: own, pool } = sheet;
    const ids = learn.due().today.flatMap(([key, { from }]) => (from === own ? key.slice("card:".length) : [])).filter((id) => pool[id]);
    /** Where to go on: the next paper with questions due, else the start of the site. @param {string} title @param {string} text */
    const end = (title, text) => {
      const part = turn(paper, "reviewed", {});
      const { today } = learn.due();
      const left = today.filter(([, { from }]) => from === own).length;
      const [, next] = today.find(([, { from }]) => from !== own) || [];
      part("text", text);
      set(part("rest"), { hidden: !left, href: "?review" });
      set(part("next"), { hidden: !!left || !next, href: next && learn.reviewOf(next) });
      part("home").hidden = !!left || !!next;
      part("title", title).focus({ preventScroll: true });
    };
    if (!ids.length) return end(say("t.quiz_review_none"), say("t.quiz_review_none_lead"));
    let [n, right] = [0, 0];
    // What was left out is not done.
    const titleOf = (/** @type {number} */ left) => (left > 0 ? say("t.quiz_review_left", { n: left }) : say("t.quiz_review_done"));
    practice(paper, { ...sheet, feedback: "now" }, attempt.fresh(sheet, ids), {
      title: say("t.quiz_review_title", { n: ids.length }),
      lead: say("t.quiz_review_lead"),
      end: say("t.quiz_review_end"),
      checked: (id, { verdict }) => {
        if (verdict === "open") return;
        review.rate(sheet, id, verdict);
        n += 1;
        right += Number(verdict === "right");
      },
      done: () => end(titleOf(ids.length - n), say("t.quiz_review_sum", { n, right })),
    });
  };

  return { reviewToday };
});
