// @ts-check
// A practical task that is watched: every criterion met or not, the evidence, who signed and when. Kept as a result of the
// one who did it; printed, it is a form to fill in by hand.
rolebook.define("papers/practical", [
  "announce", "clipboard", "elements", "say", "learn/codes", "learn/store", "quiz/grading", "super/overlay", "papers/sheet",
], (
  announce, clipboard, { make }, say, codes, progress, { grade }, { about, copy, leave, show, stamp }, kit,
) => {
  const { sheet } = kit;

  /** The sheet of a task. @typedef {ReturnType<typeof about> & {root: HTMLElement, form: any, id: string, key: QuestionKey, criteria: {points: number, must?: boolean}[]}} Own */

  /** One line to fill in for each criterion. @param {Own} own @param {HTMLElement} question */
  const listCriteria = ({ one, criteria }, question) => question.querySelectorAll("[data-criterion]").forEach((row, at) => {
    const made = copy("criterion");
    const { one: part } = about(made);
    const [check, evidence] = row.querySelectorAll("td");
    const legend = part("legend");
    legend.append(make("b", "", String(at + 1)), make("span", "", ...[...check.childNodes].map((node) => node.cloneNode(true))));
    if (criteria[at].must) legend.append(copy("must"));
    part(".criterion-facts").textContent = say("t.super_of_points", { n: criteria[at].points });
    for (const radio of made.querySelectorAll("input[type=radio]")) radio.setAttribute("name", `met-${at}`);
    const field = part(".criterion-evidence input");
    field.name = `evidence-${at}`;
    field.placeholder = (evidence.textContent || "").trim();
    one(".criteria").append(made);
  });

  /** @param {Own} own @returns {{criteria: {met: boolean | null, evidence: string}[], by: string, at: number}} */
  const answer = ({ form, criteria }) => ({
    criteria: criteria.map((_, at) => {
      const { value } = form.elements[`met-${at}`];
      return { met: value === "" ? null : value === "yes", evidence: form.elements[`evidence-${at}`].value.trim() };
    }),
    by: form.elements.by.value.trim(),
    at: Date.now(),
  });

  /** Passed with every required criterion; without any required, with all. @param {Own} own @param {Graded} graded */
  const isFailed = ({ criteria }, graded) => graded.verdict === "wrong" || (!criteria.some(({ must }) => must) && graded.verdict !== "right");

  /** @param {Own} own */
  const sum = (own) => {
    const { root, one, key } = own;
    const graded = grade(key, answer(own));
    const left = answer(own).criteria.filter(({ met }) => met === null).length;
    const state = left ? "open" : isFailed(own, graded) ? "failed" : "passed";
    one("[data-sum]").textContent = `${graded.points} / ${graded.max}`;
    one("[data-state]").textContent = left ? say("t.super_open_n", { n: left }) : say(state === "failed" ? "t.board_failed" : "t.board_passed");
    one(".practical-sum").dataset.outcome = state;
    root.dataset.outcome = state;
    one("[data-now]").textContent = stamp(Date.now());
  };

  /** Who was signed off here. @param {Own} own */
  const listDone = ({ one, id }) => {
    const done = kit.held(`${id}:`).reverse();
    one("[data-done]").hidden = !done.length;
    one("[data-done-list]").replaceChildren(...done.map(([heldKey, { result }]) => {
      const remove = make("button", "grid-remove", "×");
      Object.assign(remove.dataset, { do: "remove", key: heldKey });
      remove.setAttribute("type", "button");
      remove.setAttribute("aria-label", `${say("t.super_remove")} ${result.person.name}`);
      /** @param {"give" | "code"} what */
      const give = (what) => {
        const said = say(what === "give" ? "t.super_give" : "t.super_give_code");
        const button = make("button", "super-button", said);
        Object.assign(button.dataset, { do: what, key: heldKey });
        button.setAttribute("type", "button");
        button.setAttribute("aria-label", `${said} ${result.person.name}`);
        return button;
      };
      const line = make("li", "", make("strong", "", result.person.name), make("span", "", result.person.unit), make("span", "practical-mark", `${result.points} / ${result.max} ${say(result.passed ? "t.board_passed" : "t.board_failed")}`), make("small", "", say("t.super_by_at", { by: result.questions[0].answer.by, at: stamp(result.finished) })), remove, make("span", "practical-give", give("give"), give("code")));
      line.dataset.passed = String(result.passed);
      return line;
    }));
  };

  /** @param {Own} own @param {string} text @param {HTMLElement | null} [field] */
  const problem = ({ one }, text, field = null) => {
    const line = one("[data-problem]");
    line.textContent = text;
    line.hidden = !text;
    if (!field) return;
    // Beside what it is about: the sheet is longer than a phone.
    (field.closest("label, fieldset") || field).after(line);
    field.focus();
  };

  /** @param {Own} own */
  const sign = (own) => {
    const { form, id, key } = own;
    const given = answer(own);
    const { name, unit, by: signer } = form.elements;
    if (!name.value.trim()) return problem(own, say("t.super_need_name"), name);
    const open = given.criteria.findIndex(({ met }) => met === null);
    if (open >= 0) return problem(own, say("t.super_need_all"), form.elements[`met-${open}`][0]);
    if (!given.by) return problem(own, say("t.super_need_by"), signer);
    problem(own, "");
    let at = given.at;
    while (progress.get(`held:${id}:${at}`)) at += 1;
    const graded = grade(key, given);
    const title = (key.ask || sheet.title).split(/[：。；:;\n]|\. /)[0];
    const result = kit.result({ paper: id, title, pass: null, must: [], mode: "practical", seed: "", form: "practical", person: { name: name.value.trim(), unit: unit.value.trim() }, started: at, finished: at }, [{ id, grade: graded, answer: given }]);
    result.passed = !isFailed(own, graded);
    progress.set(`held:${id}:${at}`, { result });
    progress.set("set:signer", { value: given.by });
    // The next colleague is there already.
    const keptUnit = unit.value;
    form.reset();
    unit.value = keptUnit;
    signer.value = given.by;
    sum(own);
    listDone(own);
    announce(say("t.super_signed", { name: result.person.name }));
    name.focus();
  };

  /** @param {Own} own @param {PaperResult} result */
  const copyCode = async ({ one }, result) => {
    const area = one("[data-code]");
    area.value = codes.encode("RBR1", kit.parcel([result]));
    area.hidden = false;
    const done = await clipboard.copy(area.value);
    announce(say(done ? "t.copied" : "t.copy_failed"));
    if (!done) area.select();
  };

  /** @param {Own} own */
  const hear = (own) => {
    const { root, form, one, id } = own;
    form.addEventListener("input", () => {
      problem(own, "");
      sum(own);
    });
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      sign(own);
    });
    root.addEventListener("click", (event) => {
      const pressed = event.target instanceof Element && event.target.closest("[data-do]");
      if (!(pressed instanceof HTMLElement)) return;
      const { do: what, key: heldKey = "" } = pressed.dataset;
      if (what === "leave") leave();
      if (what === "print") window.print();
      if (what === "save") kit.saveFile(`${say("t.super_file")}-${id}`, kit.held(`${id}:`).map(([, item]) => item.result));
      const result = progress.get(heldKey)?.result;
      if (what === "give") kit.saveFile(`${say("t.super_file")}-${id}-${result.person.name}`, [result]);
      if (what === "code") copyCode(own, result);
      if (what === "remove") {
        progress.remove(heldKey);
        listDone(own);
        one("h2").focus();
      }
    });
  };

  return async (button) => {
    const place = /** @type {HTMLElement} */ (button.closest("[data-question]"));
    const id = place.dataset.question || "";
    const question = kit.question(id);
    const key = (await kit.keys())[id];
    if (!question || !key) return;
    const root = copy("practical");
    const own = { ...about(root), root, id, key, form: root.querySelector("form"), criteria: key.criteria || [] };
    const { one, form } = own;
    one("[data-edition]").textContent = sheet.edition;
    one("[data-max]").textContent = String(key.points);
    one(".practical-ask").append(...[.../** @type {Element} */ (question.querySelector(".question-ask")).childNodes].map((node) => node.cloneNode(true)));
    const by = progress.get("set:signer");
    /** @type {any} */ (form).elements.by.value = by ? String(by.value) : "";
    listCriteria(own, question);
    hear(own);
    show(root);
    sum(own);
    listDone(own);
    one("h2").focus({ preventScroll: true });
  };
});
