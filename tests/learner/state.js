// Where a learner stands, told from records written by hand.

import assert from "node:assert/strict";
import { test } from "../harness.js";
import { load } from "./load.js";

const states = load(["learn/state"])["learn/state"];

/** @param {string} id */
const page = (id, more = {}) => ({ id: `page:${id}`, title: id, href: id, kind: "page", minutes: 10, hash: "aaaa", ...more });
const QUIZ = { id: "quiz:check", title: "Check", href: "check.html", kind: "quiz", minutes: 5 };
const TASK = { id: "practical:count", title: "Count", href: "bank.html#count", kind: "practical", minutes: 0, needs: "course:basics" };
const COURSE = { id: "course:basics", title: "Basics", href: "basics.html", kind: "course", minutes: 25, lessons: [page("a.html"), page("b.html"), QUIZ] };
const PATH = [COURSE, page("a.html"), page("a.html#end"), TASK, page("c.html", { needs: "quiz:check" })];

/** The record of a learner as the store answers. @param {Record<string, object>} items */
const having = (items) => {
  const all = Object.entries(items).map(([key, item]) => [key, { t: 1, ...item }]);
  const progress = { get: (key) => Object.fromEntries(all)[key] || null, all: (prefix) => all.filter(([key]) => key.startsWith(prefix)) };
  return states.standing(progress, [COURSE]);
};
const learned = (more = {}) => ({ done: true, hash: "aaaa", ...more });
const attempt = (more = {}) => ({ result: { paper: "check", points: 5, max: 10, pass: 80, passed: false, finished: 7, form: "screen", questions: [], ...more } });
const stateOf = (items, step) => having(items).of(step).state;

test("a lesson is done as long as its text is the one that was learned", () => {
  const step = page("a.html", { hash: "bbbb" });
  assert.equal(stateOf({}, step), "todo");
  assert.equal(stateOf({ "lesson:a.html": learned({ hash: "bbbb" }) }, step), "done");
  assert.equal(stateOf({ "lesson:a.html": learned() }, step), "updated");
  assert.equal(stateOf({ "lesson:a.html": learned({ hash: "" }) }, step), "done", "a page without text does not change");
  assert.ok(states.isDone({ state: "updated" }), "which takes nothing back");
});

test("an important change takes the tick back, once", () => {
  const step = page("a.html", { hash: "bbbb", retrain: "r2" });
  assert.equal(stateOf({ "lesson:a.html": learned() }, step), "again");
  assert.equal(stateOf({ "lesson:a.html": learned({ retrain: "r1" }) }, step), "again");
  assert.equal(stateOf({ "lesson:a.html": learned({ retrain: "r2" }) }, step), "updated");
  assert.equal(stateOf({ "lesson:a.html": learned({ retrain: "r1" }) }, page("a.html")), "done", "the mark is gone from the page");
});

test("who has learned the page has learned its sections, and not the other way round", () => {
  assert.equal(stateOf({ "lesson:a.html": learned() }, page("a.html#end")), "done");
  assert.equal(stateOf({ "lesson:a.html#end": learned() }, page("a.html#end")), "done");
  assert.equal(stateOf({ "lesson:a.html#end": learned() }, page("a.html")), "todo");
});

test("a quiz is done when it is passed, or finished where there is no pass mark", () => {
  assert.equal(stateOf({}, QUIZ), "todo");
  assert.equal(stateOf({ "open:check": {} }, QUIZ), "started");
  assert.equal(stateOf({ "attempt:check:1": attempt() }, QUIZ), "started");
  assert.equal(stateOf({ "attempt:check:1": attempt({ passed: true }), "attempt:check:2": attempt() }, QUIZ), "done", "a later failure takes nothing back");
  assert.equal(stateOf({ "attempt:check:1": attempt({ pass: null }) }, QUIZ), "done");
  assert.equal(stateOf({ "attempt:other:1": attempt({ paper: "other", passed: true }) }, QUIZ), "todo");
});

test("the best attempt is the one that is shown", () => {
  const results = [attempt({ points: 9 }), attempt({ points: 8, passed: true }), attempt({ points: 8, passed: true, finished: 3 })].map(({ result }) => result);
  assert.equal(states.best(results), results[2]);
  assert.equal(states.best([]), null);
});

test("a practical task is done when someone has signed for it", () => {
  const tried = (answer, verdict = "right", more = {}) => ({ "attempt:count:1": attempt({ paper: "count", passed: true, questions: [{ id: "count", verdict, answer }], ...more }) });
  assert.equal(stateOf(tried({ criteria: [{ met: true }], by: "Li", at: 1 }), TASK), "done");
  assert.equal(stateOf(tried({ criteria: [{ met: true }], by: "" }), TASK), "started", "nobody has signed");
  assert.equal(stateOf(tried({ criteria: [{ met: false }], by: "Li" }, "wrong"), TASK), "started");
  assert.equal(stateOf(tried({ criteria: [{ met: true }], by: "Li" }, "partial", { passed: false }), TASK), "started", "below the pass mark");
});

test("a course is done with its last lesson and its exam", () => {
  const lessons = { "lesson:a.html": learned(), "lesson:b.html": learned() };
  assert.equal(stateOf({}, COURSE), "todo");
  const { state, done, total } = having(lessons).of(COURSE);
  assert.deepEqual([state, done, total], ["started", 2, 3]);
  const passed = { ...lessons, "attempt:check:1": attempt({ passed: true }) };
  assert.equal(stateOf(passed, COURSE), "done");
  assert.equal(stateOf({ ...passed, "lesson:b.html": learned({ hash: "old" }) }, COURSE), "updated");
});

test("a step waits for what it needs, and says for what", () => {
  assert.deepEqual([...having({}).missing(TASK)], ["course:basics"]);
  assert.deepEqual([...having({}).missing(PATH[4])], ["quiz:check"]);
  assert.deepEqual([...having({ "attempt:check:1": attempt({ passed: true }) }).missing(PATH[4])], []);
});

test("a path counts its steps, and what stands in it twice once", () => {
  const standing = having({ "lesson:a.html": learned() });
  const { state, done, total, percent, minutes, next } = standing.overview(PATH);
  // To do: a, b, check, the end of a, the task, c; done: a and its end.
  assert.deepEqual([state, done, total, percent, minutes], ["going", 2, 5, 33, 25]);
  assert.equal(next.step.title, "b.html");
  assert.equal(next.top.title, "Basics");
  assert.equal(having({}).overview(PATH).state, "new");
  assert.equal(having({}).overview([]).state, "new");
});

test("what comes next lies behind the reader, is open, and else waits", () => {
  const standing = having({ "lesson:a.html": learned(), "lesson:b.html": learned() });
  const leaves = standing.leaves(PATH);
  assert.equal(standing.next(leaves, 4).step.title, "Check", "round the end, past what waits");
  const waiting = leaves.map((leaf) => (leaf.step === QUIZ ? { ...leaf, state: "done" } : leaf));
  assert.equal(standing.next(waiting).step.title, "Count", "all that is left waits");
  assert.equal(standing.next([]), null);
});

test("a whole path is complete with the last of its steps", () => {
  const all = {
    "lesson:a.html": learned(), "lesson:b.html": learned(), "lesson:c.html": learned({ t: 99 }), "attempt:check:1": attempt({ passed: true }),
    "attempt:count:1": attempt({ paper: "count", passed: true, questions: [{ id: "count", verdict: "right", answer: { criteria: [], by: "Li" } }] }),
  };
  const { state, percent, minutes, next, at } = having(all).overview(PATH);
  assert.deepEqual([state, percent, minutes, next, at], ["complete", 100, 0, null, 99]);
});

test("what a super-user signed on this very device counts for whom it names", () => {
  const signed = { paper: "count", passed: true, person: { name: "Li  NA", unit: "" }, form: "practical", questions: [{ id: "count", verdict: "right", answer: { criteria: [{ met: true }], by: "Wang" } }] };
  const held = { "held:count:1": attempt(signed) };
  assert.equal(stateOf(held, TASK), "todo", "nobody is known here");
  assert.equal(stateOf({ ...held, "set:name": { value: "Li Na" } }, TASK), "done");
  assert.equal(stateOf({ ...held, "set:name": { value: "Li Ning" } }, TASK), "todo");
});

test("a task that was signed as failed is not done", () => {
  const failed = attempt({ paper: "count", pass: null, passed: false, questions: [{ id: "count", verdict: "partial", answer: { criteria: [{ met: true }, { met: false }], by: "Li" } }] });
  assert.equal(stateOf({ "attempt:count:1": failed }, TASK), "started");
});

test("a paper does not wait for the course that it ends, and nothing waits for a lock twice", () => {
  const exam = { id: "quiz:exam", title: "Exam", href: "exam.html", kind: "quiz", minutes: 5, needs: "course:stock course:stock" };
  const course = (...lessons) => ({ id: "course:stock", title: "Stock", href: "stock.html", kind: "course", minutes: 10, lessons });
  const standing = (items, whole) => states.standing({ get: (key) => items[key] || null, all: () => [] }, [whole]);
  const whole = course(page("a.html"), exam);
  assert.deepEqual([...standing({}, whole).missing(exam)], ["course:stock"]);
  assert.deepEqual([...standing({ "lesson:a.html": learned() }, whole).missing(exam)], []);
  assert.deepEqual([...standing({}, course(exam)).missing(exam)], [], "a course that is nothing else");
  // The path has the exam as a step of its own, so that the course in it ends before.
  const task = { ...TASK, needs: "course:stock" };
  assert.deepEqual([...standing({ "lesson:a.html": learned() }, whole).missing(task)], ["course:stock"]);
  assert.deepEqual([...standing({ "lesson:a.html": learned() }, whole).missing(task, [course(page("a.html")), task, exam])], []);
});

test("a section changes with its own text, not with the rest of its page", () => {
  const section = page("a.html#end", { hash: "s1", whole: "aaaa" });
  assert.equal(stateOf({ "lesson:a.html": learned({ hash: "old", parts: "top=t1 end=s1" }) }, section), "done");
  assert.equal(stateOf({ "lesson:a.html": learned({ parts: "top=t1 end=s0" }) }, section), "updated");
  assert.equal(stateOf({ "lesson:a.html": learned({ hash: "old" }) }, section), "updated", "of a record that knows no sections");
  assert.equal(stateOf({ "lesson:a.html#end": learned({ hash: "s1" }) }, section), "done");
  assert.equal(stateOf({ "lesson:a.html#end": learned({ hash: "aaaa" }) }, section), "done", "which kept the page's");
  assert.equal(stateOf({ "lesson:a.html#end": learned({ hash: "s0" }) }, section), "updated");
});

test("only changes that are newer than what was learned are news", () => {
  const step = page("a.html", { hash: "bbbb", retrain: "m2", changes: [{ mark: "m2", text: "two" }, { mark: "m1", text: "one" }] });
  const news = (items) => [...having(items).news(step)].map(({ text }) => text);
  assert.deepEqual(news({}), [], "nothing was learned");
  assert.deepEqual(news({ "lesson:a.html": learned({ seen: "m1 m2" }) }), [], "the text was revised, no more");
  assert.deepEqual(news({ "lesson:a.html": learned({ seen: "m1" }) }), ["two"]);
  assert.deepEqual(news({ "lesson:a.html": learned({ seen: "" }) }), ["two", "one"]);
  // Records from before tell only the last important one.
  assert.deepEqual(news({ "lesson:a.html": learned({ retrain: "m2" }) }), []);
  assert.deepEqual(news({ "lesson:a.html": learned({ retrain: "m0" }) }), ["two"]);
});

test("the time left counts a page once, with its sections", () => {
  const { minutes } = having({}).overview([page("a.html"), page("a.html#end"), page("a.html#start"), page("b.html#end")]);
  assert.equal(minutes, 20);
});
