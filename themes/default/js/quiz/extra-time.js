// @ts-check
// More time in an exam for one person, which a super-user has given: as a code to paste, or as a file.
rolebook.define("quiz/extra-time", [
  "early", "keys", "elements", "say", "learn/codes", "quiz/attempt",
], (
  early, { isComposing }, { set }, say, codes, attempt,
) => {
  /** Codes for more time, pasted or as a file. @param {Sheet} sheet @param {ReturnType<Elements["slots"]>} part @param {() => string} name whose exam it is @param {(extra: ExtraTime) => void} give */
  const takeExtra = (sheet, part, name, give) => {
    const [field, file, note] = [part("extra-code"), part("extra-file"), part("extra-note")];
    /** @param {string} text */
    const take = (text) => {
      const { value } = codes.open(text);
      const is = value && value.rolebook === "extra" && Number.isFinite(value.minutes) && value.minutes > 0;
      /** @type {ExtraTime} */
      const extra = { name: String(value?.name || ""), minutes: Number(value?.minutes), by: String(value?.by || "") };
      const problem = !is ? "t.quiz_extra_unreadable" : !early.ids.includes(value.site) || value.paper !== sheet.id ? "t.quiz_extra_paper" : !attempt.isSame({ name: name(), unit: "" }, { ...extra, unit: "" }) ? "t.quiz_extra_name" : "";
      if (problem) return note.textContent = say(problem, { name: extra.name });
      field.value = "";
      give(extra);
      note.textContent = say("t.quiz_extra_taken", { n: extra.minutes, name: extra.by });
    };
    set(part("extra-take"), { click: () => take(field.value) });
    set(field, { keydown: (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && !isComposing(event) && take(field.value) });
    set(file, { change: async () => {
      const [one] = file.files;
      if (one) take(await one.text());
      file.value = "";
    } });
    part("extra").hidden = !sheet.minutes;
  };

  return { takeExtra };
});
