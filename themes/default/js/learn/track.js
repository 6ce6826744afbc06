// @ts-check
// Says on rails, cards and in the section tree how far the reader has come. The markup is there without it and keeps its
// room: nothing moves.
(() => {
  const root = document.documentElement;
  const { rolebook } = window;
  const { learn } = rolebook;
  const { make } = rolebook;
  const { word, part } = learn;

  const NODES = { done: "check", updated: "again", again: "again", started: "half" };

  /** @param {Element} node @param {StepState} state @param {boolean} waits @param {string} plain */
  const mark = (node, state, waits, plain) => {
    const drawing = waits && state === "todo" ? "lock" : NODES[/** @type {keyof typeof NODES} */ (state)];
    node.replaceChildren(drawing ? part(drawing) : plain);
  };

  /**
   * One line of a rail: its mark, its state in words, what it waits for.
   * @param {HTMLElement} line @param {PathStep} step @param {number} number @param {Leaf | null} next
   */
  const dress = (line, step, number, next) => {
    const standing = learn.standing();
    const stand = standing.of(step);
    const missing = standing.missing(step);
    const isNext = !!next && (next.step.id === step.id || next.top.id === step.id);
    line.dataset.state = stand.state;
    line.toggleAttribute("data-locked", missing.length > 0);
    line.toggleAttribute("data-next", isNext);
    if (isNext) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
    mark(rolebook.find(".path-node, .lesson-node", line), stand.state, missing.length > 0, line.matches(".path-step") ? String(number) : "");
    say(line, step, stand, missing.length > 0);
    const lessons = line.querySelectorAll(".path-lessons li");
    lessons.forEach((one, at) => dress(/** @type {HTMLElement} */ (one), (step.lessons || [])[at], at + 1, next));
  };

  /** @param {HTMLElement} line @param {PathStep} step @param {Stand} stand @param {boolean} waits */
  const say = (line, step, stand, waits) => {
    const where = line.querySelector(":scope > .path-body > .path-kind") || line.querySelector(":scope > a");
    if (!where) return;
    const isLesson = where.matches("a");
    let said = where.querySelector(".step-said");
    if (!said) {
      said = make("span", isLesson ? "step-said visually-hidden" : "step-said");
      where.append(said);
    }
    const change = ["updated", "again"].includes(stand.state) && step.change ? `: ${step.change}` : "";
    const words = stand.state === "todo" ? (waits ? word("locked") : isLesson ? word("todo") : "") : learn.said(stand) + change;
    said.textContent = words && (isLesson ? ` ${words}` : words);
  };

  /** @param {Element} rail @param {PathStep[]} steps */
  const dressRail = (rail, steps) => {
    const { next } = learn.standing().overview(steps);
    rail.querySelectorAll(":scope > .path-step").forEach((line, at) => {
      if (steps[at]) dress(/** @type {HTMLElement} */ (line), steps[at], at + 1, next);
    });
  };

  /** Quietly, which pages of the section tree are learned. */
  const dressTree = () => {
    const base = new URL(root.dataset.root || "./", location.href).href;
    const steps = new Map(learn.journeys().flatMap(({ steps }) => steps.flatMap((step) => [step, ...(step.lessons || [])])).map((step) => [rolebook.place(step.href), step]));
    for (const link of document.querySelectorAll(".sidebar a[href]")) {
      const step = steps.get(rolebook.place(/** @type {HTMLAnchorElement} */ (link).href.slice(base.length)));
      const isLearned = !!step && rolebook.isDone(learn.standing().of(step));
      if (link.hasAttribute("data-learned") === isLearned) continue;
      link.toggleAttribute("data-learned", isLearned);
      if (isLearned) link.firstElementChild?.append(make("span", "visually-hidden", word("learned")));
      else link.querySelector(".visually-hidden")?.remove();
    }
  };

  const refresh = () => {
    for (const card of document.querySelectorAll(".journey[data-journey]")) {
      const journey = learn.journey(card.getAttribute("data-journey") || "");
      if (!journey) continue;
      learn.card(card, journey);
      const rail = document.querySelector("[data-rail]");
      if (rail) dressRail(rail, journey.steps);
    }
    dressTree();
    warn();
  };

  /** The page of one's learning says more. */
  const warn = () => {
    const warning = document.querySelector("[data-trouble]");
    const isWell = rolebook.progress.status === "ok" || !!document.querySelector(".mine-status");
    if (isWell) warning?.remove();
    else if (!warning) rolebook.find("#rb-main > .article").prepend(part("trouble"));
  };

  Object.assign(learn, { dress });
  rolebook.progress.subscribe(refresh);
  document.addEventListener("rolebook:update", refresh);
  refresh();
})();
