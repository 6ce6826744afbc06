// @ts-check
// What several scripts share: a polite live region, copying without a secure context, the target of the address.
// Its name keeps it before the scripts that use it while the page loads.
(() => {
  /** @param {string} text */
  const announce = (text) => {
    const region = document.querySelector("[data-announce]");
    if (!region) return;
    region.textContent = "";
    // An own tick, so that the same text twice is read twice.
    setTimeout(() => { region.textContent = text; }, 50);
  };

  /**
   * Copies a text. `navigator.clipboard` is missing on plain http and on file addresses.
   * @param {string} text
   * @returns {Promise<boolean>}
   */
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

  /** The element the fragment of the address points to. */
  const target = () => {
    try {
      return location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    } catch {
      // Not every fragment is well-formed percent encoding.
      return null;
    }
  };

  /**
   * Whether a key belongs to an input method: what it ends or chooses there means nothing to the page. Safari ends the
   * composition first and leaves only the code 229 behind.
   * @param {KeyboardEvent} event
   */
  const isComposing = (event) => event.isComposing || event.keyCode === 229;

  window.rolebook = Object.assign(window.rolebook || {}, { announce, copy, target, isComposing });
})();
