// @ts-check
// A checklist as a table for Excel. It is here for the function that keeps cells from being formulas; the checklist
// fetches this bundle when somebody asks for the table.
rolebook.define("board/checklist-table", ["save", "learn/learner", "board/results"], (save, learn, { csv }) => {
  /** One row an item, and one a signature. @param {ChecklistTable} checklist */
  const saveChecklist = ({ list, period, name, items, signs, entry, head, yes, sign }) => {
    const rows = items.map(({ line, id, box, task, isMust }, at) => {
      const { by, at: when, evidence } = entry(id);
      const group = line.closest(".check-group")?.querySelector("h2")?.textContent || "";
      const [owner, asked] = [".check-facts a", ".check-facts div:last-child dd"].map((selector) => (line.querySelector(selector)?.textContent || "").trim());
      const words = [...task.childNodes].filter((node) => !(node instanceof Element && node.matches(".badge"))).map((node) => node.textContent).join("").trim();
      return [name, group, at + 1, words, isMust ? yes : "", owner, owner === asked ? "" : asked, box.checked ? yes : "", by || "", when ? learn.date(when) : "", evidence || ""];
    });
    const signed = signs.map(({ role, words: [signer, day] }) => [name, sign, "", role, "", "", "", signer.textContent ? yes : "", signer.textContent, day.textContent, ""]);
    save(`${list}-${period}.csv`, csv([head.split("|"), ...rows, ...signed]), "text/csv");
  };

  return { saveChecklist };
});
