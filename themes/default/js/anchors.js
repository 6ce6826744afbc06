// @ts-check
// A click on the mark beside a heading goes there as any link does, and copies its full address.
rolebook.define("anchors", ["announce", "clipboard", "say"], (announce, clipboard, say) => {
  document.addEventListener("click", async (event) => {
    const anchor = event.target instanceof Element ? event.target.closest("a.anchor") : null;
    if (!(anchor instanceof HTMLAnchorElement)) return;
    if (!(await clipboard.copy(anchor.href))) return;
    anchor.dataset.done = "";
    announce(say("t.link_copied"));
    setTimeout(() => { delete anchor.dataset.done; }, 1500);
  });
});
