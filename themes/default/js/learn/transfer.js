// @ts-check
// A file that was renamed: what was learned, answered or ticked under its earlier name counts under the one it has now,
// from the day it was. Its `aliases` say what it was called.
rolebook.define("learn/transfer", ["learn/state", "learn/store", "learn/learner"], ({ lessonKey }, progress, learn) => {
  /** @type {Record<string, ProgressItem>} */
  const moved = {};
  for (const { id, was = [] } of learn.steps()) {
    const [page, section] = lessonKey(id).split("#");
    for (const end of section ? ["", `#${section}`] : [""]) {
      const item = was.map((old) => progress.get(`lesson:${old}${end}`)).find(Boolean);
      if (item && !progress.get(page + end)) moved[page + end] = item;
    }
  }

  /** @param {string} key @param {string} old @param {string} now @returns {string} the key under the name of now */
  const renamed = (key, old, now) => {
    const [kind, name, ...rest] = key.split(":");
    return name === old ? [kind, now, ...rest].join(":") : key;
  };
  /** @param {string} key @param {ProgressItem} item @param {string} now */
  const move = (key, item, now) => {
    const [, old] = key.split(":");
    const target = renamed(key, old, now);
    const { result } = item;
    if (!progress.get(target)) moved[target] = result ? { ...item, result: { ...result, paper: result.paper === old ? now : result.paper } } : item;
    moved[key] = { t: item.t + 1, gone: true };
  };
  const { papers = {}, checklists = {} } = rolebook.given("renamed") || {};
  for (const [key, item] of progress.all("")) {
    const [kind, name] = key.split(":");
    const now = Object.entries({ attempt: papers, open: papers, held: papers, check: checklists }).find(([one]) => one === kind)?.[1][name];
    if (now) move(key, item, now);
    const from = kind === "card" && papers[item.from];
    if (from) moved[key] = { ...item, from, t: item.t + 1 };
  }

  // As an import: a tick that was taken back since is the newer one, and stays taken back.
  const { site } = document.documentElement.dataset;
  if (Object.keys(moved).length) progress.import(JSON.stringify({ rolebook: "progress", v: 1, site, record: { v: 1, items: moved } }));
});
