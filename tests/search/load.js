// Loads the engine and an index that a build has written, without a browser.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const here = path.dirname(fileURLToPath(import.meta.url));
const SCRIPTS = path.join(here, "../../themes/default/js");

/** Runs a script as a page would, with this window. */
function run(file, window) {
  const source = fs.readFileSync(file, "utf8");
  vm.runInThisContext(`(function (window, rolebook, addEventListener) {${source}\n})`, { filename: file })(window, window.rolebook, () => {});
}

/** The engine's scripts in a window of their own, by their names. */
export function engine() {
  const window = {};
  run(path.join(SCRIPTS, "define.js"), window);
  window.rolebook.define("load", [], () => null);
  const names = fs.readdirSync(path.join(SCRIPTS, "search/engine")).map((name) => path.basename(name, ".js"));
  for (const name of names) run(path.join(SCRIPTS, "search/engine", `${name}.js`), window);
  return { window, ...Object.fromEntries(names.map((name) => [name, window.rolebook.use(`search/engine/${name}`)])) };
}

/** Opens the index of a built site. `seen` hears the path of each file that is read. */
export async function open(site, language, seen = () => {}) {
  const { window, ...scripts } = engine();
  const load = async (src) => {
    const [file] = src.split("?");
    seen(file);
    run(file, window);
  };
  return { search: await scripts.open.open(`${site}/`, language, load), scripts };
}
