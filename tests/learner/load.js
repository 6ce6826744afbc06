// Loads scripts of the theme as a page would, each as a function of the globals it may find: by default a `window` and nothing else of a page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";

const here = dirname(fileURLToPath(import.meta.url));
export const repository = resolve(here, "../..");
/** Packages are locked and installed in one place. */
export const require = createRequire(join(repository, "tests/browser/package.json"));

/**
 * @param {string[]} scripts such as `quiz/grading.js`, in the order of a page
 * @param {Record<string, any>} [world] what the page has besides `window`: `document`, `localStorage` …
 * @returns {any} what the scripts hung on `window.rolebook`
 */
export function load(scripts, world = {}) {
  const window = { ...world.window, rolebook: /** @type {any} */ ({}) };
  const globals = { ...world, window };
  for (const script of scripts) {
    const filename = join(repository, "themes/default/js", script);
    compileFunction(readFileSync(filename, "utf8"), Object.keys(globals), { filename })(...Object.values(globals));
  }
  return window.rolebook;
}

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
