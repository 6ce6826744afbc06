// Drawing a sheet from a paper and a seed.

import assert from "node:assert/strict";
import { test } from "../harness.js";
import { load } from "./load.js";

const { "quiz/draw": { draw, permutation }, "quiz/allowance": { allowance } } = load(["quiz/draw", "quiz/allowance"]);

/** Ids q0, q1 … @param {number} from @param {number} to */
const ids = (from, to) => Array.from({ length: to - from }, (_, at) => `q${from + at}`);
const paper = (more = {}) => ({
  shuffle: true,
  questions: ["q0", "q1"],
  draws: [
    { from: "gl", tag: "期末", take: 3, points: null, ids: ids(2, 10) },
    { from: "gl", difficulty: "hard", take: 2, points: 5, ids: ids(8, 14) },
  ],
  must: [],
  pool: Object.fromEntries(ids(0, 14).map((id, at) => [id, { kind: "single", points: 1 + (at % 2), options: 4 }])),
  ...more,
});
const SHEET_A = ["q0:1:0123", "q1:2:3120", "q7:2:2031", "q2:1:3102", "q6:1:3120", "q10:5:1023", "q13:5:2301"];
const SEEDS = Array.from({ length: 2_000 }, (_, at) => at);
const asked = (sheet) => sheet.map((one) => one.id);

test("the same paper and seed give the same sheet, another seed another one", () => {
  assert.deepEqual(draw(paper(), 20261127), draw(paper(), 20261127));
  assert.deepEqual(draw(paper(), "20261127"), draw(paper(), 20261127), "a seed typed in is the seed");
  const different = new Set(SEEDS.slice(0, 200).map((seed) => JSON.stringify(draw(paper(), seed))));
  assert.equal(different.size, 200);
});

test("a sheet drawn today is drawn again tomorrow: the order is part of the format", () => {
  // A change here would redraw every exam that is running.
  const sheet = draw(paper(), "A");
  assert.deepEqual(sheet.map((one) => `${one.id}:${one.points}:${one.options.join("")}`), SHEET_A);
});

test("every draw takes as many as it should from its own, and nothing is asked twice", () => {
  for (const seed of SEEDS) {
    const sheet = asked(draw(paper(), seed));
    assert.equal(new Set(sheet).size, 7, `seed ${seed}`);
    assert.deepEqual(sheet.slice(0, 2).sort(), ["q0", "q1"]);
    assert.ok(sheet.slice(2, 5).every((id) => ids(2, 10).includes(id)), `seed ${seed}: ${sheet}`);
    assert.ok(sheet.slice(5).every((id) => ids(8, 14).includes(id)), `seed ${seed}: ${sheet}`);
  }
});

test("drawn questions are worth what the draw says, else their own", () => {
  for (const one of draw(paper(), 7).slice(0, 5)) assert.equal(one.points, paper().pool[one.id].points);
  for (const one of draw(paper(), 7).slice(5)) assert.equal(one.points, 5);
});

test("options come in every order, and each order is whole", () => {
  const orders = new Map();
  for (const seed of SEEDS) {
    const [{ options }] = draw(paper({ questions: ["q0"] }), seed);
    assert.deepEqual([...options].sort(), [0, 1, 2, 3]);
    orders.set(options.join(""), (orders.get(options.join("")) || 0) + 1);
  }
  assert.equal(orders.size, 24);
  // Chi-square with 23 degrees of freedom: above 55 would be one in five thousand.
  const expected = SEEDS.length / 24;
  const chi = [...orders.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  assert.ok(chi < 55, `chi-square ${chi}`);
});

test("a draw has no favourites", () => {
  const counts = new Map();
  const one = paper({ questions: [], draws: [{ take: 4, points: null, ids: ids(0, 12) }] });
  for (const seed of SEEDS) for (const id of asked(draw(one, seed))) counts.set(id, (counts.get(id) || 0) + 1);
  assert.equal(counts.size, 12);
  // 2,000 sheets, each with a third of the questions: 667 expected, four standard deviations are 84.
  for (const [id, n] of counts) assert.ok(Math.abs(n - 2_000 / 3) < 85, `${id}: ${n}`);
});

test("neighbouring seeds and questions have nothing to do with each other", () => {
  let same = 0;
  for (const seed of SEEDS) {
    if (permutation(4, seed, "a").join() === permutation(4, seed + 1, "a").join()) same += 1;
    if (permutation(4, seed, "a").join() === permutation(4, seed, "b").join()) same += 1;
  }
  // One in 24 by chance: 167 expected, five standard deviations are 63.
  assert.ok(Math.abs(same - 4_000 / 24) < 63, `${same}`);
});

test("without shuffling everything stands as the writer has it", () => {
  for (const seed of SEEDS.slice(0, 100)) {
    const sheet = draw(paper({ shuffle: false }), seed);
    assert.deepEqual(asked(sheet).slice(0, 2), ["q0", "q1"]);
    const drawn = asked(sheet).slice(2, 5).map((id) => Number(id.slice(1)));
    assert.deepEqual(drawn, [...drawn].sort((a, b) => a - b));
    assert.ok(sheet.every((one) => one.options.join() === "0,1,2,3"));
  }
});

test("no draw stays short while another way would fill it", () => {
  // The first draw could take all hard questions, of which the second needs each.
  const tight = paper({
    questions: [],
    draws: [
      { take: 6, points: null, ids: ids(0, 8) },
      { take: 2, points: null, ids: ["q6", "q7"] },
    ],
  });
  // Here the first place of the first draw has to move twice.
  const chain = paper({
    questions: [],
    draws: [
      { take: 1, points: null, ids: ["q0", "q1"] },
      { take: 1, points: null, ids: ["q1", "q2"] },
      { take: 1, points: null, ids: ["q0"] },
      { take: 1, points: null, ids: ["q2", "q3"] },
      { take: 1, points: null, ids: ["q1"] },
    ],
  });
  for (const seed of SEEDS) {
    assert.equal(new Set(asked(draw(tight, seed))).size, 8, `seed ${seed}`);
    assert.deepEqual(asked(draw(tight, seed)).slice(6).sort(), ["q6", "q7"]);
    const links = asked(draw(chain, seed));
    assert.ok(links.length === 4 && new Set(links).size === 4, `seed ${seed}: ${links}`);
  }
});

test("a required question that a draw can take is taken, a fixed one is not drawn", () => {
  for (const seed of SEEDS.slice(0, 500)) {
    assert.ok(asked(draw(paper({ must: ["q13", "q5"] }), seed)).includes("q13"));
    assert.ok(asked(draw(paper({ must: ["q13", "q5"] }), seed)).includes("q5"));
  }
  const twice = paper({ questions: ["q2"], draws: [{ take: 3, points: null, ids: ["q2", "q3", "q4", "q5"] }] });
  assert.equal(asked(draw(twice, 1)).filter((id) => id === "q2").length, 1);
});

test("a draw that finds too few takes what there is", () => {
  assert.equal(draw(paper({ questions: [], draws: [{ take: 9, points: null, ids: ids(0, 3) }] }), 1).length, 3);
});

test("two hundred questions are drawn without a pause to speak of", () => {
  const large = paper({
    questions: [],
    draws: Array.from({ length: 20 }, () => ({ take: 10, points: null, ids: Array.from({ length: 200 }, (_, at) => `q${at}`) })),
    pool: Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`q${at}`, { kind: "single", points: 1, options: 5 }])),
  });
  assert.equal(new Set(asked(draw(large, 3))).size, 200);
});

test("attempts run out, and come back after the cooldown", () => {
  const [minute, day] = [60_000, 24 * 60];
  const at = (minutes) => minutes * minute;
  const left = (attempts, cooldown, finished, now) => allowance({ attempts, cooldown }, finished.map(at), at(now));
  assert.deepEqual(left(null, 0, [1, 2, 3], 4), { left: null, from: null });
  assert.deepEqual(left(3, 0, [], 4), { left: 3, from: null });
  assert.deepEqual(left(3, 0, [3, 1, 2], 9_999_999), { left: 0, from: null });
  assert.deepEqual(left(3, day, [10, 20], 30), { left: 1, from: null });
  assert.deepEqual(left(3, day, [10, 20, 30], 40), { left: 0, from: at(30 + day) });
  assert.deepEqual(left(3, day, [10, 20, 30], 30 + day), { left: 3, from: null });
  assert.deepEqual(left(3, day, [10, 20, 30, 31 + day], 32 + day), { left: 2, from: null }, "a new row of attempts");
  assert.deepEqual(left(null, 60, [10], 69), { left: 0, from: at(70) });
  assert.deepEqual(left(null, 60, [10], 70), { left: 1, from: null });
});
