// @ts-check
// Papers to print: versions A and B of one seed, with answer sheet, key and marking sheet.
rolebook.define("papers/papers", [
  "elements", "say", "questions/types", "super/overlay", "papers/sheet", "papers/lines", "papers/grid",
], (
  { make }, say, types, { about, copy, leave, show }, kit, { lines }, grid,
) => {
  const { sheet } = kit;
  /** Columns of the marking sheet for candidates, beside the pages of the key. */
  const CANDIDATES = 12;

  /** A version to print, and the answers by question. @typedef {{all: PaperLine[], version: string, seed: string, keys: Record<string, QuestionKey>}} Version */

  /** @param {number} points */
  const count = (points) => String(Number(points.toFixed(2)));
  /** @param {PaperLine[]} all */
  const total = (all) => all.reduce((sum, line) => sum + line.points, 0);
  /** @param {PaperLine[]} all @returns {[string, PaperLine[]][]} */
  const byKind = (all) => types.kinds.map((kind) => /** @type {[string, PaperLine[]]} */ ([kind, all.filter((line) => line.kind === kind)])).filter(([, some]) => some.length);
  /** @param {string} kind */
  const kindName = (kind) => say(`t.question_${kind}`);
  /** @param {HTMLElement} own */
  const typeOf = (own) => types.of(/** @type {QuestionKind} */ (own.dataset.kind));

  /** @param {string} title @param {Version} of @param {string} facts @param {boolean} named */
  const head = (title, { version, seed }, facts, named) => {
    const made = copy("sheet-head");
    const { one: part } = about(made);
    part(".sheet-site span").textContent = `${sheet.edition ? `${sheet.edition} · ` : ""}${say("t.super_number", { seed, version })}`;
    part("h3").append(sheet.title, make("small", "", title, make("b", "", say("t.super_version", { version }))));
    part(".sheet-facts").textContent = facts;
    part(".sheet-fields").hidden = !named;
    return made;
  };

  /** @param {PaperLine[]} all */
  const facts = (all) => [say("t.questions", { n: all.length }), say("t.points", { n: count(total(all)) }), sheet.minutes && say("t.minutes", { n: sheet.minutes }), sheet.pass && say("t.super_pass_at", { n: sheet.pass })].filter(Boolean).join(" · ");

  /** A question as it is printed. @param {PaperLine} line */
  const printed = (line) => {
    const own = /** @type {HTMLElement} */ (line.own.cloneNode(true));
    const ask = /** @type {HTMLElement} */ (own.querySelector(".question-ask"));
    own.querySelectorAll(".question-head").forEach((one) => {
      const number = make("b", "sheet-number", kit.numberOf(one));
      one.replaceWith(number);
    });
    // A table at the end would push it down on a line of its own.
    const end = ask.querySelector(":scope > :last-child:not(p)") ? ask.querySelector(":scope > p") || ask : ask;
    end.append(make("small", "sheet-worth", say("t.super_worth", { n: count(line.points) })));
    for (const part of [own, ...kit.parts(own)]) part.append(typeOf(part).paper.room(part));
    // Short options stand in two columns.
    for (const list of own.querySelectorAll(".choices")) list.toggleAttribute("data-short", [...list.children].every((one) => (one.textContent || "").trim().length < 20));
    return own;
  };

  /** @param {Version} of */
  const paper = (of) => {
    const groups = byKind(of.all).map(([kind, some], at) => make(
      "section", "sheet-group",
      make("h4", "", say("t.super_group", { i: say("t.super_numerals").split(" ")[at], kind: kindName(kind), n: some.length, points: count(total(some)) })),
      ...some.map(printed),
    ));
    return make("article", "sheet", head("", of, facts(of.all), true), ...groups);
  };

  /** Lines of the answer sheet: a question, or each of its parts. @param {PaperLine} line */
  const answered = (line) => (kit.parts(line.own).length ? kit.parts(line.own) : [line.own]).map((own) => {
    const { paper: { boxes, cell, lines: places } } = typeOf(own);
    return { number: kit.numberOf(own), kind: own.dataset.kind || "", cell, boxes: boxes(own), places: places(own) };
  });

  /** @param {Version} of */
  const answerSheet = (of) => {
    const entries = of.all.flatMap(answered);
    return make(
      "article", "sheet sheet-answers",
      head(say("t.super_answer_sheet"), of, say("t.super_sheet_lead"), true),
      make("ol", "bubbles", ...entries.filter(({ boxes }) => boxes.length).map(({ number, cell, boxes }) => make("li", cell === "some" ? "bubbles-many" : "", make("b", "", number), ...boxes.map((text) => make("i", "", text))))),
      make("ol", "written", ...entries.filter(({ places }) => places.length).map(({ number, kind, places }) => make("li", `written-${kind}`, make("b", "", number), ...places.map((text) => make("span", "", text))))),
    );
  };

  /** @param {Version} of */
  const key = (of) => make(
    "article", "sheet sheet-key",
    head(say("t.super_key"), of, facts(of.all), false),
    ...of.all.filter(({ id }) => of.keys[id]).map(({ id, number, own, points, kind }) => make(
      "section", "key-item",
      make("p", "key-head", make("b", "", String(number)), make("span", "", kindName(kind)), make("span", "", say("t.points", { n: count(points) })), make("span", "key-ask", of.keys[id].ask || "")),
      kit.answer(own, of.keys[id]),
    )),
  );

  /** @param {Version} of */
  const marking = (of) => {
    const { all, keys } = of;
    const empty = () => Array.from({ length: CANDIDATES }, () => make("td", ""));
    const rows = all.map(({ id, own, number, points }) => {
      const inner = kit.parts(own).map((part) => `${kit.numberOf(part)} ${kit.brief(part, ((keys[id] || {}).parts || {})[kit.partName(part)] || {})}`);
      return make("tr", "", make("th", "", String(number)), make("td", "marking-right", inner.length ? inner.join("  ") : keys[id] ? kit.brief(own, keys[id]) || say("t.super_own_points") : ""), make("td", "", count(points)), ...empty());
    });
    const names = make("tr", "marking-names", make("td", "", ""), make("th", "", say("t.answer")), make("th", "", say("t.points_column")), ...empty());
    return make(
      "article", "sheet sheet-marking",
      head(say("t.super_marking"), of, say("t.super_marking_lead"), false),
      make("table", "", make("thead", "", names), make("tbody", "", ...rows, make("tr", "marking-total", make("td", "", ""), make("td", "", say("t.super_total")), make("td", "", count(total(all))), ...empty()))),
      make("p", "write", say("t.signature")),
    );
  };

  /** @type {Record<string, (of: Version) => HTMLElement>} */
  const makers = { paper, sheet: answerSheet, key, marking };

  return async () => {
    const root = copy("papers");
    const { one } = about(root);
    const form = one(".papers-form");
    const keys = await kit.keys();
    form.elements.seed.value = kit.newSeed();

    const refresh = () => {
      const seed = form.elements.seed.value.trim().toUpperCase() || "1";
      const chosen = (/** @type {string} */ name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value);
      one("[data-sheets]").replaceChildren(...chosen("version").flatMap((version) => {
        const all = lines(seed, version);
        return chosen("part").map((part) => makers[part]({ all, version, seed, keys }));
      }));
    };

    form.addEventListener("input", refresh);
    form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-do]");
      if (!(button instanceof HTMLElement)) return;
      const { do: what } = button.dataset;
      if (what === "leave") leave();
      if (what === "print") window.print();
      if (what === "grid") grid(form.elements.seed.value.trim().toUpperCase());
      if (what === "new") {
        form.elements.seed.value = kit.newSeed();
        refresh();
      }
    });
    show(root);
    refresh();
    one("h2").focus({ preventScroll: true });
  };
});
