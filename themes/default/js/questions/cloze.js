// @ts-check
// Blanks to fill in, in what is asked.
rolebook.define("questions/cloze", [
  "elements", "say", "questions/text", "questions/marks", "questions/elements",
], (
  { make }, say, { fills, fold }, { count, list, share }, { all, judge, line },
) => {
  /** @type {QuestionType} */
  const blanks = {
    kind: "blanks",
    markedBy: "key",
    field: (element) => {
      const lines = all(element, "[data-blank]").map((place, at, { length }) => line(length > 1 ? say("t.quiz_blank_n", { n: at + 1 }) : say("t.quiz_blank_one"), element, place));
      return {
        value: () => (lines.some(({ box }) => box.value.trim()) ? lines.map(({ box }) => box.value) : null),
        set: (answer) => lines.forEach(({ fill }, at) => fill((answer || [])[at])),
        open: () => lines.flatMap(({ box }) => (box.value.trim() ? [] : box)),
      };
    },
    mark: (key, answer) => {
      const given = list(answer);
      const filled = (key.blanks || []).map((blank, at) => fills(blank, given[at]));
      const isBlank = !given.some((text) => fold(text));
      return { ...share(key.points, count(filled), filled.length, isBlank), blanks: filled };
    },
    explain: ({ key, graded, element }) => {
      const marks = graded.blanks || [graded.verdict === "right"];
      element.querySelectorAll(".blank-input").forEach((box, at) => {
        box.setAttribute("aria-invalid", String(!marks[at]));
        // Of a number, behind its unit.
        judge(/** @type {HTMLElement} */ (box.parentElement), marks[at], "", box.closest(".number-line") || undefined);
      });
      return make("ol", "answer-blanks", ...(key.accept || []).map((one) => make("li", "", make("strong", "", one))));
    },
    solved: null,
    screen: { isRevealed: true, ticks: null },
    paper: {
      brief: (_, { accept = [] }) => accept.map((text, at) => (accept.length > 1 ? `(${at + 1}) ${text}` : text)).join("  "),
      room: () => "",
      boxes: () => [],
      lines: (own) => all(own, "[data-blank]").map((_, at, { length }) => (length > 1 ? `(${at + 1})` : "")),
      cell: "text",
      read: (typed) => typed.split(/[;；|]/),
    },
    board: {
      isByPart: true,
      all: () => [],
      chosen: (answer) => list(answer).flatMap((value, at) => (String(value ?? "").trim() ? [/** @type {[string, string]} */ ([String(at), String(value).trim()])] : [])),
      words: (key, part, value) => ({ text: (key.blanks || []).length > 1 ? say("t.board_blank_n", { n: Number(part) + 1, text: value }) : value, right: null }),
    },
  };
  return blanks;
});
