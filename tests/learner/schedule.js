// The review against the published implementation of its algorithm.

import assert from "node:assert/strict";
import { test } from "../harness.js";
import { dice, load, require } from "./load.js";

const { fsrs, createEmptyCard } = require("ts-fsrs");
const DAY = 86_400_000;
const NOON = Date.UTC(2026, 0, 5, 12);
const { schedule, due } = load(["learn/schedule"])["learn/schedule"];

/** Where the learner is decides when a day begins; the published one counts days of Greenwich. */
assert.equal(new Date(NOON).getTimezoneOffset(), 0, "run this with TZ=UTC, as tests/learner/run.js does");

test("a thousand random histories go as in the published implementation", () => {
  const published = fsrs({ enable_fuzz: false, enable_short_term: false });
  const next = dice(20261127);
  let reviews = 0;
  for (let history = 0; history < 1_000; history += 1) {
    let now = NOON + Math.floor(next() * 365) * DAY;
    let theirs = createEmptyCard(new Date(now));
    let ours = null;
    const length = 1 + Math.floor(next() * 12);
    for (let at = 0; at < length; at += 1) {
      // Mostly right, as people are; early, late and on the same day.
      const rating = next() < 0.25 ? 1 : 2 + Math.floor(next() * 3);
      theirs = published.next(theirs, new Date(now), rating).card;
      ours = schedule(ours, rating, now);
      const place = `history ${history}, review ${at + 1}, rated ${rating}`;
      assert.equal(ours.due, theirs.due.getTime(), `${place}: due`);
      assert.ok(Math.abs(ours.s - theirs.stability) <= 1e-6 * theirs.stability, `${place}: stability ${ours.s}, not ${theirs.stability}`);
      assert.ok(Math.abs(ours.d - theirs.difficulty) <= 1e-6, `${place}: difficulty ${ours.d}, not ${theirs.difficulty}`);
      assert.equal(ours.reps, theirs.reps, `${place}: reviews`);
      assert.equal(ours.lapses, theirs.lapses, `${place}: lapses`);
      reviews += 1;
      const wait = (ours.due - now) / DAY;
      now += Math.floor(next() * (2 * wait + 1)) * DAY + Math.floor((next() - 0.5) * 20 * 3_600_000);
      now = Math.max(now, ours.last);
    }
  }
  assert.ok(reviews > 5_000, `${reviews} reviews`);
});

test("a missed question comes back tomorrow, and keeps what else the card says", () => {
  const card = schedule({ ...schedule(null, 1, NOON), hash: "0a1b2c3d", from: "gl-exam" }, 3, NOON + DAY);
  assert.equal(schedule(null, 1, NOON).due, NOON + DAY);
  assert.equal(card.hash, "0a1b2c3d");
  assert.equal(card.from, "gl-exam");
  assert.ok(card.due > NOON + 2 * DAY);
});

test("at most five are asked a day, the most forgotten first, and the count says how many wait", () => {
  const missed = Array.from({ length: 8 }, (_, at) => [`card:q${at}`, schedule(null, 1, NOON - at * DAY)]);
  const early = NOON + DAY - 6 * 3_600_000;
  assert.equal(due(missed, NOON, 5).count, 7, "what was missed today is not due today");
  const { count, today } = due(missed, early, 5);
  assert.equal(count, 8, "due from the morning of the day on");
  assert.deepEqual(today.map(([key]) => key), ["card:q7", "card:q6", "card:q5", "card:q4", "card:q3"]);
  const later = missed.map(([key, card]) => [key, today.slice(0, 3).some(([own]) => own === key) ? schedule(card, 3, early) : card]);
  assert.deepEqual(due(later, early, 5).today.map(([key]) => key), ["card:q4", "card:q3"], "three of five are done");
  assert.equal(due(later, early, 5).count, 5);
});

test("what was answered while the clock was ahead is asked again when the clock is right", () => {
  const ahead = [["card:ahead", schedule(null, 3, NOON + 60 * DAY)], ["card:now", schedule(null, 3, NOON)]];
  assert.deepEqual(due(ahead, NOON, 5), { count: 1, today: [ahead[0]] });
  assert.equal(schedule(ahead[0][1], 3, NOON).last, NOON);
});
