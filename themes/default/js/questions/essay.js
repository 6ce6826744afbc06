// @ts-check
// A free text, marked by a person beside a model answer.
rolebook.define("questions/essay", [
  "elements", "questions/text", "questions/marks", "questions/elements",
], (
  { find, make, set }, { fold }, { map }, { ask, brought },
) => {
  /** @type {QuestionType} */
  const essay = {
    kind: "essay",
    markedBy: "self",
    field: (element) => {
      const box = set(brought("essay"), { "aria-describedby": ask(element) });
      /** @type {number | null} */
      let self = null;
      find("[data-essay]", element).replaceChildren(box);
      return {
        value: () => (box.value.trim() ? { text: box.value, self } : null),
        set: (answer) => ({ text: box.value = "", self = null } = answer || {}),
        open: () => (box.value.trim() ? [] : [box]),
      };
    },
    mark: ({ points }, answer) => {
      const { text, self } = map(answer);
      if (typeof self === "number") {
        const own = Math.min(Math.max(self, 0), points);
        return { points: own, max: points, verdict: own === points ? "right" : own > 0 ? "partial" : "wrong" };
      }
      return { points: 0, max: points, verdict: fold(text) ? "open" : "blank" };
    },
    explain: () => {},
    solved: null,
    screen: { isRevealed: true, ticks: null },
    paper: {
      brief: () => "",
      room: () => make("div", "write-lines"),
      boxes: () => [],
      lines: () => [""],
      cell: "text",
      read: (typed, _, key) => {
        const self = Number(typed.normalize("NFKC").trim());
        return Number.isFinite(self) && self >= 0 && self <= key.points ? { text: "", self } : undefined;
      },
    },
    board: { isByPart: false, all: () => [], chosen: () => [], words: (_, __, value) => ({ text: value, right: null }) },
  };
  return essay;
});
