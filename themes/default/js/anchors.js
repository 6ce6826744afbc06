// @ts-check
// A click on the mark beside a heading goes there as any link does, and copies its full address.
(() => {
  document.addEventListener("click", async (event) => {
    const anchor = event.target instanceof Element ? event.target.closest("a.anchor") : null;
    if (!(anchor instanceof HTMLAnchorElement)) return;
    if (!(await window.rolebook.copy(anchor.href))) return;
    anchor.dataset.done = "";
    window.rolebook.announce(document.body.dataset.linkCopied || "");
    setTimeout(() => { delete anchor.dataset.done; }, 1500);
  });
})();
