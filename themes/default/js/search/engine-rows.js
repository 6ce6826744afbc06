// @ts-check
// Rows of tables and entries of codes: places inside a section that readers look for by themselves.
(() => {
  const { rolebook } = window;
  const search = (rolebook.search = rolebook.search || /** @type {any} */ ({}));

  /** What a page holds, as `src/search/rows.rs` notes it. @type {Record<string, number>} */
  const MARKS = { table: 1, code: 2 };
  /** As programs name their errors and companies their documents: `E301`, `ORA-00054`, `FI-AP-01`. */
  const CODE = /^\s*[A-Z]+(?:[-_.][A-Z]+)*[-_.]?\d{2,6}(?![A-Za-z\d])/;

  /** Lines of a text, each with what it is: of a row, `code` if one of its cells begins with a code. The first row of a table names its columns and is none. @param {string} text */
  const lines = (text) => {
    const all = text.split("\n");
    return all.map((line, at) => {
      const isRow = at > 0 && line.startsWith("\t") && all[at - 1].startsWith("\t");
      return { line, kind: !isRow ? "" : line.split("\t").some((cell) => CODE.test(cell)) ? "code" : "table" };
    });
  };

  /** The kind of a place: of its row, of an entry that a code is the title of, or what the page is. @param {SearchPart} part @param {number} at the line @param {string} kind */
  const kindOf = (part, at, kind) => {
    const own = at >= 0 && part.text.includes("\t") ? lines(part.text)[at].kind : "";
    return own || (CODE.test(part.title) ? "code" : kind);
  };

  /**
   * Every row of a part that answers, together with what stands above it.
   * @param {SearchPart} part @param {string} above folded @param {(folded: string) => { share: number, whole: boolean }} answer
   */
  const answering = (part, above, answer) => {
    if (!part.text.includes("\t")) return [];
    return lines(part.text).flatMap(({ line, kind }) => {
      if (!kind) return [];
      const folded = search.text.fold(line);
      const { share, whole } = answer(folded);
      return share && answer(`${above}\n${folded}`).share > 0.99 ? [{ line, kind, share, whole }] : [];
    });
  };

  search.rows = { MARKS, isCode: (title) => CODE.test(title), kindOf, answering };
})();
