// @ts-check
// One checklist goes to somebody else by itself, as a file or a code, and theirs comes in: the ticks, the notes and the
// signatures of this list, and nothing else of anybody's record.
rolebook.define("checks/handover", [
  "early", "clipboard", "elements", "say", "save", "learn/codes", "learn/store", "learn/learner",
], (
  early, clipboard, { find, listen, set, slots }, say, save, codes, progress, learn,
) => {
  const tools = find("[data-checklist]");
  if (!tools.isConnected) return;
  const about = tools.dataset;
  /** What is wrong with a file or a code. */
  const PROBLEMS = /** @type {const} */ ({ unreadable: "t.check_unreadable", damaged: "t.import_damaged" });
  const [site = ""] = early.ids;
  const start = `check:${about.checklist}:`;
  const slot = slots(tools);
  const A_DAY = 86_400_000;

  const person = () => ({ name: learn.setting("name") || "", unit: learn.setting("unit") || "" });

  /** The list of the period that is shown. */
  const parcel = () => ({
    rolebook: "checklist", v: 1, site, list: about.checklist, title: about.title, exported: new Date(), person: person(),
    items: Object.fromEntries(progress.all(`${start}${about.period}:`)),
  });

  /** @param {string} said @param {boolean} isGood */
  const report = (said, isGood) => {
    slot("handed", said).dataset.tone = isGood ? "good" : "bad";
  };

  /** @param {unknown} value @param {number} most */
  const short = (value, most) => (typeof value === "string" ? value.trim().slice(0, most) : "");

  /** What a tick, a note or a signature may hold. @param {any} item @param {string} by who handed it over @returns {ProgressItem | null} */
  const sound = (item, by) => {
    if (typeof item !== "object" || item === null || !Number.isFinite(item.t)) return null;
    // A clock that is ahead must not win for ever.
    const t = Math.min(item.t, Date.now() + A_DAY);
    if (item.gone === true) return { t, gone: true };
    const on = item.on === true;
    const own = { by: short(item.by, 60) || (on ? by : ""), evidence: short(item.evidence, 300) };
    return { t, on, ...(Number.isFinite(item.at) && Math.abs(item.at) < 8.64e15 && { at: item.at }), ...(own.by && { by: own.by }), ...(own.evidence && { evidence: own.evidence }) };
  };

  /** @param {string} brought */
  const take = (brought) => {
    if (!brought.trim()) return report(say("t.import_nothing"), false);
    const { value, problem } = codes.open(brought);
    if (problem) return report(say(PROBLEMS[problem]), false);
    const isWhole = !!value && value.rolebook === "progress";
    if (!value || (!isWhole && value.rolebook !== "checklist")) return report(say(PROBLEMS.unreadable), false);
    if (!early.ids.includes(value.site)) return report(say("t.import_site"), false);
    if (Number.isInteger(value.v) && value.v > 1) return report(say("t.import_newer"), false);
    if (!isWhole && value.list !== about.checklist) return report(say("t.check_other_list", { title: short(value.title, 100) || short(value.list, 100) }), false);
    const given = Object(isWhole ? Object(value.record).items : value.items);
    const said = (/** @type {string} */ key) => short(Object(given[`set:${key}`]).value, 60);
    const name = isWhole ? said("name") : short(Object(value.person).name, 60);
    const items = Object.entries(given).filter(([key]) => key.startsWith(start)).map(([key, item]) => [key, sound(item, name)]).filter(([, item]) => item);
    if (!items.length) return report(say("t.check_none"), false);
    const { added, newer, same } = progress.import(JSON.stringify({ rolebook: "progress", v: 1, site, record: { v: 1, items: Object.fromEntries(items) } }));
    report(`${isWhole ? say("t.check_taken_whole", { name: name || "–" }) : ""}${say("t.check_taken", { name: name || "–", added, newer, same })}`, true);
    slot("code-in").value = "";
  };

  listen(tools, {
    "hand-file": () => {
      const name = [about.checklist, about.period === "once" ? "" : about.period, person().name, new Date().toLocaleDateString("sv")].filter(Boolean).join("-");
      save(`${name.replace(/[\\/:*?"<>|\s]+/g, "_")}.json`, JSON.stringify(parcel()));
      report(say("t.check_handed"), true);
    },
    "hand-code": async () => {
      const area = slot("code-out");
      area.hidden = false;
      area.value = codes.encode("RB1", parcel());
      const done = await clipboard.copy(area.value);
      report(say(done ? "t.check_code_copied" : "t.copy_failed"), done);
      if (!done) area.select();
    },
    "take-open": () => {
      const place = slot("take");
      place.hidden = !place.hidden;
      set(find('[data-do="take-open"]', tools), { "aria-expanded": String(!place.hidden) });
      if (!place.hidden) find("input", place).focus();
    },
    "take-code": () => take(slot("code-in").value),
  });

  tools.addEventListener("change", async (/** @type {any} */ { target }) => {
    const { files } = target;
    if (!files || !files[0]) return;
    for (const file of files) {
      try {
        take(await file.text());
      } catch {
        report(say(PROBLEMS.unreadable), false);
      }
    }
    target.value = "";
  });
});
