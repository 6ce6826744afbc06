// Loads the engine and an index that a build has written, without a browser.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const SCRIPTS = path.join(__dirname, "../../themes/default/js/search");

/** The engine's scripts in a world of their own. */
function engine() {
  const window = { rolebook: {} };
  const world = vm.createContext({ window, console });
  for (const name of fs.readdirSync(SCRIPTS).filter((name) => name.startsWith("engine")).sort()) {
    vm.runInContext(fs.readFileSync(path.join(SCRIPTS, name), "utf8"), world, { filename: name });
  }
  return { rolebook: window.rolebook, world };
}

/** Opens the index of a built site. `seen` hears the path of each file that is read. */
async function open(site, language, seen = () => {}) {
  const { rolebook, world } = engine();
  const load = async (src) => {
    const file = src.split("?")[0];
    seen(file);
    const text = fs.readFileSync(file, "utf8");
    vm.runInContext(text.replace(/^rolebook\./, "window.rolebook."), world, { filename: file });
  };
  return { search: await rolebook.search.open(`${site}/`, language, load), rolebook };
}

module.exports = { engine, open };
