// @ts-check
// The toolbar of super-users, fetched for them alone by `learn/super-user.js`. What a tool needs is fetched when it is opened.
rolebook.define("toolbar/toolbar", ["elements", "load"], ({ template }, load) => {
  const bar = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-super-tools]"));

  const refresh = () => {
    const tools = bar();
    if (!tools) return;
    for (const task of document.querySelectorAll('main [data-question][data-kind="task"]')) {
      if (!task.querySelector('[data-tool="practical"]')) task.append(template("sign", tools));
    }
  };

  /** Tools by the name of their button. @type {Record<string, "papers/papers" | "papers/practical" | "papers/extra">} */
  const TOOLS = { papers: "papers/papers", practical: "papers/practical", extra: "papers/extra" };

  /** The script of a tool; a paper is presented otherwise than a lesson. @param {string} tool */
  const scriptOf = (tool) => TOOLS[tool] || (document.querySelector("section.paper[data-sheet]") ? "papers/present" : "super/present");

  /** Bundles that are here or on their way. @type {Map<string, Promise<unknown>>} */
  const loaded = new Map();
  /** @param {HTMLElement} tools @param {string} name */
  const bundle = (tools, name) => {
    const files = (tools.dataset[name] || "").split(" ");
    // Unstyled is better than not at all.
    const known = loaded.get(name) || Promise.all(files.map((src) => (src.endsWith(".css") ? load(src).catch(() => {}) : load(src, true))));
    loaded.set(name, known);
    // What could not be fetched is asked for again.
    known.catch(() => loaded.delete(name));
    return known;
  };

  /** @param {HTMLElement} tools @param {string} script */
  const fetchTool = async (tools, script) => {
    await bundle(tools, "super");
    if (script.startsWith("papers/")) await bundle(tools, "papers");
  };

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-tool]");
    const tools = bar();
    if (!(button instanceof HTMLElement) || !tools) return;
    const script = scriptOf(button.dataset.tool || "");
    const isLoaded = await fetchTool(tools, script).then(() => true, () => false);
    const fault = tools.querySelector("[data-fault]");
    // A theme's own toolbar may have no place for it.
    if (fault instanceof HTMLElement) {
      fault.hidden = isLoaded;
      if (!isLoaded) fault.scrollIntoView({ block: "nearest" });
    }
    if (isLoaded) rolebook.use(script)(button);
  });

  document.addEventListener("rolebook:update", refresh);
  refresh();
});
