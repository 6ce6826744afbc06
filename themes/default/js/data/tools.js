// @ts-check
// What a table of facts offers beside being read: order by a head, a filter, a choice of columns, a copy, a file. Without it
// the table reads and prints as it is.
rolebook.define("data/tools", ["announce", "clipboard", "elements", "save", "say"], (announce, clipboard, { make }, save, say) => {
  /** From this many rows on a reader looks for one, instead of at all. */
  const MANY = 12;
  /** What Excel would run. */
  const FORMULA = /^[=+@\t\r]|^-(?![\d.,\s]*%?$)/;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  /** What a cell says, without the link to its row. @param {Element} cell */
  const said = (cell) => [...cell.childNodes].filter((node) => !(node instanceof Element && node.matches(".anchor"))).map((node) => node.textContent).join("").trim();

  /** @param {string} text */
  const valueOf = (text) => Number.parseFloat(text.replace(/[,\s\u00a0\u202f]/g, "").replace(/^\((.*)\)$/, "-$1").replace("−", "-"));

  /** @param {Element} head */
  const comparing = (head) => {
    const isNumber = head.matches('[data-cells="number"], [data-cells="decimal"]');
    return (/** @type {string} */ one, /** @type {string} */ other) => {
      // Empty cells stay at the end.
      if (!one || !other) return Number(!one) - Number(!other);
      return isNumber ? valueOf(one) - valueOf(other) : collator.compare(one, other);
    };
  };

  /** @param {HTMLTableElement} table */
  const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows].filter((row) => !row.matches(".group")));

  /** Heads become buttons: rising, falling, as it was written. @param {HTMLTableElement} table */
  const sorting = (table) => {
    const heads = [...(table.tHead?.rows[0]?.cells || [])];
    const written = [...table.tBodies].map((body) => [...body.rows]);
    heads.forEach((head, at) => {
      const button = make("button", { type: "button", class: "sort" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort") || "none"] || "none";
        for (const other of heads) other.removeAttribute("aria-sort");
        if (next !== "none") head.setAttribute("aria-sort", next);
        const compare = comparing(head);
        const turn = next === "descending" ? -1 : 1;
        [...table.tBodies].forEach((body, place) => {
          const [first, ...rest] = written[place] || [];
          const titles = first?.matches(".group") ? [first] : [];
          const rows = (titles.length ? rest : written[place] || []).map((row) => ({ row, text: row.cells[at] ? said(row.cells[at]) : "" }));
          if (next !== "none") rows.sort((one, other) => (one.text && other.text ? turn : 1) * compare(one.text, other.text));
          body.append(...titles, ...rows.map(({ row }) => row));
        });
      });
    });
    return heads;
  };

  /** Shows the rows in which every word is, and says how many. @param {HTMLTableElement} table */
  const filtering = (table) => {
    const rows = rowsOf(table).map((row) => ({ row, text: "" }));
    const count = make("output", { class: "table-count" });
    const input = make("input", { type: "search", placeholder: say("t.table_filter"), "aria-label": say("t.table_filter"), autocomplete: "off" });
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const one of rows) {
        if (!one.text) one.text = (one.row.textContent || "").toLowerCase();
        const isShown = words.every((/** @type {string} */ word) => one.text.includes(word));
        if (one.row.hidden === isShown) one.row.hidden = !isShown;
        if (isShown) shown += 1;
      }
      for (const body of table.tBodies) body.hidden = [...body.rows].every((row) => row.hidden || row.matches(".group"));
      count.textContent = words.length ? say("t.table_shown", { n: shown, total: rows.length }) : "";
    });
    return [input, count];
  };

  /** @param {HTMLTableElement} table @param {HTMLTableCellElement[]} heads */
  const choosing = (table, heads) => {
    const names = heads.map((head) => head.firstElementChild?.firstChild?.textContent || "");
    const boxes = names.map((name, at) => {
      const box = make("input", { type: "checkbox" });
      box.checked = true;
      box.disabled = at === 0;
      box.addEventListener("change", () => {
        for (const row of table.rows) {
          const cell = row.matches(".group") ? null : row.cells[at];
          if (cell) cell.hidden = !box.checked;
        }
      });
      return make("label", "", box, name);
    });
    return make("details", "table-columns", make("summary", "", say("t.table_columns")), make("div", "", ...boxes));
  };

  /** Every cell that is seen, head first. @param {HTMLTableElement} table */
  const seen = (table) => {
    const cells = (/** @type {HTMLTableRowElement} */ row) => [...row.cells].filter((cell) => !cell.hidden);
    const heads = table.tHead?.rows[0] ? cells(table.tHead.rows[0]).map((head) => head.firstElementChild?.firstChild?.textContent || "") : [];
    return [heads, ...rowsOf(table).filter((row) => !row.hidden).map((row) => cells(row).map(said))];
  };

  /** @param {string} cell */
  const csvCell = (cell) => {
    const safe = FORMULA.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };

  /** @param {HTMLElement} frame */
  const equip = (frame) => {
    frame.setAttribute("data-ready", "");
    const table = frame.querySelector("table");
    if (!table || !table.tBodies[0]) return;
    const heads = sorting(table);
    const copy = make("button", { type: "button" }, say("t.table_copy"));
    copy.addEventListener("click", async () => {
      const text = seen(table).map((row) => row.map((cell) => cell.replace(/\s+/g, " ")).join("\t")).join("\n");
      const done = await clipboard.copy(text);
      announce(say(done ? "t.copied" : "t.copy_failed"));
      copy.textContent = say(done ? "t.copied" : "t.table_copy");
      setTimeout(() => (copy.textContent = say("t.table_copy")), 2000);
    });
    const file = make("button", { type: "button" }, say("t.table_csv"));
    // The mark at the front tells Excel that it is UTF-8.
    file.addEventListener("click", () => save(`${frame.dataset.table || "table"}.csv`, `\uFEFF${seen(table).map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`, "text/csv"));
    const filter = rowsOf(table).length >= MANY ? filtering(table) : [];
    const columns = heads.length >= 4 ? choosing(table, heads) : null;
    frame.before(make("div", "table-tools", ...filter, make("div", "table-actions", columns, copy, file)));
  };

  /** A long table has no link in each row until somebody points at it. @param {Event} event */
  const link = ({ target }) => {
    const head = target instanceof Element ? target.closest(".data-table tbody tr[id]")?.querySelector("th") : null;
    if (!head || head.querySelector(".anchor")) return;
    head.append(make("a", { class: "anchor", href: `#${encodeURIComponent(head.parentElement?.id || "")}`, "aria-label": say("t.link_here") }));
  };

  const enhance = () => document.querySelectorAll(".data-table:not([data-ready])").forEach((frame) => frame instanceof HTMLElement && equip(frame));

  document.addEventListener("pointerover", link);
  document.addEventListener("rolebook:update", enhance);
  enhance();
});
