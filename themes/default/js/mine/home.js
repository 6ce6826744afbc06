// @ts-check
// Fills the home of the reader's role: how far they are, what to do next, what to review, who helps, what is new.
(() => {
  const root = document.documentElement;
  const { rolebook } = window;
  const { filled, find, href, learn, place, set, slots } = rolebook;
  const home = find(".role-home");
  if (!home.isConnected) return;
  const NEWS = 5;
  const QUESTIONS = 6;
  const slot = slots(home);

  /** @param {string} name of a part the page brings along @param {{title?: string, href?: string}} about */
  const part = (name, { title, href: way } = {}) => {
    const made = /** @type {HTMLElement} */ (rolebook.template(name, home).firstElementChild);
    if (way) slots(made)("title", title).closest("a").href = href(way);
    return made;
  };

  /** Puts a list into its section; without entries the section goes. @param {string} name @param {Node[]} entries */
  const list = (name, entries) => {
    const section = find(`[data-part="${name}"]`, home);
    section.hidden = !entries.length;
    find("[data-list]", section).replaceChildren(...entries);
  };

  /** @param {ReaderRole} role */
  const fillPath = (role) => {
    const journey = learn.journey(`role:${role.id}`);
    const card = home.querySelector(".journey");
    if (!journey || !card) return;
    const { next } = learn.card(card, journey);
    list("path", role.path.map((step, at) => {
      const line = stepLine(step);
      learn.dress(line, step, at + 1, next);
      return line;
    }));
  };

  /** @param {PathStep} step */
  const stepLine = (step) => {
    const line = part("step", step);
    const own = slots(line);
    line.dataset.kind = step.kind;
    own("minutes", learn.minutes(step.minutes));
    own("kind").prepend(rolebook.template(`kind-${step.kind}`, home));
    learn.requires(own("requires"), learn.standing().missing(step));
    const { lessons = [] } = step;
    const { done, total } = learn.standing().of(step);
    own("lessons", total && learn.word("lessons", { i: done, n: total }));
    find("ol", line).append(...lessons.map((lesson) => {
      const item = part("lesson", lesson);
      slots(item)("minutes", learn.minutes(lesson.minutes));
      return item;
    }));
    return line;
  };

  const fillReview = () => {
    const { count, today, href } = learn.review();
    const { due, dueOne, waiting } = home.dataset;
    set(slot("review"), { hidden: !today || !href, href });
    slot("due", filled(today === 1 ? dueOne : due, { n: today }));
    slot("waiting", count > today && filled(waiting, { n: count }));
  };

  /** @param {ReaderRole} role */
  const fillLast = (role) => {
    const { last } = rolebook.trail();
    slot("last").hidden = !last;
    if (!last) return;
    // The title may have been noted in another language.
    const step = learn.steps(role.path).find((one) => place(one.href) === last.path);
    const folder = place(root.dataset.path || "") === root.dataset.path ? "" : `${root.lang}/`;
    slot("where", step ? step.title : last.title);
    slot("last").href = href(folder + last.path.split("/").map(encodeURIComponent).join("/"));
  };

  /** @param {ReaderRole} role */
  const fillSide = (role) => {
    list("people", role.super_users.map(({ name, contact }) => {
      const line = part("person");
      slots(line)("name", name);
      slots(line)("contact", contact);
      return line;
    }));
    list("news", role.news.slice(0, NEWS).map((change) => {
      const line = part("change", change);
      slots(line)("version", change.version);
      slots(line)("text", change.text);
      slots(line)("retrain").hidden = !change.retrain;
      return line;
    }));
    list("faq", role.faq.slice(0, QUESTIONS).map((question) => part("link", question)));
    slot("all-faq", role.faq.length > QUESTIONS && filled(home.dataset.allFaq, { n: role.faq.length })).href = `${href(role.href)}#rb-faq`;
  };

  const refresh = () => {
    const role = rolebook.role();
    if (role) {
      slot("about").href = href(role.href);
      fillPath(role);
      fillReview();
      fillLast(role);
      fillSide(role);
    }
    home.dataset.ready = "";
    root.dataset.homeReady = "";
  };

  learn.follow(refresh);
})();
