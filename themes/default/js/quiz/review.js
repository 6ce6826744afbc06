// @ts-check
// A quiz page opened with `?review` asks the questions of this paper that are due today, and leads on to the next paper.
(() => {
  const { rolebook } = window;
  const { icon, make, say } = rolebook;

  /** @param {(card: ReviewCard) => boolean} fits */
  const today = (fits) => rolebook.learn.due().today.filter(([, card]) => fits(card));

  /** Where to go on: the next paper with questions due, else the start of the site. @param {Sheet} sheet */
  const onward = (sheet) => {
    const [next] = today((card) => card.from !== sheet.id && !!card.href);
    if (next) return make("a", { class: "action action-main", href: `${rolebook.href(next[1].href)}?review` }, say("review_next"), icon("right"));
    return make("a", { class: "action action-main", href: document.querySelector(".header a")?.getAttribute("href") || "" }, say("to_home"));
  };

  /** @param {HTMLElement} paper @param {Sheet} sheet */
  const review = (paper, sheet) => {
    const ids = today((card) => card.from === sheet.id).map(([key]) => key.slice("card:".length)).filter((id) => sheet.pool[id]);
    /** @param {string} title @param {string} text */
    const end = (title, text) => {
      const head = make("h2", { class: "result-title", tabindex: "-1" }, icon("check"), title);
      paper.replaceChildren(make("div", { class: "result-head", "data-outcome": "done" }, head, make("p", "quiz-note", text)), make("div", "actions", onward(sheet)));
      paper.dataset.view = "result";
      head.focus({ preventScroll: true });
    };
    if (!ids.length) return end(say("review_none"), say("review_none_lead"));
    const run = rolebook.attempt.fresh(sheet, ids);
    let [done, right] = [0, 0];
    rolebook.quizViews.practice(paper, { ...sheet, feedback: "now" }, run, {
      checked: (/** @type {string} */ id, /** @type {Graded} */ graded) => {
        if (graded.verdict === "open") return;
        rolebook.review.rate(sheet, id, graded.verdict);
        done += 1;
        right += Number(graded.verdict === "right");
      },
      done: () => end(say("review_done"), say("review_sum", { n: done, right })),
      end: say("review_end"),
    }, [make("h2", "", say("review_title", { n: ids.length })), make("p", "block-lead", say("review_lead"))]);
  };

  Object.assign(rolebook, { quizViews: { ...rolebook.quizViews, review } });
})();
