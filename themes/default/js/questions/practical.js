// @ts-check
// A practical task, which somebody signs off who watches.
rolebook.define("questions/practical", ["elements", "say", "questions/marks"], ({ make }, say, { list, map, total, whole }) => {
  /** @type {QuestionType} */
  const task = {
    kind: "task",
    markedBy: "person",
    // Signed off elsewhere.
    field: () => ({ value: () => null, set: () => {}, open: () => [] }),
    mark: ({ points, criteria = [] }, answer) => {
      const given = list(map(answer).criteria).map(map);
      const met = criteria.map((_, at) => (given[at] ? given[at].met : null));
      const all = total(criteria.map((one, at) => whole(one.points, met[at] === true)), points);
      if (met.some((one) => one !== true && one !== false)) return { ...all, verdict: "open" };
      return criteria.some((one, at) => one.must && !met[at]) ? { ...all, verdict: "wrong" } : all;
    },
    explain: () => {},
    solved: null,
    screen: { isRevealed: false, ticks: null },
    paper: {
      brief: () => "",
      room: () => make("p", "sheet-note", say("t.super_see_practical")),
      boxes: () => [],
      lines: () => [],
      cell: "text",
      read: (typed, _, key) => {
        const marks = [...typed.normalize("NFKC").replace(/\s/g, "")].map((sign) => (/[√✓1y]/i.test(sign) ? true : /[×x✗0n]/i.test(sign) ? false : null));
        return marks.includes(null) || marks.length !== (key.criteria || []).length ? undefined : { criteria: marks.map((met) => ({ met, evidence: "" })), by: "", at: Date.now() };
      },
    },
    board: {
      isByPart: false,
      all: () => [],
      chosen: (answer) => list(map(answer).criteria).map((one, at) => [String(at), String(!!one && map(one).met)]),
      words: ({ texts = {} }, part, value) => ({ text: `${texts[part] || part}: ${say(value === "true" ? "t.super_met" : "t.super_unmet")}`, right: value === "true" }),
    },
  };
  return task;
});
