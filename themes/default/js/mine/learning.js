// @ts-check
// The reader's own learning: what was done, what comes back, their name, and the record as something to carry elsewhere.
(() => {
  /** Milliseconds that a record which was set aside is spoken of. */
  const A_FORTNIGHT = 14 * 86_400_000;
  const box = document.querySelector("[data-mine]");
  if (!(box instanceof HTMLElement)) return;
  const { rolebook } = window;
  const { filled, learn, make, progress } = rolebook;
  const text = box.dataset;

  /** @param {string} selector */
  const find = (selector) => rolebook.find(selector, box);
  /** @param {string} name */
  const slot = (name) => find(`[data-slot="${name}"]`);

  /** @param {string} name @param {Node[]} entries */
  const list = (name, entries) => {
    find(`[data-list="${name}"]`).replaceChildren(...entries);
    find(`[data-empty="${name}"]`).hidden = entries.length > 0;
  };

  // The reader's role first; then whatever has been begun elsewhere, and is no part of it.
  const fillJourneys = () => {
    const role = rolebook.role();
    const all = learn.journeys();
    /** @param {PathStep} step a section counts as its page */
    const page = ({ id }) => id.split("#")[0];
    const own = all.filter(({ id }) => role && id === `role:${role.id}`);
    const covered = new Set(own.flatMap(({ steps }) => steps.flatMap((step) => [step, ...(step.lessons || [])].map(page))));
    const begun = all.filter((one) => !own.includes(one) && !covered.has(one.id) && learn.standing().overview(one.steps).leaves.some((leaf) => leaf.state !== "todo" && !covered.has(page(leaf.step))));
    list("journeys", [...own, ...begun].map((journey) => {
      const card = rolebook.find(".journey", rolebook.template("journey", box));
      rolebook.find(".journey-title", card).textContent = journey.title;
      learn.card(card, journey);
      return card;
    }));
  };

  /** @param {string} paper */
  const linkTo = (paper) => (rolebook.paperLinks || []).find(({ id }) => id === paper);

  /** @param {string} title @param {string | undefined} href from the root */
  const named = (title, href) => make(href ? "a" : "span", { class: "mine-name", href: href && rolebook.href(href) }, title);

  const fillAttempts = () => {
    const results = progress.all("attempt:").map(([, item]) => item.result).filter((one) => one && one.max > 0);
    results.sort((a, b) => b.finished - a.finished);
    list("attempts", results.map((/** @type {PaperResult} */ one) => {
      const known = linkTo(one.paper) || learn.named(`practical:${one.paper}`);
      const outcome = typeof one.pass !== "number" ? "finished" : one.passed ? "passed" : "failed";
      const verdict = make("strong", { class: "mine-verdict", "data-outcome": outcome }, text[outcome]);
      return make("li", "",
        named(known.title || one.title, known.href),
        make("span", "mine-score", `${learn.share(one)}%`),
        verdict,
        make("span", "mine-fact", [learn.date(one.finished), one.edition].filter(Boolean).join(" · ")));
    }));
  };

  const fillCards = () => {
    const cards = progress.all("card:").sort(([, a], [, b]) => a.due - b.due);
    const { count, today, href } = learn.review();
    const on = learn.setting("review") !== false;
    find(".mine-today").hidden = !on || !cards.length;
    slot("today").textContent = today ? filled(today === 1 ? text.reviewTodayOne : text.reviewToday, { n: today }) : text.reviewNone || "";
    const go = slot("review");
    go.hidden = !href || !today;
    go.href = href;
    find(".mine-cards").hidden = !cards.length;
    slot("cards").textContent = filled(text.reviewOn, { n: cards.length, due: count });
    list("cards", cards.map(([key, card]) => {
      const id = key.slice("card:".length);
      const paper = linkTo(card.from);
      const title = card.title || (paper ? `${paper.title} · ${id}` : id);
      const click = () => {
        progress.remove(key);
        rolebook.announce(text.removed || "");
        find(".mine-cards summary").focus();
      };
      const remove = make("button", { class: "quiet-button", type: "button", "aria-label": `${text.remove}: ${title}`, click }, text.remove);
      const due = card.due <= Date.now() ? text.dueNow : filled(text.due, { date: learn.date(card.due) });
      return make("li", "", named(title, paper && `${paper.href}#${encodeURIComponent(id)}`), make("span", "mine-fact", due || ""), remove);
    }));
  };

  const fillStatus = () => {
    // A record that was set aside on another page is missed here.
    const start = `rolebook.${document.documentElement.dataset.site}.progress.aside.`;
    const wasSetAside = () => Object.keys(localStorage).some((key) => key.startsWith(start) && Number(key.slice(start.length)) > Date.now() - A_FORTNIGHT);
    const status = progress.status === "ok" && wasSetAside() ? "set-aside" : progress.status;
    for (const line of box.querySelectorAll(":scope > [data-status]")) /** @type {HTMLElement} */ (line).hidden = line.getAttribute("data-status") !== status;
  };

  const refresh = () => {
    fillStatus();
    fillJourneys();
    fillAttempts();
    fillCards();
    learn.settings(box);
    box.dataset.ready = "";
  };

  /** @param {string} said @param {string} tone */
  const report = (said, tone) => {
    const line = slot("report");
    line.textContent = said;
    line.dataset.tone = tone;
  };

  /** @param {string} brought */
  const bring = (brought) => {
    if (!brought.trim()) return report(text.nothing || "", "bad");
    const { added, newer, same, problem } = progress.import(brought);
    if (problem) report((problem === "site" ? text.problemSite : text[problem]) || "", "bad");
    else report(filled(text.imported, { added, newer, same }), "good");
  };

  box.addEventListener("change", ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    if (input.dataset.setting && input.type === "text") slot("saved").textContent = text.saved || "";
    const [file] = input.files || [];
    if (!file) return;
    // Older browsers have no `file.text()`.
    const reader = new FileReader();
    reader.onload = () => bring(String(reader.result));
    reader.onerror = () => report(text.unreadable || "", "bad");
    reader.readAsText(file);
    input.value = "";
  });

  box.addEventListener("click", async ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    if (!button) return;
    const sure = slot("sure");
    const forget = find("[data-forget]");
    const { dataset } = button;
    if (dataset.export === "file") {
      const day = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
      rolebook.save(`${text.file}-${day}.json`, progress.export());
    } else if (dataset.export === "code") {
      const area = slot("code");
      area.hidden = false;
      area.value = progress.code();
      const done = await rolebook.copy(area.value);
      report((done ? text.codeCopied : text.codeFailed) || "", done ? "good" : "bad");
      if (!done) area.select();
    } else if (dataset.import === "code") {
      const area = slot("paste");
      bring(area.value);
    } else if ("forget" in dataset) {
      sure.hidden = !sure.hidden;
      forget.setAttribute("aria-expanded", String(!sure.hidden));
      if (!sure.hidden) find("[data-forget-not]").focus();
    } else if ("forgetNow" in dataset || "forgetNot" in dataset) {
      sure.hidden = true;
      forget.setAttribute("aria-expanded", "false");
      forget.focus();
      if ("forgetNot" in dataset) return;
      progress.clear();
      rolebook.announce(text.forgotten || "");
      report(text.forgotten || "", "good");
    }
  });

  progress.subscribe(refresh);
  document.addEventListener("rolebook:role", refresh);
  document.addEventListener("rolebook:progress", fillStatus);
  refresh();
})();
