// @ts-check
// The results board as a page: brings results in from files, pasted codes and this browser, keeps them here, and hands
// them to its parts. Nothing leaves the browser.
rolebook.define("board/page", [
  "early", "elements", "say", "save", "learn/store", "board/people", "board/results", "board/phrases", "board/unnamed",
  "board/people-table", "board/questions", "board/marking", "board/names",
], (
  early, { make }, say, save, progress, { distinct, people, personKey, whose },
  { attemptOf, csv: csvOf, firsts, gather, keptOf, readResults, settle }, { brief, called, day, tools },
  makeUnnamed, peopleTable, questions, makeMarking, makeNames,
) => {
  const root = document.querySelector("[data-board]");
  if (!(root instanceof HTMLElement)) return;
  const [site = ""] = early.ids;
  const KEY = `${early.store}.board`;
  const { one, icon } = tools(root);
  /** Why a file or a code gave nothing. @type {Record<ResultProblem, TextKey>} */
  const PROBLEMS = {
    unreadable: "t.board_unreadable", damaged: "t.board_damaged", site: "t.board_other_site", newer: "t.board_newer", empty: "t.board_no_results",
    checklist: "t.board_checklist",
  };

  /** What was handed over, apart from what this browser's own progress holds. @type {PaperResult[]} */
  let given = [];
  /** @type {BoardKept} */
  let kept = keptOf({});
  /** @type {Record<string, string>} */
  const chosen = { find: "", paper: "", show: "all", score: "best", analysed: "", edition: "" };

  // Keeping

  /** @param {PaperResult[]} results @param {Person} [person] */
  const parcel = (results, person = { name: "", unit: "" }) => JSON.stringify({ rolebook: "result", v: 1, site, person, results });

  const load = () => {
    try {
      const stored = JSON.parse(localStorage.getItem(KEY) || "null");
      if (!stored || stored.v !== 1) return;
      // Read like any file: storage is not trusted more.
      given = readResults(parcel(stored.results), site).results;
      kept = keptOf(stored);
      for (const { from, results } of stored.unnamed || []) unnamed.take(String(from), readResults(parcel(results), site).nameless, all());
    } catch {
      // Nothing kept, or nothing that can be read: an empty board.
    }
  };

  const isEmpty = () => !given.length && !unnamed.kept().length && !Object.values(kept).some((some) => Object.keys(some).length);

  const keep = () => {
    try {
      if (isEmpty()) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify({ v: 1, results: given, unnamed: unnamed.kept(), ...kept }));
    } catch {
      tell(say("t.board_not_kept"), false);
    }
  };

  /** The whole board as a file: what anybody here can see, for another computer. */
  const saveBoard = () => {
    const all = { rolebook: "board", v: 1, site, exported: new Date(), results: handed(), unnamed: unnamed.kept(), ...kept };
    save(`${say("t.board_file")}-${day(Date.now())}.json`, JSON.stringify(all));
  };

  /** @param {string} key */
  const setting = (key) => String((progress.get(`set:${key}`) || { value: "" }).value || "");

  /** Attempts of the person who uses this browser, and what was typed in or signed off here for others. */
  const own = () => {
    const person = { name: setting("name"), unit: setting("unit") };
    const held = [...progress.all("attempt:"), ...progress.all("held:")].map(([, item]) => item.result).filter(Boolean);
    return readResults(parcel(held, person), site).results;
  };

  /** As it was handed over. */
  const handed = () => gather(given, own());

  /** As it counts here. */
  const all = () => settle(handed(), kept);

  // Bringing in

  /** @param {string} text @param {boolean} isGood @param {string} [from] */
  const tell = (text, isGood, from = "") => {
    const line = make("li", isGood ? "board-good" : "board-bad", icon(isGood ? "ok" : "bad"), from && make("strong", "", from), make("span", "", text));
    one("[data-news]").prepend(line);
    return line;
  };

  /** @param {string} from @param {{n: number, added: number}} taken */
  const tellTaken = (from, { n, added }) => {
    if (n) tell(`${say("t.board_read", { n: added })}${n > added ? say("t.board_read_known", { n: n - added }) : ""}`, true, from);
  };

  /** Adds a tale with a way back. @param {string} text @param {() => void} back @param {string} [from] */
  const tellUndo = (text, back, from = "") => {
    const line = tell(text, true, from);
    line.append(make("button", { class: "quiet-button", type: "button", click: () => {
      line.remove();
      back();
      keep();
      show();
    } }, say("t.undo")));
    keep();
    show();
  };

  /** Names that an attempt had before and has no more. @param {PaperResult[]} before @param {PaperResult[]} now */
  const tellRenamed = (before, now) => {
    const names = new Map(before.map((result) => [attemptOf(result), result.person]));
    for (const result of now) {
      const was = names.get(attemptOf(result));
      if (was && personKey(was) !== personKey(result.person)) tell(say("t.board_renamed", { was: called(was), name: called(result.person) }), true);
    }
  };

  /** Adds what another board kept. @param {BoardKept} other */
  const join = ({ roster, names, marks, due, apart }) => {
    kept = {
      roster: distinct([...kept.roster, ...roster]),
      names: { ...kept.names, ...names },
      marks: Object.fromEntries([...new Set([...Object.keys(kept.marks), ...Object.keys(marks)])].map((attempt) => [attempt, { ...kept.marks[attempt], ...marks[attempt] }])),
      due: { ...kept.due, ...due },
      apart: [...new Set([...kept.apart, ...apart])],
    };
  };

  /** What is wrong is told at once, what is well by who asked. @param {string} from @param {string} text */
  const take = (from, text) => {
    const { results, nameless, boards, problems } = readResults(text, site);
    const known = handed();
    const before = all().length;
    given = gather(given, results);
    tellRenamed(known, handed());
    boards.forEach((other) => {
      join(other);
      tell(say("t.board_board_read", { n: other.roster.length }), true, from);
    });
    const now = all();
    unnamed.settle(now);
    const taken = { n: results.length + unnamed.take(from, nameless, now), added: now.length - before };
    problems.forEach((problem, at) => tell(say(PROBLEMS[problem]), false, problems.length > 1 ? `${from} ${at + 1}` : from));
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
        tell(say("t.board_unreadable"), false, file.name);
      }
    }
    tellTaken(good.length > 1 ? say("t.board_files", { n: good.length }) : good.join(""), taken);
    keep();
    show();
  };

  /** Whoever is known here by name. */
  const known = () => [...kept.roster, ...all().map(({ person }) => person)];

  const unnamed = makeUnnamed(root, {
    name: (/** @type {string} */ typed, /** @type {any} */ waiting) => {
      const { name, unit } = whose(typed, known());
      if (!name) return false;
      /** @type {PaperResult[]} */
      const named = waiting.results.map((/** @type {PaperResult} */ result) => ({ ...result, person: { name, unit: unit || result.person.unit }, named_here: true }));
      given = gather(given, named);
      unnamed.remove(waiting);
      tellUndo(say("t.board_named", { name, n: named.length }), () => {
        const attempts = named.map(attemptOf);
        given = given.filter((result) => !result.named_here || !attempts.includes(attemptOf(result)));
        unnamed.add(waiting.from, waiting.results, typed).line.querySelector("input")?.focus();
      }, waiting.from);
      return true;
    },
    leave: () => {
      keep();
      show();
    },
  });

  /** Of a row, by its key. @param {string} key */
  const attempts = (key) => all().filter(({ person }) => personKey(person) === key);

  /** The held item of a result that was typed in or signed here. @param {PaperResult} result */
  const heldOf = (result) => progress.all("held:").filter(([, item]) => item.result && attemptOf(item.result) === attemptOf(result));

  /** @param {PaperResult} result */
  const isGiven = (result) => given.some((one) => attemptOf(one) === attemptOf(result));

  const names = makeNames(root, {
    attempts,
    known,
    isHeld: (/** @type {PaperResult} */ result) => isGiven(result) || heldOf(result).length > 0,
    name: (/** @type {PaperResult[]} */ results, /** @type {boolean} */ isAll, /** @type {Person} */ person) => {
      const before = kept.names;
      const chosen = new Set(results.map(attemptOf));
      const next = { ...before };
      for (const result of handed().filter((one) => chosen.has(attemptOf(one)))) {
        delete next[attemptOf(result)];
        // All of them: whatever comes under that name from now on is theirs, too.
        const key = isAll ? personKey(result.person) : attemptOf(result);
        if (personKey(result.person) === personKey(person)) delete next[key];
        else next[key] = person;
      }
      kept = { ...kept, names: next };
      tellUndo(say("t.board_named", { name: called(person), n: results.length }), () => (kept = { ...kept, names: before }));
    },
    remove: (/** @type {PaperResult[]} */ results) => {
      const chosen = new Set(results.map(attemptOf));
      const before = given;
      const items = results.flatMap(heldOf);
      given = given.filter((one) => !chosen.has(attemptOf(one)));
      items.forEach(([key]) => progress.remove(key));
      tellUndo(say("t.board_removed", { name: called(results[0].person), n: results.length }), () => {
        given = gather(given, before.filter((one) => chosen.has(attemptOf(one))));
        items.forEach(([key, item]) => progress.set(key, item));
      });
    },
    apart: (/** @type {string} */ pair) => {
      kept = { ...kept, apart: [...kept.apart, pair] };
      keep();
      show();
    },
  });

  const marking = makeMarking(root, {
    mark: (/** @type {PaperResult} */ result, /** @type {string} */ question, /** @type {number} */ points) => {
      const attempt = attemptOf(result);
      kept = { ...kept, marks: { ...kept.marks, [attempt]: { ...kept.marks[attempt], [question]: points } } };
      keep();
      show();
    },
    give: (/** @type {PaperResult} */ { said, ...result }) => {
      // Under the name they gave: theirs is the record that it goes into.
      const own = { ...result, person: said || result.person };
      const name = [result.paper, own.person.name, day(Date.now())].join("-").replace(/[\\/:*?"<>|\s]+/g, "_");
      save(`${name}.json`, JSON.stringify({ rolebook: "result", v: 1, site, exported: new Date(), person: own.person, results: [own] }));
    },
  });

  // Showing

  /** The papers that results tell of, named as this site names them now. @param {PaperResult[]} results */
  const papersOf = (results) => {
    const titles = new Map(results.map((result) => [result.paper, result.title]));
    return [...titles].map(([id, title]) => ({ id, title, ...(rolebook.given("papers") || []).find((paper) => paper.id === id) }));
  };

  /** @param {HTMLSelectElement} select @param {[string, string][]} options @param {string} value */
  const offer = (select, options, value) => {
    select.replaceChildren(...options.map(([value, title]) => make("option", { value }, title)));
    select.value = options.some(([id]) => id === value) ? value : options.length ? options[0][0] : "";
    return select.value;
  };

  /** The editions of the analysed paper, with how many people sat each first. @param {PaperResult[]} results */
  const editionsOf = (results) => {
    /** @type {Map<string, number>} */
    const n = new Map();
    for (const { edition, paper } of firsts(results)) if (paper === chosen.analysed) n.set(edition, (n.get(edition) || 0) + 1);
    const editions = [...n.keys()].sort((a, b) => b.localeCompare(a, "zh", { numeric: true }));
    const most = [...editions].sort((a, b) => Number(n.get(b)) - Number(n.get(a)))[0];
    const named = editions.map((edition) => /** @type {[string, string]} */ ([edition, say("t.board_edition_n", { edition: edition ? say("t.board_edition", { edition }) : "–", n: Number(n.get(edition)) })]));
    return { editions, most, named };
  };

  const show = () => {
    const results = all();
    const papers = papersOf(results);
    const isFilled = results.length > 0 || kept.roster.length > 0;
    one("[data-filled]").hidden = !isFilled;
    root.toggleAttribute("data-has", isFilled);
    one("[data-forget]").hidden = !isFilled && !unnamed.kept().length;
    one("[data-save]").hidden = one("[data-forget]").hidden;
    unnamed.offer(known());
    const choices = papers.map(({ id, title }) => /** @type {[string, string]} */ ([id, brief(title)]));
    chosen.paper = offer(one('[data-papers="all"]'), [["", say("t.board_all_papers")], ...choices], chosen.paper);
    chosen.analysed = offer(one('[data-papers="each"]'), choices, chosen.analysed);
    const { editions, most, named } = editionsOf(results);
    // That of most people until the reader chooses: one early sheet of a new edition says nothing of the others.
    const edition = offer(one('[data-set="edition"]'), [...named, ["*", say("t.board_all_papers")]], chosen.edition || most);
    one("[data-editions]").hidden = editions.length < 2;
    const table = peopleTable.people({ root, results, papers, kept, chosen });
    names.ask(table, kept.apart);
    marking.show(results, papers);
    questions.items({ root, results, papers, chosen: { ...chosen, edition } });
    one("[data-print-said]").textContent = say("t.board_printed", { date: new Date().toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }), name: setting("name") }).replace(/[：:·,， ]+$/, "");
  };

  const forget = () => {
    given = [];
    kept = keptOf({});
    unnamed.clear();
    progress.all("held:").forEach(([key]) => progress.remove(key));
    keep();
    one("[data-news]").replaceChildren();
    tell(say("t.board_forgotten"), true);
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
    if (target instanceof HTMLInputElement && target.dataset.due !== undefined) {
      kept = { ...kept, due: { ...kept.due, [target.dataset.due]: target.checked } };
      const { due } = target.dataset;
      keep();
      show();
      [...root.querySelectorAll("[data-due]")].filter((box) => box.getAttribute("data-due") === due).forEach((box) => /** @type {HTMLElement} */ (box).focus());
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
      tellTaken(say("t.board_code"), take(say("t.board_code"), area.value));
      area.value = "";
    } else {
      kept = { ...kept, roster: people(area.value) };
      tell(say("t.board_roster_kept", { n: kept.roster.length }), true);
    }
    keep();
    show();
  };

  root.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest("button");
    if (!button) return;
    const { open, csv, sort, edit } = button.dataset;
    if (edit !== undefined) names.edit(edit);
    if (button.matches("[data-save]")) saveBoard();
    const form = button.closest("[data-form]");
    if (button.dataset.take !== undefined && form instanceof HTMLElement) read(form);
    if (open) {
      const form = one(`[data-form="${open}"]`);
      form.hidden = !form.hidden;
      button.setAttribute("aria-expanded", String(!form.hidden));
      const area = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
      if (open === "roster") area.value = kept.roster.map(({ name, unit }) => (unit ? `${name}, ${unit}` : name)).join("\n");
      if (!form.hidden) area.focus();
    }
    if (csv) save(`${say(csv === "people" ? "t.board_csv_people" : "t.board_csv_items")}-${day(Date.now())}.csv`, csvOf(csv === "people" ? peopleTable.csvPeople() : questions.csvItems()), "text/csv;charset=utf-8");
    if (sort) {
      peopleTable.sortBy(sort);
      show();
      one(`[data-sort="${sort}"]`).focus();
    }
    const sure = one("[data-sure]");
    if (button.matches("[data-forget]")) {
      const p = /** @type {HTMLElement} */ (sure.querySelector("p"));
      p.textContent = say("t.board_forget_sure", { n: given.length, held: progress.all("held:").length });
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
});
