// @ts-check
// The button of feedback. Its form is fetched when somebody wants it.
rolebook.define("help/tell", ["load"], (load) => {
  const button = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-tell]"));

  /** @type {Promise<void[]> | null} */
  let fetched = null;

  const open = async () => {
    const files = (button()?.dataset.tell || "").split(" ");
    fetched = fetched || Promise.all(files.map((src) => load(src, true)));
    try {
      await fetched;
    } catch {
      // The next press tries again.
      fetched = null;
      return;
    }
    rolebook.use("tell/feedback").open();
  };

  const refresh = () => {
    const own = button();
    if (own) own.hidden = false;
  };
  document.addEventListener("click", (/** @type {any} */ { target }) => target.closest("[data-tell]") && open());
  document.addEventListener("rolebook:update", refresh);
  refresh();
});
