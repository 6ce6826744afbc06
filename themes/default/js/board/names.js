// @ts-check
// Putting names right on the board: results are counted for somebody else, or taken off it, and rows that look like one
// person are asked about.
rolebook.define("board/names", [
  "announce", "keys", "elements", "say", "board/people", "board/phrases",
], (
  announce, { isComposing }, { make }, say, { doubts: doubtsOf, personKey, whose }, { brief, called, shown, tools },
) => {
  /**
   * @param {HTMLElement} root
   * @param {{
   *   attempts: (key: string) => PaperResult[], known: () => Person[], isHeld: (result: PaperResult) => boolean,
   *   name: (results: PaperResult[], all: boolean, person: Person) => void, remove: (results: PaperResult[]) => void, apart: (pair: string) => void,
   * }} on what the board knows of a row, and what it does
   */
  const names = (root, on) => {
    const { one } = tools(root);
    const dialog = one("[data-person]");
    const part = (/** @type {string} */ selector) => dialog.querySelector(selector);
    const field = part("[data-person-name]");
    /** @type {PaperResult[]} */
    let results = [];
    let key = "";

    const chosen = () => {
      const boxes = [...dialog.querySelectorAll("[data-person-results] input")];
      return results.filter((_, at) => boxes[at].checked);
    };

    const refresh = () => {
      const n = chosen().length;
      part("[data-person-take]").disabled = !n;
      part("[data-person-remove]").disabled = !n || !chosen().every(on.isHeld);
    };

    /** Asks whose the results of a row are. @param {string} row */
    const edit = (row) => {
      key = row;
      results = on.attempts(row);
      if (!results.length) return;
      const { person } = results[0];
      part("h3").textContent = called(person);
      part("[data-person-results]").replaceChildren(...results.map((result) => {
        const box = make("input", { type: "checkbox" });
        box.checked = true;
        const when = new Date(result.finished).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
        const said = result.said && called(result.said);
        return make("li", "", make("label", "", box, make("span", "", [brief(result.title), shown((100 * result.points) / result.max), when, said && say("t.board_wrote", { names: said })].filter(Boolean).join(" · "))));
      }));
      part("[data-person-own]").hidden = results.every(on.isHeld);
      field.value = person.unit ? `${person.name}, ${person.unit}` : person.name;
      field.removeAttribute("aria-invalid");
      refresh();
      dialog.showModal();
      field.select();
    };

    /** Closes it, and brings the focus back to a row that may have been drawn again or be gone. */
    const leave = () => {
      dialog.close();
      const button = [...root.querySelectorAll("[data-edit]")].find((own) => own.getAttribute("data-edit") === key);
      /** @type {HTMLElement} */ (button || one('[data-set="find"]')).focus();
    };

    const take = () => {
      const { name, unit } = whose(field.value, on.known());
      if (!name) {
        field.setAttribute("aria-invalid", "true");
        announce(say("t.board_need_name"));
        field.focus();
        return;
      }
      const some = chosen();
      on.name(some, some.length === results.length, { name, unit: unit || results[0].person.unit });
      leave();
    };

    dialog.addEventListener("change", refresh);
    dialog.addEventListener("input", () => field.removeAttribute("aria-invalid"));
    dialog.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || isComposing(event) || event.target !== field) return;
      event.preventDefault();
      take();
    });
    part("[data-person-take]").addEventListener("click", take);
    part("[data-person-remove]").addEventListener("click", () => {
      on.remove(chosen());
      leave();
    });
    part("[data-person-leave]").addEventListener("click", leave);
    dialog.addEventListener("cancel", (/** @type {Event} */ event) => {
      event.preventDefault();
      leave();
    });

    /** Rows that look like somebody else, with the answers to choose from. @param {BoardTable} table @param {string[]} apart */
    const ask = (table, apart) => {
      const doubts = doubtsOf(table, apart);
      one("[data-doubts]").hidden = !doubts.length;
      one("[data-doubts-list]").replaceChildren(...doubts.map(({ person, maybe }) => {
        const own = personKey(person);
        const button = (/** @type {string} */ text, /** @type {() => void} */ click) => make("button", { class: "board-button", type: "button", click: () => {
          click();
          const next = one("[data-doubts-list] button") || one('[data-set="find"]');
          next.focus();
        } }, text);
        const yes = maybe.map((other) => button(say("t.board_is_same", { name: called(other) }), () => on.name(on.attempts(own), true, other)));
        const no = button(say("t.board_is_apart"), () => maybe.forEach((other) => on.apart(`${own} ${personKey(other)}`)));
        return make("li", "", make("p", "unnamed-facts", say("t.board_doubt", { name: called(person) })), ...yes, no);
      }));
    };

    return { edit, ask };
  };

  return names;
});
