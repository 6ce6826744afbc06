// @ts-check
// On narrow screens the section tree is a drawer. Without this script the menu button is a link to the tree below the text.
rolebook.define("drawer", ["keys"], ({ isComposing }) => {
  const root = document.documentElement;
  const button = document.querySelector(".drawer-button");
  const drawer = document.getElementById("rb-sidebar");
  if (!(button instanceof HTMLElement) || !drawer) return;

  const isOpen = () => root.dataset.drawer === "open";

  /** @param {boolean} open @param {boolean} [keepFocus] */
  const set = (open, keepFocus) => {
    if (open === isOpen()) return;
    if (open) root.dataset.drawer = "open";
    else delete root.dataset.drawer;
    button.setAttribute("aria-expanded", String(open));
    if (keepFocus) return;
    if (!open) button.focus();
    else {
      const target = drawer.querySelector('a[aria-current="page"]') || drawer.querySelector("a");
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    }
  };

  button.addEventListener("click", () => set(!isOpen()));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen() && !isComposing(event)) set(false);
  });

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!isOpen() || !(target instanceof Element) || button.contains(target)) return;
    // A link inside the drawer may lead to this very page; then nothing reloads and the drawer has to go.
    if (!drawer.contains(target) || target.closest("a")) set(false, true);
  });

  // Tab past either end closes it, so that focus never sits behind the drawer.
  document.addEventListener("focusin", (event) => {
    const target = event.target;
    if (isOpen() && target instanceof Node && !drawer.contains(target) && !button.contains(target)) set(false, true);
  });

  window.matchMedia("(min-width: 60rem)").addEventListener("change", () => set(false, true));
});
