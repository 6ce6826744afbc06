// Results as colleagues would hand them in, made by the theme's own modules from a built site: drawn, answered by people of
// different ability, marked. The same on every run.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script, createContext } from "node:vm";
import { dice, load } from "../learner/load.js";

/** The modules as a page has them, with the keys of the site. @param {string} site the folder */
function modules(site) {
  const fetchScript = async (/** @type {string} */ src) => {
    new Script(readFileSync(join(site, src), "utf8")).runInContext(createContext({ rolebook: all.rolebook }));
  };
  const ids = ["learn/codes", "learn/veil", "quiz/grading", "quiz/draw", "board/analysis"];
  const all = load(ids, { TextEncoder, TextDecoder, atob }, { elements: {}, load: fetchScript, early: { ids: [] } });
  return all;
}

/** What a page says of its questions. @param {string} site @param {string} path */
export function sheetOf(site, path) {
  const html = readFileSync(join(site, path), "utf8");
  const [, json = ""] = /data-sheet="([^"]*)"/.exec(html) || [];
  const text = json.replace(/&quot;/g, '"').replace(/&#x27;|&#39;/g, "'").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#x2F;/g, "/").replace(/&amp;/g, "&");
  return JSON.parse(text);
}

/** An answer of somebody who knows it or does not. @param {any} key @param {boolean} knows @param {() => number} next @returns {any} */
function answer(key, knows, next) {
  const any = (/** @type {number} */ n) => Math.floor(next() * n);
  switch (key.kind) {
    case "single":
      return knows ? key.right[0] : String(any(Object.keys(key.texts).length));
    case "multiple":
      return knows ? key.right : [String(any(Object.keys(key.texts).length))];
    case "judge":
      return knows ? key.judge : !key.judge;
    case "blanks":
      return key.blanks.map((/** @type {any} */ blank) => (!knows ? "不知道" : blank.number ? String(blank.number.value) : blank.words[0]));
    case "number":
      return knows ? String(key.number.value) : String(any(9000));
    case "order":
      return knows ? key.order : [...key.order].reverse();
    case "pairs":
      return Object.fromEntries(key.pairs.map(([left, right]) => [left, knows ? right : key.pairs[any(key.pairs.length)][1]]));
    case "categorize":
      return Object.fromEntries(key.groups.map(([item, group]) => [item, knows ? group : key.groups[any(key.groups.length)][1]]));
    case "case":
      return Object.fromEntries(Object.entries(key.parts).map(([id, part]) => [id, answer(part, knows, next)]));
    case "essay":
      return { text: "…", self: knows ? key.points : 0 };
    default:
      return null;
  }
}

/**
 * @param {string} site the folder of a built site
 * @param {string} path of a quiz
 * @param {{n: number, siteId: string, names?: (at: number) => {name: string, unit: string}}} options
 */
export async function makeResults(site, path, { n, siteId, names = (at) => ({ name: `学员${at + 1}`, unit: ["原材料库", "成品库", "计划部"][at % 3] }) }) {
  const { "learn/codes": codes, "learn/veil": { loadKey }, "quiz/grading": { grade, tally }, "quiz/draw": { draw }, "board/analysis": analysis } = modules(site);
  const sheet = sheetOf(site, path);
  const keys = await loadKey(sheet.id, join(path, "..", sheet.key.split("?")[0]));
  const next = dice(20261127);
  /** How hard each question is. @type {Map<string, number>} */
  const hard = new Map();
  const results = Array.from({ length: n }, (_, at) => {
    const able = next();
    const seed = `seed-${at}`;
    const drawn = draw(sheet, seed);
    const questions = drawn.map(({ id, points }) => {
      if (!hard.has(id)) hard.set(id, next() * 0.9);
      const given = answer(keys[id], able * 0.8 + next() * 0.5 > hard.get(id), next);
      const { points: got, max, verdict } = grade(keys[id], given, { multiple: sheet.multiple, points });
      return { id, hash: sheet.pool[id].hash, points: got, max, verdict, answer: given, topics: sheet.pool[id].topics, flagged: false };
    });
    const { points, max, passed, must_failed } = tally(questions, sheet);
    const started = Date.UTC(2026, 10, 27, 5, at);
    return {
      paper: sheet.id, title: sheet.title, edition: sheet.edition, hash: "", seed, multiple: sheet.multiple, mode: sheet.mode, started,
      finished: started + 1_500_000, points, max, pass: sheet.pass, passed, must_failed, form: "screen", questions, person: names(at), key: `${sheet.id}:${started}:${seed}`,
    };
  });
  /** @param {any[]} some */
  const parcel = (some) => ({ rolebook: "result", v: 1, site: siteId, person: some[0].person, results: some });
  return { codes, analysis, sheet, keys, results, parcel };
}
