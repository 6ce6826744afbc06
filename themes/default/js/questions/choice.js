// @ts-check
// One right option, or several.
rolebook.define("questions/choice", [
  "keys", "elements", "say", "learn/veil", "questions/marks", "questions/elements",
], (
  { isComposing }, { find, make, set }, say, { fragment }, { count, isNothing, list, share, whole },
  { all, changed, group, lettered, letter, mark, shownLetter, within },
) => {
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

  /** Letters and digits choose. @param {HTMLElement} element @param {HTMLInputElement[]} boxes */
  const takeKeys = (element, boxes) => {
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
  };

  /** @param {boolean} isMany @param {(values: string[]) => unknown} value what the chosen ones come to @returns {QuestionType["field"]} */
  const field = (isMany, value) => (element) => {
    const lines = find(".choices", element);
    const boxes = all(lines, "[data-option]").map((row) => {
      const box = make("input", { type: isMany ? "checkbox" : "radio", class: "choice-input", name: `in-${element.dataset.question}`, value: row.dataset.option });
      row.append(make("label", "choice", box, ...row.childNodes));
      return box;
    });
    group(element, lines);
    const setAgain = isMany ? () => {} : takeBack(boxes);
    takeKeys(element, boxes);
    return {
      value: () => {
        const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
        return chosen.length ? value(chosen) : null;
      },
      set: (answer) => {
        const chosen = [].concat(answer).map(String);
        for (const box of boxes) box.checked = chosen.includes(box.value);
        setAgain();
      },
      open: () => (boxes.some((box) => box.checked) ? [] : [boxes[0]]),
    };
  };

  /** Verdicts and reasons stand with the options. @param {(key: QuestionKey) => string[]} rights @returns {QuestionType["explain"]} */
  const explain = (rights) => ({ key, answer, element }) => {
    const chosen = [].concat(answer).map(String);
    for (const row of element.querySelectorAll("[data-option]")) {
      const option = row.getAttribute("data-option") || "";
      const isChosen = chosen.includes(option);
      const why = (key.why || {})[option];
      const verdict = rights(key).includes(option) ? (isChosen ? "right" : "missed") : isChosen && "wrong";
      if (verdict) row.setAttribute("data-mark", verdict);
      if (verdict || why) find(".choice > div", row).append(make("div", "choice-why", verdict && mark(verdict, say(verdict === "missed" ? "t.quiz_right_answer" : `t.quiz_you_${verdict}`)), why && make("span", "", fragment(why))));
    }
  };

  /** @param {QuestionKey} key */
  const rights = ({ right = [] }) => right;

  /** What both have in common. @type {Omit<QuestionType, "kind" | "field" | "mark">} */
  const common = {
    markedBy: "key",
    explain: explain(rights),
    solved: null,
    screen: { isRevealed: true, ticks: rights },
    paper: {
      brief: (own, key) => rights(key).map((value) => shownLetter(own, "option", value)).sort().join(""),
      room: () => "",
      boxes: (own) => within(own, "[data-option]").map((_, at) => letter(at)),
      lines: () => [],
      cell: "one",
      read: () => undefined,
    },
    board: {
      isByPart: false,
      all: ({ texts = {} }) => Object.keys(texts),
      chosen: (answer) => list([].concat(answer)).map((value) => ["", String(value)]),
      words: (key, _, value) => ({ text: `${letter(Number(value))} ${(key.texts || {})[value] || value}`, right: rights(key).includes(value) }),
    },
  };

  /** @type {QuestionType} */
  const single = {
    ...common,
    kind: "single",
    field: field(false, ([value]) => value),
    mark: ({ points, right = [] }, answer) => whole(points, right.includes(String(answer)), isNothing(answer)),
    paper: {
      ...common.paper,
      read: (typed, own) => {
        const given = lettered(own, "option", typed);
        return given.length === 1 ? given[0] : undefined;
      },
    },
  };

  /** @type {QuestionType} */
  const multiple = {
    ...common,
    kind: "multiple",
    field: field(true, (values) => values.sort((a, b) => Number(a) - Number(b))),
    mark: ({ points, right = [] }, answer, rule) => {
      const chosen = new Set(list(answer).map(String));
      const good = count(right.map((one) => chosen.has(one)));
      const every = right.length;
      // A wrong option is 0 whatever the rule.
      const clean = chosen.size === good ? good : 0;
      if (rule === "part" || clean === every) return share(points, clean, every, !chosen.size);
      return share(points, rule === "half" && clean ? 1 : 0, 2, !chosen.size);
    },
    paper: {
      ...common.paper,
      cell: "some",
      read: (typed, own) => {
        const given = lettered(own, "option", typed);
        return given.includes(undefined) || new Set(given).size < given.length ? undefined : given;
      },
    },
  };

  return { single, multiple, field, explain };
});
