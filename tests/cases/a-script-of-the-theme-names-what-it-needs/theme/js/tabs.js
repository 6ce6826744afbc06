// What only some pages have.
rolebook.define("tabs", ["quiz/draw"], ({ draw }) => {});
