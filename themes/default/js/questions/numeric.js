// @ts-check
// A number, right within a tolerance.
rolebook.define("questions/numeric", [
  "elements", "say", "questions/text", "questions/marks", "questions/elements",
  "questions/cloze",
], (
  { find, make, set }, say, { fold, isNear }, { whole }, { brought, changed, line, textOf },
  { explain },
) => {
  /** @type {QuestionType} */
  const number = {
    kind: "number",
    markedBy: "key",
    field: (element) => {
      const place = find("[data-number]", element);
      const unit = textOf(find(".number-unit", element));
      const { box, fill } = line(unit ? say("t.quiz_number_in", { unit }) : say("t.quiz_number_label"), element, place);
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
    },
    mark: (key, answer) => whole(key.points, !!key.number && isNear(key.number, answer), !fold(answer)),
    explain,
    solved: null,
    screen: { isRevealed: true, ticks: null },
    paper: {
      brief: (_, { accept = [] }) => accept.join(""),
      room: (own) => {
        const unit = own.querySelector(":scope > .number-line .number-unit");
        return make("p", "write", say("t.super_answer_line"), unit && make("span", "write-unit", unit.textContent || ""));
      },
      boxes: () => [],
      lines: () => [""],
      cell: "text",
      read: (typed) => typed,
    },
    board: {
      isByPart: false,
      all: () => [],
      chosen: (answer) => [["", String(answer).trim()]],
      words: (_, __, value) => ({ text: value, right: null }),
    },
  };
  return number;
});
