// @ts-check
// Says of each table whether it fits: then its head stands still while the page scrolls, else it scrolls in its own frame.
rolebook.define("tables", [], () => {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      // Folded away: it is asked again when it opens.
      if (!target.clientWidth) continue;
      const isWide = target.scrollWidth > target.clientWidth + 1;
      target.toggleAttribute("data-wide", isWide);
      target.toggleAttribute("data-fits", !isWide);
    }
  });

  const watch = () => {
    for (const table of document.querySelectorAll(".table")) sizes.observe(table);
  };

  document.addEventListener("rolebook:update", watch);
  watch();
});
