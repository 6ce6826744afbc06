// @ts-check
// The colour switch in the header: as the system, light, dark; remembered.
rolebook.define("theme", ["announce", "say"], (announce, say) => {
  const root = document.documentElement;
  const button = document.querySelector(".theme-switch");
  if (!(button instanceof HTMLElement)) return;

  const order = ["auto", "light", "dark"];
  const current = () => root.dataset.theme || "auto";

  const label = () => {
    const text = say(`t.theme_${current()}`);
    button.setAttribute("aria-label", text);
    button.title = text;
  };

  button.addEventListener("click", () => {
    const next = order[(order.indexOf(current()) + 1) % order.length];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      if (next === "auto") localStorage.removeItem("rolebook.theme");
      else localStorage.setItem("rolebook.theme", next);
    } catch {
      // Not remembered, but it still holds for this page.
    }
    label();
    announce(button.title);
  });

  label();
});
