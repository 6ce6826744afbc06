// @ts-check
// The types of questions, one script each, in the order in which a paper sets them: choices first, then what is written,
// then what is shown.
rolebook.define("questions/types", [
  "questions/choice", "questions/true-false", "questions/cloze", "questions/numeric", "questions/ordering",
  "questions/matching", "questions/categorize", "questions/case", "questions/essay", "questions/practical",
], (
  { single, multiple }, judge, blanks, number, order, { pairs }, ...others
) => {
  const all = [single, multiple, judge, blanks, number, order, pairs, ...others];
  const byKind = Object.fromEntries(all.map((one) => [one.kind, one]));
  return { kinds: all.map(({ kind }) => kind), of: (kind) => byKind[kind] };
});
