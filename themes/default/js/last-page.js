// @ts-check
// The last page the reader saw, for the way back to it. Stays in this browser; what was learned is kept elsewhere.
rolebook.define("last-page", ["early", "address"], (early, address) => {
  const root = document.documentElement;
  const KEY = `${early.store}.trail`;
  const READ = ["page", "scenario", "section", "course", "quiz", "faq", "checklist", "release"];

  /** @returns {Trail} */
  const trail = () => {
    try {
      const { last } = JSON.parse(localStorage.getItem(KEY) || "{}");
      const isSound = last && typeof last.path === "string" && typeof last.title === "string";
      return { last: isSound ? { ...last, at: typeof last.at === "string" ? last.at : "" } : null };
    } catch {
      return { last: null };
    }
  };

  /** The heading that is being read: the last one above the upper third of the window. */
  const reading = () => {
    const above = [...document.querySelectorAll(".body :is(h2, h3)[id]")].filter((one) => {
      const { top, height } = one.getBoundingClientRect();
      return height > 0 && top < innerHeight / 3;
    });
    return scrollY > 0 && above.length ? above[above.length - 1].id : "";
  };

  const note = (at = reading()) => {
    const last = { path: address.place(root.dataset.path || ""), title: document.querySelector("h1")?.textContent || document.title, at };
    try {
      localStorage.setItem(KEY, JSON.stringify({ last }));
    } catch {
      // Then the home of the role does not lead back.
    }
  };

  if (READ.includes(root.dataset.kind || "")) {
    const { last } = trail();
    // Who comes back reads on where they were.
    note(last && last.path === address.place(root.dataset.path || "") ? last.at : "");
    window.addEventListener("pagehide", () => note());
    // A phone may close a page without a word.
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && note());
  }

  return { trail };
});
