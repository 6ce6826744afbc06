// @ts-check
// A certificate that a learner prints for themselves: of the role or course in the address, `?role=` or `?course=`, else of
// the reader's role. Before everything is done it lists what is missing.
(() => {
  const page = document.querySelector("[data-certificate]");
  if (!(page instanceof HTMLElement)) return;
  const { rolebook } = window;
  const { filled, learn, make, progress } = rolebook;
  const text = page.dataset;

  /** @param {string} kind @param {string} name @returns {HTMLElement} */
  const find = (kind, name) => rolebook.find(`[data-${kind}="${name}"]`, page);
  /** @param {string} name @param {string} words */
  const write = (name, words) => {
    find("slot", name).textContent = words;
  };

  const asked = () => {
    const wanted = new URLSearchParams(location.search);
    for (const kind of ["course", "role"]) {
      const id = wanted.get(kind);
      const journey = id && learn.journey(`${kind}:${id}`);
      if (journey) return journey;
    }
    const role = rolebook.role();
    return role ? learn.journey(`role:${role.id}`) : undefined;
  };

  /** @param {Leaf[]} left */
  const fillMissing = (left) => {
    find("list", "missing").replaceChildren(...left.map((leaf) => {
      const link = make("a", { class: "mine-name", href: rolebook.href(leaf.step.href) }, leaf.step.title);
      const course = leaf.top === leaf.step ? [] : [leaf.top.title];
      return make("li", "", link, make("span", "mine-fact", [...course, learn.said(leaf)].join(" · ")));
    }));
  };

  /** @param {Leaf[]} leaves without those that stand twice */
  const fillScores = (leaves) => {
    const proofs = leaves.filter(({ result }) => result);
    find("list", "scores").replaceChildren(...proofs.map(({ step, result }) => {
      const one = /** @type {PaperResult} */ (result);
      const signed = (one.questions || []).map(({ answer }) => answer && answer.criteria && answer.by).find(Boolean);
      const score = one.max ? filled(text.score, { n: learn.share(one) }) : text.finished || "";
      const title = make("th", { scope: "row" }, step.title, signed && make("small", "", filled(text.signed, { name: signed })));
      return make("tr", "", title, make("td", "", score), make("td", "", learn.date(one.finished)));
    }));
    return proofs;
  };

  const refresh = () => {
    const journey = asked();
    const overview = journey && learn.standing().overview(journey.steps);
    const whole = !!overview && overview.state === "complete";
    find("part", "missing").hidden = whole;
    find("part", "whole").hidden = !whole;
    page.dataset.ready = "";
    if (!journey || !overview) {
      write("missing", learn.word("new"));
      return;
    }
    document.title = document.title.replace(/^[^·]*/, `${journey.title} `);
    const once = [...new Map(overview.leaves.map((leaf) => [leaf.step.id, leaf])).values()];
    const left = once.filter((leaf) => !rolebook.isDone(leaf));
    write("missing", filled(text.missing, { title: journey.title, n: left.length }));
    fillMissing(left);
    if (!whole) return;
    const name = learn.setting("name") || "";
    write("name", name || "\u00a0");
    write("unit", learn.setting("unit") || "");
    write("what", (journey.id.startsWith("role:") ? text.role : text.course) || "");
    write("title", journey.title);
    const lessons = once.filter(({ step }) => step.id.startsWith("page:")).length;
    write("lessons", filled(lessons === 1 ? text.lesson : text.lessons, { n: lessons }));
    const proofs = fillScores(once);
    const editions = [...new Set(proofs.map(({ result }) => result && result.edition).filter(Boolean))];
    const edition = text.product || text.edition || editions.join(", ");
    write("edition", edition);
    find("part", "edition").hidden = !edition;
    write("date", learn.date(overview.at));
    // Of what stands on the sheet: two prints of the same are told to be the same, and an altered one from both.
    const sheet = [document.documentElement.dataset.site, journey.id, name, overview.at, ...proofs.map(({ step, result }) => `${step.id}=${result && result.points}`)];
    write("number", filled(text.number, { n: rolebook.codes.crc32(sheet.join("|")).toUpperCase() }));
    learn.settings(page);
  };

  page.addEventListener("input", ({ target }) => {
    const { dataset, value } = /** @type {HTMLInputElement} */ (target);
    if (dataset.setting) write(dataset.setting, value || "\u00a0");
  });

  progress.subscribe(refresh);
  document.addEventListener("rolebook:role", refresh);
  refresh();
})();
