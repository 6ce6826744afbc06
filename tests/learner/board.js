// The results board: reading what colleagues handed over, the table, the spreadsheet, and what the results say about
// the questions.

import assert from "node:assert/strict";
import { test } from "../harness.js";
import { dice, load, noPage } from "./load.js";

const scripts = load(["learn/codes", "board/analysis", "board/people", "board/results"], {}, { early: { ids: [] }, ...noPage });
const codes = scripts["learn/codes"];
const board = { ...scripts["board/analysis"], ...scripts["board/people"], ...scripts["board/results"] };
const DAY = Date.UTC(2026, 10, 27);

/** A result with the marks of its questions. @param {string} name @param {number[]} marks @param {any} [more] */
function result(name, marks, more = {}) {
  const questions = marks.map((points, at) => ({
    id: `q${at}`, hash: "h", points, max: 1, verdict: points === 1 ? "right" : points > 0 ? "partial" : "wrong", answer: points === 1 ? "0" : "1", topics: [], flagged: false,
  }));
  const points = marks.reduce((sum, mark) => sum + mark, 0);
  return {
    paper: "gl", title: "总账考试", edition: "8.2", hash: "p1", seed: "1", multiple: "half", mode: "exam", started: DAY, finished: DAY + 60_000,
    points, max: marks.length, pass: 60, passed: points / marks.length >= 0.6, must_failed: [], form: "screen", questions,
    person: { name, unit: "仓库" }, key: `${DAY}`, ...more,
  };
}
const parcel = (results, more = {}) => ({ rolebook: "result", v: 1, site: "demo", person: { name: "王小明", unit: "仓库" }, results, ...more });
const close = (found, expected, about) => assert.ok(Math.abs(found - expected) < 1e-9, `${about}: ${found}, not ${expected}`);

// Reading

test("a file, a code, several codes in one text and a whole progress bring their results", () => {
  const one = result("王小明", [1, 0]);
  const names = (text) => board.readResults(text, "demo").results.map((own) => own.person.name);
  assert.deepEqual(names(JSON.stringify(parcel([one]))), ["王小明"]);
  assert.deepEqual(names(`\uFEFF${JSON.stringify(parcel([one]), null, 2)}`), ["王小明"]);
  const [a, b] = ["李梅", "张伟"].map((name) => codes.encode("RBR1", parcel([result(name, [1])])));
  assert.deepEqual(names(`李梅 14:02\n${a}\n\n张伟 14:03\n${b.replace(/(.{40})/g, "$1\n")}\n`), ["李梅", "张伟"]);
  const progress = { rolebook: "progress", v: 1, site: "demo", record: { v: 1, device: "a", items: { "attempt:gl:1": { t: 1, result: one }, "lesson:a": { t: 1 }, "attempt:gl:2": { t: 2, gone: true } } } };
  assert.deepEqual(names(JSON.stringify(progress)), ["王小明"]);
  const unnamed = { ...one, person: undefined };
  const late = { ...progress, record: { ...progress.record, items: { "attempt:gl:1": { t: 1, result: unnamed }, "set:name": { t: 2, value: "李梅" } } } };
  assert.deepEqual(names(JSON.stringify(late)), ["李梅"], "a name that was given after the exam");
  assert.deepEqual(names(JSON.stringify(parcel([unnamed]))), ["王小明"], "the parcel says whose it is");
});

test("what can not be read is told, and does not stop the rest", () => {
  const problems = (text) => board.readResults(text, "demo").problems;
  const good = result("王小明", [1]);
  const code = codes.encode("RBR1", parcel([good]));
  assert.deepEqual(problems("你好"), ["unreadable"]);
  assert.deepEqual(problems("{"), ["damaged"]);
  assert.deepEqual(problems('{"rolebook":"other"}'), ["unreadable"]);
  assert.deepEqual(problems(JSON.stringify(parcel([good], { site: "other" }))), ["site"]);
  assert.deepEqual(problems(JSON.stringify(parcel([good], { v: 2 }))), ["newer"]);
  assert.deepEqual(problems(JSON.stringify(parcel([]))), ["empty"]);
  const mixed = board.readResults(`${code.slice(0, 60)}\n${code}`, "demo");
  assert.equal(mixed.results.length, 1);
  assert.deepEqual(mixed.problems, ["damaged"]);
  const bad = [null, 7, [], {}, { ...good, points: "1" }, { ...good, points: 2, max: 1 }, { ...good, max: 0 }, { ...good, finished: NaN }, { ...good, paper: { a: 1 } }];
  assert.deepEqual(board.readResults(JSON.stringify(parcel([...bad, good])), "demo").results.length, 1);
  const [odd] = board.readResults(JSON.stringify(parcel([{ ...good, title: { html: "<b>" }, questions: [null, { id: "q", points: 1, max: 1, verdict: "<i>" }] }])), "demo").results;
  assert.equal(odd.title, "gl");
  assert.deepEqual(odd.questions.map((one) => one.verdict), ["wrong"]);
});

test("what says nobody's name is set apart, file by file and code by code, with the unit it says", () => {
  const [one, two] = [result("", [1, 0]), result("", [0, 0], { key: "second" })];
  const file = board.readResults(JSON.stringify(parcel([one, two, result("李梅", [1])], { person: { name: " ", unit: "" } })), "demo");
  assert.deepEqual(file.results.map(({ person }) => person.name), ["李梅"]);
  assert.deepEqual(file.nameless.map((all) => all.map(({ key, person }) => [key, person])), [[[one.key, { name: "", unit: "仓库" }], ["second", { name: "", unit: "仓库" }]]]);
  assert.deepEqual(file.problems, []);
  const codesOf = [one, two].map((own) => codes.encode("RBR1", parcel([{ ...own, person: {} }], { person: null }))).join("\n");
  assert.deepEqual(board.readResults(codesOf, "demo").nameless.map((all) => all.map(({ person }) => person)), [[{ name: "", unit: "" }], [{ name: "", unit: "" }]]);
});

test("a name given here yields to the one its owner gives, and tells nobody else's attempt apart", () => {
  const named = { ...result("王小明", [1, 0]), named_here: true };
  const [kept] = board.readResults(JSON.stringify(parcel([named])), "demo").results;
  assert.equal(kept.named_here, true, "kept where it is stored");
  const owner = result("王晓明", [1, 0]);
  for (const all of [board.gather([kept], [owner]), board.gather([owner], [kept])]) assert.deepEqual(all.map(({ person }) => person.name), ["王晓明"]);
  assert.equal(board.attemptOf(kept), board.attemptOf(owner));
  // Twelve people may begin in the same moment.
  assert.notEqual(board.attemptOf(result("a", [1, 0])), board.attemptOf(result("a", [0, 1])));
  assert.equal(board.gather([kept], [result("李梅", [0, 1])]).length, 2);
});

test("a name that is typed in means the one person known by it", () => {
  const known = [{ name: "王小明", unit: "仓库" }, { name: "王　小明", unit: "仓库" }, { name: "李梅", unit: "财务" }, { name: "李梅", unit: "采购" }, { name: "赵敏", unit: "" }];
  assert.deepEqual(board.whose(" 王小明 ", known), { name: "王　小明", unit: "仓库" });
  assert.deepEqual(board.whose("李梅", known), { name: "李梅", unit: "" }, "there are two");
  assert.deepEqual(board.whose("李梅，采购", known), { name: "李梅", unit: "采购" });
  assert.deepEqual(board.whose("赵敏", known), { name: "赵敏", unit: "" });
  assert.deepEqual(board.whose(" \n", known), { name: "", unit: "" });
});

test("the same attempt handed over twice counts once, and people are one however their name was typed", () => {
  const first = result("王小明", [1, 0, 0]);
  const again = result("王　小明", [1, 1, 1], { started: DAY + 1e6, finished: DAY + 2e6, key: "second" });
  const all = board.gather(board.gather([], [again, first]), [first, { ...first }]);
  assert.equal(all.length, 2);
  assert.deepEqual(all.map((one) => one.points), [1, 3], "by time");
  assert.deepEqual(board.firsts(all).map((one) => one.points), [1]);
});

// The table

test("a row a person and a column a paper, the best attempt in the cell, and who is missing", () => {
  const results = [
    result("王小明", [1, 0, 0, 0]),
    result("王小明", [1, 1, 1, 0], { key: "b", finished: DAY + 2e6, hash: "old" }),
    result("李梅", [1, 1, 1, 1], { paper: "ap", title: "应付考试" }),
  ];
  const { papers, rows, missing } = board.table(results, {
    roster: [{ name: "张伟", unit: "财务" }, { name: "李梅", unit: "" }, { name: "", unit: "空行" }],
    papers: [{ id: "gl", title: "总账考试", hash: "p1" }, { id: "hr", title: "没有人考过" }],
  });
  assert.deepEqual(papers.map((paper) => paper.id), ["gl", "hr", "ap"]);
  assert.deepEqual(rows.map((row) => `${row.person.unit} ${row.person.name}`).sort(), ["仓库 李梅", "仓库 王小明", "财务 张伟"].sort());
  const wang = rows.find((row) => row.person.name === "王小明").cells.gl;
  assert.deepEqual([wang.attempts, wang.percent, wang.passed, wang.outdated, wang.first.points, wang.last.points], [2, 75, true, true, 1, 3]);
  const names = Object.fromEntries(missing.map((one) => [one.paper, one.people.map((person) => person.name).sort()]));
  assert.deepEqual(names, { gl: ["张伟", "李梅"].sort(), hr: ["张伟", "李梅", "王小明"].sort(), ap: ["张伟", "王小明"].sort() });
});

// Who is who

const rowsOf = (results, expected = {}) => {
  const { roster = [] } = expected;
  return board.table(board.settle(results, { roster, ...expected }), expected).rows.map(({ person, said, cells }) => [person.name, person.unit, said.map(({ name, unit }) => `${name}/${unit}`).join(), Object.values(cells).reduce((n, cell) => n + cell.attempts, 0)].join(" "));
};
const of = (name, unit, more = {}) => result(name, [1, 0], { person: { name, unit }, key: `gl:${name}:${unit}:${JSON.stringify(more)}`, ...more });

test("a name that stands once on the roster and came with one unit is one person, whatever the unit", () => {
  const roster = board.people("张伟,仓储部\n李娜,仓储部\n陈静,仓储部\n买买提·艾力,仓储部");
  const came = [of("张伟", "一号库"), of("李 娜", "1号库"), of("张伟", "一号库", { paper: "ap" }), of("买买提•艾力", "二号库")];
  assert.deepEqual(rowsOf(came, { roster }).sort(), ["李娜 仓储部 李 娜/1号库 1", "陈静 仓储部  0", "张伟 仓储部 张伟/一号库 2", "买买提·艾力 仓储部 买买提•艾力/二号库 1"].sort());
  const { missing, rows } = board.table(board.settle(came, { roster }), { roster });
  assert.deepEqual(missing.find(({ paper }) => paper === "gl").people.map(({ name }) => name), ["陈静"]);
  assert.equal(board.firsts(board.settle([of("张伟", "一号库"), of("张伟", "", { finished: DAY + 9e6 })], { roster })).length, 1, "one person in the analysis, too");
  assert.equal(rows.length, 4);
});

test("where one name is several people nobody is given another one's result", () => {
  const two = board.people("李娜,仓储部\n李娜,财务部");
  assert.deepEqual(rowsOf([of("李娜", "")], { roster: two }).sort(), ["李娜   1", "李娜 仓储部  0", "李娜 财务部  0"]);
  assert.deepEqual(rowsOf([of("李娜", ""), of("李娜", "仓储部"), of("李娜", "财务部")]).sort(), ["李娜   1", "李娜 仓储部  1", "李娜 财务部  1"], "whichever came first");
  assert.deepEqual(rowsOf([of("李娜", "财务部"), of("李娜", "一号库")], { roster: two }).length, 3);
  assert.deepEqual(rowsOf([of("李娜", "一号库"), of("李娜", "二号库")], { roster: board.people("李娜,仓储部") }).length, 3);
  assert.deepEqual(rowsOf([of("李娜", ""), of("李娜", "仓储部")]), ["李娜 仓储部 李娜/ 2"], "nothing speaks against it");
  const ask = (results, roster) => board.doubts(board.table(board.settle(results, { roster }), { roster })).map(({ person, maybe }) => `${person.name}/${person.unit}: ${maybe.map((one) => `${one.name}/${one.unit}`).join()}`);
  assert.deepEqual(ask([of("李娜", "")], two), ["李娜/: 李娜/财务部,李娜/仓储部"]);
  const roster = board.people("刘洋,仓储部\n王芳,仓储部\nNa Li,Sales");
  assert.deepEqual(ask([of("刘扬", "仓储部"), of("王芳", "仓储部"), of("赵敏", "仓储部"), of("Li Na", "")], roster), ["Li Na/: Na Li/Sales", "刘扬/仓储部: 刘洋/仓储部"].sort((a, b) => (a < b ? -1 : 1)));
});

test("the same attempt handed over under another name counts once, and the last name holds", () => {
  const wrong = of("刘扬", "仓储部", { key: "gl:1:x9" });
  const right = { ...wrong, person: { name: "刘洋", unit: "仓储部" } };
  assert.deepEqual(board.gather([wrong], [right]).map(({ person }) => person.name), ["刘洋"]);
  assert.equal(board.items(board.gather([wrong], [right]))[0].n, 1);
  // Both files lie on the stick: the one that was saved later holds, in whichever order they are read.
  const file = (own, exported) => board.readResults(JSON.stringify(parcel([own], { exported })), "demo").results;
  const [old, late] = [file(wrong, "2026-12-10T09:00:00Z"), file(right, "2026-12-10T09:05:00Z")];
  for (const all of [board.gather(old, late), board.gather(late, old)]) assert.deepEqual(all.map(({ person }) => person.name), ["刘洋"]);
  // Typed in again with another answer: the key is that of the row.
  assert.equal(board.gather([right], [{ ...right, points: 2, questions: [] }]).length, 1);
  assert.equal(board.gather([right], [of("刘扬", "仓储部", { key: "gl:2:y7" })]).length, 2, "another attempt is another one");
});

test("a name that is put right on the board holds for what comes later, or for one attempt alone", () => {
  const [a, b] = [of("刘扬", "一号库"), of("刘扬", "一号库", { paper: "ap", finished: DAY + 9e6 })];
  const to = { name: "刘洋", unit: "仓储部" };
  assert.deepEqual(rowsOf([a, b], { names: { [board.personKey(a.person)]: to } }), ["刘洋 仓储部 刘扬/一号库 2"]);
  assert.deepEqual(rowsOf([a, b], { names: { [board.attemptOf(b)]: to } }).sort(), ["刘洋 仓储部 刘扬/一号库 1", "刘扬 一号库  1"].sort());
});

test("a roster is read as spreadsheets give it", () => {
  const read = (text) => board.people(text).map(({ name, unit }) => `${name}|${unit}`);
  assert.deepEqual(read("姓名\t部门\n赵磊\t仓储部"), ["赵磊|仓储部"]);
  assert.deepEqual(read("1001\t赵磊\t仓储部\n1002\t钱丽\t财务部"), ["赵磊|仓储部", "钱丽|财务部"]);
  assert.deepEqual(read("应考名单\t\t\n序号\t工号\t姓 名\t性别\t所属部门\t电话\n1\tHC0012\t赵磊\t男\t仓储部\t13800000000\n2\tHC0013\t钱丽\t女\t\t"), ["赵磊|仓储部", "钱丽|"]);
  assert.deepEqual(read("部门\t姓名\n仓储部\t赵磊"), ["赵磊|仓储部"]);
  assert.deepEqual(read("1\tHC0012\t赵磊\t男\t仓储部\t13800000000"), ["赵磊|仓储部"]);
  assert.deepEqual(read("1、赵磊，仓储部\r\n\r\n赵磊, 仓储部\n合计\t1"), ["赵磊|仓储部"], "once");
  assert.deepEqual(read("Name,Department\n\"Li Na\",Sales"), ["Li Na|Sales"]);
  assert.deepEqual(read("赵磊,W01\n1001\n欧阳娜娜  财务部"), ["赵磊|W01", "1001|", "欧阳娜娜|财务部"]);
});

test("who practises at home is not what everybody else is missing", () => {
  const results = [of("赵磊", "仓库"), of("钱丽", "仓库"), of("赵磊", "仓库", { paper: "try", mode: "practice", pass: null }), of("赵磊", "仓库", { paper: "prac", mode: "practical", form: "practical" })];
  const absent = (expected) => Object.fromEntries(board.table(results, expected).missing.map(({ paper, people }) => [paper, people.map(({ name }) => name).join()]));
  assert.deepEqual(absent(), { gl: "", try: "", prac: "" });
  assert.deepEqual(absent({ due: { try: true, gl: false } }), { gl: "", try: "钱丽", prac: "" });
  assert.deepEqual(absent({ papers: [{ id: "try", title: "自测", mode: "practice" }, { id: "x", title: "没考过", mode: "exam" }] }), { gl: "", try: "", prac: "", x: "钱丽,赵磊" });
  const paper = board.table([of("赵磊", "仓库", { mode: "practice", form: "paper A" }), of("钱丽", "仓库", { paper: "gm" })]).missing;
  assert.deepEqual(paper[0].people.map(({ name }) => name), ["钱丽"], "what was held on paper is an exam");
});

// Essays

test("an essay waits for a mark, and the super-user's alone counts", () => {
  const essay = (marks, more = {}) => {
    const one = result("王小明", marks, { key: "gl:7:seed", ...more });
    Object.assign(one.questions[0], { verdict: "open", points: 0, answer: { text: "先盘点" } });
    return Object.assign(one, { points: one.points - marks[0], passed: false });
  };
  const one = essay([0, 1, 1, 0]);
  assert.equal(board.stateOf(one), "open", "3 of 4 would pass");
  assert.equal(board.stateOf(essay([0, 1, 0, 0])), "failed", "nor would full marks");
  assert.equal(board.stateOf(essay([0, 1, 1, 0], { must_failed: ["q2"] })), "failed");
  assert.equal(board.stateOf(essay([0, 1, 1, 0], { must_failed: ["q0"] })), "open");
  const marks = (points) => ({ marks: { [board.attemptOf(one)]: { q0: points } } });
  const [good] = board.settle([{ ...one, must_failed: ["q0"] }], marks(1));
  assert.deepEqual([good.points, good.passed, good.must_failed, good.questions[0].verdict, board.waiting(good).length], [3, true, [], "right", 0]);
  const [half] = board.settle([one], marks(0.4));
  assert.deepEqual([half.points, half.passed, board.stateOf(half)], [2.4, true, "passed"]);
  const [over] = board.settle([one], marks(9));
  assert.equal(over.points, 3, "no more than it is worth");
  // What the examinee gave themselves is not taken over; what was typed in from paper is.
  const self = (more) => {
    const own = essay([0, 1, 1, 0], more);
    Object.assign(own.questions[0], { verdict: "right", points: 1, answer: { text: "满分", self: 1 } });
    Object.assign(own, { points: 3, passed: true });
    return board.readResults(JSON.stringify(parcel([own])), "demo").results[0];
  };
  assert.deepEqual([self({}).points, self({}).passed, board.stateOf(self({})), self({}).questions[0].answer], [2, false, "open", { text: "满分" }]);
  assert.equal(self({ form: "paper A" }).points, 3);
  assert.equal(self({ mode: "practice" }).points, 3);
});

test("what waits for a mark is left out of the analysis, by itself and in the rest", () => {
  // The one who knows more wrote the longer essay, which nobody has marked yet.
  const people = [[1, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 2], [0, 1, 0, 2]].map((marks, at) => {
    const one = result(`p${at}`, marks.map(Number));
    Object.assign(one.questions[3], { max: 2, points: marks[3] });
    one.max = 5;
    if (marks[3] === 0) one.questions[3].verdict = "open";
    return one;
  });
  const [item] = board.items(people);
  assert.ok(item.discrimination > -100 && Number.isFinite(item.discrimination));
  const open = Array.from({ length: 20 }, (_, at) => {
    const one = result(`p${at}`, [Number(at < 10), 0]);
    one.questions[1].verdict = at < 10 ? "open" : "wrong";
    return one;
  });
  assert.notEqual(board.items(open)[0].note, "key");
  assert.deepEqual(board.summary([Object.assign(result("a", [1, 0]), { questions: [result("a", [1]).questions[0], { ...result("a", [0]).questions[0], id: "e", verdict: "open" }] })]), { n: 1, mean: 100, median: 100, passed: 0 });
});

// Moving

test("a whole board moves as one file", () => {
  const kept = { roster: [{ name: "刘洋", unit: "仓储部" }], names: { "刘扬/仓储部": { name: "刘洋", unit: "仓储部" } }, marks: { '["gl:1:x"]': { q0: 1 } }, due: { gl: true }, apart: ["a b"] };
  const handed = board.readResults(JSON.stringify(parcel([of("刘扬", "仓储部")], { exported: "2026-12-10T09:05:00Z" })), "demo").results;
  const file = JSON.stringify({ rolebook: "board", v: 1, site: "demo", exported: "2026-12-11T09:00:00Z", results: handed, unnamed: [{ from: "x", results: [{ ...of("", ""), person: { name: "", unit: "" } }] }], ...kept });
  const read = board.readResults(file, "demo");
  assert.deepEqual(read.boards, [kept]);
  assert.deepEqual(read.results, handed, "when it was handed over stays");
  assert.equal(read.nameless.length, 1);
  assert.deepEqual(read.problems, []);
  const odd = board.readResults(JSON.stringify({ rolebook: "board", v: 1, site: "demo", roster: [null, { name: 7 }], names: { a: 1 }, marks: { x: { q: -1, r: "2" }, y: 3 }, due: { gl: "yes" }, apart: {} }), "demo");
  assert.deepEqual(odd.boards, [{ roster: [{ name: "7", unit: "" }], names: {}, marks: { x: {} }, due: {}, apart: [] }]);
  assert.deepEqual(board.readResults('{"rolebook":"checklist","v":1,"site":"demo"}', "demo").problems, ["checklist"]);
});

/** Reads CSV as RFC 4180 describes it. @param {string} text */
function readCsv(text) {
  const rows = [[]];
  let [cell, quoted] = ["", false];
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted && c === '"' && text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ",") [rows[rows.length - 1].push(cell), (cell = "")];
    else if (!quoted && c === "\r" && text[at + 1] === "\n") [rows[rows.length - 1].push(cell), rows.push([]), (cell = ""), (at += 1)];
    else cell += c;
  }
  assert.ok(!quoted && cell === "" && rows.pop().length === 0, "ends with a line end");
  return rows;
}

test("a table comes back whole from a spreadsheet's file, and no cell is a formula", () => {
  const rows = [
    ["姓名", "成绩", "备注"],
    ["王,小明", 97.5, 'says "hi"'],
    ["=HYPERLINK(\"http://evil\")", -3, "+86 8021"],
    ["-1", 0, "@cmd"],
    ["\tx", null, "\r\ny"],
    ["＝1+1", 1e21, " padded "],
    ["第一行\n第二行", Infinity, ""],
  ];
  const text = board.csv(rows);
  assert.ok(text.startsWith("\uFEFF"), "Excel takes it for UTF-8");
  assert.deepEqual(readCsv(text.slice(1)), [
    ["姓名", "成绩", "备注"],
    ["王,小明", "97.5", 'says "hi"'],
    ["'=HYPERLINK(\"http://evil\")", "-3", "'+86 8021"],
    ["'-1", "0", "'@cmd"],
    ["'\tx", "", "'\r\ny"],
    ["'＝1+1", "1e+21", " padded "],
    ["第一行\n第二行", "", ""],
  ]);
});

test("a spreadsheet shows what stands in the table: no number, day or share is made of a text", () => {
  const cell = (text) => readCsv(board.csv([[text]]).slice(1))[0][0];
  for (const text of ["202611300000012345", "000123", "1-2", "1/2", "3.10", "2026-11", "10:30", "1,000", "1E5", "5%", "(5)", "¥1130", "12月3日", "MAR1", "1 Jan", "true", "０００１２３", "123456789012", "1 1/2"]) assert.equal(cell(text), `="${text}"`, text);
  for (const text of ["12", "1001", "97.5", "0", "PO-202611-0037", "2026-11-30", "8.2 版", "三", "A1", "半数"]) assert.equal(cell(text), text, text);
  assert.equal(board.csv([["000123"]]), '\uFEFF"=""000123"""\r\n');
});

// Analysis

test("facility and discrimination as worked by hand", () => {
  // Five people at five questions of one point. The first question, and the rest of the paper (out of 4):
  //   item x   1    1    1    0    0     mean 3/5  = 0.6
  //   rest y   4    3    2    2    1     mean 12/5 = 2.4
  //   x - 0.6  0.4  0.4  0.4 -0.6 -0.6   squares 0.16·3 + 0.36·2           = 1.2
  //   y - 2.4  1.6  0.6 -0.4 -0.4 -1.4   squares 2.56+0.36+0.16+0.16+1.96  = 5.2
  //   products 0.64+0.24-0.16+0.24+0.84                                    = 1.8
  //   r = 1.8 / √(1.2 · 5.2) = 1.8 / √6.24 = 0.720577…
  // The other way, as point-biserial: people who had it right averaged 3 on the rest, the others 1.5; the deviation of
  // the rest is √(5.2/5) = 1.019804, and √(0.6 · 0.4) = 0.489898: (3 - 1.5) / 1.019804 · 0.489898 = 0.720577.
  const people = [[1, 1, 1, 1, 1], [1, 1, 1, 1, 0], [1, 1, 1, 0, 0], [0, 1, 1, 0, 0], [0, 1, 0, 0, 0]];
  const [item, everybody] = board.items(people.map((marks, at) => result(`p${at}`, marks)));
  assert.deepEqual([item.id, item.n, item.note], ["q0", 5, "few"]);
  close(item.facility, 0.6, "facility");
  close(item.discrimination, 180 / Math.sqrt(6.24), "discrimination");
  close(item.discrimination, (100 * (3 - 1.5) * Math.sqrt(0.24)) / Math.sqrt(5.2 / 5), "point-biserial");
  assert.deepEqual(item.counts, [{ part: "", value: "0", n: 3 }, { part: "", value: "1", n: 2 }]);
  assert.equal(everybody.facility, 1);
  assert.equal(everybody.discrimination, null, "what everybody can tells nobody apart");
});

test("discrimination agrees with the raw-score formula over random papers", () => {
  const next = dice(5);
  for (let round = 0; round < 200; round += 1) {
    const [people, questions] = [2 + Math.floor(next() * 40), 2 + Math.floor(next() * 8)];
    const marks = Array.from({ length: people }, () => Array.from({ length: questions }, () => Math.round(next() * 4) / 4));
    const found = board.items(marks.map((own, at) => result(`p${at}`, own)));
    for (let q = 0; q < questions; q += 1) {
      let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
      for (const own of marks) {
        const rest = own.reduce((sum, mark) => sum + mark, 0) - own[q];
        [x, y, xx, yy, xy] = [x + own[q], y + rest, xx + own[q] ** 2, yy + rest ** 2, xy + own[q] * rest];
      }
      const [vx, vy] = [people * xx - x * x, people * yy - y * y];
      const { facility, discrimination } = found[q];
      close(facility, x / people, "facility");
      if (vx < 1e-9 || vy < 1e-9) assert.equal(discrimination, null);
      else assert.ok(Math.abs(discrimination - (100 * (people * xy - x * y)) / Math.sqrt(vx * vy)) < 1e-6);
    }
  }
});

test("under twenty people too few to judge, from twenty on a question that the strong miss points to its key", () => {
  // The question is right for the weak half and wrong for the strong half.
  const crowd = (n) => Array.from({ length: n }, (_, at) => result(`p${at}`, at < n / 2 ? [1, 0, 0, at % 2] : [0, 1, 1, at % 2]));
  assert.equal(board.items(crowd(19))[0].note, "few");
  const [item, good] = board.items(crowd(20));
  assert.equal(item.note, "key");
  assert.ok(item.discrimination < 0);
  assert.ok(["", "weak"].includes(good.note));
  const hard = Array.from({ length: 20 }, (_, at) => result(`p${at}`, [Number(at > 15), Number(at > 9), Number(at > 9), 1]));
  assert.deepEqual(board.items(hard).map((one) => one.note), ["hard", "", "", "easy"]);
});

test("only a first attempt counts, unmarked essays wait, and a question that means something else counts anew", () => {
  const first = result("王小明", [0, 1]);
  const better = result("王小明", [1, 1], { key: "b", finished: DAY + 9e6 });
  assert.equal(board.items([better, first])[0].facility, 0);
  const essay = result("李梅", [0, 1]);
  essay.questions[0].verdict = "open";
  assert.deepEqual(board.items([essay]).map((one) => one.id), ["q1"]);
  const changed = result("张伟", [1, 1], { finished: DAY + 1e7 });
  changed.questions[0].hash = "h2";
  assert.deepEqual(board.items([first, changed]).map((one) => `${one.id} ${one.hash} ${one.n}`), ["q0 h 1", "q1 h 2", "q0 h2 1"]);
});

test("sheets that differ in points are compared by shares", () => {
  // One drew a question of 5 points where the other drew one of 1.
  const [a, b] = [result("a", [1, 1, 0]), result("b", [0, 1, 1])];
  Object.assign(b.questions[1], { points: 5, max: 5 });
  Object.assign(b, { points: 6, max: 7 });
  close(board.items([a, b])[1].facility, 1, "facility");
  close(board.items([a, b])[0].discrimination, -100, "half of the rest against all of it");
});

test("answers of every kind are counted", () => {
  const counts = (answer) => {
    const one = result("a", [0]);
    one.questions[0].answer = answer;
    return board.items([one])[0].counts.map(({ part, value, n }) => `${part}=${value}:${n}`);
  };
  assert.deepEqual(counts("2"), ["=2:1"]);
  assert.deepEqual(counts(["0", "2"]), ["=0:1", "=2:1"]);
  assert.deepEqual(board.items([Object.assign(result("a", [0]), { questions: [{ ...result("a", [0]).questions[0], answer: ["x", "y"] }] })], { q0: { kind: "order" } })[0].counts, [{ part: "", value: "x y", n: 1 }]);
  assert.deepEqual(counts(false), ["=false:1"]);
  assert.deepEqual(counts({ 0: "aaaaaa", 1: null }), ["0=aaaaaa:1"]);
  assert.deepEqual(counts({ a: "1", b: ["0", "1"], c: { 0: "x" } }), ["a=1:1", "b=0:1", "b=1:1", "c/0=x:1"]);
  assert.deepEqual(counts({ criteria: [{ met: true }, { met: false }] }), ["0=true:1", "1=false:1"]);
  const blanks = (...answers) => board.items(answers.map((answer, at) => Object.assign(result(`p${at}`, [0]), { questions: [{ ...result("a", [0]).questions[0], answer }] })), { q0: { kind: "blanks", points: 1 } })[0].counts.map(({ part, value, n }) => `${part}=${value}:${n}`);
  assert.deepEqual(blanks(["存货", "1000"], ["存货", "1,000"], ["现金", "１０００.0"], ["", "1000"]), ["0=存货:2", "0=现金:1", "1=1000:4"], "by blank, the same once");
  assert.deepEqual(blanks(["PO 1", "借方"], ["po 1 ", "借 方。"], ["-1000.50", "12345678901234567"], ["－1000.5", "12345678901234568"]), ["0=-1000.50:2", "0=PO 1:2", "1=借 方。:2", "1=12345678901234567:1", "1=12345678901234568:1"]);
  assert.deepEqual(counts(["存货", "1000"]), ["0=存货:1", "1=1000:1"], "also where the key is not known");
  assert.deepEqual(counts({ text: "many words", self: 1 }), []);
  assert.deepEqual(counts(null), []);
});

test("the sections that did not teach come first, by the people who missed something there", () => {
  const see = { q0: { title: "月结", href: "gl/close.html" }, q1: { title: "月结", href: "gl/close.html" }, q2: { title: "收货", href: "inv/receipt.html" }, constructor: null };
  const people = [[0, 0, 1], [0, 1, 1], [1, 1, 0], [1, 1, 1]].map((marks, at) => result(`p${at}`, marks));
  assert.deepEqual(board.sections(people, see).map(({ surely, ...rest }) => rest), [
    { title: "月结", href: "gl/close.html", asked: 4, missed: 2, questions: ["q0", "q1"] },
    { title: "收货", href: "inv/receipt.html", asked: 4, missed: 1, questions: ["q2"] },
  ]);
  const { n, mean, median, passed } = board.summary(people);
  assert.deepEqual([n, passed], [4, 3]);
  // 33, 67, 67 and 100 percent.
  close(mean, 200 / 3, "mean");
  close(median, 200 / 3, "median");
  assert.deepEqual(board.summary([]), { n: 0, mean: 0, median: 0, passed: 0 });
});

test("a section that one person was asked about stands below those that many missed", () => {
  const see = Object.fromEntries(["一人问", "半数错", "九人错", "无人错"].map((title, at) => [`q${at}`, { title, href: `${at}.html` }]));
  // Ten people: one was asked the first question and missed it, five of ten missed the second, nine the third, none the last.
  const people = Array.from({ length: 10 }, (_, at) => {
    const one = result(`p${at}`, [0, Number(at < 5), Number(at < 1), 1]);
    return at === 4 ? one : { ...one, questions: one.questions.slice(1) };
  });
  assert.deepEqual(board.sections(people, see).map(({ title, missed, asked }) => `${title} ${missed}/${asked}`), ["九人错 9/10", "半数错 5/10", "一人问 1/1"]);
  // Three of three say more than five of ten.
  const three = people.slice(3, 6).map((one) => ({ ...one, questions: [result("", [0]).questions[0], ...one.questions.slice(-3)] }));
  assert.equal(board.sections([...people.slice(0, 3), ...three, ...people.slice(6)], see)[1].title, "一人问");
});

test("what is sure of a share is the lower end of Wilson's interval", () => {
  // Worked by hand for 1 of 1, where it comes to 1 / (1 + z²), and as tables have it for 10 of 20.
  close(board.surely(1, 1), 1 / (1 + 1.959964 ** 2), "1 of 1");
  assert.equal(board.surely(10, 20).toFixed(3), "0.299");
  assert.equal(board.surely(0, 7), 0);
  // By its definition: a true share of just so much would be 1.96 standard errors below what was seen.
  for (let of = 1; of < 60; of += 1) {
    for (let n = 1; n <= of; n += 1) {
      const low = board.surely(n, of);
      assert.ok(Math.abs((n / of - low) / Math.sqrt((low * (1 - low)) / of) - 1.959964) < 1e-6, `${n} of ${of}`);
      assert.ok(low > board.surely(n - 1, of) && (n < of || low < board.surely(n + 1, of + 1)), `more is more: ${n} of ${of}`);
    }
  }
});
