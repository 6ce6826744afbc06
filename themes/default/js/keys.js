// @ts-check
// Whether a key belongs to an input method: what it ends or chooses there means nothing to the page. Safari ends the
// composition first and leaves only the code 229 behind.
rolebook.define("keys", [], () => ({ isComposing: (event) => event.isComposing || event.keyCode === 229 }));
