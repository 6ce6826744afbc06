// @ts-check
// What the types of questions share when they are shown: where to answer, marks beside answers, letters on paper.
rolebook.define("questions/elements", [
  "elements", "say", "questions/views",
], (
  { find, make, set, template }, say, { icon },
) => {
  /** @param {ParentNode} within @param {string} selector @returns {any[]} */
  const all = (within, selector) => [...within.querySelectorAll(selector)];
  /** What a reader answers with: `partials/quiz-question.html`. @param {string} name @returns {any} */
  const brought = (name) => template(`in-${name}`).firstElementChild;
  /** @param {HTMLElement} element */
  const ask = (element) => {
    const found = find(".question-ask", element);
    found.id = found.id || `rb-ask-${element.dataset.question}`;
    return found.id;
  };
  /** What a piece of the question says, without icons. @param {Element} element */
  const textOf = (element) => (element.textContent || "").trim().replace(/\s+/g, " ");
  /** @param {HTMLElement} element */
  const changed = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));

  /** Puts what answers into a group that the screen reader announces with what is asked. @param {HTMLElement} element @param {HTMLElement} content */
  const group = (element, content) => {
    const id = `rb-how-${element.dataset.question}`;
    const how = make("legend", { class: "answer-how", id }, say(`t.quiz_how_${element.dataset.kind}`));
    const field = make("fieldset", { class: "answer-field", "aria-labelledby": `${ask(element)} ${id}` }, how);
    content.replaceWith(field);
    field.append(content);
  };

  /** A line to write in, as wide as what stands in it: Han characters take two places. @param {string} label @param {HTMLElement} element @param {HTMLElement} place */
  const line = (label, element, place) => {
    const box = brought("line");
    const fit = () => {
      const { length } = box.value.replace(/[\u2e80-\ud7ff\uf900-\uffff]/g, "--");
      box.style.width = `${Math.min(Math.max(length, 6), 28) + 3}ch`;
    };
    set(box, { "aria-label": label, "aria-describedby": ask(element), input: fit });
    place.replaceChildren(box);
    fit();
    return {
      box,
      fill: (/** @type {unknown} */ text = "") => {
        box.value = text === null ? "" : text;
        fit();
      },
    };
  };

  /** What a plain text leaves out. */
  const BEYOND_TEXT = "img, svg, math, pre, video, audio, sup, sub, del, s, ruby, table, ul, ol, br";

  /** Whether lines can be told apart by their text alone, as in a list to choose from. @param {HTMLElement[]} lines */
  const isPlain = (lines) => {
    const texts = lines.map((one) => textOf(one).normalize("NFKC").toLowerCase());
    return texts.every(Boolean) && new Set(texts).size === texts.length && !lines.some((one) => one.querySelector(BEYOND_TEXT));
  };

  /**
   * A list to choose from for each line: where the choices hold more than text they stay in sight and go by a letter.
   * @param {HTMLElement} element @param {{content: HTMLElement, lines: HTMLElement[], name: (line: HTMLElement) => string, choices: HTMLElement[], value: (choice: HTMLElement) => string}} about
   * @returns {AnswerField}
   */
  const selects = (element, { content, lines, name, choices, value }) => {
    const letters = choices.map((_, at) => String.fromCharCode(65 + at));
    const plain = isPlain(choices);
    if (plain) content.dataset.plain = "";
    else choices.forEach((one, at) => one.prepend(make("span", "choice-letter", letters[at])));
    const boxes = lines.map((row) => {
      const text = find("div", row);
      text.id = `rb-left-${element.dataset.question}-${name(row)}`;
      const box = set(brought("pair"), { "aria-labelledby": text.id, "data-pair": name(row) });
      box.append(...choices.map((one, at) => make("option", { value: value(one) }, plain ? textOf(one) : letters[at])));
      row.append(box);
      return box;
    });
    group(element, content);
    return {
      value: () => {
        const chosen = boxes.filter((box) => box.value).map((box) => [box.dataset.pair, box.value]);
        return chosen.length ? Object.fromEntries(chosen) : null;
      },
      set: (answer) => boxes.forEach((box) => { box.value = (answer || {})[box.dataset.pair] || ""; }),
      open: () => boxes.filter((box) => !box.value),
    };
  };

  /** A copy of what an item says. @param {"li" | "dt" | "dd"} tag @param {HTMLElement} element @param {string} selector */
  const copyOf = (tag, element, selector) => make(tag, "", ...find("div", find(selector, element)).cloneNode(true).childNodes);

  /** A short verdict for beside what it is about. @param {string} verdict @param {string} [text] */
  const mark = (verdict, text) => make("span", { class: "mark", "data-mark": verdict }, icon(verdict), text);

  /** @param {HTMLElement} row @param {boolean} isRight @param {string} [text] @param {Element} [at] where the mark stands */
  const judge = (row, isRight, text, at = row) => {
    row.dataset.mark = isRight ? "right" : "wrong";
    at.append(mark(row.dataset.mark, text));
  };

  /** The parts of a question that are its own and not those of its parts. @param {HTMLElement} own @param {string} selector @returns {HTMLElement[]} */
  const within = (own, selector) => /** @type {HTMLElement[]} */ ([...own.querySelectorAll(selector)].filter((one) => one.closest("[data-question]") === own));

  /** Letters as options are called: A, B … @param {number} at */
  const letter = (at) => String.fromCharCode(65 + at);

  /** The letter of what is shown, by how an answer names it. @param {HTMLElement} own @param {string} name @param {string} value */
  const shownLetter = (own, name, value) => {
    const at = within(own, `[data-${name}]`).findIndex((one) => one.dataset[name] === value);
    return at < 0 ? "?" : letter(at);
  };

  /** What typed letters name, undefined for a letter that names nothing. @param {HTMLElement} own @param {string} name @param {string} typed @returns {(string | undefined)[]} */
  const lettered = (own, name, typed) => {
    const lines = within(own, `[data-${name}]`);
    const letters = typed.normalize("NFKC").replace(/[\s,、;.→]|\d(?=[A-Za-z])/g, "").toUpperCase();
    return [...letters].map((sign) => lines[sign.charCodeAt(0) - 65]?.dataset[name]);
  };

  return { all, brought, ask, textOf, changed, group, line, selects, copyOf, mark, judge, within, letter, shownLetter, lettered };
});
