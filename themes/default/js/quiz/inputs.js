// @ts-check
// Makes a question answerable: by mouse, keyboard, finger and screen reader. Answers are plain data, in the form that
// `grading.js` marks. How each type is answered stands with the type, in `questions/`.
rolebook.define("quiz/inputs", [
  "elements", "questions/elements", "questions/types",
], (
  { find, set }, { all }, types,
) => {
  /** @param {HTMLElement} element @param {AskedQuestion} asked @returns {AnswerInputs} */
  const inputs = (element, asked) => {
    const field = types.of(asked.kind).field(element, asked, inputs);
    element.dataset.answerable = "";
    return {
      ...field,
      lock: (locked) => {
        set(element, { "data-locked": locked });
        for (const box of all(element, "input, select, textarea, .order-move, .number-sign")) box[/^text/.test(box.type) ? "readOnly" : "disabled"] = locked;
      },
      rest: (from) => {
        const open = field.open().filter((one) => one !== from);
        return open.find((one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) || open[0];
      },
      focus: () => (element.querySelector("input:checked") || find('input, select, textarea, [data-move][aria-disabled="false"]', element)).focus(),
    };
  };

  return inputs;
});
