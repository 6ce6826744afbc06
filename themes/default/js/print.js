// @ts-check
// Paper cannot be unfolded: everything folded in the text is open while printing. Answers stay as the reader left them.
// Pictures that wait until they are scrolled to are fetched before.
rolebook.define("print", ["say"], (say) => {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];

  const fetchPictures = () => {
    for (const picture of document.querySelectorAll('main img[loading="lazy"]')) picture.setAttribute("loading", "eager");
  };

  window.addEventListener("beforeprint", () => {
    fetchPictures();
    for (const fold of document.querySelectorAll("main details:not([open]):not(.answer):not(.toc-inline)")) {
      if (!(fold instanceof HTMLDetailsElement)) continue;
      fold.open = true;
      opened.push(fold);
    }
  });

  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });

  document.addEventListener("click", async (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-print]")) return;
    fetchPictures();
    const waiting = [...document.images].filter((picture) => !picture.complete);
    await Promise.all(waiting.map((picture) => new Promise((done) => {
      picture.addEventListener("load", done, { once: true });
      picture.addEventListener("error", done, { once: true });
    })));
    window.print();
  });

  // A book is made to be printed, and says when it was.
  if (document.documentElement.dataset.kind === "book") fetchPictures();
  const printed = document.querySelector("[data-printed]");
  if (printed instanceof HTMLElement) {
    const now = new Date();
    const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    printed.textContent = say("t.book_printed", { date });
  }
});
