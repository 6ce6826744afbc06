// @ts-check
// An address that points into folded text unfolds it.
rolebook.define("open-target", ["address"], (address) => {
  const reveal = () => {
    const target = address.target();
    if (!target) return;
    let opened = false;
    for (let fold = target.closest("details:not([open])"); fold; fold = fold.parentElement?.closest("details:not([open])") || null) {
      if (fold instanceof HTMLDetailsElement) fold.open = opened = true;
    }
    if (opened) target.scrollIntoView();
  };

  window.addEventListener("hashchange", reveal);
  document.addEventListener("rolebook:update", reveal);
  reveal();
});
