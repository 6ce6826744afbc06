// @ts-check
// After the answer: what was right, what was not, and why. Verdicts are words with an icon; colour only helps.
// HTML in a key comes from the build.
(() => {
  const { rolebook } = window;
  const { button, figure, fragment, icon, make, say } = rolebook;

  /** @typedef {{key: QuestionKey, answer: any, graded: Graded, element: HTMLElement | null, box: HTMLElement}} Case */

  /** @param {Element | null} within @param {string} selector */
  const find = (within, selector) => (within ? within.querySelector(selector) : null);
  /** A copy of what an item or an option says. @param {Element | null} line */
  const copyOf = (line) => {
    const text = find(line, ":scope > div, .pair-left") || line;
    const copy = document.createDocumentFragment();
    if (text) copy.append(...text.cloneNode(true).childNodes);
    for (const letter of copy.querySelectorAll(".choice-letter, select, .mark")) letter.remove();
    return copy;
  };

  /** A short verdict beside what it is about. @param {"right" | "wrong" | "missed"} verdict @param {string} text */
  const mark = (verdict, text) => {
    return make("span", { class: "mark", "data-mark": verdict }, icon(verdict === "wrong" ? "close" : "check"), text);
  };

  /** @param {Case} about @param {...Made} content */
  const right = ({ box }, ...content) => {
    box.append(make("div", "answer-right", make("p", "answer-label", say("right_answer")), ...content));
  };

  /** @param {Case} about */
  const choices = (about) => {
    const { key, answer, element, box } = about;
    const chosen = new Set(answer === null || answer === undefined ? [] : [].concat(answer).map(String));
    const rights = key.kind === "judge" ? [String(key.judge)] : key.right || [];
    const options = key.kind === "judge" ? ["true", "false"] : Array.from({ length: key.options || 0 }, (_, at) => String(at));
    const list = make("ul", { class: "answer-choices", role: "list" });
    for (const option of options) {
      const isRight = rights.includes(option);
      const isChosen = chosen.has(option);
      const why = (key.why || {})[option];
      const line = find(element, `:scope [data-option="${option}"]`);
      if (!isRight && !isChosen && !why) continue;
      const verdict = isRight ? (isChosen ? "right" : "missed") : isChosen ? "wrong" : null;
      const words = isRight ? say(isChosen ? "you_right" : "right_answer") : isChosen ? say("you_wrong") : null;
      const note = make("div", "choice-why", verdict && words && mark(verdict, words), why && make("span", "", rolebook.fragment(why)));
      if (line instanceof HTMLElement) {
        if (verdict) line.dataset.mark = verdict;
        (find(line, ".choice > div") || line).append(note);
      } else {
        const text = key.kind === "judge" ? say(`judge_${option}`) : String.fromCharCode(65 + Number(option));
        list.append(make("li", { "data-right": String(isRight) }, make("span", "choice-letter", text), note));
      }
    }
    if (list.children.length) box.append(list);
  };

  /** @param {Case} about */
  const written = (about) => {
    const { key, graded, element } = about;
    const marks = graded.blanks || [graded.verdict === "right"];
    const boxes = element ? [...element.querySelectorAll(".blank-input")] : [];
    boxes.forEach((box, at) => {
      box.setAttribute("data-mark", marks[at] ? "right" : "wrong");
      if (!marks[at]) box.setAttribute("aria-invalid", "true");
      box.after(mark(marks[at] ? "right" : "wrong", ""));
    });
    const accept = key.accept || [];
    if (marks.every(Boolean)) return;
    if (accept.length === 1) right(about, make("p", "answer-line", make("strong", "", accept[0])));
    else right(about, make("ol", "answer-blanks", ...accept.map((one, at) => make("li", "", make("strong", "", one), marks[at] ? ` ${say("verdict_right")}` : ""))));
  };

  /** @param {Case} about */
  const order = (about) => {
    const { key, answer, graded, element } = about;
    const items = key.order || [];
    if (element && Array.isArray(answer)) {
      answer.forEach((item, at) => {
        const row = find(element, `[data-item="${item}"]`);
        const place = items.indexOf(item);
        if (!(row instanceof HTMLElement)) return;
        row.dataset.mark = place === at ? "right" : "wrong";
        row.append(mark(place === at ? "right" : "wrong", place === at ? "" : say("belongs_at", { n: place + 1 })));
      });
    }
    if (graded.verdict === "right" || !element) return;
    right(about, make("ol", "answer-order", ...items.map((item) => make("li", "", copyOf(find(element, `[data-item="${item}"]`))))));
  };

  /** @param {Case} about */
  const pairs = (about) => {
    const { key, graded, element } = about;
    if (!element) return;
    const marks = graded.pairs || {};
    for (const [left] of key.pairs || []) {
      const line = find(element, `[data-left="${left}"]`);
      if (!(line instanceof HTMLElement)) continue;
      line.dataset.mark = marks[left] ? "right" : "wrong";
      line.append(mark(marks[left] ? "right" : "wrong", ""));
    }
    if (graded.verdict === "right") return;
    const rows = (key.pairs || []).map(([left, item]) =>
      make("div", "", make("dt", "", copyOf(find(element, `[data-left="${left}"]`))), make("dd", "", copyOf(find(element, `[data-item="${item}"]`)))));
    right(about, make("dl", "answer-pairs", ...rows));
  };

  /** @param {Case} about */
  const parts = ({ key, answer, graded, element, box }) => {
    for (const [id, part] of Object.entries(key.parts || {})) {
      const own = [...(element ? element.querySelectorAll(".question") : [])].find((one) => (one.getAttribute("data-question") || "").endsWith(`/${id}`));
      const shown = own instanceof HTMLElement ? own : null;
      const said = explain(part, answer ? answer[id] : null, (graded.parts || {})[id] || graded, shown);
      (shown || box).append(said);
    }
  };

  /** @type {Record<string, (about: Case) => void>} */
  const KINDS = { single: choices, multiple: choices, judge: choices, blanks: written, number: written, order, pairs, case: parts };
  const ICONS = { right: "check", partial: "partial", wrong: "close", blank: "blank", open: "clock" };

  /** @param {QuestionKey} key @param {any} answer @param {Graded} graded @param {HTMLElement | null} [element] */
  const explain = (key, answer, graded, element = null) => {
    const { verdict, points, max } = graded;
    const box = make("div", { class: "verdict", "data-verdict": verdict, tabindex: "-1" },
      make("p", "verdict-head", icon(ICONS[verdict]), make("strong", "", say(`verdict_${verdict}`)),
        verdict !== "open" && make("span", "", say("got", { points: figure(points), max: figure(max) }))));
    const kind = KINDS[key.kind];
    if (kind) kind({ key, answer, graded, element, box });
    if (key.model) box.append(make("div", "answer-right", make("p", "answer-label", say("model_answer")), make("div", "prose", fragment(key.model))));
    if (key.explain) box.append(make("div", "answer-explain prose", fragment(key.explain)));
    if (key.see) box.append(make("p", "answer-see", say("review"), make("a", { href: key.see.href }, key.see.title)));
    return box;
  };

  /** An essay is marked by whoever wrote it, beside the model answer. @param {number} max @param {(points: number) => void} choose */
  const selfMark = (max, choose) => {
    const shares = Object.entries({ full: 1, half: 0.5, none: 0 }).map(([name, share]) => {
      const points = Math.round(max * share * 100) / 100;
      return button("action", () => choose(points), say(`self_${name}`, { points }));
    });
    return make("div", { class: "self-mark", role: "group", "aria-label": say("self_title") },
      make("p", "", say("self_title")), make("div", "actions", ...shares));
  };

  Object.assign(rolebook, { explain, selfMark });
})();
