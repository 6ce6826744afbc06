// @ts-check
// A checklist that keeps its ticks: once, by month or by edition of the product; with who did it, what proves it, and who
// signed. The boxes of the page become real ones; printed it is still the form it was.
rolebook.define("checks/checklist", [
  "announce", "keys", "elements", "say", "load", "learn/store", "learn/learner",
], (
  announce, { isComposing }, { find, make, set, slots, template }, say, load, progress, learn,
) => {
  const root = document.documentElement;
  const tools = find("[data-checklist]");
  if (!tools.isConnected) return;
  const { checklist: list = "", per = "once", edition = "", csvScript = "" } = tools.dataset;
  const MONTHS_BACK = 12;
  const slot = slots(tools);

  /** The Swedes write 2026-09. @param {Date} day */
  const monthOf = (day) => day.toLocaleDateString("sv").slice(0, 7);
  const plain = (/** @type {string} */ name) => name.replace(/:/g, "-") || "-";
  const now = per === "month" ? monthOf(new Date()) : per === "release" ? plain(edition) : "once";
  let period = now;

  /** @param {string} item */
  const keyOf = (item) => `check:${list}:${period}:${item}`;

  /** Only what this page could have kept is a period: a record may come from anywhere. @param {string} id */
  const isPeriod = (id) => (per === "month" ? /^\d{4}-(0[1-9]|1[0-2])$/.test(id) : !!id);

  /** @param {string} id @returns {string} as a person says it */
  const periodName = (id) => {
    if (per !== "month") return per === "release" ? id : "";
    const [year, month] = id.split("-").map(Number);
    return new Intl.DateTimeFormat(root.lang, { year: "numeric", month: "long" }).format(new Date(year, month - 1, 1));
  };

  /** Those with a tick or a note. */
  const keptPeriods = () => [...new Set(progress.all(`check:${list}:`).map(([key]) => key.split(":")[2]).filter(isPeriod))];

  /** Those that can be chosen: the recent ones, the next, and every one with a tick. */
  const periods = () => {
    const kept = keptPeriods();
    const now = new Date();
    const months = [...Array(MONTHS_BACK + 1).keys()].map((back) => monthOf(new Date(now.getFullYear(), now.getMonth() + 1 - back, 1)));
    const own = per === "month" ? months : [plain(edition)];
    return [...new Set([...own, ...kept, period])].sort().reverse();
  };

  const items = [...document.querySelectorAll(".check-group .check")].map((line) => {
    const { id } = line;
    const task = set(find(".check-task", line), { id: `rb-task-${id}` });
    const box = make("input", { class: "check-box", type: "checkbox", "aria-labelledby": task.id, change: () => tick(id, box.checked) });
    find(".check-box", line).replaceWith(box);
    line.append(template("note", tools));
    const edit = find(".check-edit", line);
    edit.id = `rb-note-${id}`;
    const click = () => {
      edit.hidden = !edit.hidden;
      set(button, { "aria-expanded": String(!edit.hidden) });
      if (!edit.hidden) find("input", edit).focus();
    };
    const button = set(find("button", line), { "aria-controls": edit.id, "aria-describedby": task.id, click });
    set(edit, {
      change: (/** @type {any} */ { target }) => keep(id, { [target.dataset.field]: target.value.trim() }),
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if ((event.key !== "Enter" && event.key !== "Escape") || isComposing(event)) return;
        button.focus();
        button.click();
      },
    });
    // The row is as good as the box: a glove hits it. Links, notes and a text that is being marked stay what they are.
    set(line, { click: (/** @type {any} */ { target }) => !target.closest("a, button, input, label, .check-facts, .check-note") && !String(window.getSelection()) && box.click() });
    return { line, id, box, task, button, isMust: line.hasAttribute("data-must") };
  });

  const signs = [...document.querySelectorAll(".sign-off [data-sign]")].map((line) => {
    const href = line.getAttribute("data-sign") || "";
    const id = `sign.${(href.split("/").pop() || "").replace(/\.html$/, "")}`;
    const words = [...line.querySelectorAll(".sign-off-line")].map((where) => where.appendChild(make("span", "sign-off-value")));
    line.append(template("sign", tools));
    const role = find(".sign-off-role", line).textContent;
    const field = find(".field", line);
    const input = find("input", field);
    find("span", field).textContent = `${role}: ${say("t.check_sign_name")}`;
    const button = set(find("button", line), {
      click: () => {
        const by = input.value.trim();
        if (line.hasAttribute("data-signed")) progress.remove(keyOf(id));
        else if (by) keep(id, { on: true, by, at: Date.now() });
        else {
          announce(say("t.check_needs_name"));
          input.focus();
        }
      },
    });
    return { line, id, role, words, field, input, button };
  });

  /** @param {string} item @returns {ProgressItem} */
  const entry = (item) => progress.get(keyOf(item)) || { t: 0 };

  /** Changes an entry, and leaves the rest of it. @param {string} item @param {Record<string, any>} change */
  const keep = (item, change) => progress.set(keyOf(item), { ...entry(item), ...change });

  /** Ticked here while nobody had said who they are. @type {Set<string>} */
  const nameless = new Set();

  /** @param {string} item @param {boolean} on */
  const tick = (item, on) => {
    const name = learn.setting("name");
    keep(item, { on, at: Date.now(), ...(on && name && !entry(item).by && { by: name }) });
    if (on && !entry(item).by) nameless.add(keyOf(item));
    if (!on || entry(item).by) return;
    set(slot("who"), { "data-asked": true });
    announce(say("t.check_who_asked"));
  };

  // Whoever says it later has ticked what was ticked so far.
  const signTicks = () => {
    const name = learn.setting("name");
    if (!name) return;
    for (const key of nameless) {
      const known = progress.get(key);
      if (known && known.on === true && !known.by) progress.set(key, { ...known, by: name });
    }
    nameless.clear();
    set(slot("who"), { "data-asked": false });
  };

  /** @param {unknown} at @returns {string} */
  const day = (at) => (Number.isFinite(at) && Math.abs(Number(at)) < 8.64e15 ? learn.date(Number(at)) : "");

  /** @param {(typeof items)[number]} item */
  const refreshItem = ({ line, id, box, button }) => {
    const known = entry(id);
    const { on, at } = known;
    box.checked = on === true;
    const said = [known.by, on && day(at), known.evidence].filter(Boolean).join(" · ");
    set(line, { "data-done": box.checked });
    set(button, { "data-noted": !!said }).textContent = said || say("t.check_note");
    line.querySelectorAll("[data-field]").forEach((/** @type {any} */ input) => {
      if (input !== document.activeElement) input.value = known[input.dataset.field] || "";
    });
  };

  const refreshCount = () => {
    const done = items.filter(({ box }) => box.checked).length;
    const must = items.filter(({ box, isMust }) => isMust && !box.checked).length;
    slot("count", say("t.check_count", { i: done, n: items.length }));
    slot("must", must ? say("t.check_must_left", { n: must }) : say("t.check_all_must"));
    slot("bar").style.width = `${items.length ? (100 * done) / items.length : 0}%`;
    return must;
  };

  /** @param {number} must how many required items are open */
  const refreshSigns = (must) => {
    const last = Math.max(0, ...items.map(({ id }) => entry(id).t));
    for (const { line, id, role, words, field, input, button } of signs) {
      const { on, by, at, t } = entry(id);
      const isSigned = on === true;
      set(line, { "data-signed": isSigned });
      words[0].textContent = isSigned ? by : "";
      words[1].textContent = isSigned ? day(at) + (last > t ? ` (${say("t.check_changed")})` : "") : "";
      const does = say(isSigned ? "t.undo" : must ? "t.check_sign_waits" : "t.check_sign");
      set(button, { "aria-label": `${role}: ${does}`, disabled: !isSigned && must > 0 }).textContent = does;
      field.hidden = isSigned || must > 0;
      input.value = input.value || learn.setting("name") || "";
    }
  };

  const refreshPeriod = () => {
    slot("period-name", periodName(period));
    const select = slot("period");
    if (select === document.activeElement && select.options.length) return;
    select.replaceChildren(...periods().map((id) => make("option", { value: id, selected: id === period }, periodName(id))));
  };

  /** The month, or the edition, before this one, while it is half done: month-end is done in the next month. */
  const refreshBefore = () => {
    const [before] = per === "month" ? [monthOf(new Date(new Date().getFullYear(), new Date().getMonth() - 1, 1))] : keptPeriods().filter((id) => id !== now).sort().reverse();
    const isDone = (/** @type {string} */ id) => items.filter((one) => progress.get(`check:${list}:${id}:${one.id}`)?.on === true).length;
    const done = before && per !== "once" && period === now ? isDone(before) : 0;
    const isHalf = done > 0 && done < items.length;
    slot("before").hidden = !isHalf;
    if (!isHalf) return;
    slot("before-said", say("t.check_before", { period: periodName(before), n: items.length - done }));
    slot("before-go").value = before;
  };

  const refresh = () => {
    signTicks();
    tools.dataset.period = period;
    learn.settings(tools);
    slot("printed", say("t.check_printed", { date: learn.date(Date.now()), name: learn.setting("name") || "" }).replace(/[·\s]+$/, ""));
    refreshBefore();
    refreshPeriod();
    items.forEach(refreshItem);
    refreshSigns(refreshCount());
    tools.dataset.ready = "";
    root.dataset.checks = "";
  };

  set(slot("period"), {
    change: (/** @type {any} */ { target }) => {
      period = target.value;
      refresh();
    },
  });

  set(slot("before-go"), {
    click: (/** @type {any} */ { currentTarget }) => {
      period = currentTarget.value;
      refresh();
      slot("period").focus();
    },
  });

  /** Fetched by the first who asks for a table. @type {Promise<void> | null} */
  let fetched = null;
  set(slot("csv"), {
    click: async () => {
      fetched = fetched || load(csvScript);
      fetched.catch(() => (fetched = null));
      await fetched;
      rolebook.use("board/checklist-table").saveChecklist({ list, period, name: periodName(period) || period, items, signs, entry, head: say("t.check_csv_head"), yes: say("t.check_yes"), sign: say("t.check_sign") });
    },
  });

  learn.follow(refresh);
});
