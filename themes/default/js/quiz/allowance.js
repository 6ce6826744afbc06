// @ts-check
// How often a paper may still be taken. Pure.
rolebook.define("quiz/allowance", [], () => {
  /**
   * When the attempts are used up, they begin again after the cooldown; without a number of attempts each one is followed
   * by it.
   * @param {{attempts: number | null, cooldown: number}} paper cooldown in minutes
   * @param {number[]} finished when earlier attempts ended
   * @param {number} now
   * @returns {{left: number | null, from: number | null}} attempts left, null without a limit; when there will be some
   */
  const allowance = ({ attempts, cooldown }, finished, now) => {
    if (!attempts && !cooldown) return { left: null, from: null };
    const row = attempts || 1;
    const wait = cooldown * 60_000;
    let [used, last] = [0, 0];
    /** @param {number} at */
    const isOver = (at) => used >= row && wait > 0 && at >= last + wait;
    for (const at of [...finished].sort((a, b) => a - b)) {
      used = (isOver(at) ? 0 : used) + 1;
      last = at;
    }
    if (isOver(now)) used = 0;
    const left = Math.max(0, row - used);
    return { left, from: left || !wait ? null : last + wait };
  };

  return { allowance };
});
