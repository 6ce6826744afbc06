// @ts-check
// Paper cannot be unfolded: everything folded in the text is open while printing. Answers stay as the reader left them.
(() => {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];

  window.addEventListener("beforeprint", () => {
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
})();
