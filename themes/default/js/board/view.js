// @ts-check
// The results board as a page: brings results in from files, pasted codes and this browser, keeps them here, and hands
// them to its parts (`view-unnamed.js`, `view-people.js`, `view-questions.js`). Nothing leaves the browser.
(() => {
  const root = document.querySelector("[data-board]");
  const { rolebook } = window;
  if (!(root instanceof HTMLElement) || !rolebook.board || !rolebook.progress) return;
  const { board, make, progress, save } = rolebook;
  const site = document.documentElement.dataset.site || "";
  const KEY = `${rolebook.store}.board`;
  const parts = /** @type {any} */ (board).parts;
  const { one, say, icon } = parts.tools(root);

  /** What was handed over, apart from what this browser's own progress holds. @type {PaperResult[]} */
  let given = [];
  /** @type {Person[]} */
  let roster = [];
  /** @type {Record<string, string>} */
  const chosen = { find: "", paper: "", show: "all", score: "best", analysed: "", edition: "" };

  // Keeping

  /** @param {PaperResult[]} results @param {Person} [person] */
  const parcel = (results, person = { name: "", unit: "" }) => JSON.stringify({ rolebook: "result", v: 1, site, person, results });

  const load = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "null");
      if (!kept || kept.v !== 1) return;
      // Read like any file: storage is not trusted more.
      given = board.readResults(parcel(kept.results), site).results;
      roster = board.people(kept.roster.map((/** @type {Person} */ { name, unit }) => `${name}\t${unit}`).join("\n"));
      for (const { from, results } of kept.unnamed || []) unnamed.take(String(from), board.readResults(parcel(results), site).nameless, all());
    } catch {
      // Nothing kept, or nothing that can be read: an empty board.
    }
  };

  const keep = () => {
    try {
      const waiting = unnamed.kept();
      if (given.length || roster.length || waiting.length) localStorage.setItem(KEY, JSON.stringify({ v: 1, results: given, roster, unnamed: waiting }));
      else localStorage.removeItem(KEY);
    } catch {
      tell(say("notKept"), false);
    }
  };

  /** Attempts of the person who uses this browser, and what was typed in or signed off here for others. */
  const own = () => {
    const setting = (/** @type {string} */ key) => String((progress.get(`set:${key}`) || { value: "" }).value || "");
    const person = { name: setting("name"), unit: setting("unit") };
    const held = [...progress.all("attempt:"), ...progress.all("held:")].map(([, item]) => item.result).filter(Boolean);
    return board.readResults(parcel(held, person), site).results;
  };

  const all = () => board.gather(given, own());

  // Bringing in

  /** @param {string} text @param {boolean} isGood @param {string} [from] */
  const tell = (text, isGood, from = "") => {
    const line = make("li", isGood ? "board-good" : "board-bad", icon(isGood ? "ok" : "bad"), from && make("strong", "", from), make("span", "", text));
    one("[data-news]").prepend(line);
    return line;
  };

  /** @param {string} from @param {{n: number, added: number}} taken */
  const tellTaken = (from, { n, added }) => {
    if (n) tell(`${say("read", { n: added })}${n > added ? say("readKnown", { n: n - added }) : ""}`, true, from);
  };

  /** What is wrong is told at once, what is well by who asked. @param {string} from @param {string} text */
  const take = (from, text) => {
    const { results, nameless, problems } = board.readResults(text, site);
    const before = all().length;
    given = board.gather(given, results);
    const now = all();
    unnamed.settle(now);
    const taken = { n: results.length + unnamed.take(from, nameless, now), added: now.length - before };
    problems.forEach((problem, at) => tell(say(`problem-${problem}`), false, problems.length > 1 ? `${from} ${at + 1}` : from));
    return taken;
  };

  /** @param {Iterable<File>} files */
  const takeFiles = async (files) => {
    one("[data-news]").replaceChildren();
    /** @type {string[]} */
    const good = [];
    const taken = { n: 0, added: 0 };
    for (const file of files) {
      try {
        const { n, added } = take(file.name, await file.text());
        if (n) good.push(file.name);
        taken.n += n;
        taken.added += added;
      } catch {
        tell(say("problem-unreadable"), false, file.name);
      }
    }
    tellTaken(good.length > 1 ? say("filesN", { n: good.length }) : good.join(""), taken);
    keep();
    show();
  };

  /** Whoever is known here by name. */
  const known = () => [...roster, ...all().map(({ person }) => person)];

  const unnamed = parts.unnamed(root, {
    name: (/** @type {string} */ typed, /** @type {any} */ waiting) => {
      const { name, unit } = board.whose(typed, known());
      if (!name) return false;
      /** @type {PaperResult[]} */
      const named = waiting.results.map((/** @type {PaperResult} */ result) => ({ ...result, person: { name, unit: unit || result.person.unit }, named_here: true }));
      given = board.gather(given, named);
      unnamed.remove(waiting);
      const undo = make("button", { class: "quiet-button", type: "button", click: () => {
        line.remove();
        const attempts = named.map(board.attemptOf);
        given = given.filter((result) => !result.named_here || !attempts.includes(board.attemptOf(result)));
        unnamed.add(waiting.from, waiting.results, typed).line.querySelector("input").focus();
        keep();
        show();
      } }, say("undo"));
      const line = tell(say("named", { name, n: named.length }), true, waiting.from);
      line.append(undo);
      keep();
      show();
      return true;
    },
    leave: () => {
      keep();
      show();
    },
  });

  // Showing

  /** The papers that results tell of, named as this site names them now. @param {PaperResult[]} results */
  const papersOf = (results) => {
    const titles = new Map(results.map((result) => [result.paper, result.title]));
    return [...titles].map(([id, title]) => ({ id, title, ...(rolebook.papers || []).find((paper) => paper.id === id) }));
  };

  /** @param {HTMLSelectElement} select @param {[string, string][]} options @param {string} value */
  const offer = (select, options, value) => {
    select.replaceChildren(...options.map(([value, title]) => make("option", { value }, title)));
    select.value = options.some(([id]) => id === value) ? value : options.length ? options[0][0] : "";
    return select.value;
  };

  const show = () => {
    const results = all();
    const papers = papersOf(results);
    const isFilled = results.length > 0 || roster.length > 0;
    one("[data-filled]").hidden = !isFilled;
    one("[data-forget]").hidden = !isFilled && !unnamed.kept().length;
    unnamed.offer(known());
    const choices = papers.map(({ id, title }) => /** @type {[string, string]} */ ([id, title]));
    chosen.paper = offer(one('[data-papers="all"]'), [["", say("allPapers")], ...choices], chosen.paper);
    chosen.analysed = offer(one('[data-papers="each"]'), choices, chosen.analysed);
    const editions = [...new Set(results.filter(({ paper }) => paper === chosen.analysed).map(({ edition }) => edition))].sort((a, b) => b.localeCompare(a, "zh", { numeric: true }));
    // The newest until the reader chooses: what a rewritten page is judged by.
    const edition = offer(one('[data-set="edition"]'), [...editions.map((edition) => /** @type {[string, string]} */ ([edition, edition ? say("edition", { edition }) : "–"])), ["*", say("allPapers")]], chosen.edition);
    one("[data-editions]").hidden = editions.length < 2;
    parts.people({ root, results, papers, roster, chosen });
    parts.items({ root, results, papers, chosen: { ...chosen, edition } });
  };

  const forget = () => {
    given = [];
    roster = [];
    unnamed.clear();
    progress.all("held:").forEach(([key]) => progress.remove(key));
    keep();
    one("[data-news]").replaceChildren();
    tell(say("forgotten"), true);
    show();
  };

  // What the reader does

  const drop = one("[data-drop]");
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const { dataTransfer } = /** @type {DragEvent} */ (event);
      if (!dataTransfer || ![...dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.toggleAttribute("data-over", name === "dragenter" || name === "dragover");
      if (name === "drop") takeFiles(dataTransfer.files);
    });
  }

  root.addEventListener("change", (event) => {
    const { target } = event;
    if (target instanceof HTMLInputElement && target.matches("[data-files]")) {
      takeFiles([...(target.files || [])]);
      target.value = "";
    }
  });

  root.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || !field.dataset.set) return;
    chosen[field.dataset.set] = field.value;
    show();
  });

  /** Reads what was typed or pasted. @param {HTMLElement} form */
  const read = (form) => {
    const area = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
    one("[data-news]").replaceChildren();
    if (form.dataset.form === "codes") {
      tellTaken(say("code"), take(say("code"), area.value));
      area.value = "";
    } else {
      roster = board.people(area.value);
      tell(say("rosterKept", { n: roster.length }), true);
    }
    keep();
    show();
  };

  root.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest("button");
    if (!button) return;
    const { open, csv, sort } = button.dataset;
    const form = button.closest("[data-form]");
    if (button.dataset.take !== undefined && form instanceof HTMLElement) read(form);
    if (open) {
      const form = one(`[data-form="${open}"]`);
      form.hidden = !form.hidden;
      button.setAttribute("aria-expanded", String(!form.hidden));
      const area = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
      if (open === "roster") area.value = roster.map(({ name, unit }) => (unit ? `${name}, ${unit}` : name)).join("\n");
      if (!form.hidden) area.focus();
    }
    if (csv) save(`${say(csv === "people" ? "csvPeople" : "csvItems")}-${parts.day(Date.now())}.csv`, board.csv(parts.csv[csv]()), "text/csv;charset=utf-8");
    if (sort) {
      parts.sortBy(sort);
      show();
      one(`[data-sort="${sort}"]`).focus();
    }
    const sure = one("[data-sure]");
    if (button.matches("[data-forget]")) {
      const p = /** @type {HTMLElement} */ (sure.querySelector("p"));
      p.textContent = say("forgetSure", { n: given.length, held: progress.all("held:").length });
      sure.hidden = false;
      one("[data-forget-no]").focus();
    }
    if (button.matches("[data-forget-yes], [data-forget-no]")) {
      sure.hidden = true;
      if (button.matches("[data-forget-yes]")) forget();
      const back = one("[data-forget]");
      (back.hidden ? one("[data-files]") : back).focus();
    }
  });

  progress.subscribe(show);
  load();
  root.hidden = false;
  show();
})();
