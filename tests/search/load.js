// Loads the engine and an index that a build has written, without a browser.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const here = path.dirname(fileURLToPath(import.meta.url));
const SCRIPTS = path.join(here, "../../themes/default/js/search");

/** Runs a script as a page would, with this window. */
function run(file, window) {
  const source = fs.readFileSync(file, "utf8");
  vm.runInThisContext(`(function (window, rolebook) {${source}\n})`, { filename: file })(window, window.rolebook);
}

/** The engine's scripts in a window of their own. */
export function engine() {
  const window = { rolebook: {} };
  for (const name of fs.readdirSync(SCRIPTS).filter((name) => name.startsWith("engine")).sort()) {
    run(path.join(SCRIPTS, name), window);
  }
  return window;
}

/** Opens the index of a built site. `seen` hears the path of each file that is read. */
export async function open(site, language, seen = () => {}) {
  const window = engine();
  const load = async (src) => {
    const [file] = src.split("?");
    seen(file);
    run(file, window);
  };
  return { search: await window.rolebook.search.open(`${site}/`, language, load), rolebook: window.rolebook };
}
