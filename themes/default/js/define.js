// @ts-check
// How the scripts find each other. A script is a module: it has an id, its path below `js/`, says which others it needs,
// and gives back what others may use. The build joins a bundle so that what is needed comes first; whatever still lacks
// something runs when that arrives. Files with data hand it over by `give`. It is at the front of the first script of
// every page, and is all that is global.
window.rolebook = (() => {
  /** @type {Map<string, any>} */
  const made = new Map();
  /** @type {Map<string, any>} */
  const data = new Map();
  /** @typedef {{id: string, needs: readonly string[], make: Function}} Waiting */
  /** @type {Waiting[]} */
  let waiting = [];

  /** @param {string} need */
  const isMissing = (need) => !made.has(need);

  /** @param {Waiting} one */
  const run = ({ id, needs, make }) => {
    try {
      made.set(id, make(...needs.map((need) => made.get(need))));
    } catch (error) {
      // Reported like any other, but the rest of the bundle goes on.
      setTimeout(() => {
        throw error;
      });
    }
  };

  /** @param {string} id @param {readonly string[]} needs @param {Function} make */
  const define = (id, needs, make) => {
    waiting.push({ id, needs, make });
    for (let ready = true; ready; ) {
      const at = waiting.findIndex((one) => !one.needs.some(isMissing));
      ready = at >= 0;
      if (ready) run(waiting.splice(at, 1)[0]);
    }
  };

  /** @param {string} id */
  const use = (id) => {
    if (!made.has(id)) throw new Error(`the script ${id} is not here`);
    return made.get(id);
  };

  addEventListener("load", () => {
    for (const { id, needs } of waiting) console.error(`the script ${id} waits for ${needs.filter(isMissing).join(", ")}`);
  });

  return /** @type {Registry} */ ({
    define, use,
    give: (name, value) => void data.set(name, value),
    given: (name) => data.get(name),
  });
})();
