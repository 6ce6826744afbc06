// @ts-check
// Items, each of which belongs to one of several groups: matched like pairs, told group by group.
rolebook.define("questions/categorize", [
  "elements", "questions/elements", "questions/matching",
], (
  { make }, { all, copyOf }, { counted, like },
) => {
  /** @param {QuestionKey} key */
  const own = ({ groups = [] }) => groups;
  const faces = like(own);

  /** @type {QuestionType} */
  const categorize = {
    ...faces,
    kind: "categorize",
    // Groups keep the writer's order.
    solved: null,
    explain: (about, explain) => {
      faces.explain(about, explain);
      const { key, element } = about;
      const rows = all(element, "[data-item]").map(({ dataset: { item: group } }) => {
        const items = own(key).filter(([, right]) => right === group);
        return make("div", "", copyOf("dt", element, `[data-item="${group}"]`), ...items.map(([item]) => copyOf("dd", element, `[data-left="${item}"]`)));
      });
      return make("dl", "answer-pairs answer-groups", ...rows);
    },
    board: counted((part) => part, own),
  };
  return categorize;
});
