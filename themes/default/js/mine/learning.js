// @ts-check
// The reader's own learning: what was done, what comes back, their name, and the record as something to carry elsewhere.
rolebook.define("mine/learning", [
  "early", "announce", "clipboard", "elements", "say", "save", "lens", "learn/codes", "learn/record", "learn/names",
  "learn/store", "learn/learner",
], (
  early, announce, clipboard, { find, listen, row, set, slots }, say, save, lens, codes, records, { folded },
  progress, learn,
) => {
  /** Milliseconds that a record which was set aside is spoken of. */
  const A_FORTNIGHT = 14 * 86_400_000;
  const box = find("[data-mine]");
  if (!box.isConnected) return;
  /** How an attempt went. */
  const OUTCOMES = /** @type {const} */ ({ finished: "t.finished", passed: "t.passed", open: "t.board_open", failed: "t.not_passed" });
  /** Records that are not taken here, each with where they belong. @type {Record<string, TextKey>} */
  const ELSEWHERE = { checklist: "t.check_other_list", board: "t.import_board" };
  const slot = slots(box);

  /** @param {string} name @param {Node[]} entries */
  const list = (name, entries) => {
    slot(name).replaceChildren(...entries);
    slot(`no-${name}`).hidden = entries.length > 0;
  };

  // The reader's role first; then whatever has been begun elsewhere, and is no part of it.
  const fillJourneys = () => {
    const own = learn.own();
    /** @param {PathStep} step a section counts as its page */
    const page = ({ id }) => id.split("#")[0];
    const covered = new Set();
    /** @param {Journey} journey */
    const begun = ({ steps }) => learn.standing().leaves(steps).filter(({ state, step }) => state !== "todo" && !covered.has(page(step))).length;
    /** @param {Journey[]} left @returns {Journey[]} the one most has been done of, then those with more than it has */
    const most = (left) => {
      const [first] = left.filter((one) => !covered.has(one.id) && begun(one)).sort((a, b) => begun(b) - begun(a));
      return first ? taken(first, left.filter((one) => one !== first)) : [];
    };
    /** @param {Journey} journey @param {Journey[]} left @returns {Journey[]} */
    const taken = (journey, left) => {
      for (const step of learn.steps(journey.steps)) covered.add(page(step));
      return [journey, ...most(left)];
    };
    const others = learn.journeys().filter(({ id }) => id !== own?.id);
    list("journeys", (own ? taken(own, others) : most(others)).map((journey) => {
      const card = row(box, "journey", journey);
      learn.card(card, journey);
      return card;
    }));
  };

  const fillAttempts = () => {
    const results = progress.all("attempt:").map(([, item]) => item.result).filter((one) => one && one.max > 0);
    results.sort((a, b) => b.finished - a.finished);
    list("attempts", results.map((/** @type {PaperResult} */ one) => {
      const { title, href } = learn.paper(one.paper) || learn.named(`practical:${one.paper}`);
      const left = one.mode === "exam" ? (one.questions || []).filter(({ verdict }) => verdict === "open").reduce((sum, own) => sum + own.max - own.points, 0) : 0;
      // What waits for the super-user's mark may still pass it.
      const isOpen = left > 0 && (100 * (one.points + left)) / one.max + 1e-9 >= (one.pass || 0);
      const outcome = typeof one.pass !== "number" ? "finished" : one.passed ? "passed" : isOpen ? "open" : "failed";
      const fact = [learn.date(one.finished), one.edition].filter(Boolean).join(" · ");
      const line = row(box, "attempt", { title: title || one.title, href, score: `${learn.share(one)}%`, verdict: say(OUTCOMES[outcome]), fact });
      slots(line)("verdict").dataset.outcome = outcome;
      return line;
    }));
  };

  const fillCards = () => {
    const cards = learn.cards().sort(([, a], [, b]) => a.due - b.due);
    const { count, today, href } = learn.review();
    slot("mine-today").hidden = !learn.isReviewing() || !cards.length;
    slot("today", say(!today ? "t.review_none_due" : today === 1 ? "t.review_today_one" : "t.review_today", { n: today }));
    set(slot("review"), { hidden: !href || !today, href });
    slot("mine-cards").hidden = !cards.length;
    slot("sum", say("t.review_on_lead", { n: cards.length, due: count }));
    list("cards", cards.map(([key, card]) => {
      const id = key.slice("card:".length);
      const paper = learn.paper(card.from);
      const title = card.title || (paper ? `${paper.title} · ${id}` : id);
      const line = row(box, "card", {
        title, href: paper && `${paper.href}#${encodeURIComponent(id)}`,
        fact: card.due <= Date.now() ? say("t.card_due_now") : say("t.card_due", { date: learn.date(card.due) }),
      });
      set(find("button", line), {
        "aria-label": `${say("t.card_remove")}: ${title}`,
        click: () => {
          progress.remove(key);
          announce(say("t.card_removed"));
          find("summary", slot("mine-cards")).focus();
        },
      });
      return line;
    }));
  };

  const fillStatus = () => {
    // A record that was set aside on another page is missed here.
    const start = `${early.store}.progress.aside.`;
    const wasSetAside = () => Object.keys(localStorage).some((key) => key.startsWith(start) && Number(key.slice(start.length)) > Date.now() - A_FORTNIGHT);
    const status = progress.status === "ok" && wasSetAside() ? "set-aside" : progress.status;
    box.querySelectorAll("[data-status]").forEach((/** @type {HTMLElement} */ line) => set(line, { hidden: line.dataset.status !== status }));
  };

  const refresh = () => {
    fillStatus();
    fillJourneys();
    fillAttempts();
    fillCards();
    learn.settings(box);
    box.dataset.ready = "";
  };

  /** @param {string} said @param {boolean} isGood */
  const report = (said, isGood) => {
    slot("report", said).dataset.tone = isGood ? "good" : "bad";
  };

  /** @param {string} brought @param {ProgressRecord} record the part of it to take */
  const partOf = (brought, record) => JSON.stringify({ ...codes.open(brought).value, record });

  /** Somebody else's record is not this reader's: asks what to take of it, and never takes the name. @param {string} brought @returns {boolean} whether it asks */
  const isStranger = (brought) => {
    const { record } = records.unpack(brought, early.ids);
    const said = (/** @type {string} */ key) => String((record && record.items[key] && record.items[key].value) || "");
    const [name, own] = [said("set:name"), learn.setting("name") || ""];
    const is = !!record && !!name && !!own && folded(name) !== folded(own);
    slot("stranger").hidden = !is;
    if (!is || !record) return false;
    const { v, items } = record;
    /** @param {(key: string) => boolean} keeps */
    const only = (keeps) => () => {
      slot("stranger").hidden = true;
      const some = Object.entries(items).filter(([key]) => keeps(key));
      take(partOf(brought, { v, items: Object.fromEntries(some.map(([key, item]) => [key, key.startsWith("check:") && item.on === true && !item.by ? { ...item, by: name } : item])) }));
    };
    const lists = (/** @type {string} */ key) => key.startsWith("check:");
    slot("stranger-said", say("t.import_stranger", { name, own }));
    set(slot("take-lists"), { hidden: !Object.keys(items).some(lists) }).onclick = only(lists);
    slot("take-all").onclick = only((key) => !["set:name", "set:unit"].includes(key));
    slot("take-none").onclick = () => (slot("stranger").hidden = true);
    slot("take-none").focus();
    return true;
  };

  /** @param {string} brought */
  const bring = (brought) => {
    if (!brought.trim()) return report(say("t.import_nothing"), false);
    const { value } = codes.open(brought);
    const elsewhere = value && ELSEWHERE[value.rolebook];
    if (elsewhere) return report(say(elsewhere, { title: value.title || value.list }), false);
    if (isStranger(brought)) return report("", true);
    take(brought);
  };

  /** @param {string} brought */
  const take = (brought) => {
    const { added, newer, same, bad, role, name, problem } = progress.import(brought);
    const own = learn.setting("name") || "";
    if (problem) return report(say(`t.import_${problem}`, { name, own }), false);
    const said = name ? say("t.import_handed_back", { name, n: added + newer + same }) : say("t.import_report", { added, newer, same });
    report(said + (bad ? ` ${say("t.import_bad", { n: bad })}` : ""), !bad);
    takeRole(role);
  };

  /** The role that came with a record holds where none was chosen; else it is offered. @param {string} [id] */
  const takeRole = (id = "") => {
    const brought = (rolebook.given("roles") || []).find((one) => one.id === id);
    const { dataset } = document.documentElement;
    const isOther = !!brought && dataset.role !== id;
    if (isOther && "ask" in dataset) return lens.choose(id);
    slot("offer", isOther && say("t.import_role", { role: brought.title, own: lens.role()?.title || say("t.all_roles") }));
    slot("take-role").onclick = () => {
      slot("offer").hidden = true;
      lens.choose(id);
    };
  };

  /** @param {boolean} isAsked whether to forget everything */
  const ask = (isAsked) => {
    slot("sure").hidden = !isAsked;
    set(slot("forget"), { "aria-expanded": String(isAsked) });
    slot(isAsked ? "keep" : "forget").focus();
  };

  /** @type {Record<string, () => void>} */
  const DOING = {
    "export-file": () => save(`${say("t.progress_file")}-${new Date().toLocaleDateString("sv")}.json`, progress.export()),
    "export-code": async () => {
      const area = slot("code");
      area.hidden = false;
      area.value = progress.code();
      const done = await clipboard.copy(area.value);
      report(say(done ? "t.code_copied" : "t.copy_failed"), done);
      if (!done) area.select();
    },
    "import-code": () => bring(slot("paste").value),
    forget: () => ask(slot("sure").hidden),
    "forget-not": () => ask(false),
    "forget-now": () => {
      ask(false);
      progress.clear();
      announce(say("t.forgotten"));
      report(say("t.forgotten"), true);
    },
  };
  listen(box, DOING);

  box.addEventListener("change", async (/** @type {any} */ { target }) => {
    const { dataset, type, files } = target;
    if (dataset.setting && type === "text") slot("saved", say("t.saved_here"));
    if (!files || !files[0]) return;
    try {
      bring(await files[0].text());
    } catch {
      report(say("t.import_unreadable"), false);
    }
    target.value = "";
  });

  learn.follow(refresh);
});
