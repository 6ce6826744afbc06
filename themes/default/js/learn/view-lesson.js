// @ts-check
// The end of a lesson: where the reader is on their path, and one button that ticks the lesson off and goes on. It stands
// in the place of previous and next, on pages of the reader's path or, without one, of a course.
(() => {
  const root = document.documentElement;
  const { rolebook } = window;
  const { filled, find, learn, make, progress } = rolebook;
  /** What the page was sent with, to go back to. @type {WeakMap<Element, Node[]>} */
  const sent = new WeakMap();

  const path = () => rolebook.place(root.dataset.path || "");

  /** @param {{href: string}} step */
  const isHere = (step) => rolebook.place(step.href).split("#")[0] === path();

  /** Which of the places this page has: the heading of the address first, then the page as a whole. @param {PathStep[]} steps */
  const placeAmong = (steps) => {
    const exact = location.hash ? rolebook.place(`${root.dataset.path}${location.hash}`) : path();
    const places = steps.map((step) => rolebook.place(step.href));
    return [places.indexOf(exact), places.indexOf(path()), steps.findIndex(isHere)].find((at) => at >= 0);
  };

  /**
   * The journey this page is on, and where.
   * @returns {{journey: Journey, leaves: Leaf[], at: number, isStep: boolean} | null}
   */
  const whereabouts = () => {
    const role = rolebook.role();
    const own = role && learn.journey(`role:${role.id}`);
    const others = (rolebook.courses || []).map(({ id }) => learn.journey(id));
    for (const journey of [own, ...others]) {
      if (!journey) continue;
      const leaves = learn.standing().leaves(journey.steps);
      // A step of the path itself comes before the same page as a lesson of a course.
      const tops = leaves.filter(({ step, top }) => step === top);
      const among = [tops, leaves].map((some) => ({ some, at: placeAmong(some.map(({ step }) => step)) })).find(({ at }) => at !== undefined);
      if (among) return { journey, leaves, at: leaves.indexOf(among.some[among.at || 0]), isStep: true };
      // On the page of a course the path goes on inside of it.
      const inside = leaves.filter(({ top }) => isHere(top));
      const open = inside.find((leaf) => !rolebook.isDone(leaf)) || inside[inside.length - 1];
      if (open && journey === own) return { journey, leaves, at: leaves.indexOf(open), isStep: false };
    }
    return null;
  };

  /** @param {HTMLElement} pager */
  const refreshOne = (pager) => {
    const template = pager.querySelector("template");
    const links = [...pager.children].filter((child) => child !== template);
    if (!links.some((link) => link.matches(".lesson-end"))) sent.set(pager, links);
    const here = template ? whereabouts() : null;
    for (const link of links) link.remove();
    pager.toggleAttribute("data-path", !!here);
    if (here && template) pager.prepend(lessonEnd(here, pager.dataset, template));
    else pager.prepend(...(sent.get(pager) || []));
    pager.dataset.ready = "";
  };

  /** @param {NonNullable<ReturnType<typeof whereabouts>>} here @param {DOMStringMap} text @param {HTMLTemplateElement} template */
  const lessonEnd = ({ journey, leaves, at, isStep }, text, template) => {
    const end = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
    const isRole = journey.id.startsWith("role:");
    /** @param {string} selector */
    const part = (selector) => find(selector, end);
    const leaf = leaves[at];
    const inCourse = leaf.top !== leaf.step;
    // A course is counted by itself: its lessons are the nearer goal.
    const peers = inCourse ? leaves.filter(({ index }) => index === leaf.index) : leaves.filter((one, place) => place === leaves.findIndex(({ index }) => index === one.index));
    const number = inCourse ? leaf.lesson : leaf.index;
    part(".lesson-rail").append(...peers.map((peer, place) => {
      const { state } = inCourse ? peer : learn.standing().of(peer.top);
      return make("i", { "data-state": state, "data-here": isStep && place === number });
    }));
    const [name, way] = inCourse ? [leaf.top.title, rolebook.href(leaf.top.href)] : isRole ? [text.path, text.homeHref] : [journey.title, rolebook.href(journey.href)];
    part(".pager-step a").textContent = name;
    part(".pager-step a").href = way;
    part(".pager-step span").textContent = isStep ? filled(text.place, { i: number + 1, n: peers.length }) : "";

    const before = isStep && leaves[at - 1];
    if (before) {
      part(".pager-previous").href = rolebook.href(before.step.href);
      part(".pager-previous span").textContent = before.step.title;
    } else {
      part(".pager-previous").remove();
    }

    const isPage = isStep && leaf.step.id.startsWith("page:");
    const isDone = rolebook.isDone(leaf);
    fillState(part(".lesson-state"), leaf, isStep);
    // Whatever this page ticks off is no longer what comes next.
    const after = isStep ? leaves.map((one) => (one.step.id === leaf.step.id || one.step.id.split("#")[0] === leaf.step.id ? { ...one, state: /** @type {StepState} */ ("done") } : one)) : leaves;
    const next = learn.standing().next(after, isStep ? at : at - 1);
    const target = next && next.step.id !== leaf.step.id ? next : isStep ? null : next;
    const on = part(".lesson-on");
    const marks = isPage && leaf.state !== "done";
    const proves = !!target && /^(quiz|practical):/.test(target.step.id);
    const verb = !marks
      // Where an exam is started, “start” means this one.
      ? !target ? text.end : proves && (isPage || !isStep) ? text.check : text.goOn
      : leaf.state === "updated" ? text.seen : !target ? text.markEnd : proves ? text.markCheck : text.mark;
    part(".lesson-on strong").textContent = verb;
    part(".lesson-on small").textContent = target ? filled(text.next, target.step) : "";
    on.href = target ? rolebook.href(target.step.href) : isRole ? text.homeHref : way;
    // What is not passed yet is done above, not here.
    on.toggleAttribute("data-quiet", isStep && !isPage && !isDone);
    if (marks) on.addEventListener("click", () => tick(leaf.step));
    if (target && target.missing.length) part(".lesson-waits span").append(...learn.requires(target.missing));
    else part(".lesson-waits").remove();
    return end;
  };

  /** @param {HTMLElement} line @param {Leaf} leaf @param {boolean} isStep */
  const fillState = (line, leaf, isStep) => {
    const isPage = leaf.step.id.startsWith("page:");
    line.dataset.state = leaf.state;
    if (!isStep || leaf.state === "todo") return line.remove();
    find("span", line).textContent = learn.said(leaf);
    const isDone = rolebook.isDone(leaf);
    if (!isDone) find(".icon", line).remove();
    const undo = find("button", line);
    if (!isPage || !isDone) return undo.remove();
    undo.addEventListener("click", () => {
      const key = rolebook.lessonKey(leaf.step.id);
      progress.remove(progress.get(key) ? key : key.split("#")[0]);
      rolebook.announce(line.closest("nav")?.dataset.unmarked || "");
      focusOn();
    });
  };

  const focusOn = () => {
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
    const { hash = "", retrain = "" } = root.dataset;
    const { state } = learn.standing().of({ id: `page:${path()}`, title: "", href: "", kind: "", minutes: 0, hash, retrain });
    root.dataset.lesson = state;
  };

  const refresh = () => {
    refreshNews();
    const pager = document.querySelector(".pager");
    if (pager instanceof HTMLElement) refreshOne(pager);
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-lesson-seen]")) return;
    tick({ id: `page:${path()}` });
    rolebook.announce(find(".pager").dataset.marked || "");
    find("#rb-main").focus({ preventScroll: true });
  });

  window.addEventListener("hashchange", refresh);
  document.addEventListener("rolebook:role", refresh);
  document.addEventListener("rolebook:update", refresh);
  progress.subscribe(refresh);
  refresh();
})();
