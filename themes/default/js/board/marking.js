// @ts-check
// What waits for a mark on the board: essays of exams, each with its text, the answer to compare with, and a field for the
// points. A mark can be changed as long as the result is here.
rolebook.define("board/marking", [
  "announce", "keys", "elements", "say", "learn/codes", "learn/veil", "board/results", "board/phrases",
  "board/questions",
], (
  announce, { isComposing }, { make }, say, codes, { fragment }, { attemptOf, waiting }, { called, tools }, { keysOf },
) => {
  /** What was written, of a case part by part. @param {any} answer @param {string} [name] @returns {[string, string][]} */
  const texts = (answer, name = "") => {
    if (typeof answer === "string") return [[name, answer]];
    if (typeof answer !== "object" || answer === null) return [];
    if (typeof answer.text === "string") return [[name, answer.text]];
    return Array.isArray(answer) ? [] : Object.entries(answer).flatMap(([part, own]) => texts(own, part));
  };

  /** @param {HTMLElement} root @param {{mark: (result: PaperResult, question: string, points: number) => void, give: (result: PaperResult) => void}} on */
  const marking = (root, on) => {
    const { one, icon } = tools(root);
    let turn = 0;

    /** @param {PaperResult} result @param {QuestionResult} own @param {QuestionKey | undefined} key */
    const lineOf = (result, own, key) => {
      const line = /** @type {HTMLElement} */ (icon("essay").firstElementChild);
      const part = (/** @type {string} */ selector) => /** @type {any} */ (line.querySelector(selector));
      part("strong").textContent = called(result.person);
      part("small").textContent = `${result.title} · ${(key && key.ask) || own.id}`;
      const written = texts(own.answer).filter(([, text]) => text.trim());
      part(".essay-text").replaceChildren(...written.map(([name, text]) => make("p", "", name && make("b", "", `(${name}) `), text)));
      if (!written.length) part(".essay-text").textContent = say("t.board_no_text");
      const model = key && [key.model, key.explain, ...Object.values(key.parts || {}).map((inner) => inner.model)].filter(Boolean).join("");
      part("details").hidden = !model;
      if (model) part(".essay-model").append(fragment(model));
      const field = part("input");
      field.max = String(own.max);
      if (own.marked_here) field.value = String(own.points);
      field.setAttribute("aria-label", say("t.board_points_for", { name: called(result.person), max: own.max }));
      part("[data-max]").textContent = `/ ${own.max}`;
      const take = () => {
        const points = Number(field.value.normalize("NFKC").replace(",", "."));
        if (!field.value.trim() || !Number.isFinite(points) || points < 0 || points > own.max) {
          field.setAttribute("aria-invalid", "true");
          announce(say("t.board_points_from", { max: own.max }));
          part("[data-fault]").textContent = say("t.board_points_from", { max: own.max });
          field.focus();
          return;
        }
        const fields = [...root.querySelectorAll("[data-essays] input")];
        const next = fields.indexOf(field);
        on.mark(result, own.id, points);
        announce(say("t.board_marked_as", { name: called(result.person), points, max: own.max }));
        // Drawn again: what follows is where this one was.
        const left = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-essays] input")]);
        (left[next] || left[0] || one("details[data-essays-done] > summary")).focus();
      };
      part("button").addEventListener("click", take);
      // Back to who wrote it: their own record and their path know no mark before.
      part("[data-give]").hidden = !own.marked_here || waiting(result).length > 0;
      part("[data-give]").addEventListener("click", () => on.give(result));
      field.addEventListener("input", () => {
        field.removeAttribute("aria-invalid");
        part("[data-fault]").textContent = "";
      });
      field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Enter" && !isComposing(event)) take();
      });
      return line;
    };

    /** Of papers that were looked at. @type {Map<string, Record<string, QuestionKey> | null>} */
    const keys = new Map();

    /** @param {PaperResult[]} results */
    const draw = (results) => {
      // Practice is for its owner to mark.
      const asked = results.filter(({ mode, form }) => mode === "exam" || form.startsWith("paper "));
      const all = asked.flatMap((result) => result.questions.filter(({ verdict, marked_here }) => verdict === "open" || marked_here).map((own) => ({ result, own })));
      // One question after the other, so that all are marked alike.
      const place = (/** @type {{result: PaperResult, own: QuestionResult}} */ { result, own }) => `${result.paper} ${own.id}`;
      all.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : a.result.finished - b.result.finished));
      // What is being typed stays.
      const typed = new Map([...root.querySelectorAll("[data-essays] input")].map((field) => /** @type {[string, string]} */ ([field.id, /** @type {HTMLInputElement} */ (field).value])));
      const lines = (/** @type {boolean} */ isMarked) => all.filter(({ own }) => !!own.marked_here === isMarked).map(({ result, own }) => {
        const line = lineOf(result, own, (keys.get(result.paper) || {})[own.id]);
        const field = /** @type {HTMLInputElement} */ (line.querySelector("input"));
        field.id = `rb-essay-${codes.crc32(attemptOf(result) + own.id)}`;
        field.value = field.value || typed.get(field.id) || "";
        return line;
      });
      const focused = document.activeElement && document.activeElement.id;
      const [open, done] = [lines(false), lines(true)];
      one("[data-marking]").hidden = !all.length;
      one("[data-marking-nav]").hidden = !all.length;
      one("[data-marking-lead]").textContent = open.length ? say("t.board_essays_n", { n: open.length }) : say("t.board_essays_none");
      one("[data-essays]").replaceChildren(...open);
      one("[data-essays-done]").hidden = !done.length;
      one("details[data-essays-done] > summary").textContent = say("t.board_essays_done", { n: done.length });
      one("[data-essays-marked]").replaceChildren(...done);
      const again = focused && focused.startsWith("rb-essay-") && document.getElementById(focused);
      if (again) again.focus();
      return [...new Set(all.map(({ result }) => result.paper))];
    };

    /** @param {PaperResult[]} results @param {BoardPaper[]} papers */
    const show = async (results, papers) => {
      turn += 1;
      const mine = turn;
      const unknown = draw(results).filter((id) => !keys.has(id));
      for (const id of unknown) {
        const paper = papers.find((known) => known.id === id);
        keys.set(id, paper ? await keysOf(paper) : null);
      }
      if (mine === turn && unknown.length) draw(results);
    };

    return { show };
  };

  return marking;
});
