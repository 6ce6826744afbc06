// The record of progress: merging, carrying it elsewhere, and keeping it in a browser that may refuse.

import assert from "node:assert/strict";
import { test } from "../harness.js";
import { dice, load } from "./load.js";

const { "learn/record": records, "learn/codes": codes } = load(["learn/codes", "learn/record"]);
const KEY = "rolebook.demo.progress";

/** @param {() => number} next */
function randomRecord(next) {
  const record = records.empty("abcdefgh");
  const kinds = ["lesson:manual/采购入库.html", "attempt:gl:1", "check:go-live:2026-11:a", "card:gl-01", "set:review", "open:gl"];
  for (let n = Math.floor(next() * 8); n > 0; n -= 1) {
    const key = kinds[Math.floor(next() * kinds.length)];
    // Few moments, so that the same one comes up often.
    const item = next() < 0.2 ? { t: Math.floor(next() * 4), gone: true } : { t: Math.floor(next() * 4), value: Math.floor(next() * 3) };
    // The order of fields must not matter for who wins, only be the same everywhere.
    record.items[key] = next() < 0.5 ? item : Object.fromEntries(Object.entries(item).reverse());
  }
  return record;
}

const items = (record) => JSON.stringify(Object.entries(record.items).sort(([a], [b]) => (a < b ? -1 : 1)));

test("merging is commutative, associative and idempotent over random records", () => {
  const next = dice(7);
  for (let round = 0; round < 3_000; round += 1) {
    const [a, b, c] = [randomRecord(next), randomRecord(next), randomRecord(next)];
    const { merge } = records;
    assert.equal(items(merge(a, b)), items(merge(b, a)), "commutative");
    assert.equal(items(merge(merge(a, b), c)), items(merge(a, merge(b, c))), "associative");
    assert.equal(items(merge(a, a)), items(a), "idempotent");
    assert.equal(items(merge(merge(a, b), b)), items(merge(a, b)), "bringing the same again changes nothing");
    const counts = records.compare(a, b);
    assert.equal(counts.added + counts.newer + counts.same, Object.keys(b.items).length);
    assert.deepEqual(records.compare(merge(a, b), b), { added: 0, newer: 0, same: Object.keys(b.items).length });
  }
});

test("the newer item wins, and a removal is as good as any other change", () => {
  const of = (item) => records.merge(records.empty(), { v: 1, device: "", items: { "set:name": item } });
  assert.deepEqual({ ...records.merge(of({ t: 1, value: "a" }), of({ t: 2, gone: true })).items["set:name"] }, { t: 2, gone: true });
  assert.deepEqual({ ...records.merge(of({ t: 3, value: "b" }), of({ t: 2, gone: true })).items["set:name"] }, { t: 3, value: "b" });
});

test("what is no record of ours is told from what is a newer one", () => {
  const state = (text) => records.read(text).state;
  assert.equal(state(null), "ok");
  assert.equal(state('{"v":1,"device":"a","items":{}}'), "ok");
  for (const text of ["", "{", "null", "7", "[]", '"x"', "{}", '{"v":1}', '{"v":0,"items":{}}', '{"v":"2","items":{}}', '{"v":1,"items":[]}', '{"v":1.5,"items":{}}']) {
    assert.equal(state(text), "corrupt", text);
  }
  for (const text of ['{"v":2}', '{"v":9,"items":"other"}']) assert.equal(state(text), "newer", text);
});

test("of a damaged record the good items are saved, and none of them reaches the language", () => {
  const { state, record } = records.read('{"v":1,"items":{"lesson:a":{"t":5,"done":true},"lesson:b":{"done":true},"__proto__":{"t":1,"polluted":true},"lesson:c":null,"x":{"t":1}}}');
  assert.equal(state, "corrupt");
  assert.deepEqual(Object.keys(record.items), ["lesson:a"]);
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

// Files and codes

test("the checksum is the one of zip and PNG", () => {
  assert.equal(codes.crc32("123456789"), "cbf43926");
  assert.equal(codes.crc32(""), "00000000");
});

test("a record survives the way through a file and a code, whatever is written in it", () => {
  const next = dice(11);
  const texts = ["王小明", "𠮷野家 👍🏽", "\u0000\u0007\u2028", "\ud800 half a pair", "a\"b\\c", "ﷺ", ""];
  for (let round = 0; round < 300; round += 1) {
    const record = randomRecord(next);
    record.items["set:name"] = { t: round, value: texts[round % texts.length] };
    const parcel = records.parcel(record, "demo", 1_764_230_400_000);
    for (const text of [JSON.stringify(parcel), `\uFEFF${JSON.stringify(parcel, null, 2)}\r\n`, codes.encode("RB1", parcel)]) {
      const opened = records.unpack(text, "demo");
      assert.equal(opened.problem, null);
      assert.equal(items(opened.record), items(record));
    }
  }
});

test("a code is plain letters that a chat leaves alone, and what a chat adds is passed over", () => {
  const code = codes.encode("RB1", { name: "王小明", n: [1, 2, 3] });
  assert.match(code, /^RB1\.[A-Za-z0-9_-]+\.[0-9a-f]{8}$/);
  const decorated = [`王小明: ${code}`, `“${code}”`, ` ${code.replace(/(.{7})/g, "$1\n")}\n`, `${code.replace(/(.{9})/g, "$1\u200b ")}`, `${code}。谢谢！`];
  for (const text of decorated) assert.deepEqual(codes.decode(text), { prefix: "RB1", value: { name: "王小明", n: [1, 2, 3] }, problem: null }, text);
});

test("a code that lost or changed a letter is said to be damaged", () => {
  const code = codes.encode("RB1", { name: "王小明", text: "x".repeat(50) });
  for (let at = 4; at < code.length; at += 1) {
    if (code[at] === ".") continue;
    const other = code[at] === "e" ? "f" : "e";
    assert.equal(codes.decode(`${code.slice(0, at)}${other}${code.slice(at + 1)}`).problem, "damaged", `letter ${at}`);
    assert.equal(codes.decode(`${code.slice(0, at)}${code.slice(at + 1)}`).problem, "damaged", `without letter ${at}`);
    assert.equal(codes.decode(code.slice(0, at)).problem, at > 4 ? "damaged" : "unreadable", `cut at ${at}`);
  }
  for (const text of ["", "hello", "RB1", "RB1.", "XX1.abc.00000000"]) assert.equal(codes.decode(text).problem, "unreadable", text);
});

test("what is brought is refused with its reason", () => {
  const problem = (text) => records.unpack(text, "demo").problem;
  const parcel = { rolebook: "progress", v: 1, site: "demo", record: { v: 1, device: "a", items: {} } };
  const file = (more) => JSON.stringify({ ...parcel, ...more });
  assert.equal(problem(file({})), null);
  assert.equal(problem(file({ site: "other" })), "site");
  assert.equal(problem(file({ v: 2 })), "newer");
  assert.equal(problem(file({ record: { v: 2, items: {} } })), "newer");
  assert.equal(problem(file({ record: undefined })), "damaged");
  assert.equal(problem(file({ record: { v: 1, items: { "lesson:a": {} } } })), "damaged");
  assert.equal(problem(file({ rolebook: "result" })), "result");
  assert.equal(problem('{"a":1}'), "unreadable");
  assert.equal(problem("{"), "damaged");
  assert.equal(problem("你好"), "unreadable");
});

test("items that are not what they should be are left out, and the rest is taken", () => {
  const bad = {
    "attempt:gl:1": { t: 1, result: { paper: "gl", finished: 1e300 } },
    "attempt:gl:2": { t: 1, result: { paper: "gl", finished: "yesterday" } },
    "attempt:gl:3": { t: 1, result: { paper: "gl", questions: [{ id: 7 }] } },
    "attempt:gl:4": { t: 1, result: "passed" },
    "held:gl:1": { t: 1, result: { paper: "gl", person: { name: {} } } },
    "card:gl-01": { t: 1, due: "x" },
    "card:gl-02": { t: 1, due: 5, last: -1 },
    "lesson:a.html": { t: 1, done: true, hash: 7 },
    "check:a:once:b": { t: 1, at: "2026" },
    "open:gl": { t: 1, lines: [{ id: "a", options: "b" }] },
    "set:name": { t: 1e300, value: "王" },
  };
  const good = { "lesson:b.html": { t: 5, done: true }, "set:unit": { t: 5, value: "仓储部" }, "later:kind": { t: 5, more: [1] } };
  for (const [key, item] of Object.entries(bad)) {
    const { state, record } = records.read(JSON.stringify({ v: 1, items: { ...good, [key]: item } }));
    assert.equal(state, "corrupt", key);
    assert.deepEqual(Object.keys(record.items).sort(), Object.keys(good).sort(), key);
  }
  const brought = records.unpack(JSON.stringify({ rolebook: "progress", v: 1, site: "demo", role: "warehouse", record: { v: 1, items: { ...good, ...bad } } }), ["now", "demo"]);
  assert.deepEqual([brought.problem, brought.bad, brought.role, Object.keys(brought.record.items).length], [null, Object.keys(bad).length, "warehouse", 3]);
});

test("what was done under a clock that was ahead is never newer than now", () => {
  const file = JSON.stringify({ rolebook: "progress", v: 1, site: "demo", record: { v: 1, items: { "lesson:a": { t: 9_000, done: true }, "lesson:b": { t: 5, done: true } } } });
  const { record } = records.unpack(file, "demo", undefined, 1_000);
  assert.deepEqual([record.items["lesson:a"].t, record.items["lesson:b"].t], [1_000, 5]);
});

test("results that somebody signed come back to the one they name", () => {
  const result = (name, more = {}) => ({ paper: "count", title: "Count", finished: 7, points: 9, max: 10, form: "practical", person: { name, unit: "" }, questions: [{ id: "count", verdict: "right", points: 9, max: 10, answer: { criteria: [], by: "Wang" } }], ...more });
  const unpack = (results, person = { name: "", unit: "" }) => records.unpack(codes.encode("RBR1", { rolebook: "result", v: 1, site: "demo", person: { name: "", unit: "" }, results }), "demo", person);
  const own = unpack([result("李 娜"), result("王敏")], { name: "李娜", unit: "仓储部" });
  assert.deepEqual([own.problem, own.name, Object.keys(own.record.items)], [null, "李 娜", ["attempt:count:7"]]);
  assert.equal(own.record.items["attempt:count:7"].t, 7, "twice is once");
  assert.equal(unpack([result("李娜")]).problem, null, "no name here: of one person alone");
  assert.equal(unpack([result("李娜"), result("王敏")]).problem, "whose");
  assert.deepEqual([unpack([result("王敏")], { name: "李娜", unit: "" }).problem, unpack([result("王敏")], { name: "李娜", unit: "" }).name], ["other", "王敏"]);
  const two = [result("李娜", { person: { name: "李娜", unit: "仓储部" } }), result("李娜", { finished: 8, person: { name: "李娜", unit: "财务部" } })];
  assert.equal(unpack(two, { name: "李娜", unit: "" }).problem, "whose");
  assert.deepEqual(Object.keys(unpack(two, { name: "李娜", unit: "财务部" }).record.items), ["attempt:count:8"]);
  assert.equal(unpack([result("李娜", { form: "screen" })]).problem, "result", "what was answered on a screen goes to the board");
  assert.equal(unpack([result("李娜", { finished: 1e300 })]).problem, "result");
});

// The browser

/** A storage with room for so many characters. */
function storage(room = Infinity) {
  const held = new Map();
  return {
    held,
    room,
    getItem: (key) => (held.has(key) ? held.get(key) : null),
    setItem(key, text) {
      const size = [...held].reduce((sum, [own, value]) => sum + (own === key ? 0 : own.length + value.length), 0);
      if (size + key.length + text.length > this.room) throw new DOMException("full", "QuotaExceededError");
      held.set(key, String(text));
    },
    removeItem: (key) => void held.delete(key),
  };
}

/** Opens a page on a storage. @param {any} localStorage @param {{protocol?: string, pathname?: string, userAgent?: string}} [where] */
function page(localStorage, { protocol = "https:", pathname = "/a.html", userAgent = "Chrome/120" } = {}) {
  const handlers = {};
  const document = {
    documentElement: { dataset: { site: "demo" } },
  };
  const world = { document, localStorage, location: { protocol, pathname }, navigator: { userAgent } };
  if (localStorage === null) {
    Object.defineProperty(world, "localStorage", { value: new Proxy({}, { get: () => { throw new DOMException("no", "SecurityError"); } }), enumerable: true });
  }
  const window = { addEventListener: (name, handler) => (handlers[name] = handler) };
  const early = { ids: ["demo"], olds: [], store: "rolebook.demo" };
  const { "learn/store": progress } = load(["learn/store"], { ...world, window }, { early });
  const told = [];
  const listen = () => {
    if (progress.status !== (told[told.length - 1] || "ok")) told.push(progress.status);
  };
  listen();
  progress.subscribe(listen);
  const changed = (key = KEY, newValue) => handlers.storage({ key, newValue });
  return { progress, told, changed };
}

const stored = (disk) => JSON.parse(disk.held.get(KEY));

test("what is set can be got, listed, removed, and is there after a reload", () => {
  const disk = storage();
  const { progress } = page(disk);
  progress.set("lesson:b.html", { done: true, hash: "1" });
  progress.set("lesson:a.html", { done: true, hash: "2" });
  progress.set("card:q", { due: 1 });
  assert.equal(progress.get("lesson:a.html").hash, "2");
  progress.remove("card:q");
  assert.equal(progress.get("card:q"), null);
  assert.equal(progress.get("lesson:none"), null);
  const again = page(disk).progress;
  assert.deepEqual(again.all("lesson:").map(([key]) => key).sort(), ["lesson:a.html", "lesson:b.html"]);
  assert.deepEqual(again.all("card:"), []);
  assert.equal(again.status, "ok");
  assert.equal(stored(disk).v, 1);
  assert.equal(stored(disk).items["card:q"].gone, true);
});

test("two tabs do not undo each other", () => {
  const disk = storage();
  const [one, two] = [page(disk), page(disk)];
  const heard = [];
  const stop = two.progress.subscribe((keys) => heard.push(...keys));
  one.progress.set("lesson:a.html", { done: true });
  two.changed();
  two.progress.set("lesson:b.html", { done: true });
  // This tab was asleep and heard of nothing.
  one.progress.set("lesson:c.html", { done: true });
  assert.deepEqual(Object.keys(stored(disk).items).sort(), ["lesson:a.html", "lesson:b.html", "lesson:c.html"]);
  assert.deepEqual(heard, ["lesson:a.html", "lesson:b.html"]);
  two.changed("something.else");
  two.changed();
  assert.deepEqual(heard, ["lesson:a.html", "lesson:b.html", "lesson:c.html"]);
  stop();
  one.progress.set("lesson:d.html", { done: true });
  two.changed();
  assert.equal(heard.length, 3);
});

test("what a person cleared in one tab does not come back from another", () => {
  const disk = storage();
  const [one, two] = [page(disk), page(disk)];
  one.progress.set("lesson:a.html", { done: true });
  two.changed();
  one.progress.clear();
  two.changed();
  assert.equal(two.progress.get("lesson:a.html"), null);
  two.progress.set("lesson:b.html", { done: true });
  assert.deepEqual(Object.keys(stored(disk).items), ["lesson:b.html"]);
});

test("two tabs that write at the same moment lose nothing", () => {
  // A storage whose tabs learn of each other's writes too late: each writes over a picture of before.
  const disk = storage();
  const [one, two] = [page(disk), page(disk)];
  const texts = [];
  for (let n = 0; n < 100; n += 1) {
    const before = disk.held.get(KEY);
    one.progress.set(`lesson:one-${n}.html`, { done: true });
    texts.push(disk.held.get(KEY));
    if (before === undefined) disk.held.delete(KEY);
    else disk.held.set(KEY, before);
    two.progress.set(`lesson:two-${n}.html`, { done: true });
  }
  for (const text of texts) two.changed(KEY, text);
  assert.equal(Object.keys(stored(disk).items).length, 200);
});

test("what was forgotten in one tab does not come back from another that has not heard of it", () => {
  const disk = storage();
  const [one, two] = [page(disk), page(disk)];
  one.progress.set("lesson:a.html", { done: true });
  two.changed();
  one.progress.clear();
  two.progress.set("lesson:b.html", { done: true });
  assert.deepEqual(Object.keys(stored(disk).items), ["lesson:b.html"]);
});

test("a clock that was ahead does not make later work look old", () => {
  const disk = storage();
  const future = Date.now() + 1e9;
  disk.held.set(KEY, JSON.stringify({ v: 1, device: "a", items: { "set:name": { t: future, value: "old" } } }));
  const { progress } = page(disk);
  progress.set("set:name", { value: "new" });
  assert.equal(progress.get("set:name").value, "new");
  assert.equal(page(disk).progress.get("set:name").value, "new");
});

test("a corrupt record is set aside, what is good in it goes on, and nothing is lost", () => {
  for (const text of ["{half a rec", '{"v":1,"device":"a","items":{"lesson:a.html":{"t":1,"done":true},"lesson:b.html":7}}']) {
    const disk = storage();
    disk.held.set(KEY, text);
    const { told } = page(disk);
    assert.deepEqual(told, ["set-aside"]);
    const { progress } = page(disk);
    assert.equal(progress.status, "ok", "told once, by the page that found it");
    progress.set("lesson:c.html", { done: true });
    const aside = [...disk.held.keys()].filter((key) => /^rolebook\.demo\.progress\.aside\.\d+$/.test(key));
    assert.deepEqual(aside.map((key) => disk.held.get(key)), [text]);
    assert.equal(!!progress.get("lesson:a.html"), text.includes("lesson:a"));
  }
});

test("a corrupt record stays where it is when there is no room to move it", () => {
  const text = `{${"x".repeat(100)}`;
  const disk = storage(KEY.length + 101);
  disk.held.set(KEY, text);
  const { progress } = page(disk);
  progress.set("lesson:a.html", { done: true });
  assert.equal(progress.status, "full");
  assert.equal(progress.get("lesson:a.html").done, true);
  assert.deepEqual([...disk.held], [[KEY, text]]);
});

test("the record of a later Rolebook is left alone, and the page goes on from memory", () => {
  const disk = storage();
  const text = '{"v":2,"what":"ever"}';
  disk.held.set(KEY, text);
  const { progress, told } = page(disk);
  progress.set("lesson:a.html", { done: true });
  assert.equal(progress.status, "newer");
  assert.deepEqual(told, ["newer"]);
  assert.equal(progress.get("lesson:a.html").done, true);
  progress.clear();
  assert.deepEqual([...disk.held], [[KEY, text]]);
});

test("a later Rolebook in another tab does not make this one forget what it knows", () => {
  const disk = storage();
  const { progress, changed } = page(disk);
  progress.set("lesson:a.html", { done: true });
  disk.held.set(KEY, '{"v":2}');
  changed();
  progress.set("lesson:b.html", { done: true });
  assert.deepEqual(progress.all("lesson:").map(([key]) => key).sort(), ["lesson:a.html", "lesson:b.html"]);
  assert.equal(disk.held.get(KEY), '{"v":2}');
});

test("a full storage is told once, and what waited is kept when there is room again", () => {
  const disk = storage();
  const { progress, told } = page(disk);
  disk.room = 200;
  progress.set("lesson:a.html", { done: true });
  for (let n = 0; n < 5; n += 1) progress.set(`attempt:gl:${n}`, { result: "x".repeat(100) });
  assert.equal(progress.status, "full");
  assert.deepEqual(told, ["full"]);
  assert.equal(page(disk).progress.status, "full", "and at once by a page that opens");
  assert.equal(progress.all("attempt:").length, 5);
  assert.deepEqual(Object.keys(stored(disk).items), ["lesson:a.html"], "what was kept before is whole");
  disk.room = Infinity;
  progress.set("lesson:b.html", { done: true });
  assert.equal(progress.status, "ok");
  assert.equal(Object.keys(stored(disk).items).length, 7);
});

test("a browser that keeps nothing is told, and the page works", () => {
  const { progress, told } = page(null);
  assert.equal(progress.status, "private");
  assert.deepEqual(told, ["private"]);
  progress.set("lesson:a.html", { done: true });
  progress.set("lesson:b.html", { done: true });
  assert.equal(progress.all("lesson:").length, 2);
  assert.ok(progress.export().includes("lesson:a.html"), "it can still be carried away");
});

test("progress moves to another device by file and by code, and back again without harm", () => {
  const [office, phone] = [page(storage()).progress, page(storage()).progress];
  office.set("lesson:采购入库.html", { done: true, hash: "1" });
  office.set("set:name", { value: "王小明" });
  phone.set("lesson:发货.html", { done: true });
  assert.deepEqual(phone.import(office.code()), { added: 2, newer: 0, same: 0, problem: null });
  assert.deepEqual(phone.import(office.export()), { added: 0, newer: 0, same: 2, problem: null });
  phone.set("set:name", { value: "王晓明" });
  assert.deepEqual(office.import(phone.export()), { added: 1, newer: 1, same: 1, problem: null });
  assert.equal(office.get("set:name").value, "王晓明");
  assert.equal(office.all("lesson:").length, 2);
  assert.deepEqual(office.import("nonsense"), { added: 0, newer: 0, same: 0, problem: "unreadable" });
});

test("on a disk it is said where each file has a storage of its own", () => {
  const firefox = { protocol: "file:", userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };
  const safari = { protocol: "file:", userAgent: "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15" };
  const status = (disk, where) => page(disk, where).progress.status;
  assert.equal(status(storage(), { protocol: "file:", userAgent: "Mozilla/5.0 HeadlessChrome/120.0 Safari/537.36" }), "ok");
  assert.equal(status(storage(), { protocol: "http:", userAgent: firefox.userAgent }), "ok");
  assert.equal(status(storage(), { ...firefox, pathname: "/a.html" }), "per-file");
  const own = storage();
  assert.equal(status(own, { ...firefox, pathname: "/a.html" }), "per-file");
  assert.equal(status(own, { ...firefox, pathname: "/a.html" }), "per-file", "the same page again proves nothing");
  const shared = storage();
  status(shared, { ...safari, pathname: "/a.html" });
  assert.equal(status(shared, { ...safari, pathname: "/b.html" }), "ok", "another page's trace proves that they share");
});
