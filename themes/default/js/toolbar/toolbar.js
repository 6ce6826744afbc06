// @ts-check
// The toolbar of super-users, fetched for them alone by `learn/view-super.js`. What a tool needs is fetched when it is opened.
(() => {
  const { rolebook } = window;
  const bar = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-super-tools]"));

  const refresh = () => {
    const tools = bar();
    if (!tools) return;
    for (const task of document.querySelectorAll('main [data-question][data-kind="task"]')) {
      if (!task.querySelector('[data-tool="practical"]')) task.append(rolebook.template("sign", tools));
    }
  };

  /** Tools by the bundle that holds them. @type {Map<string, Promise<unknown>>} */
  const loaded = new Map();
  /** @param {HTMLElement} tools @param {string} name */
  const load = (tools, name) => {
    const [script, style] = (tools.dataset[name] || "").split(" ");
    const known = loaded.get(name) || Promise.all([
      // Unstyled is better than not at all.
      rolebook.load(style).catch(() => {}),
      rolebook.load(script),
    ]);
    loaded.set(name, known);
    // What could not be fetched is asked for again.
    known.catch(() => loaded.delete(name));
    return known;
  };

  /** @param {HTMLElement} tools @param {string} tool */
  const loadTool = async (tools, tool) => {
    await load(tools, "super");
    if (tool !== "present") await load(tools, "papers");
  };

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-tool]");
    const tools = bar();
    if (!(button instanceof HTMLElement) || !tools) return;
    const { tool = "" } = button.dataset;
    const isLoaded = await loadTool(tools, tool).then(() => true, () => false);
    const fault = tools.querySelector("[data-fault]");
    // A theme's own toolbar may have no place for it.
    if (fault instanceof HTMLElement) {
      fault.hidden = isLoaded;
      if (!isLoaded) fault.scrollIntoView({ block: "nearest" });
    }
    if (isLoaded) rolebook.tools[tool](button);
  });

  document.addEventListener("rolebook:update", refresh);
  refresh();
})();
