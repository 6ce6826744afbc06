// @ts-check
// A page that was renamed: what was learned under an earlier address counts under the one it has now, from the day it was
// learned. Its `aliases` say what it was called.
(() => {
  const { rolebook } = window;
  const { learn, lessonKey, progress } = rolebook;
  /** @type {Record<string, ProgressItem>} */
  const moved = {};
  for (const { id, was = [] } of learn.steps()) {
    const [page, section] = lessonKey(id).split("#");
    for (const end of section ? ["", `#${section}`] : [""]) {
      const item = was.map((old) => progress.get(`lesson:${old}${end}`)).find(Boolean);
      if (item && !progress.get(page + end)) moved[page + end] = item;
    }
  }
  // As an import: a tick that was taken back since is the newer one, and stays taken back.
  const { site } = document.documentElement.dataset;
  if (Object.keys(moved).length) progress.import(JSON.stringify({ rolebook: "progress", v: 1, site, record: { v: 1, items: moved } }));
})();
