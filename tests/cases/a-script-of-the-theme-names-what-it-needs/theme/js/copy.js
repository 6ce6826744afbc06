// Another id than that of its path.
rolebook.define("copy-code", [], () => {});
