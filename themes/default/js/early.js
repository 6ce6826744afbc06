// @ts-check
// Before the first paint: says that scripts run, and sets the colours the reader chose.
// Loaded without `defer`, so it stays this small.
(() => {
  const root = document.documentElement;
  root.dataset.js = "";
  try {
    const theme = localStorage.getItem("rolebook.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; then the system's colours apply.
  }
})();
