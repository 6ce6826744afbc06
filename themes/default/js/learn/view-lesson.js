// @ts-check
// The end of a lesson: where the reader is on their path, and one button that ticks the lesson off and goes on. It stands
// in the place of previous and next, on pages of the reader's path or, without one, of a course.
(() => {
  const root = document.documentElement;
  const { rolebook } = window;
  const { filled, find, learn, make, progress, set, slots, template } = rolebook;

  const path = () => rolebook.place(root.dataset.path || "");

  /** @param {{href: string}} step */
  const isHere = (step) => rolebook.place(step.href).split("#")[0] === path();

  /**
   * How well a leaf fits this page: the heading of the address before the page as a whole, and a step of the path itself
   * before the same page as a lesson of a course. @param {Leaf} leaf
   */
  const fit = ({ step, top }) => {
    const place = rolebook.place(step.href);
    const exact = rolebook.place(root.dataset.path + location.hash);
    return Number(isHere(step)) && (place === exact ? 3 : place === path() ? 2 : 1) + (step === top ? 3 : 0);
  };

  /**
   * The journey this page is on, and where.
   * @returns {{journey: Journey, leaves: Leaf[], at: number, isStep: boolean} | null}
   */
  const whereabouts = () => {
    const own = learn.own();
    const courses = learn.journeys().filter(({ id }) => !id.startsWith("role:"));
    for (const journey of own ? [own, ...courses] : courses) {
      const leaves = learn.standing().leaves(journey.steps);
      const fits = leaves.map(fit);
      const best = Math.max(...fits);
      if (best > 0) return { journey, leaves, at: fits.indexOf(best), isStep: true };
      // On the page of a course the path goes on inside of it.
      const inside = leaves.filter(({ top }) => isHere(top));
      const open = inside.find((leaf) => !rolebook.isDone(leaf)) || inside[inside.length - 1];
      if (open && journey === own) return { journey, leaves, at: leaves.indexOf(open), isStep: false };
    }
    return null;
  };

  /** @param {HTMLElement} pager */
  const refreshOne = (pager) => {
    const here = "lesson" in pager.dataset ? whereabouts() : null;
    find(".lesson-end", pager).remove();
    if (here) pager.prepend(lessonEnd(here, pager.dataset));
    set(pager, { "data-path": !!here, "data-ready": true });
  };

  /** @param {NonNullable<ReturnType<typeof whereabouts>>} here @param {DOMStringMap} text */
  const lessonEnd = ({ journey, leaves, at, isStep }, text) => {
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
    const [name, way] = inCourse ? [top.title, rolebook.href(top.href)] : isRole ? [text.way, text.homeHref] : [journey.title, rolebook.href(journey.href)];
    slot("whole", name).href = way;
    slot("place", isStep && filled(text.place, { i: number + 1, n: peers.length }));
    const before = isStep && at ? leaves[at - 1].step : null;
    set(slot("before", before && before.title), { href: before && rolebook.href(before.href) });

    const isPage = isStep && step.id.startsWith("page:");
    const isDone = rolebook.isDone(leaf);
    slot("state", isStep && state !== "todo" && learn.said(leaf)).dataset.state = state;
    set(slot("undo"), { hidden: !isPage || !isDone, click: () => takeBack(step, text) });
    // Whatever this page ticks off is no longer what comes next.
    const after = leaves.map((one) => (isStep && [one.step.id, one.step.id.split("#")[0]].includes(step.id) ? { ...one, state: /** @type {StepState} */ ("done") } : one));
    const next = learn.standing().next(after, isStep ? at : at - 1);
    const target = next && isStep && next.step.id === step.id ? null : next;
    const marks = isPage && state !== "done";
    const proves = !!target && /^(quiz|practical):/.test(target.step.id);
    slot("verb", !marks
      // Where an exam is started, “start” means this one.
      ? !target ? text.end : proves && (isPage || !isStep) ? text.check : text.goOn
      : state === "updated" ? text.seen : !target ? text.markEnd : proves ? text.markCheck : text.mark);
    slot("next", target && filled(text.next, target.step));
    // What is not passed yet is done above, not here.
    set(slot("on"), { href: target ? rolebook.href(target.step.href) : isRole ? text.homeHref : way, "data-quiet": isStep && !isPage && !isDone, click: () => marks && tick(step) });
    learn.requires(slot("waits"), target ? target.missing : []);
    return end;
  };

  /** @param {PathStep} step @param {DOMStringMap} text */
  const takeBack = ({ id }, text) => {
    const key = rolebook.lessonKey(id);
    progress.remove(progress.get(key) ? key : key.split("#")[0]);
    rolebook.announce(text.unmarked || "");
    find(".lesson-on").focus({ preventScroll: true });
  };

  /** @param {{id: string}} step */
  const tick = ({ id }) => {
    const { hash = "", retrain = "" } = root.dataset;
    progress.set(rolebook.lessonKey(id), { done: true, hash, ...(retrain && { retrain }) });
  };

  // What `early.js` said before the first paint may be over.
  const refreshNews = () => {
    if (!root.dataset.lesson) return;
    const { hash, retrain } = root.dataset;
    root.dataset.lesson = learn.standing().of(/** @type {PathStep} */ ({ id: `page:${path()}`, hash, retrain })).state;
  };

  const refresh = () => {
    refreshNews();
    refreshOne(find(".pager"));
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-lesson-seen]")) return;
    tick({ id: `page:${path()}` });
    rolebook.announce(find(".pager").dataset.marked || "");
    find("#rb-main").focus({ preventScroll: true });
  });

  window.addEventListener("hashchange", refresh);
  learn.follow(refresh);
})();
