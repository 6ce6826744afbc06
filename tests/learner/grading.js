// Marking: the script against the one definition in tests/grading, to which the program is held as well.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "../harness.js";
import { load, noPage, repository, require } from "./load.js";

const { parse } = require("yaml");
const { grade, tally } = load(["quiz/grading"], {}, noPage)["quiz/grading"];
const folder = join(repository, "tests/grading");

let count = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
  for (const { about, key, multiple, answers } of parse(readFileSync(join(folder, file), "utf8"))) {
    test(`${file}: ${about}`, () => {
      for (const { answer, points, verdict, blanks, pairs, parts = {} } of answers) {
        const graded = grade(key, answer, { multiple });
        const place = JSON.stringify(answer);
        assert.deepEqual([graded.points, graded.verdict], [points, verdict], place);
        assert.equal(graded.max, key.points, place);
        if (blanks) assert.deepEqual(graded.blanks, blanks, place);
        if (pairs) assert.deepEqual(graded.pairs, pairs, place);
        for (const [id, expected] of Object.entries(parts)) {
          assert.deepEqual([graded.parts[id].points, graded.parts[id].verdict], expected, `${place}: part ${id}`);
        }
        count += 1;
      }
    });
  }
}

test("the definition holds at least 120 answers", () => assert.ok(count >= 120, `${count}`));

test("an answer that is nothing an answer can be earns nothing and breaks nothing", () => {
  const keys = [
    { kind: "single", points: 1, right: ["0"] },
    { kind: "multiple", points: 1, right: ["0", "1"] },
    { kind: "judge", points: 1, judge: true },
    { kind: "blanks", points: 1, blanks: [{ words: ["a"] }] },
    { kind: "number", points: 1, number: { value: 5 } },
    { kind: "order", points: 1, order: ["a", "b"] },
    { kind: "pairs", points: 1, pairs: [["0", "a"]] },
    { kind: "case", points: 1, parts: { a: { kind: "judge", points: 1, judge: true } } },
    { kind: "task", points: 1, criteria: [{ points: 1 }] },
    { kind: "essay", points: 1 },
  ];
  const junk = [undefined, 7, "x", [], [[]], {}, { a: {} }, { criteria: 3 }, { text: 1 }, [null, undefined], [{}], () => 0];
  for (const key of keys) {
    for (const answer of junk) assert.equal(grade(key, answer).points, 0, `${key.kind} ${JSON.stringify(answer)}`);
  }
});

test("a draw's points hold in place of the question's own", () => {
  const key = { kind: "multiple", points: 1, right: ["0", "1", "2"] };
  assert.deepEqual(grade(key, ["0"], { multiple: "part", points: 5 }), { points: 1.67, max: 5, verdict: "partial" });
  const two = { kind: "case", points: 2, parts: { a: { kind: "judge", points: 1, judge: true }, b: { kind: "judge", points: 1, judge: true } } };
  assert.equal(grade(two, { a: true }, { points: 5 }).points, 2.5);
});

test("a paper is passed at its pass mark exactly, and not with a required question wrong", () => {
  const line = (id, points, verdict, topics) => ({ id, points, max: 1, verdict, topics });
  const ten = Array.from({ length: 10 }, (_, at) => line(`q${at}`, at < 8 ? 1 : 0, at < 8 ? "right" : "wrong", [at % 2 ? "入库" : "盘点"]));
  assert.deepEqual(tally(ten, { pass: 80, must: ["q0", "not-drawn"] }), {
    points: 8,
    max: 10,
    percent: 80,
    must_failed: [],
    passed: true,
    open: 0,
    topics: [
      { topic: "盘点", points: 4, max: 5 },
      { topic: "入库", points: 4, max: 5 },
    ],
  });
  assert.equal(tally(ten, { pass: 80.1 }).passed, false);
  assert.deepEqual(tally(ten, { pass: 60, must: ["q9"] }).must_failed, ["q9"]);
  assert.equal(tally(ten, { pass: 60, must: ["q9"] }).passed, false);
  // A third of ten marks of 0.1: no share is lost to binary fractions.
  assert.equal(tally(Array.from({ length: 3 }, () => ({ id: "q", points: 0.1, max: 0.1, verdict: "right" })), { pass: 100 }).passed, true);
});
