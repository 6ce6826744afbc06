// @ts-check
// Names of people as they are compared. Pure.
rolebook.define("learn/names", [], () => ({
  folded: (name) => (typeof name === "string" ? name.normalize("NFKC").toLowerCase().replace(/\s/g, "") : ""),
}));
