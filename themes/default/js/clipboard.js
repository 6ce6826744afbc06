// @ts-check
// Copies a text. `navigator.clipboard` is missing on plain http and on file addresses.
rolebook.define("clipboard", [], () => {
  /** @param {string} text @returns {Promise<boolean>} */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text);
    }
  };

  /** @param {string} text */
  const copyBySelection = (text) => {
    const active = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.readOnly = true;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      done = false;
    }
    area.remove();
    if (active instanceof HTMLElement) active.focus({ preventScroll: true });
    return done;
  };

  return { copy };
});
