// @ts-check
// Marks the heading the reader is at in the table of contents beside the text.
(() => {
  /** @type {{ link: Element, heading: HTMLElement }[]} */
  let entries = [];
  let queued = false;

  const collect = () => {
    entries = [];
    for (const link of document.querySelectorAll(".toc ol a")) {
      const heading = document.getElementById(decodeURIComponent((link.getAttribute("href") || "").slice(1)));
      if (heading) entries.push({ link, heading });
    }
    mark();
  };

  const mark = () => {
    queued = false;
    if (!entries.length) return;
    // The last heading above the upper quarter; at the very bottom the last one, which may never get that high.
    const line = window.innerHeight / 4;
    const atEnd = window.scrollY > 0 && window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 4;
    let current = null;
    for (const entry of entries) {
      if (entry.heading.getBoundingClientRect().top <= line) current = entry;
    }
    if (atEnd) current = entries[entries.length - 1];
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
  document.addEventListener("rolebook:update", collect);
  collect();
})();
