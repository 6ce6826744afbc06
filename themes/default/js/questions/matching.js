// @ts-check
// A right side for each left side. Whatever else is matched in this way is a type like it.
rolebook.define("questions/matching", [
  "elements", "questions/marks", "questions/elements",
], (
  { find, make }, { byPairs }, { all, copyOf, judge, lettered, selects, shownLetter, within },
) => {
  /** @param {HTMLElement} row */
  const left = ({ dataset }) => dataset.left || "";
  /** @param {string} side @param {string} item */
  const rowOf = (side, item) => `[data-${side}="${CSS.escape(item)}"]`;

  /** @param {(key: QuestionKey) => [string, string][]} pairsOf what belongs together @returns {Omit<QuestionType, "kind" | "solved" | "board">} */
  const like = (pairsOf) => ({
    markedBy: "key",
    field: (element) => {
      const content = find(".pairing", element);
      return selects(element, { content, lines: all(content, "[data-left]"), name: left, choices: all(content, "[data-item]"), value: ({ dataset }) => dataset.item || "" });
    },
    mark: (key, answer) => byPairs(key.points, pairsOf(key), answer),
    explain: ({ key, graded, element }) => {
      const rows = pairsOf(key).map(([side, item]) => {
        judge(find(rowOf("left", side), element), (graded.pairs || {})[side]);
        return make("div", "", copyOf("dt", element, rowOf("left", side)), copyOf("dd", element, rowOf("item", item)));
      });
      return make("dl", "answer-pairs", ...rows);
    },
    screen: { isRevealed: true, ticks: null },
    paper: {
      brief: (own, key) => {
        const right = new Map(pairsOf(key));
        return within(own, "[data-left]").map((row, at) => `${at + 1}${shownLetter(own, "item", right.get(left(row)) || "")}`).join(" ");
      },
      room: (own) => make("p", "write write-pairs", ...within(own, "[data-left]").map((_, at) => make("span", "", `${at + 1} → `))),
      boxes: () => [],
      lines: (own) => within(own, "[data-left]").map((_, at) => `${at + 1} →`),
      cell: "text",
      read: (typed, own) => {
        const given = lettered(own, "item", typed);
        return given.includes(undefined) ? undefined : Object.fromEntries(within(own, "[data-left]").map((row, at) => [left(row), given[at]]).filter(([, one]) => one));
      },
    },
  });

  /** What was matched, as what can be counted. @param {(part: string) => string} name of a left side among the texts of the key @param {(key: QuestionKey) => [string, string][]} pairsOf @returns {QuestionType["board"]} */
  const counted = (name, pairsOf) => ({
    isByPart: false,
    all: () => [],
    chosen: (answer) => Object.entries(answer).map(([side, item]) => [side, String(item)]),
    words: (key, part, value) => {
      const { texts = {} } = key;
      return { text: `${texts[name(part)] || part} → ${texts[value] || value}`, right: pairsOf(key).some(([side, item]) => side === part && item === value) };
    },
  });

  /** @param {QuestionKey} key */
  const own = ({ pairs = [] }) => pairs;
  /** @type {QuestionType} */
  const pairs = {
    ...like(own),
    kind: "pairs",
    // Each beside what it belongs to.
    solved: (element, key) => within(element, "[data-left]").map((row) => new Map(own(key)).get(left(row)) || ""),
    board: counted((part) => `L${part}`, own),
  };
  return { pairs, like, counted };
});
