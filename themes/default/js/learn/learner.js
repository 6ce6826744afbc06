// @ts-check
// What the views of the learner ask: drawings that the page brings along, where the reader is, what is due,
// and what they have set.
rolebook.define("learn/learner", [
  "early", "address", "elements", "say", "lens", "learn/schedule", "learn/state", "learn/store",
], (
  early, address, { find, make, set, slots, template }, say, lens, { due: dueOf }, { standing: standingOf },
  progress,
) => {
  const root = document.documentElement;
  /** Questions to review, so that it stays a habit. */
  const A_DAY = 5;
  /** Of the calendar of the language, in milliseconds. */
  const LAST_MOMENT = 8.64e15;
  const brought = find("#rb-learn");

  /** @param {string} name */
  const part = (name) => template(name, brought.content);

  /** @param {number} ms */
  const date = (ms) => (Math.abs(ms) <= LAST_MOMENT ? new Intl.DateTimeFormat(root.lang, { year: "numeric", month: "short", day: "numeric" }).format(ms) : "");

  /** @type {Standing | null} */
  let known = null;
  const standing = () => (known = known || standingOf(progress, rolebook.given("courses")));

  /** @returns {Journey[]} the paths of the roles, then the courses */
  const journeys = () => [
    ...(rolebook.given("roles") || []).map(({ id, title, href, path }) => ({ id: `role:${id}`, title, href, steps: path })),
    ...(rolebook.given("courses") || []).map(({ id, title, href, lessons = [] }) => ({ id, title, href, steps: lessons })),
  ];

  /** @param {string} id */
  const journey = (id) => journeys().find((one) => one.id === id);

  /** That of the reader's role. */
  const own = () => journey(`role:${lens.role()?.id}`);

  /** @param {PathStep[]} [of] */
  const steps = (of = journeys().flatMap((journey) => journey.steps)) => of.flatMap((step) => [step, ...(step.lessons || [])]);

  /** @param {string} id */
  const named = (id) => [...(rolebook.given("courses") || []), ...steps()].find((one) => one.id === id) || { title: "", href: "" };

  /** What comes first, in words and links; the line goes when that is nothing. @param {any} line @param {string[]} ids */
  const requires = (line, ids) => {
    line.hidden = !ids.length;
    find("span", line).append(...ids.flatMap((id, at) => {
      const { title, href } = named(id);
      return [say(at ? "t.list_comma" : "t.requires"), make("a", { href: address.href(href) }, title)];
    }));
  };

  const WAY = `${early.store}.way`;

  /** The course that somebody follows in this tab, without a role that leads them: asked, or told. @param {string} [id] */
  const onWay = (id) => {
    try {
      if (id !== undefined) sessionStorage.setItem(WAY, id);
      return sessionStorage.getItem(WAY) || "";
    } catch {
      return "";
    }
  };

  /** @param {{href: string}} step */
  const isHere = ({ href }) => address.place(href).split("#")[0] === address.place(root.dataset.path || "");

  /** @param {number} n */
  const minutes = (n) => (n ? say("t.minutes", { n }) : "");

  /** The points as a percentage, never rounded up: 69.97 is not the 70 that passes. @param {{points: number, max: number}} of */
  const share = ({ points, max }) => (max ? Math.floor((1000 * points) / max + 1e-6) / 10 : 0);

  /** How a step stands, in a few words. @param {Stand} stand */
  const said = ({ state, done, total, at, result }) => {
    const score = result?.max ? ` ${share(result)}%` : "";
    if (state === "started" && total) return say("t.done_of", { i: done, n: total });
    if (state === "started" && result) return say("t.state_tried") + score;
    if (state === "done" && at) return `${say("t.state_done")}${score} · ${date(at)}`;
    return say(`t.state_${state}`);
  };

  /** @param {Element} element @param {Journey} journey */
  const card = (element, { id, href, steps }) => {
    const overview = standing().overview(steps);
    const { state, done, total, percent, next, at } = overview;
    const slot = slots(element);
    slot("title").href = address.href(href);
    slot("state", at && state === "complete" ? `${say("t.journey_complete")} · ${date(at)}` : say(`t.journey_${state}`));
    slot("count", say(id.startsWith("role:") ? "t.steps_done" : "t.lessons_done", { i: done, n: total }));
    slot("left", overview.minutes && say("t.minutes_left", { n: overview.minutes }));
    slot("bar").style.width = slot("percent", `${percent}%`).textContent;
    // On the very page that is next, its end is what is meant.
    const go = slot("go");
    set(go, { hidden: !next, href: next && (isHere(next.step) ? "#rb-lesson-end" : address.href(next.step.href)) });
    go.onclick = () => onWay(id.startsWith("role:") ? "" : id);
    slot("go-verb", say(state === "new" ? "t.journey_start" : "t.journey_go_on"));
    slot("go-title", next && next.step.title);
    set(slot("certificate"), { hidden: state !== "complete", href: `${brought.dataset.certificateHref}?of=${encodeURIComponent(id)}` });
    set(element, { "data-state": state, "data-ready": true });
    return overview;
  };

  /** A setting somebody made, such as a name. @param {string} name */
  const setting = (name) => progress.get(`set:${name}`)?.value;

  /** Shows what is kept in the inputs of an element by their `data-setting`. @param {ParentNode} within */
  const settings = (within) => within.querySelectorAll("[data-setting]").forEach((/** @type {any} */ input) => {
    // Nobody is interrupted while they write.
    if (input === document.activeElement) return;
    const own = setting(input.dataset.setting);
    input.value = own || "";
    input.checked = own === undefined ? input.defaultChecked : own;
  });
  /** Who takes their name out takes it out of what is kept, too. @param {"name" | "unit"} part */
  const forgetPerson = (part) => {
    const name = setting("name");
    for (const [key, item] of [...progress.all("attempt:"), ...progress.all("open:"), ...progress.all("parked:")]) {
      const own = item.result || item;
      if (!own.person?.[part] || own.person.name !== name) continue;
      const changed = { ...own, person: { ...own.person, [part]: "" } };
      progress.set(key, item.result ? { ...item, result: changed } : changed);
    }
  };
  document.addEventListener("change", ({ target }) => {
    const { dataset, type, checked, value } = /** @type {HTMLInputElement} */ (target);
    // Elsewhere an emptied name makes room for somebody else at this device.
    if (root.dataset.kind === "learning" && (dataset.setting === "name" || dataset.setting === "unit")) if (!value.trim()) forgetPerson(dataset.setting);
    if (dataset.setting) progress.set(`set:${dataset.setting}`, { value: type === "checkbox" ? checked : value.trim() });
  });

  /** Shows how things stand, and again after everything that may change it. @param {() => void} refresh */
  const follow = (refresh) => {
    progress.subscribe(refresh);
    document.addEventListener("rolebook:role", refresh);
    document.addEventListener("rolebook:update", refresh);
    refresh();
  };

  /** @param {string} id */
  const paper = (id) => (rolebook.given("paperLinks") || []).find((one) => one.id === id);

  /** The questions on the list that their paper still asks. @returns {[string, any][]} */
  const cards = () => progress.all("card:").filter(([key, { from }]) => paper(from)?.asks.split(" ").includes(key.slice("card:".length)));

  /** Missed questions to ask again today, and how many there are in all. */
  const due = () => dueOf(cards(), Date.now(), A_DAY);

  const isReviewing = () => setting("review") !== false;

  /** Where a question is reviewed: never an address that the record brings. @param {ReviewCard} card */
  const reviewOf = ({ from = "" }) => `${address.href(paper(from)?.href || "")}?review`;

  // The paper that asks them.
  const review = () => {
    const { count, today } = isReviewing() ? due() : { count: 0, today: [] };
    return { count, today: today.length, href: today.length ? reviewOf(today[0][1]) : "" };
  };

  // First of all who listen: a stand that was told is told anew after every change.
  progress.subscribe(() => (known = null));

  return {
    part, date, standing, journeys, journey, own, steps, named, requires, minutes,
    share, said, card, setting, settings, follow,
    paper, cards, due, isReviewing, review, reviewOf, onWay,
  };
});
