// @ts-check
// Gives a text to the reader as a file.
rolebook.define("save", [], () => (name, text, type = "application/json") => {
  const href = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers read it only after the click.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
});
