// @ts-check
// Results on the board that say nobody's name: what is known of each, and a field for the name. They wait here, over
// reloads too, until they are named, left out, or handed over by their owner.
rolebook.define("board/unnamed", [
  "announce", "keys", "elements", "say", "board/results", "board/phrases",
], (
  announce, { isComposing }, { make }, say, { attemptOf }, { shown: share, tools },
) => {
  /** A person as one types one. @param {Person} person */
  const line = ({ name, unit }) => (unit ? `${name}, ${unit}` : name);

  /** What is known of results, one line each. @param {PaperResult[]} results */
  const factsOf = (results) => results.map((result) => {
    const when = new Date(result.finished).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    return make("span", "", [result.title, share((100 * result.points) / result.max), when, result.person.unit].filter(Boolean).join(" · "));
  });

  /** Hands the name that was typed to the board, by the button or by Enter. @param {HTMLElement} line @param {string} need what is said of none @param {(typed: string) => boolean} take */
  const hear = (line, need, take) => {
    const field = /** @type {HTMLInputElement} */ (line.querySelector("input"));
    const give = () => {
      if (take(field.value)) return;
      field.setAttribute("aria-invalid", "true");
      field.value = "";
      field.placeholder = need;
      announce(need);
      field.focus();
    };
    field.addEventListener("input", () => field.removeAttribute("aria-invalid"));
    line.querySelector("[data-name]")?.addEventListener("click", give);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !isComposing(event)) give();
    });
  };

  /**
   * @param {HTMLElement} root
   * @param {{name: (typed: string, one: UnnamedResults) => boolean, leave: () => void}} on what the board does with a name, which may be none, and when one is left out
   */
  const unnamed = (root, on) => {
    const { one, icon } = tools(root);
    const list = one("[data-unnamed-list]");
    /** @type {UnnamedResults[]} */
    let waiting = [];
    let number = 0;

    const shown = () => {
      one("[data-unnamed]").hidden = !waiting.length;
      one("[data-unnamed-lead]").textContent = say("t.board_unnamed", { n: waiting.length });
    };

    /** @param {string} from @param {PaperResult[]} results @param {string} name that is proposed */
    const add = (from, results, name) => {
      const line = /** @type {HTMLElement} */ (icon("unnamed").firstElementChild);
      const part = (/** @type {string} */ selector) => /** @type {any} */ (line.querySelector(selector));
      part("strong").textContent = from;
      const about = part("small");
      about.append(...factsOf(results));
      number += 1;
      about.id = `rb-unnamed-${number}`;
      line.querySelectorAll("input, button").forEach((control) => control.setAttribute("aria-describedby", about.id));
      part("input").value = name;
      const own = { from, results, line };
      waiting.push(own);
      list.append(line);
      shown();
      hear(line, say("t.board_need_name"), (typed) => on.name(typed, own));
      part("[data-leave]").addEventListener("click", () => {
        remove(own);
        on.leave();
      });
      return own;
    };

    /** Takes one away; the next one, or the way to bring in more, gets the focus. @param {UnnamedResults} own */
    const remove = (own) => {
      const at = waiting.indexOf(own);
      waiting.splice(at, 1);
      own.line.remove();
      shown();
      const next = waiting[at] || waiting[at - 1];
      (next ? next.line.querySelector("input") : one("[data-files]")).focus();
    };

    /**
     * Takes in what says nobody's name, but for what is known by now.
     * @param {string} from @param {PaperResult[][]} all @param {PaperResult[]} known
     * @returns {number} how many were known
     */
    const take = (from, all, known) => {
      const owners = new Map(known.map((result) => [attemptOf(result), result.person]));
      const here = new Set(waiting.flatMap(({ results }) => results.map(attemptOf)));
      const before = waiting.length;
      let met = 0;
      for (const results of all) {
        const owned = results.map((result) => owners.get(attemptOf(result)));
        const fresh = results.filter((result, at) => !owned[at] && !here.has(attemptOf(result)));
        met += owned.filter(Boolean).length;
        const { name = "", unit = "" } = owned.find(Boolean) || {};
        fresh.forEach((result) => here.add(attemptOf(result)));
        // Whose the others in the file are is likely whose these are.
        if (fresh.length) add(from, fresh, line({ name, unit }));
      }
      if (waiting.length > before) announce(say("t.board_unnamed", { n: waiting.length }));
      return met;
    };

    /** Asks no more for what its owner has handed over since. @param {PaperResult[]} known */
    const settle = (known) => {
      if (!waiting.length) return;
      const attempts = new Set(known.map(attemptOf));
      for (const own of [...waiting]) {
        own.results = own.results.filter((result) => !attempts.has(attemptOf(result)));
        if (own.results.length) continue;
        own.line.remove();
        waiting = waiting.filter((other) => other !== own);
      }
      shown();
    };

    const clear = () => {
      waiting = [];
      list.replaceChildren();
      shown();
    };

    /** Names to choose from, with their units. @param {Person[]} known */
    const offer = (known) => {
      one("[data-known-people]").replaceChildren(...[...new Set(known.map(line))].map((value) => make("option", { value })));
    };

    return { add, take, settle, remove, clear, offer, kept: () => waiting.map(({ from, results }) => ({ from, results })) };
  };

  return unnamed;
});
