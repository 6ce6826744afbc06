// A slip in a name.
rolebook.define("anchors", ["keys", "anounce"], () => {});
