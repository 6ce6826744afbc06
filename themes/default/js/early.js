// @ts-check
// Before the first paint: says that scripts run, sets the colours the reader chose and the role they read as.
// Loaded without `defer`, so it stays this small.
rolebook.define("early", [], () => {
  const root = document.documentElement;
  const { site = "", was = "", titled, moved } = root.dataset;
  // A page that stands elsewhere now: with the query and the fragment, which a refresh of the page would drop.
  if (moved) location.replace(moved + location.search + location.hash);
  // Under what this site keeps things in this browser. A site without an id of its own is known by its title, which others
  // may have, too: then its place tells them apart.
  const ids = [site, ...was.split(" ").filter(Boolean)];
  const place = new URL(root.dataset.root || "./", location.href).pathname;
  if (titled !== undefined) root.dataset.site += `@${place}`;
  const store = `rolebook.${root.dataset.site}`;
  const KEY = `${store}.role`;

  const olds = ids.flatMap((id) => [`rolebook.${id}@${place}`, `rolebook.${id}`]).filter((old) => old !== store);

  // What was kept under an earlier name comes along, once.
  const bringAlong = () => {
    for (const part of ["progress", "role", "trail", "board", "search"]) {
      const old = localStorage.getItem(`${store}.${part}`) === null && olds.map((name) => localStorage.getItem(`${name}.${part}`)).find((text) => text !== null);
      if (old) localStorage.setItem(`${store}.${part}`, old);
    }
  };
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
    const { path = "", lang = root.lang, hash, retrain, changes = "" } = root.dataset;
    if (!hash) return;
    try {
      const own = decodeURIComponent(path.startsWith(`${lang}/`) ? path.slice(lang.length + 1) : path);
      const record = localStorage.getItem(`${store}.progress`) || "";
      const key = `${JSON.stringify(`lesson:${own}`)}:`;
      const at = record.indexOf(key) + key.length;
      const item = at < key.length ? {} : JSON.parse(record.slice(at, record.indexOf("}", at) + 1));
      if (!item.done) return;
      const seen = item.seen === undefined ? "" : ` ${item.seen} `;
      root.toggleAttribute("data-news", changes.split(" ").some((mark) => mark && (seen ? !seen.includes(` ${mark} `) : mark === retrain && mark !== item.retrain)));
      root.dataset.lesson = retrain && item.retrain !== retrain ? "again" : item.hash && item.hash !== hash ? "updated" : "done";
    } catch {
      // Then the end of the page says it.
    }
  };

  const begin = () => {
    root.dataset.js = "";
    try {
      const theme = localStorage.getItem("rolebook.theme");
      if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    } catch {
      // Storage may be forbidden; then the system's colours apply.
    }
    try {
      bringAlong();
    } catch {
      // No storage, or no room in it: then what was kept stays where it is.
    }
    const linked = new URLSearchParams(location.search).get("role");
    const asked = linked === "all" || known.includes(linked || "") ? linked : null;
    remember(asked);
    readAs(asked || remembered());
    noteLesson();
  };

  if (!moved) begin();
  return { readAs, remember, remembered, roleKey: KEY, store, olds, ids };
});
