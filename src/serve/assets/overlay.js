// @ts-check
// The problems of the last build, as a sheet at the foot of the page or a small badge. In: news. Out: one host element
// beside the body, so that neither the page's styles nor its changes touch it. Text only, never markup.

/**
 * @typedef {{ severity: string, code: string, file: string, line: number, column: number, message: string,
 *   help: string, quoted: string, follows: string }} Problem
 */

const LABELS = {
  zh: {
    title: "构建问题",
    /** @param {number} errors @param {number} warnings */
    count: (errors, warnings) =>
      [errors ? `${errors} 个错误` : "", warnings ? `${warnings} 个警告` : ""].filter(Boolean).join("，"),
    error: "错误",
    warning: "警告",
    help: "帮助",
    fold: "收起（Esc）",
    /** @param {number} rest */
    more: (rest) => `还有 ${rest} 个，见终端`,
    stale: "页面显示的是最后一次成功的构建",
    lost: "预览已停止，正在等它恢复…",
  },
  en: {
    title: "Build problems",
    /** @param {number} errors @param {number} warnings */
    count: (errors, warnings) =>
      [plural(errors, "error"), plural(warnings, "warning")].filter(Boolean).join(", "),
    error: "error",
    warning: "warning",
    help: "help",
    fold: "Collapse (Esc)",
    /** @param {number} rest */
    more: (rest) => `${rest} more, see the terminal`,
    stale: "The page shows the last good build",
    lost: "The preview has stopped, waiting for it to return…",
  },
};

/** @param {number} count @param {string} word */
function plural(count, word) {
  return count ? `${count} ${word}${count === 1 ? "" : "s"}` : "";
}

/**
 * @param {"zh" | "en"} lang
 * @param {boolean} overPage false before the first good build: there is no older page to speak of
 */
function makeOverlay(lang, overPage) {
  const labels = LABELS[lang];
  const host = document.createElement("rolebook-problems");
  host.lang = lang;
  const root = host.attachShadow({ mode: "open" });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/__rolebook/live.css";
  const status = make("div", "status");
  status.setAttribute("role", "status");
  const frame = make("div", "frame");
  // Unstyled text must not flash over the page.
  frame.hidden = true;
  style.addEventListener("load", () => (frame.hidden = false));
  root.append(style, status, frame);

  /** @type {Problem[]} */
  let problems = [];
  let total = 0;
  let errors = 0;
  let lost = false;
  /** What the reader chose; forgotten when the list is empty. @type {boolean | null} */
  let chosen = null;

  /** @param {string} tag @param {string} name @param {string} [text] */
  function make(tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function isOpen() {
    return problems.length > 0 && (chosen === null ? errors > 0 : chosen);
  }

  /** @param {boolean} open @param {boolean} byHand */
  function setOpen(open, byHand) {
    chosen = open;
    draw();
    const next = byHand && root.querySelector(open ? ".fold" : ".badge");
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }

  /** @param {Problem} problem */
  function entry(problem) {
    const item = make("li", "problem");
    item.dataset.severity = problem.severity;
    const head = make("p", "head");
    const word = problem.severity === "error" ? labels.error : labels.warning;
    const place = problem.line ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
    head.append(make("span", "severity", word), " ", make("code", "code", problem.code), " ", make("code", "place", place));
    item.append(head, make("p", "message", problem.message));
    if (problem.quoted) {
      const quoted = make("pre", "quoted", problem.quoted);
      quoted.tabIndex = 0;
      item.append(quoted);
    }
    if (problem.help) {
      const help = make("p", "help");
      help.append(make("span", "label", labels.help), " ", problem.help);
      item.append(help);
    }
    if (problem.follows) item.append(make("p", "follows", problem.follows));
    return item;
  }

  function sheet() {
    const section = make("section", "sheet");
    section.setAttribute("aria-label", labels.title);
    const bar = make("div", "bar");
    const fold = make("button", "fold", labels.fold);
    fold.setAttribute("type", "button");
    fold.addEventListener("click", () => setOpen(false, true));
    bar.append(make("strong", "count", labels.count(errors, total - errors)));
    if (errors && overPage) bar.append(make("span", "stale", labels.stale));
    bar.append(fold);
    const list = make("ol", "list");
    list.append(...problems.map(entry));
    section.append(bar, list);
    if (total > problems.length) section.append(make("p", "more", labels.more(total - problems.length)));
    return section;
  }

  function badge() {
    const button = make("button", "badge", labels.count(errors, total - errors));
    button.setAttribute("type", "button");
    button.dataset.severity = errors ? "error" : "warning";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => setOpen(true, true));
    return button;
  }

  function draw() {
    const parts = [];
    if (lost) parts.push(make("p", "lost", labels.lost));
    if (isOpen()) parts.push(sheet());
    else if (problems.length) parts.push(badge());
    frame.replaceChildren(...parts);
    status.textContent = problems.length ? labels.count(errors, total - errors) : "";
    host.dataset.theme = document.documentElement.dataset.theme || "auto";
    if (parts.length && !host.isConnected) document.documentElement.append(host);
    if (!parts.length) host.remove();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && isOpen()) setOpen(false, root.activeElement !== null);
  });
  new MutationObserver(() => (host.dataset.theme = document.documentElement.dataset.theme || "auto")).observe(
    document.documentElement,
    { attributeFilter: ["data-theme"] },
  );

  return {
    /** @param {Problem[]} list @param {number} count */
    show(list, count) {
      if (JSON.stringify(list) === JSON.stringify(problems) && count === total) return;
      problems = list;
      total = count;
      errors = list.filter((problem) => problem.severity === "error").length;
      if (!list.length) chosen = null;
      draw();
    },
    /** @param {boolean} now */
    setLost(now) {
      if (now === lost) return;
      lost = now;
      draw();
    },
  };
}

