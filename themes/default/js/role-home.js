// @ts-check
// Fills the home of the reader's role: where they were, the next step, the path, who helps, what is new, questions.
(() => {
  const home = document.querySelector(".role-home");
  if (!(home instanceof HTMLElement)) return;
  const root = document.documentElement;
  const NEWS = 5;
  const QUESTIONS = 6;

  /** @param {string} name of a part the page brings along */
  const part = (name) => {
    const template = home.querySelector(`template[data-template="${name}"]`);
    const content = template instanceof HTMLTemplateElement ? template.content : document.createDocumentFragment();
    return /** @type {DocumentFragment} */ (content.cloneNode(true));
  };

  /** @param {ParentNode} within @param {string} selector @param {string} text */
  const write = (within, selector, text) => {
    const element = within.querySelector(selector);
    if (element) element.textContent = text;
  };

  /** @param {ParentNode} within @param {string} selector @param {string} title @param {string} path from the root */
  const link = (within, selector, title, path) => {
    write(within, selector, title);
    within.querySelector(selector)?.setAttribute("href", window.rolebook.href(path));
  };

  /** @param {string} name @returns {HTMLElement} */
  const slot = (name) => {
    const found = home.querySelector(`[data-slot="${name}"]`);
    return found instanceof HTMLElement ? found : document.createElement("span");
  };

  /** @param {string} text @param {Record<string, number>} numbers */
  const filled = (text, numbers) => Object.entries(numbers).reduce((out, [name, n]) => out.replace(`{${name}}`, String(n)), text);

  /** Puts a list into its section; without entries the section goes. @param {string} name @param {Node[]} entries */
  const list = (name, entries) => {
    const section = home.querySelector(`[data-part="${name}"]`);
    if (!(section instanceof HTMLElement)) return;
    section.hidden = !entries.length;
    section.querySelector("[data-list]")?.replaceChildren(...entries);
  };

  /** @param {ReaderRole} role */
  const fillPath = (role) => {
    const { place, trail } = window.rolebook;
    const opened = new Set(trail().opened);
    const isOpened = (/** @type {PathStep} */ step) => opened.has(place(step.href));
    const now = role.path.findIndex((step) => !isOpened(step));
    list("path", role.path.map((step, at) => stepLine(step, at + 1, at === now ? "now" : isOpened(step) ? "opened" : "later")));
    const done = role.path.filter(isOpened).length;
    const left = role.path.reduce((sum, step) => sum + (isOpened(step) ? 0 : step.minutes), 0);
    const { progress = "", left: leftText = "", allOpen = "" } = home.dataset;
    const said = now < 0 ? allOpen : filled(progress, { i: done, n: role.path.length });
    slot("progress").textContent = left ? `${said} · ${filled(leftText, { n: left })}` : said;
    fillNext(role.path[now]);
  };

  /** @param {PathStep} step @param {number} number @param {"opened" | "now" | "later"} state */
  const stepLine = (step, number, state) => {
    const line = part("step");
    const item = line.firstElementChild;
    item?.setAttribute("data-kind", step.kind);
    item?.setAttribute("data-state", state);
    link(line, "a", step.title, step.href);
    write(line, ".path-minutes", step.minutes ? filled(home.dataset.minutes || "", { n: step.minutes }) : "");
    line.querySelector(".path-kind")?.append(part(`kind-${step.kind}`), part(state));
    const node = line.querySelector(".path-node");
    if (state === "opened") node?.append(part("tick"));
    else write(line, ".path-node", String(number));
    return line;
  };

  /** @param {PathStep | undefined} step */
  const fillNext = (step) => {
    const next = slot("next");
    next.hidden = !step;
    if (!step) return;
    next.setAttribute("href", window.rolebook.href(step.href));
    write(next, "strong", step.title);
    const minutes = step.minutes ? ` · ${filled(home.dataset.minutes || "", { n: step.minutes })}` : "";
    next.querySelector("span")?.replaceChildren(part(`kind-${step.kind}`), minutes);
  };

  /** @param {ReaderRole} role */
  const fillLast = (role) => {
    const { place, href, trail } = window.rolebook;
    const { last } = trail();
    const box = slot("last");
    box.hidden = !last;
    if (!last) return;
    // The title may have been noted in another language.
    const step = role.path.find((one) => place(one.href) === last.path);
    const folder = place(root.dataset.path || "") === root.dataset.path ? "" : `${root.lang}/`;
    write(box, "strong", step ? step.title : last.title);
    box.setAttribute("href", href(folder + last.path.split("/").map(encodeURIComponent).join("/")));
  };

  /** @param {ReaderRole} role */
  const fillSide = (role) => {
    list("people", role.super_users.map((person) => {
      const line = part("person");
      write(line, ".person-name", person.name);
      if (person.contact) write(line, ".person-contact span", person.contact);
      else line.querySelector(".person-contact")?.remove();
      return line;
    }));
    list("news", role.news.slice(0, NEWS).map((change) => {
      const line = part("change");
      link(line, "a", change.title, change.href);
      write(line, ".change-version", change.version);
      write(line, "p", change.text);
      if (!change.retrain) line.querySelector(".badge")?.remove();
      return line;
    }));
    list("faq", role.faq.slice(0, QUESTIONS).map((question) => {
      const line = part("link");
      link(line, "a", question.title, question.href);
      return line;
    }));
    const all = slot("all-faq");
    all.hidden = role.faq.length <= QUESTIONS;
    link(home, '[data-slot="all-faq"]', filled(home.dataset.allFaq || "", { n: role.faq.length }), `${role.href}#rb-faq`);
  };

  const refresh = () => {
    const role = window.rolebook.role();
    if (role) {
      slot("about").setAttribute("href", window.rolebook.href(role.href));
      fillPath(role);
      fillLast(role);
      fillSide(role);
    }
    home.dataset.ready = "";
    root.dataset.homeReady = "";
  };

  document.addEventListener("rolebook:role", refresh);
  // Back from a page, by way of the browser's memory.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) refresh();
  });
  refresh();
})();
