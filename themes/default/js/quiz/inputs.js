// @ts-check
// Makes a question answerable: by mouse, keyboard, finger and screen reader. Answers are plain data, in the form that
// `grading.js` marks.
(() => {
  const { rolebook } = window;
  const { announce, icon, make, say } = rolebook;

  /** @typedef {{value: () => any, set: (answer: any) => void, focus: () => void}} Field */

  /** @param {ParentNode} within @param {string} selector @returns {HTMLElement[]} */
  const all = (within, selector) => [...within.querySelectorAll(selector)].map((one) => /** @type {HTMLElement} */ (one));
  /** @param {HTMLElement} element */
  const ask = (element) => {
    const [found] = all(element, ":scope > .question-ask");
    found.id = found.id || `ask-${element.dataset.question}`;
    return found;
  };
  /** What a piece of the question says, without icons. @param {Element | null} element */
  const textOf = (element) => ((element && element.textContent) || "").trim().replace(/\s+/g, " ");
  /** @param {HTMLElement} element */
  const changed = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));

  /** Puts what answers into a group that the screen reader announces with what is asked. @param {HTMLElement} element @param {boolean} isSet of boxes @param {HTMLElement} content */
  const group = (element, isSet, content) => {
    const id = `how-${element.dataset.question}`;
    const how = make(isSet ? "legend" : "p", { class: "answer-how", id }, say(`how_${element.dataset.kind}`));
    const field = make(isSet ? "fieldset" : "div", { class: "answer-field", role: isSet ? null : "group", "aria-labelledby": `${ask(element).id} ${id}` }, how);
    content.replaceWith(field);
    field.append(content);
  };

  /** @param {HTMLElement} element @param {AskedQuestion} asked @returns {Field} */
  const choices = (element, asked) => {
    const [list] = all(element, ":scope > .choices");
    const many = asked.kind === "multiple";
    const boxes = all(list, "[data-option]").map((line) => {
      const box = make("input", { type: many ? "checkbox" : "radio", class: "choice-input", name: `in-${element.dataset.question}`, value: line.dataset.option });
      const content = [...line.childNodes];
      line.append(make("label", "choice", box, ...content));
      return box;
    });
    group(element, true, list);
    element.tabIndex = -1;
    element.addEventListener("keydown", (event) => {
      const { target, key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
      if (target.matches('textarea, select, input:not([type="radio"]):not([type="checkbox"])')) return;
      const box = boxes[/^[1-9]$/.test(key) ? Number(key) - 1 : /^[a-z]$/i.test(key) ? key.toLowerCase().charCodeAt(0) - 97 : -1];
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
        if (many) return chosen.sort((a, b) => Number(a) - Number(b));
        return asked.kind === "judge" ? chosen[0] === "true" : chosen[0];
      },
      set: (answer) => {
        const chosen = answer === null || answer === undefined ? [] : [].concat(answer).map(String);
        for (const box of boxes) box.checked = chosen.includes(box.value);
      },
      focus: () => (boxes.find((box) => box.checked) || boxes[0]).focus(),
    };
  };

  /** As wide as what stands in it: Han characters take two places. @param {HTMLInputElement} box */
  const fit = (box) => {
    const width = [...box.value].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
    box.style.width = `${Math.min(Math.max(width, 6), 28) + 3}ch`;
  };

  /** @param {string} label @param {Record<string, string>} [more] */
  const textBox = (label, more = {}) => {
    const box = rolebook.make("input", { type: "text", class: "blank-input", "aria-label": label, autocomplete: "off", autocapitalize: "off", spellcheck: "false", ...more, input: () => fit(box) });
    fit(box);
    return box;
  };

  /** @param {HTMLElement} element @returns {Field} */
  const blanks = (element) => {
    const places = all(element, "[data-blank]");
    const boxes = places.map((place, at) => {
      const box = textBox(places.length > 1 ? say("blank_n", { n: at + 1 }) : say("blank_one"), { "aria-describedby": ask(element).id });
      place.replaceChildren(box);
      place.classList.add("blank-filled");
      return box;
    });
    return {
      value: () => (boxes.some((box) => box.value.trim()) ? boxes.map((box) => box.value) : null),
      set: (answer) => boxes.forEach((box, at) => {
        box.value = (answer && answer[at]) || "";
        fit(box);
      }),
      focus: () => boxes[0].focus(),
    };
  };

  /** @param {HTMLElement} element @returns {Field} */
  const number = (element) => {
    const [place] = all(element, "[data-number]");
    const unit = textOf(element.querySelector(".number-unit"));
    const box = textBox(unit ? say("number_in", { unit }) : say("number_label"), { inputmode: "decimal", "aria-describedby": ask(element).id });
    // The number pad of a telephone has no minus.
    const sign = make("button", {
      type: "button", class: "number-sign", "aria-label": say("number_sign"), title: say("number_sign"),
      click: () => {
        box.value = /^\s*[-−－]/.test(box.value) ? box.value.replace(/^\s*[-−－]\s*/, "") : `-${box.value}`;
        box.focus();
        changed(box);
      },
    }, icon("sign"));
    place.replaceChildren(sign, box);
    place.classList.add("blank-filled");
    return {
      value: () => (box.value.trim() ? box.value : null),
      set: (answer) => {
        box.value = answer === null || answer === undefined ? "" : String(answer);
        fit(box);
      },
      focus: () => box.focus(),
    };
  };

  /** @param {HTMLElement} element @returns {Field} */
  const order = (element) => {
    const [list] = all(element, ":scope > .choices");
    const rows = () => all(list, ":scope > li");
    let isMoved = false;

    const renumber = () => rows().forEach((row, at, { length }) => {
      const [place] = all(row, ".choice-letter");
      place.textContent = isMoved ? String(at + 1) : "";
      all(row, "[data-move]").forEach((button) => {
        const ends = Number(button.dataset.move) < 0 ? at === 0 : at === length - 1;
        button.setAttribute("aria-disabled", String(ends));
      });
    });
    const moved = () => {
      isMoved = true;
      renumber();
      changed(list);
    };
    /** @param {HTMLElement} row */
    const tell = (row) => announce(say("moved", { item: textOf(row.querySelector("div")), i: rows().indexOf(row) + 1, n: rows().length }));

    /** @param {HTMLElement} row @param {number} way */
    const step = (row, way) => {
      const other = way < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      // The other row moves, so that this one keeps the focus.
      if (way < 0) row.after(other);
      else row.before(other);
      moved();
      tell(row);
    };

    /** @param {PointerEvent} event @param {HTMLElement} row @param {HTMLElement} grip */
    const drag = (event, row, grip) => {
      if (event.button !== 0 || element.dataset.locked !== undefined) return;
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      row.dataset.dragged = "";
      let isElsewhere = false;
      /** @param {PointerEvent} now */
      const follow = (now) => {
        for (const other of rows()) {
          if (other === row) continue;
          const { top, height } = other.getBoundingClientRect();
          const isAbove = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING;
          if (isAbove && now.clientY < top + height / 2) row.after(other);
          else if (!isAbove && now.clientY > top + height / 2) row.before(other);
          else continue;
          isElsewhere = true;
          renumber();
        }
      };
      const end = () => {
        grip.removeEventListener("pointermove", follow);
        delete row.dataset.dragged;
        if (!isElsewhere) return;
        moved();
        tell(row);
      };
      grip.addEventListener("pointermove", follow);
      grip.addEventListener("lostpointercapture", end, { once: true });
    };

    for (const row of rows()) {
      const item = textOf(row.querySelector("div"));
      const grip = make("span", { class: "order-grip", "aria-hidden": "true", pointerdown: (/** @type {PointerEvent} */ event) => drag(event, row, grip) }, icon("grip"));
      /** @param {number} way @param {string} name */
      const button = (way, name) => make("button", { type: "button", class: "order-move", "data-move": String(way), "aria-label": say(`move_${name}`, { item }), click: () => step(row, way) }, icon(name));
      row.prepend(grip);
      row.append(make("span", "order-buttons", button(-1, "up"), button(1, "down")));
    }
    list.classList.add("order-list");
    group(element, false, list);
    const first = rows();
    renumber();
    return {
      value: () => (isMoved ? rows().map((row) => row.dataset.item) : null),
      set: (answer) => {
        const items = Array.isArray(answer) ? answer : [];
        isMoved = items.length > 0;
        const sorted = isMoved ? items.map((item) => first.find((row) => row.dataset.item === item)) : first;
        list.append(...sorted.filter((row) => row !== undefined).map((row) => /** @type {HTMLElement} */ (row)));
        renumber();
      },
      focus: () => all(list, '[data-move]:not([aria-disabled="true"])')[0].focus(),
    };
  };

  /** @param {HTMLElement} element @returns {Field} */
  const pairs = (element) => {
    const [pairing] = all(element, ":scope > .pairing");
    const rights = all(pairing, "[data-item]");
    // A list to choose from holds text only; pictures, formulas and code stay in sight and go by a letter.
    const isPlain = rights.every((one) => !one.querySelector("img, svg, math, pre, video"));
    const letters = rights.map((_, at) => String.fromCharCode(65 + at));
    if (isPlain) pairing.dataset.plain = "";
    else rights.forEach((one, at) => one.prepend(make("span", "choice-letter", letters[at])));
    const boxes = all(pairing, "[data-left]").map((left) => {
      const id = `left-${element.dataset.question}-${left.dataset.left}`;
      const text = make("span", { class: "pair-left", id }, ...left.childNodes);
      const box = make("select", { class: "pair-select", "aria-labelledby": id, "data-pair": left.dataset.left },
        make("option", { value: "" }, say("choose")),
        ...rights.map((one, at) => make("option", { value: one.dataset.item }, isPlain ? textOf(one) : letters[at])));
      left.append(text, box);
      return box;
    });
    group(element, false, pairing);
    return {
      value: () => {
        const chosen = boxes.filter((box) => box.value).map((box) => [box.dataset.pair, box.value]);
        return chosen.length ? Object.fromEntries(chosen) : null;
      },
      set: (answer) => boxes.forEach((box) => { box.value = (answer && answer[box.dataset.pair || ""]) || ""; }),
      focus: () => boxes[0].focus(),
    };
  };

  /** @param {HTMLElement} element @returns {Field} */
  const essay = (element) => {
    const [place] = all(element, "[data-essay]");
    const box = make("textarea", { class: "essay-input", rows: "5", "aria-label": say("essay_label"), "aria-describedby": ask(element).id });
    /** @type {number | null} */
    let self = null;
    place.replaceChildren(box);
    return {
      value: () => (box.value.trim() ? { text: box.value, self } : null),
      set: (answer) => {
        box.value = (answer && answer.text) || "";
        self = answer && typeof answer.self === "number" ? answer.self : null;
      },
      focus: () => box.focus(),
    };
  };

  /** @param {HTMLElement} element @param {AskedQuestion} asked @returns {Field} */
  const scenario = (element, asked) => {
    const parts = all(element, ".question").map((part) => {
      const id = (part.dataset.question || "").slice(asked.id.length + 1);
      return { id, ...inputs(part, (asked.parts || {})[id]) };
    });
    return {
      value: () => {
        const given = parts.map(({ id, value }) => [id, value()]).filter(([, answer]) => answer !== null);
        return given.length ? Object.fromEntries(given) : null;
      },
      set: (answer) => parts.forEach(({ id, set }) => set(answer && answer[id] !== undefined ? answer[id] : null)),
      focus: () => parts[0].focus(),
    };
  };

  /** A task is signed off elsewhere. @returns {Field} */
  const task = () => ({ value: () => null, set: () => {}, focus: () => {} });

  /** @type {Record<QuestionKind, (element: HTMLElement, asked: AskedQuestion) => Field>} */
  const KINDS = { single: choices, multiple: choices, judge: choices, blanks, number, order, pairs, case: scenario, task, essay };

  /** @param {HTMLElement} element @param {AskedQuestion} asked @returns {AnswerInputs} */
  const inputs = (element, asked) => {
    const field = KINDS[asked.kind](element, asked);
    element.dataset.answerable = "";
    const lock = (/** @type {boolean} */ locked) => {
      element.toggleAttribute("data-locked", locked);
      for (const box of element.querySelectorAll("input, select, textarea, .answer-field button, .number-sign")) {
        if (box instanceof HTMLInputElement && box.type === "text") box.readOnly = locked;
        else if (box instanceof HTMLTextAreaElement) box.readOnly = locked;
        else /** @type {HTMLInputElement} */ (box).disabled = locked;
      }
    };
    return { ...field, lock };
  };

  Object.assign(rolebook, { inputs });
})();
