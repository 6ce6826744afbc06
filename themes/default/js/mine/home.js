// @ts-check
// Fills the home of the reader's role: how far they are, what to do next, what to review, who helps, what is new.
(() => {
  const home = document.querySelector(".role-home");
  if (!(home instanceof HTMLElement)) return;
  const root = document.documentElement;
  const { rolebook } = window;
  const { filled, find, learn } = rolebook;
  const NEWS = 5;
  const QUESTIONS = 6;

  /** @param {string} name of a part the page brings along */
  const part = (name) => rolebook.template(name, home);

  /** @param {ParentNode} within @param {string} selector @param {string} text */
  const write = (within, selector, text) => {
    find(selector, within).textContent = text;
  };

  /** @param {ParentNode} within @param {string} selector @param {string} title @param {string} path from the root */
  const link = (within, selector, title, path) => {
    write(within, selector, title);
    find(selector, within).href = rolebook.href(path);
  };

  /** @param {string} name */
  const slot = (name) => find(`[data-slot="${name}"]`, home);

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
      const line = /** @type {HTMLElement} */ (stepLine(step).firstElementChild);
      learn.dress(line, step, at + 1, next);
      return line;
    }));
  };

  /** @param {PathStep} step */
  const stepLine = (step) => {
    const line = part("step");
    line.firstElementChild?.setAttribute("data-kind", step.kind);
    link(line, "a", step.title, step.href);
    write(line, ".path-minutes", learn.minutes(step.minutes));
    find(".path-kind", line).append(part(`kind-${step.kind}`));
    const missing = learn.standing().missing(step);
    if (missing.length) find(".path-requires > :last-child", line).append(...learn.requires(missing));
    else find(".path-requires", line).remove();
    const { lessons = [] } = step;
    if (!lessons.length) find(".path-lessons", line).remove();
    const { done, total } = learn.standing().of(step);
    write(line, ".path-lessons summary span", learn.word("lessons", { i: done, n: total }));
    find(".path-lessons ol", line).append(...lessons.map((lesson) => {
      const own = part("lesson");
      link(own, "a", lesson.title, lesson.href);
      write(own, ".lesson-minutes", learn.minutes(lesson.minutes));
      return own;
    }));
    return line;
  };

  const fillReview = () => {
    const { count, today, href } = learn.review();
    const box = slot("review");
    box.hidden = !today || !href;
    box.href = href;
    const { due, dueOne, waiting } = home.dataset;
    write(box, "strong", filled(today === 1 ? dueOne : due, { n: today }));
    write(box, "span", count > today ? filled(waiting, { n: count }) : "");
  };

  /** @param {ReaderRole} role */
  const fillLast = (role) => {
    const { place, href, trail } = rolebook;
    const { last } = trail();
    const box = slot("last");
    box.hidden = !last;
    if (!last) return;
    // The title may have been noted in another language.
    const step = role.path.flatMap((one) => [one, ...(one.lessons || [])]).find((one) => place(one.href) === last.path);
    const folder = place(root.dataset.path || "") === root.dataset.path ? "" : `${root.lang}/`;
    write(box, "strong", step ? step.title : last.title);
    box.href = href(folder + last.path.split("/").map(encodeURIComponent).join("/"));
  };

  /** @param {ReaderRole} role */
  const fillSide = (role) => {
    list("people", role.super_users.map((person) => {
      const line = part("person");
      write(line, ".person-name", person.name);
      if (person.contact) write(line, ".person-contact span", person.contact);
      else find(".person-contact", line).remove();
      return line;
    }));
    list("news", role.news.slice(0, NEWS).map((change) => {
      const line = part("change");
      link(line, "a", change.title, change.href);
      write(line, ".change-version", change.version);
      write(line, "p", change.text);
      if (!change.retrain) find(".badge", line).remove();
      return line;
    }));
    list("faq", role.faq.slice(0, QUESTIONS).map((question) => {
      const line = part("link");
      link(line, "a", question.title, question.href);
      return line;
    }));
    slot("all-faq").hidden = role.faq.length <= QUESTIONS;
    link(home, '[data-slot="all-faq"]', filled(home.dataset.allFaq, { n: role.faq.length }), `${role.href}#rb-faq`);
  };

  const refresh = () => {
    const role = rolebook.role();
    if (role) {
      slot("about").href = rolebook.href(role.href);
      fillPath(role);
      fillReview();
      fillLast(role);
      fillSide(role);
    }
    home.dataset.ready = "";
    root.dataset.homeReady = "";
  };

  document.addEventListener("rolebook:role", refresh);
  rolebook.progress.subscribe(refresh);
  // Back from a page, by way of the browser's memory.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) refresh();
  });
  refresh();
})();
