// @ts-check
// The board's analysis of questions, and the sections that did not teach them. Numbers come from `analysis.js`; the
// texts of questions from the key of the paper, which is fetched when the paper is looked at.
rolebook.define("board/questions", [
  "address", "elements", "say", "learn/veil", "questions/types", "board/analysis", "board/phrases",
], (
  address, { make }, say, { loadKey }, types, analysis, { tools },
) => {
  const shown = (/** @type {number} */ percent) => `${Math.round(percent)}%`;

  /** @type {ItemStatistics[]} */
  let last = [];
  /** What was answered, in words, by question as it was asked. @type {Map<ItemStatistics, string[]>} */
  let told = new Map();
  /** @type {Record<string, QuestionKey>} */
  let keys = {};
  /** Which paper was asked for last; an older answer that comes late is passed over. */
  let turn = 0;

  /** The keys of a paper's questions; nothing when this site has no such paper any more. @param {BoardPaper} paper */
  const keysOf = async (paper) => {
    if (!paper.key || !paper.from) return null;
    try {
      return await loadKey(paper.from, address.href(paper.key));
    } catch {
      return null;
    }
  };

  /** An address that is relative to the paper's page, from this one. @param {BoardPaper} paper @param {string} href */
  const from = (paper, href) => new URL(href, new URL(address.href(paper.href || ""), location.href)).href;

  /** @param {any} given */
  const items = async ({ root, results, papers, chosen }) => {
    turn += 1;
    const mine = turn;
    /** @type {BoardPaper | undefined} */
    const paper = papers.find((/** @type {BoardPaper} */ { id }) => id === chosen.analysed);
    const found = paper ? await keysOf(paper) : null;
    if (mine !== turn) return;
    const { one, icon } = tools(root);
    keys = found || {};
    const own = results.filter((/** @type {PaperResult} */ { paper: id, edition }) => id === chosen.analysed && ["*", edition].includes(chosen.edition));
    last = paper ? analysis.items(own, keys) : [];
    told = new Map();
    const sum = analysis.summary(own);
    // Said once, if it is true of all.
    const isFew = last.length > 0 && last.every(({ note }) => note === "few");
    const summary = `${say("t.board_summary", { n: sum.n, mean: shown(sum.mean), median: shown(sum.median), passed: sum.passed })}${found ? "" : say("t.board_no_key")}`;
    one("[data-summary-line]").textContent = own.length ? [summary, isFew && say("t.board_note_few")].filter(Boolean).join(" · ") : "";

    /** What stands for an answer, in words. @param {QuestionKey | undefined} key @param {string} part @param {string} value @returns {CountedAnswer} */
    const words = (key, part, value) => (key ? types.of(key.kind).board.words(key, part, value, words) : { text: [part, value].filter(Boolean).join(": "), right: null });

    one("[data-items]").replaceChildren(...last.map((item, at) => {
      const key = keys[item.id];
      const line = /** @type {HTMLElement} */ (icon("item").firstElementChild);
      const part = (/** @type {string} */ selector) => /** @type {any} */ (line.querySelector(selector));
      const title = (key && key.ask) || item.id;
      part("a").textContent = `${at + 1}. ${title}`;
      if (paper && key && key.at) part("a").href = from(paper, key.at);
      else part("a").removeAttribute("href");
      // Asked in other words than today's: these say nothing of what was chosen then.
      const isOld = !!key && key.hash !== item.hash;
      part(".item-topics").textContent = [...item.topics, isOld && say("t.board_outdated")].filter(Boolean).join(" · ");
      const numbers = [
        [say("t.board_n"), String(item.n)],
        [say("t.board_facility"), shown(100 * item.facility)],
        [say("t.board_discrimination"), item.discrimination === null ? "–" : String(Math.round(item.discrimination))],
      ];
      line.querySelectorAll(".item-numbers > div").forEach((box, index) => {
        /** @type {HTMLElement} */ (box.querySelector("dt")).textContent = numbers[index][0];
        /** @type {HTMLElement} */ (box.querySelector("dd")).textContent = numbers[index][1];
      });
      part("i").style.setProperty("--share", `${100 * item.facility}%`);
      line.dataset.note = item.note;
      part(".item-note").textContent = item.note ? say(`t.board_note_${item.note}`) : "";
      part(".item-note").hidden = !item.note || isFew;
      const most = Math.max(1, ...item.counts.map(({ n }) => n), item.blank);
      /** @param {string} text @param {number} n @param {boolean | null} right */
      const count = (text, n, right) => {
        const bar = make("i", "");
        bar.style.setProperty("--share", `${(100 * n) / most}%`);
        bar.setAttribute("aria-hidden", "true");
        const row = make("li", "", make("span", "counts-text", right ? icon("ok") : "", text), make("span", "counts-n", say("t.board_answered", { n })), bar);
        if (right) row.dataset.right = "";
        return row;
      };
      const counts = item.counts.slice(0, 12).map(({ part: where, value, n }) => {
        const { text, right } = words(isOld ? undefined : key, where, value);
        told.set(item, [...(told.get(item) || []), `${text}: ${n}`]);
        return count(text, n, right);
      });
      // Options nobody chose are worth seeing: they do not tempt.
      for (const value of key && !isOld ? types.of(key.kind).board.all(key) : []) {
        if (item.counts.some((own) => own.value === value)) continue;
        const { text, right } = words(key, "", value);
        counts.push(count(text, 0, right));
      }
      if (item.blank) counts.push(count(say("t.board_blank"), item.blank, null));
      part(".counts").replaceChildren(...counts);
      part("details").hidden = isOld || !counts.length;
      return line;
    }));

    const see = Object.fromEntries(Object.entries(keys).map(([id, key]) => [id, key.see]));
    const sections = paper ? analysis.sections(own, see) : [];
    one("[data-rewrite-few]").hidden = !sum.n || sum.n >= analysis.ENOUGH;
    one("[data-rewrite-none]").hidden = !found || !own.length || sections.length > 0;
    one("[data-rewrite-list]").replaceChildren(...sections.map(({ title, href, asked, missed, surely, questions }) => {
      const link = make("a", "", title);
      if (paper) link.setAttribute("href", from(paper, href));
      const bar = make("i", "");
      bar.style.setProperty("--share", `${(100 * missed) / asked}%`);
      bar.style.setProperty("--surely", `${100 * surely}%`);
      bar.setAttribute("aria-hidden", "true");
      const files = new Set(questions.map((id) => (keys[id] && keys[id].file) || "").filter(Boolean));
      const line = make("li", "", make("div", "", link, ...[...files].map((file) => make("code", "", file))), make("span", "rewrite-n", say("t.board_rewrite_line", { n: missed, m: asked })), bar, make("small", "", questions.map((id) => (keys[id] && keys[id].ask) || id).join(" · ")));
      line.dataset.bad = String(surely >= 1 / 3);
      return line;
    }));
  };

  const csvItems = () => {
    return [say("t.board_csv_items_head").split("|"), ...last.map((item) => {
      const round = (/** @type {number} */ value) => Number(value.toFixed(1));
      return [item.id, (keys[item.id] && keys[item.id].ask) || "", item.topics.join("; "), item.n, round(100 * item.facility), item.discrimination === null ? null : round(item.discrimination), item.note && say(`t.board_note_${item.note}`), item.blank, (told.get(item) || []).join("; ")];
    })];
  };

  return { items, keysOf, csvItems };
});
