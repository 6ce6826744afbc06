// @ts-check
// Makes a question answerable: by mouse, keyboard, finger and screen reader. Answers are plain data, in the form that
// `grading.js` marks. What a reader answers with comes from `partials/quiz-question.html`.
rolebook.define("quiz/inputs", [
  "announce", "keys", "elements", "quiz/words",
], (
  announce, { isComposing }, { find, make, set, template }, { say },
) => {
  /** `open`: what has no answer yet. @typedef {{value: () => any, set: (answer: any) => void, open: () => HTMLElement[]}} Field */

  /** What a plain text leaves out. */
  const BEYOND_TEXT = "img, svg, math, pre, video, audio, sup, sub, del, s, ruby, table, ul, ol, br";

  /** @param {ParentNode} within @param {string} selector @returns {any[]} */
  const all = (within, selector) => [...within.querySelectorAll(selector)];
  /** @param {string} name @returns {any} */
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
    const how = make("legend", { class: "answer-how", id }, say(`how_${element.dataset.kind}`));
    const field = make("fieldset", { class: "answer-field", "aria-labelledby": `${ask(element)} ${id}` }, how);
    content.replaceWith(field);
    field.append(content);
  };

  /** Choosing again what is chosen takes it back. @param {HTMLInputElement[]} boxes @returns {() => void} to call when they were set otherwise */
  const takeBack = (boxes) => {
    /** @type {HTMLInputElement | undefined} */
    let chosen;
    let since = 0;
    const look = () => (chosen = boxes.find((box) => box.checked));
    /** Not every browser takes the space bar for a click on what is chosen. @param {KeyboardEvent} event */
    const onSpace = (event) => {
      if (event.key !== " " || isComposing(event)) return;
      event.preventDefault();
      if (event.type === "keydown" && !event.repeat) /** @type {HTMLElement} */ (event.target).click();
    };
    for (const box of boxes) set(box, {
      keydown: onSpace,
      keyup: onSpace,
      click: (/** @type {Event} */ { timeStamp }) => {
        // The second press of a double click means the first once more.
        if (chosen === box && timeStamp - since > 400) {
          box.checked = false;
          changed(box);
        }
        look();
        since = timeStamp;
      },
    });
    return look;
  };

  /** @param {HTMLElement} element @param {AskedQuestion} asked @returns {Field} */
  const choices = (element, { kind }) => {
    const many = kind === "multiple";
    const list = find(".choices", element);
    const boxes = all(list, "[data-option]").map((line) => {
      const box = make("input", { type: many ? "checkbox" : "radio", class: "choice-input", name: `in-${element.dataset.question}`, value: line.dataset.option });
      line.append(make("label", "choice", box, ...line.childNodes));
      return box;
    });
    group(element, list);
    const setAgain = many ? () => {} : takeBack(boxes);
    element.tabIndex = -1;
    element.addEventListener("keydown", (event) => {
      const { key, ctrlKey, metaKey, altKey, repeat } = event;
      // Where something is written or chosen a letter is a letter.
      if (ctrlKey || metaKey || altKey || repeat || key.length > 1 || isComposing(event) || /^(text|select)/.test(/** @type {any} */ (event.target).type)) return;
      const box = boxes[parseInt(key, 36) - (key > "9" ? 10 : 1)];
      if (!box || box.disabled) return;
      event.preventDefault();
      event.stopPropagation();
      box.focus();
      box.click();
    });
    return {
      value: () => {
        const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
        if (!chosen.length) return null;
        return many ? chosen.sort((a, b) => Number(a) - Number(b)) : kind === "judge" ? chosen[0] === "true" : chosen[0];
      },
      set: (answer) => {
        const chosen = [].concat(answer).map(String);
        for (const box of boxes) box.checked = chosen.includes(box.value);
        setAgain();
      },
      open: () => (boxes.some((box) => box.checked) ? [] : [boxes[0]]),
    };
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

  /** @param {HTMLElement} element @returns {Field} */
  const blanks = (element) => {
    const lines = all(element, "[data-blank]").map((place, at, { length }) => line(length > 1 ? say("blank_n", { n: at + 1 }) : say("blank_one"), element, place));
    return {
      value: () => (lines.some(({ box }) => box.value.trim()) ? lines.map(({ box }) => box.value) : null),
      set: (answer) => lines.forEach(({ fill }, at) => fill((answer || [])[at])),
      open: () => lines.flatMap(({ box }) => (box.value.trim() ? [] : box)),
    };
  };

  /** @param {HTMLElement} element @returns {Field} */
  const number = (element) => {
    const place = find("[data-number]", element);
    const unit = textOf(find(".number-unit", element));
    const { box, fill } = line(unit ? say("number_in", { unit }) : say("number_label"), element, place);
    box.inputMode = "decimal";
    // The number pad of a telephone has no minus.
    box.before(set(brought("sign"), {
      click: () => {
        box.value = /^\s*[-−－]/.test(box.value) ? box.value.replace(/^\s*[-−－]\s*/, "") : `-${box.value}`;
        box.focus();
        changed(box);
      },
    }));
    return { value: () => (box.value.trim() ? box.value : null), set: fill, open: () => (box.value.trim() ? [] : [box]) };
  };

  /** @param {HTMLElement} element @returns {Field} */
  const order = (element) => {
    const list = find(".choices", element);
    const rows = () => all(list, ":scope > li");
    let isMoved = false;

    const renumber = () => rows().forEach((row, at, { length }) => {
      find(".choice-letter", row).textContent = isMoved ? at + 1 : "";
      all(row, "[data-move]").forEach((button, way) => set(button, { "aria-disabled": String(at === (way ? length - 1 : 0)) }));
    });
    /** @param {HTMLElement} row */
    const moved = (row) => {
      isMoved = true;
      renumber();
      changed(list);
      announce(say("moved", { item: textOf(find("div", row)), i: rows().indexOf(row) + 1, n: rows().length }));
    };

    /** @param {PointerEvent} event @param {HTMLElement} row @param {HTMLElement} grip */
    const drag = (event, row, grip) => {
      if (event.button !== 0) return;
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      row.dataset.dragged = "";
      let isElsewhere = false;
      /** @param {PointerEvent} now */
      const follow = ({ clientY }) => {
        for (const other of rows()) {
          const { top, height } = other.getBoundingClientRect();
          const isAbove = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING;
          if (other === row) continue;
          if (isAbove && clientY < top + height / 2) row.after(other);
          else if (!isAbove && clientY > top + height / 2) row.before(other);
          else continue;
          isElsewhere = true;
          renumber();
        }
      };
      grip.addEventListener("pointermove", follow);
      grip.addEventListener("lostpointercapture", () => {
        grip.removeEventListener("pointermove", follow);
        delete row.dataset.dragged;
        if (isElsewhere) moved(row);
      }, { once: true });
    };

    for (const row of rows()) {
      const item = textOf(find("div", row));
      row.append(template("in-order"));
      const grip = find(".order-grip", row);
      set(grip, { pointerdown: (/** @type {PointerEvent} */ event) => drag(event, row, grip) });
      all(row, "[data-move]").forEach((button) => set(button, {
        "aria-label": say(button.dataset.move, { item }),
        click: () => {
          const isUp = button.dataset.move === "move_up";
          const other = isUp ? row.previousElementSibling : row.nextElementSibling;
          if (!other) return;
          // The other row moves, so that this one keeps the focus.
          if (isUp) row.after(other);
          else row.before(other);
          moved(row);
        },
      }));
    }
    group(element, list);
    const first = rows();
    renumber();
    return {
      value: () => (isMoved ? rows().map((row) => row.dataset.item) : null),
      set: (answer) => {
        /** @type {string[]} */
        const items = [].concat(answer || []);
        isMoved = items.length > 0;
        list.append(...(isMoved ? items.flatMap((item) => first.filter((row) => row.dataset.item === item)) : first));
        renumber();
      },
      // The order that is shown may be the right one.
      open: () => [],
    };
  };

  /** @param {HTMLElement} element @returns {Field} */
  const pairs = (element) => {
    const pairing = find(".pairing", element);
    const rights = all(pairing, "[data-item]");
    // A list to choose from holds text only. Where that does not say what is seen, or says the same of two, the items stay
    // in sight and go by a letter.
    const texts = rights.map((one) => textOf(one).normalize("NFKC").toLowerCase());
    const isPlain = texts.every(Boolean) && new Set(texts).size === texts.length && !rights.some((one) => one.querySelector(BEYOND_TEXT));
    const letters = rights.map((_, at) => String.fromCharCode(65 + at));
    if (isPlain) pairing.dataset.plain = "";
    else rights.forEach((one, at) => one.prepend(make("span", "choice-letter", letters[at])));
    const boxes = all(pairing, "[data-left]").map((left) => {
      const text = find("div", left);
      text.id = `rb-left-${element.dataset.question}-${left.dataset.left}`;
      const box = set(brought("pair"), { "aria-labelledby": text.id, "data-pair": left.dataset.left });
      box.append(...rights.map((one, at) => make("option", { value: one.dataset.item }, isPlain ? textOf(one) : letters[at])));
      left.append(box);
      return box;
    });
    group(element, pairing);
    return {
      value: () => {
        const chosen = boxes.filter((box) => box.value).map((box) => [box.dataset.pair, box.value]);
        return chosen.length ? Object.fromEntries(chosen) : null;
      },
      set: (answer) => boxes.forEach((box) => { box.value = (answer || {})[box.dataset.pair] || ""; }),
      open: () => boxes.filter((box) => !box.value),
    };
  };

  /** @param {HTMLElement} element @returns {Field} */
  const essay = (element) => {
    const box = set(brought("essay"), { "aria-describedby": ask(element) });
    /** @type {number | null} */
    let self = null;
    find("[data-essay]", element).replaceChildren(box);
    return {
      value: () => (box.value.trim() ? { text: box.value, self } : null),
      set: (answer) => ({ text: box.value = "", self = null } = answer || {}),
      open: () => (box.value.trim() ? [] : [box]),
    };
  };

  /** @param {HTMLElement} element @param {AskedQuestion} asked @returns {Field} */
  const scenario = (element, asked) => {
    const parts = all(element, ".question").map((part) => {
      const id = part.dataset.question.slice(asked.id.length + 1);
      return { id, ...inputs(part, (asked.parts || {})[id]) };
    });
    return {
      value: () => {
        const given = parts.map(({ id, value }) => [id, value()]).filter(([, answer]) => answer !== null);
        return given.length ? Object.fromEntries(given) : null;
      },
      set: (answer) => parts.forEach(({ id, set }) => set((answer || {})[id])),
      open: () => parts.flatMap(({ open }) => open()),
    };
  };

  /** A task is signed off elsewhere. @returns {Field} */
  const task = () => ({ value: () => null, set: () => {}, open: () => [] });

  /** @type {Record<QuestionKind, (element: HTMLElement, asked: AskedQuestion) => Field>} */
  const KINDS = { single: choices, multiple: choices, judge: choices, blanks, number, order, pairs, case: scenario, task, essay };

  /** @param {HTMLElement} element @param {AskedQuestion} asked @returns {AnswerInputs} */
  const inputs = (element, asked) => {
    const field = KINDS[asked.kind](element, asked);
    element.dataset.answerable = "";
    return {
      ...field,
      lock: (locked) => {
        set(element, { "data-locked": locked });
        for (const box of all(element, "input, select, textarea, .order-move, .number-sign")) box[/^text/.test(box.type) ? "readOnly" : "disabled"] = locked;
      },
      rest: (from) => {
        const open = field.open().filter((one) => one !== from);
        return open.find((one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) || open[0];
      },
      focus: () => (element.querySelector("input:checked") || find('input, select, textarea, [data-move][aria-disabled="false"]', element)).focus(),
    };
  };

  return inputs;
});
