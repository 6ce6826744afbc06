// @ts-check
// Who is who on the board: names as people type them, lists of names as spreadsheets give them, and which of them are one
// person. Pure.
rolebook.define("board/people", [], () => {
  // What shows nothing and comes along from chats, and blanks.
  const UNSEEN = /[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
  // The dot in the names of many peoples, of which every keyboard has another one.
  const DOTS = /[\u00B7\u2022\u2027\u2219\u22C5\u30FB]/g;
  /** @param {string} text */
  const bare = (text) => text.normalize("NFKC").toLowerCase().replace(UNSEEN, "").replace(DOTS, "\u00B7");

  /** @param {Person} person */
  const nameKey = ({ name }) => bare(name);

  /** A person by name and unit, however the blanks and the widths were typed. @param {Person} person */
  const personKey = ({ name, unit }) => `${bare(name)}/${bare(unit)}`;

  /** @param {Person[]} all @returns {Person[]} each once */
  const distinct = (all) => [...new Map([...all].reverse().map((one) => [personKey(one), one])).values()].reverse();

  // Lists of names

  const NAME_HEAD = /^(员工|人员|考生|学员|应考人|中文)?(姓名|名字)$|^(full|employee|staff)?name$/;
  const UNIT_HEAD = /部门|单位|科室|班组|车间|组织|^仓库$|unit|dep(artmen)?t\.?$|team/;
  const TOTAL = /^(合计|小计|总计|total)[:：]?$/;
  /** @param {string} cell a number of a line, of a member of the staff, of a telephone */
  const isNumber = (cell) => /^[+#(]?\d[\d\s.()\-/]*[、.．]?$/.test(cell.normalize("NFKC"));
  /** @param {string} cell `HC0012` */
  const isCode = (cell) => /^[a-z]{1,4}[-_]?\d{2,}$/i.test(cell.normalize("NFKC"));

  /** A line as cells: columns of a spreadsheet, or what stands between commas or wide gaps. @param {string} line */
  const cellsOf = (line) => (line.includes("\t") ? line.split("\t") : line.trim().split(/[,，;；、]|\s{2,}/)).map((cell) => cell.replace(/^\s*"(.*)"\s*$/, "$1").trim());

  /** @param {string[]} cells of a line that no header explains @returns {Person} */
  const byPlace = (cells) => {
    const filled = cells.filter(Boolean);
    while (filled.length > 1 && (isNumber(filled[0]) || (filled.length > 2 && isCode(filled[0])))) filled.shift();
    const [name = "", ...rest] = filled;
    return { name, unit: rest.filter((cell) => !/^[男女]$/.test(cell) && !(isNumber(cell) && cell.length > 6)).join(" ") };
  };

  /**
   * One person a line: the name, then the unit after a tab, a comma or wide blanks. A header line tells the columns; without
   * one, numbers before the name are skipped.
   * @param {string} given @returns {Person[]}
   */
  const people = (given) => {
    const lines = given.split(/\r?\n/).map(cellsOf).filter((cells) => cells.some(Boolean));
    const isHead = (/** @type {string[]} */ cells) => cells.findIndex((cell) => NAME_HEAD.test(bare(cell)));
    // A title may be above the header.
    const at = lines.slice(0, 5).findIndex((cells) => isHead(cells) >= 0);
    const head = at < 0 ? [] : lines[at];
    const nameAt = isHead(head);
    const unitAt = head.findIndex((cell, index) => index !== nameAt && UNIT_HEAD.test(bare(cell)));
    /** @param {string[]} cells @returns {Person} */
    const byHead = (cells) => ({ name: cells[nameAt] || "", unit: cells[unitAt] || "" });
    const all = lines.slice(at + 1).map(head.length > 1 ? byHead : byPlace);
    return distinct(all.map(({ name, unit }) => ({ name: name.slice(0, 100), unit: unit.slice(0, 100) })).filter(({ name }) => name && !TOTAL.test(bare(name))));
  };

  /** Who is meant by a line as above: a name without a unit is the one person who is known by it. @param {string} given @param {Person[]} known @returns {Person} */
  const whose = (given, known) => {
    const [person = { name: "", unit: "" }] = people(given);
    if (person.unit) return person;
    const same = new Map(known.filter((one) => one.unit && nameKey(one) === nameKey(person)).map((one) => [personKey(one), one]));
    return same.size === 1 ? [...same.values()][0] : person;
  };

  // Who is one person

  /**
   * Which row each person belongs to. One name is one person as long as no two units speak against it, or when it stands
   * once on the roster and came with one unit; a name without a unit, of which there are several, stays by itself.
   * @param {Person[]} said on results @param {Person[]} roster
   * @returns {Map<string, Person>} by `personKey`
   */
  const meet = (said, roster) => {
    /** @type {Map<string, {listed: Person[], came: Person[]}>} */
    const groups = new Map();
    /** @param {Person} person */
    const groupOf = (person) => {
      const name = nameKey(person);
      const group = groups.get(name) || { listed: [], came: [] };
      groups.set(name, group);
      return group;
    };
    for (const person of distinct(roster)) groupOf(person).listed.push(person);
    for (const person of distinct(said)) groupOf(person).came.push(person);
    /** @type {Map<string, Person>} */
    const rows = new Map();
    for (const { listed, came } of groups.values()) {
      const all = distinct([...listed, ...came]);
      const units = all.filter(({ unit }) => unit);
      const isOne = units.length <= 1 || (listed.length === 1 && came.filter(({ unit }) => unit).length === 1);
      for (const person of all) rows.set(personKey(person), isOne ? listed.find(({ unit }) => unit) || units[0] || all[0] : person);
    }
    return rows;
  };

  /** Whether one slip of the finger lies between two words: a sign more, less, another one, two exchanged. @param {string} a @param {string} b */
  const isSlip = (a, b) => {
    const [x, y] = a.length <= b.length ? [[...a], [...b]] : [[...b], [...a]];
    if (y.length - x.length > 1) return false;
    let at = 0;
    while (at < x.length && x[at] === y[at]) at += 1;
    const rest = (/** @type {string[]} */ all, /** @type {number} */ from) => all.slice(from).join("");
    if (x.length < y.length) return rest(x, at) === rest(y, at + 1);
    return rest(x, at + 1) === rest(y, at + 1) || (x[at] === y[at + 1] && x[at + 1] === y[at] && rest(x, at + 2) === rest(y, at + 2));
  };

  /** Whether two names may be one: the same, one slip apart, or first and last name exchanged. @param {Person} a @param {Person} b */
  const isNear = (a, b) => {
    const [x, y] = [nameKey(a), nameKey(b)];
    const words = (/** @type {Person} */ { name }) => name.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).sort().join("");
    return x === y || words(a) === words(b) || (Math.min(x.length, y.length) > 1 && isSlip(x, y));
  };

  /**
   * Rows of whom it should be asked whether they are somebody else: results of one who is not on the roster, beside people
   * on it of whom nothing has come; and a name without a unit that several people have.
   * @param {BoardTable} table @param {string[]} apart pairs that were told apart
   * @returns {{person: Person, maybe: Person[]}[]}
   */
  const doubts = ({ rows }, apart = []) => {
    const came = (/** @type {BoardRow} */ { cells }) => Object.keys(cells).length > 0;
    const idle = rows.filter((row) => row.listed && !came(row));
    return rows.filter((row) => came(row) && !row.listed).flatMap((row) => {
      const { person } = row;
      const others = new Set([...idle.filter((one) => isNear(one.person, person)), ...(person.unit ? [] : rows.filter((one) => nameKey(one.person) === nameKey(person)))]);
      const fits = [...others].filter((one) => one !== row && !apart.includes(`${row.key} ${one.key}`));
      const near = (/** @type {BoardRow} */ one) => Number(nameKey(one.person) !== nameKey(person)) * 2 + Number(bare(one.person.unit) !== bare(person.unit));
      const maybe = fits.sort((a, b) => near(a) - near(b)).slice(0, 3).map((one) => one.person);
      return maybe.length ? [{ person, maybe }] : [];
    });
  };

  return { nameKey, personKey, distinct, people, whose, meet, doubts };
});
