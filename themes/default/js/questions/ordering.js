// @ts-check
// Items to put in order.
rolebook.define("questions/ordering", [
  "announce", "elements", "say", "questions/marks", "questions/elements",
], (
  announce, { find, make, set, template }, say, { list: listOf, whole },
  { all, changed, copyOf, group, judge, lettered, shownLetter, textOf },
) => {
  /** @param {HTMLElement} element @returns {AnswerField} */
  const field = (element) => {
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
      announce(say("t.quiz_moved", { item: textOf(find("div", row)), i: rows().indexOf(row) + 1, n: rows().length }));
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
        "aria-label": say(`t.quiz_move_${button.dataset.move}`, { item }),
        click: () => {
          const isUp = button.dataset.move === "up";
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

  /** @type {QuestionType} */
  const order = {
    kind: "order",
    markedBy: "key",
    field,
    mark: (key, answer) => {
      const right = key.order || [];
      const given = listOf(answer).map(String);
      return whole(key.points, given.length === right.length && right.every((item, at) => item === given[at]), !given.length);
    },
    explain: ({ key, answer, element }) => {
      const items = key.order || [];
      [].concat(answer || []).forEach((item, at) => {
        const place = items.indexOf(item);
        judge(find(`[data-item="${CSS.escape(item)}"]`, element), place === at, place === at ? "" : say("t.quiz_belongs_at", { n: place + 1 }));
      });
      return make("ol", "answer-order", ...items.map((item) => copyOf("li", element, `[data-item="${CSS.escape(item)}"]`)));
    },
    solved: (_, key) => key.order || [],
    screen: { isRevealed: true, ticks: null },
    paper: {
      brief: (own, key) => (key.order || []).map((value) => shownLetter(own, "item", value)).join(""),
      room: () => make("p", "write", say("t.super_order_line")),
      boxes: () => [],
      lines: () => [""],
      cell: "some",
      read: (typed, own) => {
        const given = lettered(own, "item", typed);
        return given.includes(undefined) || new Set(given).size < given.length ? undefined : given;
      },
    },
    board: {
      isByPart: false,
      all: () => [],
      // Every item is in it whatever the answer, so the whole counts.
      chosen: (answer) => [["", listOf(answer).join(" ")]],
      words: ({ order: right = [], texts = {} }, _, value) => ({ text: value.split(" ").map((item) => texts[item] || item).join(" → "), right: value === right.join(" ") }),
    },
  };
  return order;
});
