// @ts-check
// The review list: questions that were missed come back until they are known.
rolebook.define("quiz/review-list", ["learn/schedule", "learn/store"], ({ schedule }, progress) => {
  /** @param {string} id @returns {any} */
  const get = (id) => progress.get(`card:${id}`);

  /** @param {Sheet} sheet @param {string} id @param {Verdict} verdict */
  const rate = (sheet, id, verdict) => {
    const rating = verdict === "right" ? 3 : verdict === "partial" ? 2 : 1;
    progress.set(`card:${id}`, { ...schedule(get(id), rating, Date.now()), hash: sheet.pool[id].hash, from: sheet.id, href: sheet.href });
  };

  /** @param {Sheet} sheet @param {string[]} ids */
  const add = (sheet, ids) => ids.forEach((id) => rate(sheet, id, "wrong"));

  /** @param {string[]} ids */
  const remove = (ids) => ids.forEach((id) => progress.remove(`card:${id}`));

  return { get, rate, add, remove };
});
