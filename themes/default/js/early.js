// @ts-check
// Before the first paint: says that scripts run, sets the colours the reader chose and the role they read as.
// Loaded without `defer`, so it stays this small.
(() => {
  const root = document.documentElement;
  const KEY = `rolebook.${root.dataset.site}.role`;
  const words = (/** @type {string | undefined} */ text) => (text || "").split(" ").filter(Boolean);
  const known = words(root.dataset.knownRoles);

  /**
   * Shows the page as a role reads it, or whole. Nothing chosen yet: the page asks.
   * @param {string | null} role an id, or `all`
   */
  const readAs = (role) => {
    const is = role !== null && known.includes(role);
    const own = words(root.dataset.roles);
    if (is) root.dataset.role = role;
    else delete root.dataset.role;
    root.toggleAttribute("data-ask", known.length > 0 && !is && role !== "all");
    root.toggleAttribute("data-for-others", is && own.length > 0 && !own.includes(role));
  };

  /** @param {string | null} role */
  const remember = (role) => {
    try {
      if (role) localStorage.setItem(KEY, role);
    } catch {
      // Not remembered, but it still holds for this page.
    }
  };

  /** @returns {string | null} what was chosen before; in this tab only, when it was put off */
  const remembered = () => {
    try {
      return localStorage.getItem(KEY) || sessionStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  // Whether the lesson on this page has changed since it was learned, so that the line that says it is there from the
  // first paint on. Of a record that may be long only the one entry is read.
  const noteLesson = () => {
    const { site, path = "", lang = root.lang, hash, retrain } = root.dataset;
    if (!hash) return;
    try {
      const own = decodeURIComponent(path.startsWith(`${lang}/`) ? path.slice(lang.length + 1) : path);
      const record = localStorage.getItem(`rolebook.${site}.progress`) || "";
      const key = `${JSON.stringify(`lesson:${own}`)}:`;
      const at = record.indexOf(key) + key.length;
      const item = at < key.length ? {} : JSON.parse(record.slice(at, record.indexOf("}", at) + 1));
      if (item.done) root.dataset.lesson = retrain && item.retrain !== retrain ? "again" : item.hash && item.hash !== hash ? "updated" : "done";
    } catch {
      // Then the end of the page says it.
    }
  };

  root.dataset.js = "";
  try {
    const theme = localStorage.getItem("rolebook.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; then the system's colours apply.
  }
  const linked = new URLSearchParams(location.search).get("role");
  const asked = linked === "all" || known.includes(linked || "") ? linked : null;
  remember(asked);
  readAs(asked || remembered());
  noteLesson();
  window.rolebook = Object.assign(window.rolebook || {}, { readAs, remember, remembered, roleKey: KEY });
})();
