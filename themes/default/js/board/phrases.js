// @ts-check
// How the board says things: its icons, people, days, shares and titles in short.
rolebook.define("board/phrases", ["elements", "say", "learn/learner"], ({ template }, say, learn) => {
  /** Short ways to say things on the board. @param {HTMLElement} root */
  const tools = (root) => {
    /** @param {string} selector @returns {any} */
    const one = (selector) => root.querySelector(selector);
    /** @param {string} name @returns {DocumentFragment} */
    const icon = (name) => template(name, root);
    return { one, icon };
  };

  /** As the reader sees a share: `85%`, `79.6%`. @param {number} percent */
  const shown = (percent) => `${learn.share({ points: percent, max: 100 })}%`;
  /** @param {number} ms */
  const day = (ms) => {
    const date = new Date(ms);
    return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  };
  /** A person as one says them: `刘洋（仓储部）`. @param {Person} person */
  const called = ({ name, unit }) => (unit ? say("t.board_called", { name, unit }) : name);

  /** A title that heads a narrow column: up to where its first sense ends. @param {string} title */
  const brief = (title) => {
    const most = 18;
    if ([...title].length <= most) return title;
    const [first] = title.split(/[，。：；,:;]/);
    return [...first].length <= most && first.length > 3 ? `${first}…` : `${[...title].slice(0, most - 2).join("").trim()}…`;
  };

  return { tools, shown, day, called, brief };
});
