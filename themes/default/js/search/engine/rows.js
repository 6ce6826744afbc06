// @ts-check
// Rows of tables and entries of codes: places inside a section that readers look for by themselves.
rolebook.define("search/engine/rows", [], () => {
  /** What a page holds, as `src/search/rows.rs` notes it. @type {Record<string, number>} */
  const MARKS = { table: 1, code: 2 };
  /** As programs name their errors and companies their documents: `E301`, `ORA-00054`, `FI-AP-01`. */
  const CODE = /^\s*[A-Z]+(?:[-_.][A-Z]+)*[-_.]?\d{2,6}(?![A-Za-z\d])/;

  /** Whether a line is a row of a table; the first row names its columns and is none. @param {string[]} lines @param {number} at */
  const isRow = (lines, at) => at > 0 && lines[at].startsWith("\t") && lines[at - 1].startsWith("\t");

  /** @param {string} row `code` if one of its cells begins with one */
  const rowKind = (row) => (row.split("\t").some((cell) => CODE.test(cell)) ? "code" : "table");

  /** The kind of a place: of its row, of an entry that a code is the title of, or what the page is. @param {SearchPart} part @param {number} at the line @param {string} kind */
  const kindOf = (part, at, kind) => {
    const lines = part.text.split("\n");
    if (isRow(lines, at)) return rowKind(lines[at]);
    return CODE.test(part.title) ? "code" : kind;
  };

  /**
   * Every row of a part that answers, together with what is above it.
   * @param {SearchPart} part @param {string} body its text, folded @param {string} above folded
   * @param {(folded: string) => { share: number, whole: boolean }} answer
   */
  const answering = (part, body, above, answer) => {
    if (!part.text.includes("\t")) return [];
    const lines = part.text.split("\n");
    return body.split("\n").flatMap((folded, at) => {
      if (!isRow(lines, at)) return [];
      const { share, whole } = answer(folded);
      return share && answer(`${above}\n${folded}`).share > 0.99 ? [{ line: lines[at], kind: rowKind(lines[at]), whole }] : [];
    });
  };

  return { MARKS, isCode: (title) => CODE.test(title), kindOf, answering };
});
