// @ts-check
// Says on rails, cards and in the section tree how far the reader has come. The markup is there without it and keeps its
// room: nothing moves.
rolebook.define("learn/track", [
  "address", "elements", "say", "learn/state", "learn/store", "learn/learner",
], (
  address, { find, make, set }, say, { isDone }, progress, learn,
) => {
  const { part } = learn;

  const NODES = { done: "check", updated: "again", again: "again", started: "half" };

  /**
   * One line of a rail: its mark, its state in words, what it waits for.
   * @param {Element} line @param {PathStep} step @param {number} number @param {Leaf | null} next @param {PathStep[]} [path] it is a step of
   */
  const dress = (line, step, number, next, path = []) => {
    const standing = learn.standing();
    const stand = standing.of(step);
    const { state } = stand;
    const waits = standing.missing(step, path).length > 0;
    const isNext = !!next && [next.step.id, next.top.id].includes(step.id);
    set(line, { "data-state": state, "data-locked": waits, "data-next": isNext, "aria-current": isNext && "step" });
    const isStep = line.matches(".path-step");
    const drawing = waits && state === "todo" ? "lock" : NODES[/** @type {keyof typeof NODES} */ (state)];
    find(".path-node, .lesson-node", line).replaceChildren(drawing ? part(drawing) : isStep ? number : "");
    // Only what is newer than what was learned.
    const [change] = /updated|again/.test(state) ? standing.news(step) : [];
    const told = change ? `${learn.said(stand)}: ${change.text}` : state === "updated" ? say("t.state_revised") : learn.said(stand);
    const words = state !== "todo" ? told : waits ? say("t.state_locked") : isStep ? "" : say("t.state_todo");
    find(".step-said", line).textContent = words;
    const { lessons = [] } = step;
    line.querySelectorAll(".path-lessons li").forEach((one, at) => dress(one, lessons[at], at + 1, next));
  };

  /** Quietly, which pages of the section tree are learned. */
  const dressTree = () => {
    const base = new URL(address.href("./"), location.href).href;
    const steps = new Map(learn.steps().map((step) => [address.place(step.href), step]));
    for (const link of document.querySelectorAll(".sidebar a[href]")) {
      const step = steps.get(address.place(/** @type {HTMLAnchorElement} */ (link).href.slice(base.length)));
      const isLearned = !!step && isDone(learn.standing().of(step));
      if (link.hasAttribute("data-learned") === isLearned) continue;
      set(link, { "data-learned": isLearned });
      if (isLearned) link.firstElementChild?.append(make("span", "visually-hidden", say("t.learned_mark")));
      else link.querySelector(".visually-hidden")?.remove();
    }
  };

  /** The page of one's learning says more. */
  const warn = () => {
    const warning = document.querySelector("[data-trouble]");
    if (progress.status === "ok" || document.querySelector(".mine-status")) warning?.remove();
    else if (!warning) find("#rb-main > .article").prepend(part("trouble"));
  };

  const refresh = () => {
    // Who begins on the page of a course follows that course.
    if (document.documentElement.dataset.kind === "course") learn.onWay(find(".journey").getAttribute("data-journey") || "");
    for (const card of document.querySelectorAll(".journey[data-journey]")) {
      const journey = learn.journey(card.getAttribute("data-journey") || "");
      if (!journey) continue;
      const { next } = learn.card(card, journey);
      const { steps } = journey;
      document.querySelectorAll("[data-rail] > .path-step").forEach((line, at) => steps[at] && dress(line, steps[at], at + 1, next, steps));
    }
    dressTree();
    warn();
  };

  learn.follow(refresh);
  return { dress };
});
