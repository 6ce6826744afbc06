// @ts-check
// The board's table of people and papers, and who is missing. Shows what `results.js` has worked out.
(() => {
  const { board, filled, learn, make, template } = window.rolebook;

  /** Short ways to say things on the board. @param {HTMLElement} root */
  const tools = (root) => {
    /** @param {string} selector @returns {any} */
    const one = (selector) => root.querySelector(selector);
    /** @param {string} key in camel case @param {Record<string, any>} [values] */
    const say = (key, values = {}) => {
      const name = key.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
      return filled(root.dataset[name], values);
    };
    /** @param {string} name @returns {DocumentFragment} */
    const icon = (name) => template(name, root);
    return { one, say, icon };
  };

  /** As the reader sees a share: `85%`, `79.6%`. @param {number} percent */
  const shown = (percent) => `${learn.share({ points: percent, max: 100 })}%`;
  /** @param {number} ms */
  const day = (ms) => {
    const date = new Date(ms);
    return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  };
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
  /** @type {(key: string, values?: Record<string, any>) => string} */
  let word = String;

  /** @param {any} given */
  const people = ({ root, results, papers, roster, chosen }) => {
    const { one, say, icon } = tools(root);
    word = say;
    const table = board.table(results, { roster, papers });
    last = table;
    const columns = table.papers.filter(({ id }) => !chosen.paper || id === chosen.paper);
    /** @param {BoardCell} cell */
    const counted = (cell) => (chosen.score === "first" ? cell.first : cell.best);

    const words = chosen.find.normalize("NFKC").toLowerCase().trim();
    const rows = table.rows.filter(({ person, cells }) => {
      if (!`${person.name} ${person.unit}`.normalize("NFKC").toLowerCase().includes(words)) return false;
      if (chosen.show === "missing") return columns.some(({ id }) => !cells[id]);
      if (chosen.show === "failed") return columns.some(({ id }) => cells[id] && !counted(cells[id]).passed);
      return true;
    });
    if (order.by) {
      /** @param {BoardRow} row @returns {string | number} */
      const value = ({ person, cells }) => {
        if (order.by === "name") return person.name;
        if (order.by === "unit") return person.unit;
        return cells[order.by] ? share(counted(cells[order.by])) : -1;
      };
      rows.sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        return (order.down ? -1 : 1) * (typeof x === "number" ? Number(y) - x : x.localeCompare(String(y), "zh", { numeric: true }));
      });
    }

    /** @param {string} id @param {string} title */
    const head = (id, title) => {
      const th = /** @type {HTMLElement} */ (icon("sort").firstElementChild);
      const button = /** @type {HTMLElement} */ (th.querySelector("button"));
      button.dataset.sort = id;
      /** @type {HTMLElement} */ (button.querySelector("span")).textContent = title;
      if (order.by === id) th.setAttribute("aria-sort", order.down === (id === "name" || id === "unit") ? "descending" : id === "name" || id === "unit" ? "ascending" : order.down ? "ascending" : "descending");
      return th;
    };
    one("[data-head]").replaceChildren(head("name", say("name")), head("unit", say("unit")), ...columns.map(({ id, title }) => head(id, title)));

    /** @param {BoardCell | undefined} cell */
    const cellOf = (cell) => {
      if (!cell) return make("td", "board-none", make("span", "", say("missing")));
      const result = counted(cell);
      const facts = [result.must_failed.length && share(result) >= (result.pass || 0) ? say("must") : "", result.edition && say("edition", result), result.form.startsWith("paper ") ? say("form", { version: result.form.slice(6) }) : "", result.named_here ? say("namedHere") : "", cell.attempts > 1 ? say("tries", { n: cell.attempts }) : "", cell.outdated ? say("outdated") : ""];
      const mark = make("span", result.passed ? "board-passed" : "board-failed", result.passed ? icon("ok") : "", say(result.passed ? "passed" : "failed"));
      return make("td", "", make("strong", "board-share", shown(share(result))), " ", mark, make("small", "", facts.filter(Boolean).join(" · ")));
    };
    one("[data-rows]").replaceChildren(...rows.map(({ person, cells }) => {
      const name = make("th", "", person.name);
      name.setAttribute("scope", "row");
      return make("tr", "", name, make("td", "", person.unit), ...columns.map(({ id }) => cellOf(cells[id])));
    }));
    one("[data-count]").textContent = rows.length ? say("people", { n: rows.length, of: table.rows.length }) : say("nobody");

    const firsts = board.firsts(results);
    const bests = table.rows.flatMap(({ cells }) => Object.values(cells));
    const absent = table.missing.reduce((sum, { people: who }) => sum + who.length, 0);
    one('[data-fact="people"]').textContent = String(table.rows.length);
    one('[data-fact="results"]').textContent = String(results.length);
    one('[data-fact="passed"]').textContent = firsts.length ? shown((100 * bests.filter((cell) => cell.passed).length) / bests.length) : "–";
    one('[data-fact="missing"]').textContent = String(absent);

    one("[data-no-roster]").hidden = roster.length > 0;
    one("[data-missing-list]").replaceChildren(...table.missing.map(({ paper, people: who }) => {
      const { title } = /** @type {{title: string}} */ (table.papers.find(({ id }) => id === paper));
      const names = who.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)).join(say("comma"));
      const line = make("li", "", make("strong", "", title), make("span", "board-missing-n", who.length ? `${who.length} / ${table.rows.length}` : say("complete")));
      if (who.length) line.append(make("p", "", names));
      return line;
    }));
  };

  /** One line a person and paper, also for papers a person has not taken. */
  const csvPeople = () => {
    /** @param {string} form */
    const formOf = (form) => (form.startsWith("paper ") ? word("form", { version: form.slice(6) }) : word(form));
    const lines = last.rows.flatMap(({ person, cells }) => last.papers.map(({ id, title }) => {
      const cell = cells[id];
      const start = [person.name, person.unit, id, title];
      if (!cell) return [...start, "", 0, null, null, null, null, word("missing"), "", ""];
      const { best, first, attempts } = cell;
      const round = (/** @type {number} */ percent) => Number(percent.toFixed(2));
      return [...start, best.edition, attempts, round(share(first)), round(share(best)), best.points, best.max, word(best.passed ? "passed" : "failed"), formOf(best.form), day(best.finished)];
    }));
    return [word("csvPeopleHead").split("|"), ...lines];
  };

  Object.assign(board, { parts: { tools, people, sortBy, shown, day, csv: { people: csvPeople } } });
})();
