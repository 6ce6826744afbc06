// Loads scripts of the theme as a page would, each with the scripts it needs, and as a function of the globals it may find:
// by default a `window` and nothing else of a page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";

const here = dirname(fileURLToPath(import.meta.url));
export const repository = resolve(here, "../..");
/** Packages are locked and installed in one place. */
export const require = createRequire(join(repository, "tests/browser/package.json"));

const folder = join(repository, "themes/default/js");

/** What a script says it needs. @param {string} text */
const needsOf = (text) => JSON.parse(`[${(/^rolebook\.define\(\s*"[^"]+",\s*\[([^\]]*)\]/m.exec(text) || ["", ""])[1].replace(/,\s*$/, "")}]`);

/**
 * @param {string[]} ids such as `quiz/grading`
 * @param {Record<string, any>} [world] what the page has besides `window`: `document`, `localStorage` …
 * @param {Record<string, any>} [stands] modules that stand in for those of this id
 * @returns {Record<string, any>} by id what the scripts give back, with the registry as `rolebook`
 */
export function load(ids, world = {}, stands = {}) {
  const window = { ...world.window };
  const globals = { addEventListener: () => {}, ...world, window };
  /** @param {string} script @param {Record<string, any>} more */
  const run = (script, more) => {
    const filename = join(folder, script);
    const all = { ...globals, ...more };
    compileFunction(readFileSync(filename, "utf8"), Object.keys(all), { filename })(...Object.values(all));
  };
  run("define.js", {});
  const { rolebook } = window;
  for (const [id, stand] of Object.entries(stands)) rolebook.define(id, [], () => stand);
  const here = new Set(Object.keys(stands));
  /** @param {string} id */
  const bring = (id) => {
    if (here.has(id)) return;
    here.add(id);
    needsOf(readFileSync(join(folder, `${id}.js`), "utf8")).forEach(bring);
    run(`${id}.js`, { rolebook });
  };
  ids.forEach(bring);
  return { rolebook, ...Object.fromEntries([...here].map((id) => [id, rolebook.use(id)])) };
}

/** Stands in for what shows something in a page: types of questions do that too, and here they only mark and count. */
export const noPage = { elements: {}, "learn/veil": {} };

/** A generator for tests: the same numbers on every run. @param {number} seed */
export function dice(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    // xorshift32, another one than the scripts use.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}
