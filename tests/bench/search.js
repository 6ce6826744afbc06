// How many bytes the search of a built site costs: its files, a first query, a later one. Not part of tests/run.
// node tests/bench/search.js SITE [LANGUAGE] [QUERIES]
//
// Queries are cut from the site's own text, always the same for the same site: runs of 1 to 8 characters, two of them,
// Latin words whole, in part and with a letter missing, sounds, whole lines, and what stands most often. "first" opens
// the search for each query; "second" has asked another before, as different as can be; "later" asks all in a row.
// Bytes as a server sends them, each file packed with gzip.

import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { open } from "../search/load.js";

const [site, language = "zh-CN", count = "200"] = process.argv.slice(2);
if (!site) {
  console.error("node tests/bench/search.js SITE [LANGUAGE] [QUERIES]");
  process.exit(2);
}

const packed = new Map();
const weigh = (file) => {
  if (!packed.has(file)) packed.set(file, zlib.gzipSync(fs.readFileSync(file)).length);
  return packed.get(file);
};

/** The same numbers on every run (mulberry32). */
let state = 1;
const below = (end) => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * end);
};

/** Sizes of what the index holds, and some lines of its text. */
const folder = path.join(site, "search", language);
const sum = { terms: 0, texts: 0, list: 0, files: 0, plain: 0, text: 0 };
const lines = [];
const names = fs.readdirSync(folder).sort();
const step = Math.max(1, Math.floor(names.length / 2000));
let sampled = 0;
names.forEach((name, at) => {
  const file = path.join(folder, name);
  sum.files++;
  const script = fs.readFileSync(file, "utf8");
  const data = script.slice(script.indexOf(",") + 1, script.lastIndexOf(")"));
  if (name === "index.js") sum.list = weigh(file);
  else if (!data.startsWith("[[")) sum.terms += weigh(file);
  else {
    sum.texts += weigh(file);
    if (at % step) return;
    sampled++;
    const own = [];
    for (const [title, , , units] of JSON.parse(data)) {
      for (const [, ...pieces] of units) for (const [, heading, text] of pieces) own.push(heading, ...text.split("\n"));
      lines.push(title, ...own);
    }
    sum.plain += zlib.gzipSync(own.join("\n")).length;
    sum.text += weigh(file);
  }
});

lines.sort();
const some = (list) => list[below(list.length)];
const runs = lines.flatMap((line) => line.match(/[\u3400-\u4dbf\u4e00-\u9fff]+/g) || []);
const words = lines.flatMap((line) => line.match(/[A-Za-z]{3,}/g) || ["index"]);
const cut = (text, size) => {
  const from = below(Math.max(1, text.length - size + 1));
  return text.slice(from, from + size);
};
const counts = new Map();
for (const run of runs) for (let at = 0; at + 2 <= run.length; at++) counts.set(run.slice(at, at + 2), (counts.get(run.slice(at, at + 2)) || 0) + 1);
const common = Array.from(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([pair]) => pair);
/** Characters -> how they are read. */
const sounds = new Map();
const manifest = fs.readFileSync(path.join(folder, "index.js"), "utf8");
const { sounds: spoken } = JSON.parse(manifest.slice(manifest.indexOf(",") + 1, manifest.lastIndexOf(")")));
if (spoken) {
  const table = fs.readFileSync(path.join(folder, `${spoken.table}.js`), "utf8");
  for (const [, sound, chars] of table.matchAll(/([a-z]+)([^a-z "]+)/g)) for (const c of chars) sounds.set(c, sound);
}
const sound = (text, size) => Array.from(text, (c) => (sounds.get(c) || "").slice(0, size)).join("") || "ce";
const KINDS = [
  ["common", () => common[below(40)]],
  ["one character", () => cut(some(runs), 1)],
  ["2 characters", () => cut(some(runs), 2)],
  ["4 characters", () => cut(some(runs), 4)],
  ["8 characters", () => cut(some(runs), 8)],
  ["two words", () => `${cut(some(runs), 2)} ${cut(some(runs), 3)}`],
  ["sounds", () => sound(cut(some(runs), 3))],
  ["first sounds", () => sound(cut(some(runs), 4), 1)],
  ["a whole line", () => some(lines).slice(0, 120)],
  ["Latin word", () => some(words)],
  ["its beginning", () => some(words).slice(0, 3)],
  ["with an error", () => some(words).replace(/^(..)./, "$1")],
];

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const tell = (title, all) => {
  const sorted = all.map(({ bytes }) => bytes).sort((a, b) => a - b);
  const worst = all.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const at = (share) => kB(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  console.log(`${title.padEnd(22)} median ${at(0.5).padStart(9)}   95 % ${at(0.95).padStart(9)}   worst ${kB(worst.bytes).padStart(9)} in ${worst.files} files (${worst.query})`);
};

(async () => {
  const all = sum.terms + sum.texts + sum.list;
  console.log(`${sum.files} files, ${kB(all)}: terms ${kB(sum.terms)}, texts ${kB(sum.texts)}, list ${kB(sum.list)}`);
  // The text alone, packed in the same pieces; of some files on a large site.
  const plain = sum.texts * (sum.plain / sum.text);
  console.log(`text alone ${kB(plain)}${sampled * 10 < names.length ? " (estimated)" : ""}; terms are ${(sum.terms / plain).toFixed(2)} of it, all ${(all / plain).toFixed(2)}`);
  let bytes = 0;
  let files = 0;
  const seen = new Set();
  const note = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    bytes += weigh(file);
    files++;
  };
  const ask = async (search, query) => {
    await search.query(query);
    const own = { query, bytes, files };
    bytes = 0;
    files = 0;
    return own;
  };
  for (const when of ["first", "second", "later"]) {
    const everything = [];
    let search;
    for (const [kind, make] of KINDS) {
      const asked = [];
      for (let i = 0; i < Number(count) / KINDS.length; i++) {
        if (!search || when !== "later") {
          seen.clear();
          ({ search } = await open(site, language, note));
          if (when !== "first") await ask(search, "zq");
        }
        asked.push(await ask(search, make()));
      }
      everything.push(...asked);
      tell(`${when}, ${kind}`, asked);
    }
    tell(`${when}, all`, everything);
  }
})();
