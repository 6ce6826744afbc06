// The record needs the codes.
rolebook.define(
  "learn/codes",
  [
    "learn/names", // fine
    "learn/record",
  ],
  () => ({}),
);
