// @ts-check
// Search as a part of a page: the page of search keeps query and kind in its address; the page of an address that leads
// nowhere begins with the words of that address.
rolebook.define("search/box/page", [
  "keys", "elements", "say", "search/box/parts", "search/box/view",
], (
  { isComposing }, { make }, say, { part, remember, reopen }, viewOf,
) => {
  const root = document.documentElement;
  /** Pages at first, and more at a time. */
  const PAGES = 20;

  /** The words of the address that was asked for. */
  const missing = () => {
    const home = new URL(root.dataset.root || ".", location.href).pathname;
    const path = location.pathname.startsWith(home) ? location.pathname.slice(home.length) : location.pathname;
    // Nothing was asked for but this page.
    if (path === root.dataset.path && /404\.html$/.test(path)) return "";
    let text = path;
    try {
      text = decodeURIComponent(path);
    } catch {
      // As it is written.
    }
    const steps = text.split("/").map((step) => step.replace(/\.\w+$/, "")).filter((step) => step && step !== "index" && step !== root.lang);
    return (steps.pop() || "").replace(/[-_.+\s]+/g, " ").trim();
  };

  const attach = () => {
    const box = document.querySelector('[data-search="page"]');
    if (!(box instanceof HTMLElement)) return;
    const isMissing = box.hasAttribute("data-missing");
    const asked = new URLSearchParams(location.search);

    const keepAddress = () => {
      if (isMissing) return;
      const query = new URLSearchParams();
      if (view.input.value.trim()) query.set("q", view.input.value.trim());
      if (view.kind) query.set("kind", view.kind);
      if (view.limit > PAGES) query.set("n", String(view.limit));
      const text = query.toString();
      try {
        history.replaceState(history.state, "", location.pathname + (text && `?${text}`));
      } catch {
        // A browser may refuse it on a file address; then a reload asks again.
      }
    };
    const view = viewOf(box, {
      limit: PAGES,
      places: 5,
      onEmpty: (_view, extra) => {
        extra.replaceChildren(make("p", "search-hint", say("t.search_hint")));
        keepAddress();
      },
      onResult: keepAddress,
    });
    box.hidden = false;
    view.input.value = isMissing ? missing() : asked.get("q") || "";
    view.kind = isMissing ? "" : asked.get("kind") || "";
    view.limit = Math.max(PAGES, Math.min(500, Number(asked.get("n")) || 0));
    if (!isMissing) view.input.focus({ preventScroll: true });
    if (!isMissing || view.input.value) view.run();
    view.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || isComposing(event)) return;
      remember(view.input.value);
      view.run();
    });
    part(box, "list").addEventListener("click", () => remember(view.input.value));
    document.addEventListener("rolebook:rebuilt", () => {
      reopen();
      if (view.input.value) view.run();
    });
  };

  attach();
});
