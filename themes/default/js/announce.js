// @ts-check
// Reads a short text to users of a screen reader: the polite live region of the page.
rolebook.define("announce", [], () => (text) => {
  const region = document.querySelector("[data-announce]");
  if (!region) return;
  region.textContent = "";
  // An own tick, so that the same text twice is read twice.
  setTimeout(() => { region.textContent = text; }, 50);
});
