// @ts-check
// After the answer: what was right, what was not, and why. Verdicts are words with an icon; colour only helps.
// HTML in a key comes from the build.
rolebook.define("quiz/explain", [
  "elements", "learn/veil", "quiz/words",
], (
  { filled, find, make, set, slots, template }, { fragment }, { figure, icon, say },
) => {
  /** @typedef {{key: QuestionKey, answer: any, graded: Graded, element: HTMLElement}} Case */

  /** A copy of what an item says. @param {"li" | "dt" | "dd"} tag @param {Case} about @param {string} selector */
  const copyOf = (tag, { element }, selector) => make(tag, "", ...find("div", find(selector, element)).cloneNode(true).childNodes);

  /** A short verdict for beside what it is about. @param {string} verdict @param {string} [text] */
  const mark = (verdict, text) => make("span", { class: "mark", "data-mark": verdict }, icon(verdict), text);

  /** @param {HTMLElement} line @param {boolean} isRight @param {string} [text] @param {Element} [at] where the mark stands */
  const judge = (line, isRight, text, at = line) => {
    line.dataset.mark = isRight ? "right" : "wrong";
    at.append(mark(line.dataset.mark, text));
  };

  /** @param {Case} about */
  const choices = ({ key, answer, element }) => {
    const chosen = [].concat(answer).map(String);
    const rights = key.right || [String(key.judge)];
    for (const line of element.querySelectorAll("[data-option]")) {
      const option = line.getAttribute("data-option") || "";
      const isChosen = chosen.includes(option);
      const why = (key.why || {})[option];
      const verdict = rights.includes(option) ? (isChosen ? "right" : "missed") : isChosen && "wrong";
      if (verdict) line.setAttribute("data-mark", verdict);
      if (verdict || why) find(".choice > div", line).append(make("div", "choice-why", verdict && mark(verdict, say(`you_${verdict}`)), why && make("span", "", fragment(why))));
    }
  };

  // What was right comes back, to stand below.

  /** @param {Case} about */
  const written = ({ key, graded, element }) => {
    const marks = graded.blanks || [graded.verdict === "right"];
    element.querySelectorAll(".blank-input").forEach((box, at) => {
      box.setAttribute("aria-invalid", String(!marks[at]));
      // Of a number, behind its unit.
      judge(/** @type {HTMLElement} */ (box.parentElement), marks[at], "", box.closest(".number-line") || undefined);
    });
    return make("ol", "answer-blanks", ...(key.accept || []).map((one) => make("li", "", make("strong", "", one))));
  };

  /** @param {Case} about */
  const order = (about) => {
    const { key, answer, element } = about;
    const items = key.order || [];
    [].concat(answer || []).forEach((item, at) => {
      const place = items.indexOf(item);
      judge(find(`[data-item="${CSS.escape(item)}"]`, element), place === at, place === at ? "" : say("belongs_at", { n: place + 1 }));
    });
    return make("ol", "answer-order", ...items.map((item) => copyOf("li", about, `[data-item="${CSS.escape(item)}"]`)));
  };

  /** @param {Case} about */
  const pairs = (about) => {
    const { key, graded, element } = about;
    const rows = (key.pairs || []).map(([left, item]) => {
      const line = `[data-left="${CSS.escape(left)}"]`;
      judge(find(line, element), (graded.pairs || {})[left]);
      return make("div", "", copyOf("dt", about, line), copyOf("dd", about, `[data-item="${CSS.escape(item)}"]`));
    });
    return make("dl", "answer-pairs", ...rows);
  };

  /** @param {Case} about */
  const parts = ({ key, answer, graded, element }) => Object.entries(key.parts || {}).forEach(([id, part]) => {
    const own = find(`[data-question$="/${CSS.escape(id)}"]`, element);
    own.append(explain(part, answer && answer[id], (graded.parts || {})[id], own));
  });

  /** @type {Record<string, (about: Case) => HTMLElement | void>} */
  const KINDS = { single: choices, multiple: choices, judge: choices, blanks: written, number: written, order, pairs, case: parts };

  /** @param {QuestionKey} key @param {any} answer @param {Graded} graded @param {HTMLElement} element */
  const explain = (key, answer, graded, element) => {
    const { verdict, points, max } = graded;
    const box = find(".verdict", template("verdict"));
    const slot = slots(box);
    box.dataset.verdict = verdict;
    slot("verdict", say(`verdict_${verdict}`)).before(icon(verdict));
    slot("got", verdict !== "open" && say("got", { points: figure(points), max: figure(max) }));
    /** @param {string} name @param {Node | string | null | undefined | void | false} content a text is HTML of the build */
    const fill = (name, content) => {
      if (content) slot(name).append(typeof content === "string" ? fragment(content) : content);
      else slot(name).remove();
    };
    const kind = KINDS[key.kind];
    const right = kind && kind({ key, answer, graded, element });
    fill("right", verdict !== "right" && right);
    fill("model", key.model);
    fill("explain", key.explain);
    fill("see", key.see && make("a", { href: key.see.href }, key.see.title));
    return box;
  };

  /** An essay is marked by whoever wrote it, beside the model answer. @param {number} max @param {(points: number) => void} choose */
  const selfMark = (max, choose) => {
    const box = find(".self-mark", template("self-mark"));
    for (const one of box.querySelectorAll("button")) {
      const points = Math.round(max * one.dataset.share * 100) / 100;
      set(one, { click: () => choose(points) }).textContent = filled(one.textContent, { points });
    }
    return box;
  };

  return { explain, selfMark };
});
