// @ts-check
// Fills the home of the reader's role: how far they are, what to do next, what to review, who helps, what is new.
rolebook.define("mine/home", [
  "address", "elements", "say", "lens", "last-page", "learn/learner", "learn/track",
], (
  address, { find, row: rowOf, set, slots, template }, say, lens, lastPage, learn, { dress },
) => {
  const root = document.documentElement;
  const home = find(".role-home");
  if (!home.isConnected) return;
  const NEWS = 5;
  const QUESTIONS = 6;
  const slot = slots(home);

  /** @param {string} name of what the page brings along @param {Record<string, any>} texts */
  const row = (name, texts) => rowOf(home, name, texts);

  /** Puts a list into its section; without entries the section goes. @param {string} name @param {Node[]} entries */
  const list = (name, entries) => {
    const section = find(`[data-part="${name}"]`, home);
    section.hidden = !entries.length;
    find("[data-list]", section).replaceChildren(...entries);
  };

  const fillPath = () => {
    const own = learn.own();
    if (!own) return;
    const { next } = learn.card(find(".journey", home), own);
    list("path", own.steps.map((step, at) => {
      const line = stepLine(step, own.steps);
      dress(line, step, at + 1, next, own.steps);
      return line;
    }));
  };

  /** @param {PathStep} step @param {PathStep[]} path */
  const stepLine = (step, path) => {
    const { title, href, kind, minutes, lessons = [] } = step;
    const standing = learn.standing();
    const { done, total } = standing.of(step);
    const line = row("step", { title, href, minutes: learn.minutes(minutes), lessons: total && say("t.lessons_done", { i: done, n: total }) });
    const own = slots(line);
    line.dataset.kind = kind;
    own("kind").prepend(template(`kind-${kind}`, home));
    learn.requires(own("requires"), standing.missing(step, path));
    find("ol", line).append(...lessons.map(({ title, href, minutes }) => row("lesson", { title, href, minutes: learn.minutes(minutes) })));
    return line;
  };

  const fillReview = () => {
    const { count, today, href } = learn.review();
    set(slot("review"), { hidden: !today || !href, href });
    slot("due", say(today === 1 ? "t.review_today_one" : "t.review_today", { n: today }));
    slot("waiting", count > today && say("t.review_waiting", { n: count }));
  };

  /** @param {ReaderRole} role */
  const fillLast = (role) => {
    const { last } = lastPage.trail();
    slot("last").hidden = !last;
    if (!last) return;
    // The title may have been noted in another language.
    const step = learn.steps(role.path).find((one) => address.place(one.href) === last.path);
    const folder = address.place(root.dataset.path || "") === root.dataset.path ? "" : `${root.lang}/`;
    slot("where", step ? step.title : last.title);
    slot("last").href = address.href(folder + last.path.split("/").map(encodeURIComponent).join("/")) + (last.at && `#${encodeURIComponent(last.at)}`);
  };

  /** Whether it takes a tick back: of a page that was learned before it. @param {ReaderRole["news"][0]} change */
  const isAgain = ({ id, mark, retrain }) => {
    const standing = learn.standing();
    return retrain && learn.steps().some((step) => step.id.split("#")[0] === id && standing.of(step).state === "again" && standing.news(step).some((one) => one.mark === mark));
  };

  /** @param {ReaderRole} role */
  const fillSide = (role) => {
    list("people", role.super_users.map((person) => row("person", person)));
    list("news", role.news.slice(0, NEWS).map((change) => row("change", { ...change, retrain: isAgain(change) })));
    list("faq", role.faq.slice(0, QUESTIONS).map((question) => row("link", question)));
    slot("all-faq", role.faq.length > QUESTIONS && say("t.all_n", { n: role.faq.length })).href = `${address.href(role.href)}#rb-faq`;
  };

  const refresh = () => {
    const role = lens.role();
    if (role) {
      slot("about").href = address.href(role.href);
      fillPath();
      fillReview();
      fillLast(role);
      fillSide(role);
    }
    home.dataset.ready = "";
    root.dataset.homeReady = "";
  };

  learn.follow(refresh);
});
