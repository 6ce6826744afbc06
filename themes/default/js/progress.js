// @ts-check
// The last page the reader saw, and the steps of learning paths they opened. Stays in this browser.
(() => {
  const root = document.documentElement;
  const KEY = `rolebook.${root.dataset.site}.trail`;
  const READ = ["page", "scenario", "section", "course", "quiz", "faq", "checklist", "release"];

  /** @returns {Trail} */
  const trail = () => {
    try {
      const { last, opened } = JSON.parse(localStorage.getItem(KEY) || "{}");
      const isPlace = last && typeof last.path === "string" && typeof last.title === "string";
      return { last: isPlace ? last : null, opened: Array.isArray(opened) ? opened : [] };
    } catch {
      return { last: null, opened: [] };
    }
  };

  const record = () => {
    const { place, roles = [] } = window.rolebook;
    const { last, opened } = trail();
    const path = place(root.dataset.path || "");
    const here = location.hash ? place(`${root.dataset.path}${location.hash}`) : path;
    const steps = new Set(roles.flatMap((role) => role.path).map((step) => place(step.href)));
    const fresh = [path, here].filter((one, at, all) => steps.has(one) && !opened.includes(one) && all.indexOf(one) === at);
    const title = document.querySelector("h1")?.textContent || document.title;
    const now = READ.includes(root.dataset.kind || "") ? { path, title } : last;
    try {
      localStorage.setItem(KEY, JSON.stringify({ last: now, opened: [...opened, ...fresh] }));
    } catch {
      // Then the home of the role begins anew each time.
    }
  };

  Object.assign(window.rolebook, { trail });
  window.addEventListener("hashchange", record);
  record();
})();
