// @ts-check
// A practical task that is watched: every criterion met or not, the evidence, who signed and when. Kept as a result of the
// one who did it; printed, it is a form to fill in by hand.
rolebook.define("papers/practical", [
  "announce", "clipboard", "elements", "learn/codes", "learn/store", "quiz/grading", "super/overlay",
  "papers/sheet",
], (
  announce, clipboard, { make }, codes, progress, { grade }, { about, copy, leave, show, stamp }, kit,
) => {
  const { sheet } = kit;

  return async (button) => {
    const place = /** @type {HTMLElement} */ (button.closest("[data-question]"));
    const id = place.dataset.question || "";
    const own = kit.question(id);
    const key = (await kit.keys())[id];
    if (!own || !key) return;
    const root = copy("practical");
    const { one, say } = about(root);
    const form = one("form");
    const criteria = key.criteria || [];
    one("[data-edition]").textContent = sheet.edition;
    one("[data-max]").textContent = String(key.points);
    one(".practical-ask").append(...[.../** @type {Element} */ (own.querySelector(".question-ask")).childNodes].map((node) => node.cloneNode(true)));
    const by = progress.get("set:signer");
    form.elements.by.value = by ? String(by.value) : "";

    own.querySelectorAll("[data-criterion]").forEach((row, at) => {
      const made = copy("criterion");
      const { one: part } = about(made);
      const [check, evidence] = row.querySelectorAll("td");
      const legend = part("legend");
      legend.append(make("b", "", String(at + 1)), make("span", "", ...[...check.childNodes].map((node) => node.cloneNode(true))));
      if (criteria[at].must) legend.append(copy("must"));
      part(".criterion-facts").textContent = say("points", { n: criteria[at].points });
      for (const radio of made.querySelectorAll("input[type=radio]")) radio.setAttribute("name", `met-${at}`);
      const field = part(".criterion-evidence input");
      field.name = `evidence-${at}`;
      field.placeholder = (evidence.textContent || "").trim();
      one(".criteria").append(made);
    });

    /** @returns {{criteria: {met: boolean | null, evidence: string}[], by: string, at: number}} */
    const answer = () => ({
      criteria: criteria.map((_, at) => {
        const { value } = form.elements[`met-${at}`];
        return { met: value === "" ? null : value === "yes", evidence: form.elements[`evidence-${at}`].value.trim() };
      }),
      by: form.elements.by.value.trim(),
      at: Date.now(),
    });

    const sum = () => {
      const graded = grade(key, answer());
      const left = answer().criteria.filter(({ met }) => met === null).length;
      const state = left ? "open" : graded.verdict === "wrong" || isFailed(graded) ? "failed" : "passed";
      one("[data-sum]").textContent = `${graded.points} / ${graded.max}`;
      one("[data-state]").textContent = left ? say("open", { n: left }) : say(state);
      one(".practical-sum").dataset.outcome = state;
      root.dataset.outcome = state;
      one("[data-now]").textContent = stamp(Date.now());
    };

    /** Passed with every required criterion; without any required, with all. @param {Graded} graded */
    const isFailed = (graded) => !criteria.some(({ must }) => must) && graded.verdict !== "right";

    const refreshDone = () => {
      const done = kit.held(`${id}:`).reverse();
      one("[data-done]").hidden = !done.length;
      one("[data-done-list]").replaceChildren(...done.map(([heldKey, { result }]) => {
        const remove = make("button", "grid-remove", "×");
        Object.assign(remove.dataset, { do: "remove", key: heldKey });
        remove.setAttribute("type", "button");
        remove.setAttribute("aria-label", `${say("remove")} ${result.person.name}`);
        /** @param {"give" | "code"} what */
        const give = (what) => {
          const button = make("button", "super-button", say(what));
          Object.assign(button.dataset, { do: what, key: heldKey });
          button.setAttribute("type", "button");
          button.setAttribute("aria-label", `${say(what)} ${result.person.name}`);
          return button;
        };
        const line = make("li", "", make("strong", "", result.person.name), make("span", "", result.person.unit), make("span", "practical-mark", `${result.points} / ${result.max} ${say(result.passed ? "passed" : "failed")}`), make("small", "", say("byAt", { by: result.questions[0].answer.by, at: stamp(result.finished) })), remove, make("span", "practical-give", give("give"), give("code")));
        line.dataset.passed = String(result.passed);
        return line;
      }));
    };

    /** @param {string} text @param {HTMLElement | null} [field] */
    const problem = (text, field = null) => {
      const line = one("[data-problem]");
      line.textContent = text;
      line.hidden = !text;
      if (!field) return;
      // Beside what it is about: the sheet is longer than a phone.
      (field.closest("label, fieldset") || field).after(line);
      field.focus();
    };

    const sign = () => {
      const given = answer();
      const { name, unit, by: signer } = form.elements;
      if (!name.value.trim()) return problem(say("needName"), name);
      const open = given.criteria.findIndex(({ met }) => met === null);
      if (open >= 0) return problem(say("needAll"), form.elements[`met-${open}`][0]);
      if (!given.by) return problem(say("needBy"), signer);
      problem("");
      let at = given.at;
      while (progress.get(`held:${id}:${at}`)) at += 1;
      const graded = grade(key, given);
      const title = (key.ask || sheet.title).split(/[：。；:;\n]|\. /)[0];
      const result = kit.result({ paper: id, title, pass: null, must: [], mode: "practical", seed: "", form: "practical", person: { name: name.value.trim(), unit: unit.value.trim() }, started: at, finished: at }, [{ id, grade: graded, answer: given }]);
      result.passed = graded.verdict !== "wrong" && !isFailed(graded);
      progress.set(`held:${id}:${at}`, { result });
      progress.set("set:signer", { value: given.by });
      // The next colleague is there already.
      const keptUnit = unit.value;
      form.reset();
      unit.value = keptUnit;
      signer.value = given.by;
      sum();
      refreshDone();
      announce(say("kept", { name: result.person.name }));
      name.focus();
      return true;
    };

    /** @param {PaperResult} result */
    const copyCode = async (result) => {
      const area = one("[data-code]");
      area.value = codes.encode("RBR1", kit.parcel([result]));
      area.hidden = false;
      const done = await clipboard.copy(area.value);
      announce(say(done ? "copied" : "copyFailed"));
      if (!done) area.select();
    };

    form.addEventListener("input", () => {
      problem("");
      sum();
    });
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      sign();
    });
    root.addEventListener("click", (event) => {
      const pressed = event.target instanceof Element && event.target.closest("[data-do]");
      if (!(pressed instanceof HTMLElement)) return;
      const { do: what, key: heldKey = "" } = pressed.dataset;
      if (what === "leave") leave();
      if (what === "print") window.print();
      if (what === "save") kit.saveFile(`${say("file")}-${id}`, kit.held(`${id}:`).map(([, item]) => item.result));
      const result = progress.get(heldKey)?.result;
      if (what === "give") kit.saveFile(`${say("file")}-${id}-${result.person.name}`, [result]);
      if (what === "code") copyCode(result);
      if (what === "remove") {
        progress.remove(heldKey);
        refreshDone();
        one("h2").focus();
      }
    });
    show(root);
    sum();
    refreshDone();
    one("h2").focus({ preventScroll: true });
  };
});
