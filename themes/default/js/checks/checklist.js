// @ts-check
// A checklist that keeps its ticks: once, by month or by edition of the product; with who did it, what proves it, and who
// signed. The boxes of the page become real ones; printed it is still the form it was.
(() => {
  const tools = document.querySelector("[data-checklist]");
  if (!(tools instanceof HTMLElement)) return;
  const root = document.documentElement;
  const { rolebook } = window;
  const { filled, learn, make, progress } = rolebook;
  const text = tools.dataset;
  const { checklist: list = "", per = "once", edition = "" } = text;
  const MONTHS_BACK = 12;

  /** @param {ParentNode} within @param {string} selector */
  const find = (within, selector) => rolebook.find(selector, within);
  /** @param {string} name */
  const slot = (name) => find(tools, `[data-slot="${name}"]`);

  /** @param {Date} day */
  const monthOf = (day) => `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}`;
  const plain = (/** @type {string} */ name) => name.replace(/:/g, "-") || "-";
  let period = per === "month" ? monthOf(new Date()) : per === "release" ? plain(edition) : "once";

  /** @param {string} item */
  const keyOf = (item) => `check:${list}:${period}:${item}`;

  /** @param {string} id @returns {string} as a person says it */
  const periodName = (id) => {
    if (per !== "month") return per === "release" ? id : "";
    const [year, month] = id.split("-").map(Number);
    return new Intl.DateTimeFormat(root.lang, { year: "numeric", month: "long" }).format(new Date(year, month - 1, 1));
  };

  /** Those that can be chosen: the recent ones, the next, and every one with a tick. */
  const periods = () => {
    const kept = progress.all(`check:${list}:`).map(([key]) => key.split(":")[2]);
    const now = new Date();
    const months = Array.from({ length: MONTHS_BACK + 1 }, (_, back) => monthOf(new Date(now.getFullYear(), now.getMonth() + 1 - back, 1)));
    const own = per === "month" ? months : [plain(edition)];
    return [...new Set([...own, ...kept, period])].sort().reverse();
  };

  const items = [...document.querySelectorAll(".check-group .check")].map((line) => {
    const task = find(line, ".check-task");
    task.id = `${line.id}-task`;
    const box = make("input", { class: "check-box", type: "checkbox", "aria-labelledby": task.id });
    find(line, ".check-box").replaceWith(box);
    line.append(rolebook.template("note", tools));
    return { line: /** @type {HTMLElement} */ (line), id: line.id, box, task, isMust: line.hasAttribute("data-must") };
  });

  const signs = [...document.querySelectorAll(".sign-off [data-sign]")].map((line) => {
    const href = line.getAttribute("data-sign") || "";
    const [name, day] = line.querySelectorAll(".sign-off-line");
    line.append(rolebook.template("sign", tools));
    const role = find(line, ".sign-off-role").textContent || "";
    find(line, ".field span").textContent = `${role}: ${text.signName}`;
    const words = [name, day].map((where) => where.appendChild(make("span", "sign-off-value")));
    return { line, id: `sign.${(href.split("/").pop() || "").replace(/\.html$/, "")}`, role, words };
  });

  /** Changes an entry, and leaves the rest of it. @param {string} id @param {Record<string, any>} change */
  const set = (id, change) => progress.set(keyOf(id), { ...progress.get(keyOf(id)), ...change });

  /** @param {(typeof items)[number]} item @param {boolean} on */
  const tick = ({ id }, on) => {
    const known = progress.get(keyOf(id));
    set(id, { on, at: Date.now(), ...(on && !(known && known.by) && learn.setting("name") && { by: learn.setting("name") }) });
  };

  /** @param {(typeof items)[number]} item */
  const refreshItem = ({ line, id, box }) => {
    const known = progress.get(keyOf(id)) || { on: false, by: "", evidence: "", at: 0 };
    box.checked = known.on === true;
    line.toggleAttribute("data-done", box.checked);
    const button = find(line, ".check-note button");
    const said = [known.by, known.on && known.at ? learn.date(known.at) : "", known.evidence].filter(Boolean).join(" · ");
    button.textContent = said || text.note || "";
    button.toggleAttribute("data-noted", !!said);
    for (const input of line.querySelectorAll("[data-field]")) {
      if (input instanceof HTMLInputElement && input !== document.activeElement) input.value = known[/** @type {"by" | "evidence"} */ (input.dataset.field)] || "";
    }
  };

  const refreshCount = () => {
    const done = items.filter(({ box }) => box.checked).length;
    const must = items.filter(({ box, isMust }) => isMust && !box.checked).length;
    slot("count").textContent = filled(text.count, { i: done, n: items.length });
    slot("must").textContent = must ? filled(text.must, { n: must }) : text.readySaid || "";
    slot("bar").style.width = `${items.length ? (100 * done) / items.length : 0}%`;
    return must;
  };

  /** @param {number} must how many required items are open */
  const refreshSigns = (must) => {
    const last = Math.max(0, ...items.map(({ id }) => (progress.get(keyOf(id)) || { t: 0 }).t));
    for (const { line, id, role, words } of signs) {
      const known = progress.get(keyOf(id));
      const isSigned = !!known && known.on === true;
      line.toggleAttribute("data-signed", isSigned);
      words[0].textContent = isSigned ? known.by : "";
      words[1].textContent = isSigned ? learn.date(known.at) + (last > known.t ? ` (${text.changed})` : "") : "";
      const button = find(line, ".sign-off-tool button");
      button.textContent = isSigned ? text.unsign || "" : must ? text.signWaits || "" : text.sign || "";
      button.setAttribute("aria-label", `${role}: ${button.textContent}`);
      button.disabled = !isSigned && must > 0;
      const input = find(line, "input");
      find(line, ".sign-off-tool .field").hidden = isSigned || must > 0;
      if (!input.value) input.value = learn.setting("name") || "";
    }
  };

  const refreshPeriod = () => {
    slot("period-name").textContent = periodName(period);
    const select = tools.querySelector("select");
    if (!select || select === document.activeElement && select.options.length) return;
    select.replaceChildren(...periods().map((id) => {
      return make("option", { value: id, selected: id === period }, periodName(id));
    }));
  };

  const refresh = () => {
    refreshPeriod();
    items.forEach(refreshItem);
    refreshSigns(refreshCount());
    tools.dataset.ready = "";
    root.dataset.checks = "";
  };

  for (const item of items) {
    item.box.addEventListener("change", () => tick(item, item.box.checked));
    // The text is as good as the box; links in it stay links.
    item.task.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      if (event.target instanceof Element && !event.target.closest("a") && !String(window.getSelection())) item.box.click();
    });
    const [button, edit] = [find(item.line, ".check-note button"), find(item.line, ".check-edit")];
    edit.id = `${item.id}-note`;
    button.setAttribute("aria-controls", edit.id);
    button.setAttribute("aria-describedby", item.task.id);
    button.addEventListener("click", () => {
      edit.hidden = !edit.hidden;
      button.setAttribute("aria-expanded", String(!edit.hidden));
      if (!edit.hidden) find(edit, "input").focus();
    });
    edit.addEventListener("change", (/** @type {Event} */ event) => {
      const input = event.target;
      if (input instanceof HTMLInputElement && input.dataset.field) set(item.id, { [input.dataset.field]: input.value.trim() });
    });
    edit.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      button.focus();
      button.click();
    });
  }

  for (const { line, id } of signs) {
    find(line, ".sign-off-tool button").addEventListener("click", () => {
      const input = find(line, "input");
      const by = input.value.trim();
      if (line.hasAttribute("data-signed")) progress.remove(keyOf(id));
      else if (by) set(id, { on: true, by, at: Date.now() });
      else {
        rolebook.announce(text.needsName || "");
        input.focus();
      }
    });
  }

  tools.addEventListener("change", (event) => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    period = event.target.value;
    refresh();
  });

  /** One row an item; the function that keeps cells from being formulas is the results board's. */
  const saveTable = async () => {
    if (!rolebook.board) await rolebook.load(text.csvScript || "");
    const rows = items.map(({ line, id, box, task, isMust }, at) => {
      const known = progress.get(keyOf(id)) || { by: "", evidence: "", at: 0 };
      const group = line.closest(".check-group")?.querySelector("h2")?.textContent || "";
      const [owner, asked] = [".check-facts a", ".check-facts div:last-child dd"].map((selector) => (line.querySelector(selector)?.textContent || "").trim());
      const words = [...task.childNodes].filter((node) => !(node instanceof Element && node.matches(".badge"))).map((node) => node.textContent).join("").trim();
      return [periodName(period) || period, group, at + 1, words, isMust ? text.yes || "" : "", owner, owner === asked ? "" : asked, box.checked ? text.yes || "" : "", known.by || "", known.at ? learn.date(known.at) : "", known.evidence || ""];
    });
    const signed = signs.map(({ role, words }) => [periodName(period) || period, text.sign || "", "", role, "", "", "", words[0].textContent ? text.yes || "" : "", words[0].textContent, words[1].textContent, ""]);
    rolebook.save(`${list}-${period}.csv`, rolebook.board.csv([(text.csvHead || "").split("|"), ...rows, ...signed]), "text/csv");
  };
  find(tools, "[data-csv]").addEventListener("click", saveTable);

  progress.subscribe(refresh);
  refresh();
})();
