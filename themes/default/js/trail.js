// @ts-check
// The last page the reader saw, for the way back to it. Stays in this browser; what was learned is kept elsewhere.
(() => {
  const root = document.documentElement;
  const KEY = `rolebook.${root.dataset.site}.trail`;
  const READ = ["page", "scenario", "section", "course", "quiz", "faq", "checklist", "release"];

  /** @returns {Trail} */
  const trail = () => {
    try {
      const { last } = JSON.parse(localStorage.getItem(KEY) || "{}");
      return { last: last && typeof last.path === "string" && typeof last.title === "string" ? last : null };
    } catch {
      return { last: null };
    }
  };

  if (READ.includes(root.dataset.kind || "")) {
    const last = { path: window.rolebook.place(root.dataset.path || ""), title: document.querySelector("h1")?.textContent || document.title };
    try {
      localStorage.setItem(KEY, JSON.stringify({ last }));
    } catch {
      // Then the home of the role does not lead back.
    }
  }

  Object.assign(window.rolebook, { trail });
})();
