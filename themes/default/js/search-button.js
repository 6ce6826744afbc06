// @ts-check
// The way to search: fetches its bundle when the reader reaches for it, opens it by the button, Ctrl/⌘ K or `/`.
rolebook.define("search-button", ["keys", "load"], ({ isComposing }, load) => {
  const button = document.querySelector(".find-button");
  if (!(button instanceof HTMLElement)) return;
  /** @type {Promise<any> | null} */
  let fetching = null;

  const fetchAll = () => {
    const { bundle = "" } = button.dataset;
    // In this order: what the scripts say and clone comes before them.
    return Promise.all(bundle.split(" ").map((src) => load(src, true)));
  };

  const reach = () => {
    // On a page of search it comes by itself.
    if (!fetching && !document.querySelector('[data-search="page"]')) {
      fetching = fetchAll();
      fetching.catch(() => { fetching = null; });
    }
    return fetching || Promise.resolve();
  };

  const open = () => {
    // Where it does not load, or the browser knows no dialogs, there is the page of search.
    reach().then(() => rolebook.use("search/box/dialog").show()).catch(() => {
      const link = document.querySelector(".find-link");
      if (link instanceof HTMLAnchorElement) location.href = link.href;
    });
  };

  for (const sign of ["pointerenter", "focus"]) button.addEventListener(sign, () => void reach().catch(() => {}));
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
    // Who sits an exam looks nothing up.
    if (altKey || isComposing(event) || document.documentElement.hasAttribute("data-exam")) return;
    const isChord = (ctrlKey || metaKey) && !shiftKey && key.toLowerCase() === "k";
    const isTyping = target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select"));
    if (!isChord && (key !== "/" || ctrlKey || metaKey || isTyping)) return;
    event.preventDefault();
    open();
  });

  const keys = button.querySelector("kbd");
  if (keys && /^(Mac|iP)/.test(navigator.platform)) keys.textContent = "⌘ K";
  // A result was opened: its words are marked.
  if (/[?&]h=/.test(location.search)) reach().catch(() => {});
});
