// @ts-check
// More time in an exam for one person: a code or a file that says for whom, how much and by whom. It is no secret and no
// barrier; the result says that it was given.
rolebook.define("papers/extra", [
  "early", "clipboard", "say", "save", "learn/codes", "learn/store", "super/overlay", "papers/sheet",
], (
  early, clipboard, say, save, codes, progress, { about, copy, leave, show }, { sheet },
) => {
  return () => {
    const root = copy("extra");
    const { one } = about(root);
    const form = one("form");
    form.elements.by.value = progress.get("set:signer")?.value || "";
    form.elements.minutes.value = Math.max(5, Math.ceil((sheet.minutes || 0) / 4));

    /** @param {string} text @param {HTMLElement} [field] */
    const problem = (text, field) => {
      Object.assign(one("[data-problem]"), { textContent: text, hidden: !text });
      field?.focus();
    };
    /** What is given, or nothing while something lacks. */
    const given = () => {
      const { name, minutes, by } = form.elements;
      const n = Number(minutes.value);
      if (!name.value.trim()) return problem(say("t.super_extra_need_name"), name);
      if (!Number.isInteger(n) || n < 1 || n > 600) return problem(say("t.super_extra_need_minutes"), minutes);
      if (!by.value.trim()) return problem(say("t.super_extra_need_by"), by);
      problem("");
      progress.set("set:signer", { value: by.value.trim() });
      return { rolebook: "extra", v: 1, site: early.ids[0], paper: sheet.id, name: name.value.trim(), minutes: n, by: by.value.trim(), at: Date.now() };
    };

    form.addEventListener("submit", async (/** @type {Event} */ event) => {
      event.preventDefault();
      const extra = given();
      if (!extra) return;
      const code = one("[data-code]");
      code.value = codes.encode("RBX1", extra);
      code.hidden = false;
      const isCopied = await clipboard.copy(code.value);
      one("[data-note]").textContent = say(isCopied ? "t.super_extra_copied" : "t.super_extra_shown", extra);
      if (!isCopied) code.select();
    });
    root.addEventListener("click", ({ target }) => {
      const pressed = target instanceof Element && target.closest("[data-do]");
      if (!(pressed instanceof HTMLElement)) return;
      if (pressed.dataset.do === "leave") leave();
      if (pressed.dataset.do !== "save") return;
      const extra = given();
      if (!extra) return;
      save(`${[say("t.super_extra_file"), sheet.id, extra.name].join("-").replace(/[\\/:*?"<>|\s]+/g, "_")}.json`, JSON.stringify(extra));
      one("[data-note]").textContent = say("t.quiz_file_saved");
    });
    show(root);
    one("h2").focus({ preventScroll: true });
  };
});
