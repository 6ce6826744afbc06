// @ts-check
// A case: questions about one story, each of a type of its own.
rolebook.define("questions/case", [
  "elements", "questions/marks", "questions/elements",
], (
  { find }, { map, sum, total }, { all },
) => {
  /** @type {QuestionType} */
  const own = {
    kind: "case",
    markedBy: "key",
    field: (element, asked, inputs) => {
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
    },
    mark: ({ points, parts = {} }, answer, rule, mark) => {
      const given = map(answer);
      const marked = Object.entries(parts).map(([id, part]) => /** @type {[string, Graded]} */ ([id, mark(part, given[id], rule)]));
      const marks = marked.map(([, part]) => part);
      const scale = points / sum(marks, "max");
      return { ...total(marks, points), parts: Object.fromEntries(marked.map(([id, part]) => [id, { ...part, points: part.points * scale, max: part.max * scale }])) };
    },
    explain: ({ key, answer, graded, element }, explain) => Object.entries(key.parts || {}).forEach(([id, part]) => {
      const own = find(`[data-question$="/${CSS.escape(id)}"]`, element);
      own.append(explain(part, answer && answer[id], (graded.parts || {})[id], own));
    }),
    solved: null,
    screen: { isRevealed: false, ticks: null },
    // Its parts stand for it on paper.
    paper: { brief: () => "", room: () => "", boxes: () => [], lines: () => [], cell: "text", read: () => undefined },
    board: {
      isByPart: true,
      all: () => [],
      chosen: (answer, key, of) => Object.entries(answer).flatMap(([id, given]) => of(given, key.parts?.[id]).map(([part, value]) => [part ? `${id}/${part}` : id, value])),
      words: (key, part, value, of) => {
        const [id, ...rest] = part.split("/");
        const inner = of((key.parts || {})[id], rest.join("/"), value);
        return { ...inner, text: `(${id}) ${inner.text}` };
      },
    },
  };
  return own;
});
