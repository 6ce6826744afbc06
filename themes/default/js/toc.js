// @ts-check
// Marks the heading the reader is at in the table of contents beside the text.
rolebook.define("toc", ["folded"], () => {
  /** @type {{ link: Element, heading: HTMLElement }[]} */
  let entries = [];
  let queued = false;

  /** What is folded away, for another role or in a tab, has no place on the page. @param {Element} heading */
  const isShown = (heading) => heading.getClientRects().length > 0;

  // A heading that is folded away for the reader's role is in no list; `folded.js` has said which.
  const collect = () => {
    entries = [];
    for (const link of document.querySelectorAll(".toc ol a, .toc-inline ol a")) {
      const heading = document.getElementById(decodeURIComponent((link.getAttribute("href") || "").slice(1)));
      if (!heading) continue;
      link.parentElement?.toggleAttribute("data-folded", !!heading.closest(".for-role[data-other]:not([data-shown])"));
      if (link.closest(".toc")) entries.push({ link, heading });
    }
    mark();
  };

  const mark = () => {
    queued = false;
    if (!entries.length) return;
    // The last heading above the upper quarter; at the very bottom the last one, which may never get that high.
    const line = window.innerHeight / 4;
    const atEnd = window.scrollY > 0 && window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 4;
    const shown = entries.filter(({ heading }) => isShown(heading));
    let current = null;
    for (const entry of shown) {
      if (entry.heading.getBoundingClientRect().top <= line) current = entry;
    }
    if (atEnd) current = shown[shown.length - 1] || null;
    for (const entry of entries) {
      if (entry === current) entry.link.setAttribute("aria-current", "location");
      else entry.link.removeAttribute("aria-current");
    }
    if (current) keepInView(current.link);
  };

  /** @param {Element} link */
  const keepInView = (link) => {
    const toc = link.closest(".toc");
    if (!toc || toc.scrollHeight <= toc.clientHeight) return;
    const box = toc.getBoundingClientRect();
    const at = link.getBoundingClientRect();
    if (at.top < box.top + 40 || at.bottom > box.bottom - 40) toc.scrollTop += at.top - box.top - box.height / 2;
  };

  const queue = () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(mark);
  };

  window.addEventListener("scroll", queue, { passive: true });
  window.addEventListener("resize", queue, { passive: true });
  for (const change of ["rolebook:update", "rolebook:fold"]) document.addEventListener(change, collect);
  collect();
});
