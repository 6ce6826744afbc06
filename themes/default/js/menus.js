// @ts-check
// The folding menus of the header: one open at a time; closed by Escape, by a click elsewhere, by leaving with Tab.
rolebook.define("menus", ["keys"], ({ isComposing }) => {
  /** @returns {NodeListOf<HTMLDetailsElement>} */
  const open = () => document.querySelectorAll(".header details.menu[open]");

  /** @param {EventTarget | null} inside what keeps a menu open */
  const closeOthers = (inside) => {
    for (const menu of open()) {
      if (!(inside instanceof Node && menu.contains(inside))) menu.open = false;
    }
  };

  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || isComposing(event)) return;
    for (const menu of open()) {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector("summary")?.focus();
    }
  });
});
