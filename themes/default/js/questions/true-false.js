// @ts-check
// A statement that is true or false: a choice between two.
rolebook.define("questions/true-false", [
  "questions/marks", "questions/choice",
], (
  { isNothing, whole }, { explain, field },
) => {
  /** @param {QuestionKey} key */
  const right = ({ judge }) => String(judge);

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
      brief: (_, key, say) => say(right(key)),
      room: () => "",
      boxes: (_, say) => [say("true"), say("false")],
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
      words: (key, _, value, say) => ({ text: say(value), right: right(key) === value }),
    },
  };
  return judge;
});
