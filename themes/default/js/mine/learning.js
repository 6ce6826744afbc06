// @ts-check
// The reader's own learning: what was done, what comes back, their name, and the record as something to carry elsewhere.
(() => {
  /** Milliseconds that a record which was set aside is spoken of. */
  const A_FORTNIGHT = 14 * 86_400_000;
  const { rolebook } = window;
  const { filled, find, learn, progress, row, set, slots } = rolebook;
  const box = find("[data-mine]");
  if (!box.isConnected) return;
  const text = box.dataset;
  const slot = slots(box);

  /** @param {string} name @param {Node[]} entries */
  const list = (name, entries) => {
    slot(name).replaceChildren(...entries);
    slot(`no-${name}`).hidden = entries.length > 0;
  };

  // The reader's role first; then whatever has been begun elsewhere, and is no part of it.
  const fillJourneys = () => {
    const own = learn.own();
    /** @param {PathStep} step a section counts as its page */
    const page = ({ id }) => id.split("#")[0];
    const covered = new Set(own && learn.steps(own.steps).map(page));
    const begun = learn.journeys().filter(({ id, steps }) => id !== own?.id && !covered.has(id) && learn.standing().leaves(steps).some(({ state, step }) => state !== "todo" && !covered.has(page(step))));
    list("journeys", (own ? [own, ...begun] : begun).map((journey) => {
      const card = row(box, "journey", journey);
      learn.card(card, journey);
      return card;
    }));
  };

  /** @param {string} paper */
  const linkTo = (paper) => (rolebook.paperLinks || []).find(({ id }) => id === paper);

  const fillAttempts = () => {
    const results = progress.all("attempt:").map(([, item]) => item.result).filter((one) => one && one.max > 0);
    results.sort((a, b) => b.finished - a.finished);
    list("attempts", results.map((/** @type {PaperResult} */ one) => {
      const { title, href } = linkTo(one.paper) || learn.named(`practical:${one.paper}`);
      const outcome = typeof one.pass !== "number" ? "finished" : one.passed ? "passed" : "failed";
      const fact = [learn.date(one.finished), one.edition].filter(Boolean).join(" · ");
      const line = row(box, "attempt", { title: title || one.title, href, score: `${learn.share(one)}%`, verdict: text[outcome], fact });
      slots(line)("verdict").dataset.outcome = outcome;
      return line;
    }));
  };

  const fillCards = () => {
    const cards = progress.all("card:").sort(([, a], [, b]) => a.due - b.due);
    const { count, today, href } = learn.review();
    slot("mine-today").hidden = !learn.isReviewing() || !cards.length;
    slot("today", today ? filled(today === 1 ? text.reviewTodayOne : text.reviewToday, { n: today }) : text.reviewNone);
    set(slot("review"), { hidden: !href || !today, href });
    slot("mine-cards").hidden = !cards.length;
    slot("sum", filled(text.reviewOn, { n: cards.length, due: count }));
    list("cards", cards.map(([key, card]) => {
      const id = key.slice("card:".length);
      const paper = linkTo(card.from);
      const title = card.title || (paper ? `${paper.title} · ${id}` : id);
      const line = row(box, "card", {
        title, href: paper && `${paper.href}#${encodeURIComponent(id)}`,
        fact: card.due <= Date.now() ? text.dueNow : filled(text.due, { date: learn.date(card.due) }),
      });
      set(find("button", line), {
        "aria-label": `${text.remove}: ${title}`,
        click: () => {
          progress.remove(key);
          rolebook.announce(text.removed || "");
          find("summary", slot("mine-cards")).focus();
        },
      });
      return line;
    }));
  };

  const fillStatus = () => {
    // A record that was set aside on another page is missed here.
    const start = `rolebook.${document.documentElement.dataset.site}.progress.aside.`;
    const wasSetAside = () => Object.keys(localStorage).some((key) => key.startsWith(start) && Number(key.slice(start.length)) > Date.now() - A_FORTNIGHT);
    const status = progress.status === "ok" && wasSetAside() ? "set-aside" : progress.status;
    box.querySelectorAll("[data-status]").forEach((/** @type {HTMLElement} */ line) => set(line, { hidden: line.dataset.status !== status }));
  };

  const refresh = () => {
    fillStatus();
    fillJourneys();
    fillAttempts();
    fillCards();
    learn.settings(box);
    box.dataset.ready = "";
  };

  /** @param {string | undefined} said @param {boolean} isGood */
  const report = (said, isGood) => {
    slot("report", said).dataset.tone = isGood ? "good" : "bad";
  };

  /** @param {string} brought */
  const bring = (brought) => {
    if (!brought.trim()) return report(text.nothing, false);
    const { added, newer, same, problem } = progress.import(brought);
    report(problem ? text[problem] : filled(text.imported, { added, newer, same }), !problem);
  };

  /** @param {boolean} isAsked whether to forget everything */
  const ask = (isAsked) => {
    slot("sure").hidden = !isAsked;
    set(slot("forget"), { "aria-expanded": String(isAsked) });
    slot(isAsked ? "keep" : "forget").focus();
  };

  /** @type {Record<string, () => void>} */
  const DOING = {
    "export-file": () => rolebook.save(`${text.file}-${new Date().toLocaleDateString("sv")}.json`, progress.export()),
    "export-code": async () => {
      const area = slot("code");
      area.hidden = false;
      area.value = progress.code();
      const done = await rolebook.copy(area.value);
      report(done ? text.codeCopied : text.codeFailed, done);
      if (!done) area.select();
    },
    "import-code": () => bring(slot("paste").value),
    forget: () => ask(slot("sure").hidden),
    "forget-not": () => ask(false),
    "forget-now": () => {
      ask(false);
      progress.clear();
      rolebook.announce(text.forgotten || "");
      report(text.forgotten, true);
    },
  };
  rolebook.listen(box, DOING);

  box.addEventListener("change", async (/** @type {any} */ { target }) => {
    const { dataset, type, files } = target;
    if (dataset.setting && type === "text") slot("saved", text.saved);
    if (!files || !files[0]) return;
    try {
      bring(await files[0].text());
    } catch {
      report(text.unreadable, false);
    }
    target.value = "";
  });

  learn.follow(refresh);
})();
