// @ts-check
// The board's table of people and papers, and who is missing. Shows what `results.js` has worked out.
rolebook.define("board/people-table", [
  "elements", "say", "board/people", "board/results", "board/phrases",
], (
  { make }, say, { nameKey }, { stateOf, table: tableOf, waiting }, { brief, called, day, shown, tools },
) => {
  /** How somebody did. */
  const STATES = /** @type {const} */ ({ passed: "t.board_passed", failed: "t.board_failed", open: "t.board_open" });
  /** Where somebody answered, if not on a printed paper. @type {Record<string, TextKey>} */
  const FORMS = { screen: "t.board_on_screen", practical: "t.kind_practical" };


  /** @param {PaperResult} result */
  const share = (result) => (100 * result.points) / result.max;

  /** By which column, and whether from the end. */
  let order = { by: "", down: false };
  /** @param {string} by */
  const sortBy = (by) => {
    order = { by, down: order.by === by && !order.down };
  };

  /** @type {BoardTable} */
  let last = { papers: [], rows: [], missing: [] };

  /** The rows that are asked for, in their order. @param {BoardColumn[]} columns @param {any} chosen @param {(cell: BoardCell) => PaperResult} counted */
  const rowsOf = (columns, chosen, counted) => {
    const words = chosen.find.normalize("NFKC").toLowerCase().trim();
    const rows = last.rows.filter(({ person, said, cells }) => {
      if (![person, ...said].some(({ name, unit }) => `${name} ${unit}`.normalize("NFKC").toLowerCase().includes(words))) return false;
      if (chosen.show === "missing") return columns.some(({ id, due }) => due && !cells[id]);
      if (chosen.show === "failed") return columns.some(({ id }) => cells[id] && stateOf(counted(cells[id])) === "failed");
      if (chosen.show === "open") return columns.some(({ id }) => cells[id] && waiting(counted(cells[id])).length > 0);
      return true;
    });
    if (!order.by) return rows;
    /** @param {BoardRow} row @returns {string | number} */
    const value = ({ person, cells }) => {
      if (order.by === "name") return person.name;
      if (order.by === "unit") return person.unit;
      return cells[order.by] ? share(counted(cells[order.by])) : -1;
    };
    return rows.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      return (order.down ? -1 : 1) * (typeof x === "number" ? Number(y) - x : x.localeCompare(String(y), "zh", { numeric: true }));
    });
  };

  /** How the results of a paper lie, in steps of five percent; a paper that few sat needs none. @param {any} root @param {BoardColumn[]} columns @param {(cell: BoardCell) => PaperResult} counted */
  const spread = (root, columns, counted) => {
    const { one } = tools(root);
    const [column, ...others] = columns.filter(({ due }) => due);
    const results = column && !others.length ? last.rows.flatMap(({ cells }) => (cells[column.id] ? [counted(cells[column.id])] : [])) : [];
    const place = one("[data-spread]");
    place.hidden = results.length < 5;
    if (place.hidden) return;
    const STEPS = 20;
    const bins = Array.from({ length: STEPS }, (_, at) => results.filter((result) => Math.min(STEPS - 1, Math.floor(share(result) / (100 / STEPS) + 1e-9)) === at).length);
    const most = Math.max(...bins);
    const pass = results[results.length - 1].pass;
    place.querySelector("figcaption").textContent = [say("t.board_spread", { paper: column.title, n: results.length }), pass ? say("t.board_spread_pass", { n: pass }) : ""].join("");
    place.querySelector("div").replaceChildren(...bins.map((n, at) => {
      const bar = make("i", { title: `${at * 5}–${at * 5 + 5}%: ${n}`, "data-passed": String(!!pass && at * 5 >= pass) });
      bar.style.setProperty("--share", `${(100 * n) / most}%`);
      return bar;
    }));
  };

  /** @param {any} given */
  const people = ({ root, results, papers, kept, chosen }) => {
    const { one, icon } = tools(root);
    const { roster } = kept;
    const table = tableOf(results, { roster, papers, due: kept.due });
    last = table;
    const columns = table.papers.filter(({ id }) => !chosen.paper || id === chosen.paper);
    /** @param {BoardCell} cell */
    const counted = (cell) => (chosen.score === "first" ? cell.first : cell.best);
    const rows = rowsOf(columns, chosen, counted);
    spread(root, columns, counted);

    /** @param {string} id @param {string} title */
    const head = (id, title) => {
      const th = /** @type {HTMLElement} */ (icon("sort").firstElementChild);
      const button = /** @type {HTMLElement} */ (th.querySelector("button"));
      button.dataset.sort = id;
      button.title = title;
      /** @type {HTMLElement} */ (button.querySelector("span")).textContent = brief(title);
      const isText = id === "name" || id === "unit";
      if (order.by === id) th.setAttribute("aria-sort", order.down === isText ? "descending" : "ascending");
      if (!isText) th.className = "board-figure";
      return th;
    };
    one("[data-head]").replaceChildren(head("name", say("t.board_name")), head("unit", say("t.board_unit")), ...columns.map(({ id, title }) => head(id, title)));

    // Said where it differs; that all are of one edition, nobody needs to read on every line.
    const editions = new Set(table.rows.flatMap(({ cells }) => columns.flatMap(({ id }) => (cells[id] ? [counted(cells[id]).edition] : []))));
    /** @param {BoardCell | undefined} cell @param {boolean} due */
    const cellOf = (cell, due) => {
      if (!cell) return make("td", "board-none board-figure", make("span", "", due ? say("t.board_missing") : "–"));
      const result = counted(cell);
      const state = stateOf(result);
      const waits = waiting(result).length;
      const facts = [state === "failed" && result.must_failed.length && share(result) >= (result.pass || 0) ? say("t.board_must") : "", waits ? say("t.board_waits", { n: waits }) : "", result.edition && editions.size > 1 && say("t.board_edition", result), result.form.startsWith("paper ") ? say("t.super_paper_form", { version: result.form.slice(6) }) : "", result.named_here ? say("t.board_named_here") : "", result.extra ? say("t.board_extra", result.extra) : "", cell.attempts > 1 ? say("t.board_tries", { n: cell.attempts }) : "", cell.outdated ? say("t.board_outdated") : ""];
      const mark = make("span", `board-${state}`, icon(state === "passed" ? "ok" : state === "open" ? "waits" : "no"), say(STATES[state]));
      const bar = make("i", { class: "board-bar", "aria-hidden": "true", "data-state": state });
      bar.style.setProperty("--share", `${share(result)}%`);
      return make("td", "board-figure", make("span", "board-cell", mark, make("strong", "board-share", shown(share(result))), bar), make("small", "", facts.filter(Boolean).join(" · ")));
    };
    one("[data-rows]").replaceChildren(...rows.map((row) => {
      const { person, said, cells } = row;
      const name = make("th", { scope: "row" }, person.name);
      // How they wrote themselves, where that is not how the board knows them.
      const otherNames = said.filter((own) => nameKey(own) !== nameKey(person));
      if (otherNames.length) name.append(make("small", "", say("t.board_wrote", { names: otherNames.map(called).join(say("t.list_comma")) })));
      if (Object.keys(cells).length) {
        const edit = icon("edit").firstElementChild;
        const button = /** @type {HTMLElement} */ (edit);
        button.dataset.edit = row.key;
        button.setAttribute("aria-label", say("t.board_edit_of", { name: called(person) }));
        name.append(button);
      }
      const units = said.filter((own) => nameKey(own) === nameKey(person) && own.unit).map(({ unit }) => unit);
      return make("tr", { "data-person": row.key }, name, make("td", "", person.unit, units.length > 0 && make("small", "", say("t.board_wrote", { names: units.join(say("t.list_comma")) }))), ...columns.map(({ id, due }) => cellOf(cells[id], due)));
    }));
    one("[data-count]").textContent = rows.length ? say("t.board_people_n", { n: rows.length, of: table.rows.length }) : say("t.board_nobody");

    const due = new Set(table.papers.filter((paper) => paper.due).map(({ id }) => id));
    const bests = table.rows.flatMap(({ cells }) => Object.entries(cells).filter(([id]) => due.has(id)).map(([, cell]) => cell));
    const absent = table.missing.reduce((sum, { people: who }) => sum + who.length, 0);
    one('[data-fact="people"]').textContent = String(table.rows.length);
    one('[data-fact="results"]').textContent = String(results.length);
    one('[data-fact="passed"]').textContent = bests.length ? shown((100 * bests.filter((cell) => cell.passed).length) / bests.length) : "–";
    one('[data-fact="missing"]').textContent = String(absent);
    missing(root, table, roster);
    return table;
  };

  /** @param {any} root @param {BoardTable} table @param {Person[]} roster */
  const missing = (root, table, roster) => {
    const { one } = tools(root);
    one("[data-no-roster]").hidden = roster.length > 0;
    one("[data-missing-list]").replaceChildren(...table.missing.map(({ paper, people: who }) => {
      const { title, due } = /** @type {BoardColumn} */ (table.papers.find(({ id }) => id === paper));
      const box = make("input", { type: "checkbox", "data-due": paper });
      box.checked = due;
      const line = make("li", "", make("label", { class: "board-due", title }, box, make("strong", "", brief(title))), make("span", "board-missing-n", !due ? say("t.board_not_due") : who.length ? `${who.length} / ${table.rows.length}` : say("t.board_complete")));
      if (who.length) line.append(make("p", "", who.map(called).join(say("t.list_comma"))));
      return line;
    }));
  };

  /** One line a person and paper, also for papers that are due and were not taken. */
  const csvPeople = () => {
    /** @param {string} form */
    const formOf = (form) => (form.startsWith("paper ") ? say("t.super_paper_form", { version: form.slice(6) }) : say(FORMS[form]));
    const lines = last.rows.flatMap(({ person, cells }) => last.papers.filter(({ id, due }) => due || cells[id]).map(({ id, title }) => {
      const cell = cells[id];
      const start = [person.name, person.unit, id, brief(title)];
      if (!cell) return [...start, "", 0, null, null, null, null, say("t.board_missing"), "", ""];
      const { best, first, attempts, state } = cell;
      const round = (/** @type {number} */ percent) => Number(percent.toFixed(2));
      return [...start, best.edition, attempts, round(share(first)), round(share(best)), best.points, best.max, say(STATES[state]), formOf(best.form), day(best.finished)];
    }));
    return [say("t.board_csv_people_head").split("|"), ...lines];
  };

  return { people, sortBy, csvPeople };
});
