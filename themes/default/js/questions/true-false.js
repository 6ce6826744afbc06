// @ts-check
// A statement that is true or false: a choice between two.
rolebook.define("questions/true-false", [
  "say", "questions/marks", "questions/choice",
], (
  say, { isNothing, whole }, { explain, field },
) => {
  /** @param {QuestionKey} key */
  const right = ({ judge }) => String(judge);
  /** @param {string} value */
  const called = (value) => say(value === "true" ? "t.judge_true" : "t.judge_false");

  /** @type {QuestionType} */
  const judge = {
    kind: "judge",
    markedBy: "key",
    field: field(false, ([value]) => value === "true"),
    mark: (key, answer) => whole(key.points, answer === key.judge, isNothing(answer)),
    explain: explain((key) => [right(key)]),
    solved: null,
    screen: { isRevealed: true, ticks: (key) => [right(key)] },
    paper: {
      brief: (_, key) => called(right(key)),
      room: () => "",
      boxes: () => [called("true"), called("false")],
      lines: () => [],
      cell: "one",
      read: (typed) => {
        const text = typed.normalize("NFKC").trim();
        if (/^([√✓对是tya1]|正确|对的|true|yes)$/i.test(text)) return true;
        return /^([×x✗错否fnb0]|错误|不对|false|no)$/i.test(text) ? false : undefined;
      },
    },
    board: {
      isByPart: false,
      all: () => [],
      chosen: (answer) => [["", String(answer)]],
      words: (key, _, value) => ({ text: called(value), right: right(key) === value }),
    },
  };
  return judge;
});
