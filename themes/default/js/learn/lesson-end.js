// @ts-check
// The end of a lesson: where the reader is on their path, and one button that ticks the lesson off and goes on. It stands
// in the place of previous and next, on pages of the reader's path or, without one, of a course.
rolebook.define("learn/lesson-end", [
  "announce", "address", "elements", "say", "learn/state", "learn/store", "learn/learner",
], (
  announce, address, { find, make, set, slots, template }, say,
  { isDone: isLeafDone, lessonKey, standing: standingOf }, progress, learn,
) => {
  const root = document.documentElement;

  const path = () => address.place(root.dataset.path || "");

  /** @param {{href: string}} step */
  const isHere = (step) => address.place(step.href).split("#")[0] === path();

  /**
   * How well a leaf fits this page: the section of the address, else the page as a whole, else a section that is still to
   * be learned, else any. What is in a path twice is where it comes first.
   * @param {Leaf} leaf @returns {number}
   */
  const fit = (leaf) => {
    const { step } = leaf;
    if (!isHere(step)) return 0;
    const place = address.place(step.href);
    const exact = address.place(root.dataset.path + location.hash);
    return place === exact ? 4 : place === path() ? 3 : isLeafDone(leaf) ? 1 : 2;
  };

  /** Those the reader has come from a course to; else those of one course, which is then the one that is meant. @param {Journey[]} courses */
  const meant = (courses) => {
    const holding = courses.filter(({ steps }) => steps.some(isHere));
    const taken = holding.find(({ id }) => id === learn.onWay());
    // In several, and none of them was begun: then it is no lesson of one rather than of another.
    return taken ? [taken] : holding.length === 1 ? holding : [];
  };

  /**
   * The journey this page is on, and where.
   * @returns {{journey: Journey, leaves: Leaf[], at: number, isStep: boolean} | null}
   */
  const whereabouts = () => {
    const own = learn.own();
    const courses = learn.journeys().filter(({ id }) => !id.startsWith("role:"));
    for (const journey of [...(own ? [own] : []), ...meant(courses)]) {
      const leaves = learn.standing().leaves(journey.steps);
      const fits = leaves.map(fit);
      const best = Math.max(...fits);
      if (best > 0) return { journey, leaves, at: fits.indexOf(best), isStep: true };
      // On the page of a course the path goes on inside of it.
      const inside = leaves.filter(({ top }) => isHere(top));
      const open = inside.find((leaf) => !isLeafDone(leaf)) || inside[inside.length - 1];
      if (open && journey === own) return { journey, leaves, at: leaves.indexOf(open), isStep: false };
    }
    return null;
  };

  /** @param {HTMLElement} pager */
  const refreshOne = (pager) => {
    const here = "lesson" in pager.dataset ? whereabouts() : null;
    find(".lesson-end", pager).remove();
    if (here) pager.prepend(lessonEnd(here, pager.dataset.homeHref));
    set(pager, { "data-path": !!here, "data-ready": true });
  };

  /** @param {NonNullable<ReturnType<typeof whereabouts>>} here @param {string} [home] */
  const lessonEnd = ({ journey, leaves, at, isStep }, home) => {
    const end = template("lesson-end");
    const slot = slots(end);
    const isRole = journey.id.startsWith("role:");
    const leaf = leaves[at];
    const { step, top, state, index } = leaf;
    const inCourse = top !== step;
    // A course is counted by itself: its lessons are the nearer goal.
    const peers = leaves.filter((one, place) => (inCourse ? one.index === index : place === leaves.findIndex((other) => other.index === one.index)));
    const number = inCourse ? leaf.lesson : index;
    slot("rail").append(...peers.map((peer, place) =>
      make("i", { "data-state": (inCourse ? peer : learn.standing().of(peer.top)).state, "data-here": isStep && place === number })));
    const [name, way] = inCourse ? [top.title, address.href(top.href)] : isRole ? [say("t.path"), home] : [journey.title, address.href(journey.href)];
    slot("whole", name).href = way;
    slot("place", isStep && say("t.place_in_path", { i: number + 1, n: peers.length }));
    const before = isStep && at ? leaves[at - 1].step : null;
    set(slot("before", before && before.title), { href: before && address.href(before.href) });

    const isPage = isStep && step.id.startsWith("page:");
    const isDone = isLeafDone(leaf);
    const marks = isPage && state !== "done";
    slot("signed", isStep && step.id.startsWith("practical:") && !isDone);
    slot("state", isStep && state !== "todo" && learn.said(leaf)).dataset.state = state;
    set(slot("undo"), { hidden: !isPage || !isDone, click: () => takeBack(step) });
    // What comes next, and what that waits for, as it will be when the press has ticked this lesson off.
    const then = marks ? standingOf(ticked(step), rolebook.given("courses")).leaves(journey.steps) : leaves;
    const after = then.map((one) => (isStep && one.step.id === step.id ? { ...one, state: /** @type {StepState} */ ("done") } : one));
    const next = learn.standing().next(after, isStep ? at : at - 1);
    const target = next && isStep && next.step.id === step.id ? null : next;
    const proves = !!target && /^(quiz|practical):/.test(target.step.id);
    slot("verb", !marks
      // Where an exam is started, “start” means this one.
      ? say(!target ? "t.to_path" : proves && (isPage || !isStep) ? "t.take_check" : "t.go_on")
      : say(state === "updated" ? "t.seen_and_go_on" : !target ? "t.mark_and_end" : proves ? "t.mark_and_check" : "t.mark_and_go_on"));
    slot("next", target && say("t.next_is", { title: target.step.title }));
    // What is not passed yet is done above, not here.
    set(slot("on"), { href: target ? address.href(target.step.href) : isRole ? home : way, "data-quiet": isStep && !isPage && !isDone, click: () => {
      if (marks) tick(step);
      learn.onWay(isRole ? "" : journey.id);
    } });
    learn.requires(slot("waits"), target ? target.missing : []);
    return end;
  };

  /** @param {PathStep} step */
  const takeBack = ({ id }) => {
    const key = lessonKey(id);
    // With the page its sections were learned; one of them that is not any more takes the page along.
    for (const one of new Set([key, key.split("#")[0]])) progress.remove(one);
    announce(say("t.lesson_undone"));
    find(".lesson-on").focus({ preventScroll: true });
  };

  /** What is kept of a lesson that is learned now: its text, with that of its sections, and which changes were there. @param {{id: string}} step */
  const lesson = ({ id }) => {
    const { hash = "", retrain = "", changes: seen = "" } = root.dataset;
    const sections = learn.steps().filter((one) => one.id.startsWith(`page:${path()}#`));
    const own = sections.find((one) => one.id === id);
    // A text and no map: `early.js` reads an item up to its first brace.
    const parts = own ? "" : sections.map((one) => `${one.id.split("#")[1]}=${one.hash}`).join(" ");
    return { done: true, hash: own ? own.hash : hash, seen, ...(retrain && { retrain }), ...(parts && { parts }) };
  };

  /** @param {{id: string}} step */
  const tick = (step) => progress.set(lessonKey(step.id), lesson(step));

  /** The record as it would be with a tick. @param {PathStep} step */
  const ticked = (step) => {
    const own = lessonKey(step.id);
    const item = { ...lesson(step), t: Date.now() };
    return { all: progress.all, get: (/** @type {string} */ key) => (key === own ? item : progress.get(key)) };
  };

  // What `early.js` said before the first paint may be over.
  const refreshNews = () => {
    if (!root.dataset.lesson) return;
    const { hash, retrain, changes = "" } = root.dataset;
    const step = /** @type {any} */ ({ id: `page:${path()}`, hash, retrain, changes: changes.split(" ").map((mark) => ({ mark })) });
    const standing = learn.standing();
    root.dataset.lesson = standing.of(step).state;
    const news = standing.news(step).map(({ mark }) => mark);
    root.toggleAttribute("data-news", news.some(Boolean));
    for (const line of document.querySelectorAll(".changes [data-change]")) set(line, { "data-new": news.includes(line.getAttribute("data-change") || "") });
  };

  const refresh = () => {
    refreshNews();
    refreshOne(find(".pager"));
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-lesson-seen]")) return;
    tick({ id: `page:${path()}` });
    announce(say("t.lesson_done"));
    find("#rb-main").focus({ preventScroll: true });
  });

  window.addEventListener("hashchange", refresh);
  learn.follow(refresh);
});
