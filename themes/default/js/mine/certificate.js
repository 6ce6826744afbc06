// @ts-check
// A certificate that a learner prints for themselves: of the role or course in the address, `?of=`, else of the reader's
// role. Before everything is done it lists what is missing.
rolebook.define("mine/certificate", [
  "early", "address", "elements", "say", "learn/codes", "learn/state", "learn/learner",
], (
  early, address, { find, row, slots }, say, codes, { isDone }, learn,
) => {
  const page = find("[data-certificate]");
  if (!page.isConnected) return;
  const slot = slots(page);
  /** Keeps the line. */
  const BLANK = "\u00a0";

  /** @param {Leaf[]} left */
  const fillLeft = (left) => slot("left").replaceChildren(...left.map((leaf) => {
    const { step, top } = leaf;
    return row(page, "missing", { title: step.title, href: step.href, fact: [...(top === step ? [] : [top.title]), learn.said(leaf)].join(" · ") });
  }));

  /** @param {Leaf[]} proofs */
  const fillScores = (proofs) => slot("scores").replaceChildren(...proofs.map(({ step, result }) => {
    const one = /** @type {PaperResult} */ (result);
    const name = (one.questions || []).map(({ answer }) => answer?.criteria && answer.by).find(Boolean);
    return row(page, "score", {
      title: step.title, signed: name && say("t.certificate_signed", { name }), date: learn.date(one.finished),
      score: one.max ? say("t.certificate_score", { n: learn.share(one) }) : say("t.finished"),
    });
  }));

  const refresh = () => {
    const journey = learn.journey(new URLSearchParams(location.search).get("of") || "") || learn.own();
    const overview = journey && learn.standing().overview(journey.steps);
    const whole = !!overview && overview.state === "complete";
    slot("undone").hidden = whole;
    slot("whole").hidden = !whole;
    page.dataset.ready = "";
    slot("go").href = address.href(journey ? journey.href : "") || find("#rb-learn").dataset.homeHref;
    slot("go-choose").hidden = !!journey;
    slot("go-path", journey ? journey.title : "");
    if (!journey || !overview) return slot("missing", say("t.journey_new"));
    const { id, title } = journey;
    document.title = document.title.replace(/^[^·]*/, `${title} `);
    const once = [...new Map(overview.leaves.map((leaf) => [leaf.step.id, leaf])).values()];
    const left = once.filter((leaf) => !isDone(leaf));
    slot("missing", say("t.certificate_missing", { title, n: left.length }));
    fillLeft(left);
    if (!whole) return;
    const name = learn.setting("name") || "";
    slot("name", name || BLANK);
    slot("unit", learn.setting("unit") || BLANK);
    slot("what", say(id.startsWith("role:") ? "t.certificate_role" : "t.certificate_course"));
    slot("journey", title);
    const n = once.filter(({ step }) => step.id.startsWith("page:")).length;
    slot("lessons", say(n === 1 ? "t.lesson_one" : "t.lessons_n", { n }));
    // Without those that stand twice.
    const proofs = once.filter(({ result }) => result);
    fillScores(proofs);
    const editions = new Set(proofs.flatMap(({ result }) => result?.edition || []));
    slot("edition", page.dataset.product || page.dataset.edition || [...editions].join(", "));
    slot("completed", learn.date(overview.at));
    // Of what is on the sheet: two prints of the same can be told to be the same, and an altered one apart from both.
    const sheet = [early.ids[0], id, name, overview.at, ...proofs.map(({ step, result }) => `${step.id}=${result?.points}`)];
    slot("number", say("t.certificate_number", { n: codes.crc32(sheet.join("|")).toUpperCase() }));
    learn.settings(page);
  };

  // Nobody's certificate is no certificate.
  page.addEventListener("click", (/** @type {Event} */ event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-print]")) return;
    const name = find('[data-setting="name"]', page);
    const isNamed = !!name.value.trim();
    slot("nameless").hidden = isNamed;
    if (isNamed) return;
    event.stopPropagation();
    name.focus();
  });
  page.addEventListener("input", (/** @type {any} */ { target }) => slot(target.dataset.setting, target.value || BLANK));
  learn.follow(refresh);
});
