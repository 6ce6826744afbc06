// @ts-check
// The presenter: a quiz question, a step or a section of a lesson on a screen, in letters that are read from the last row.
// Arrows, PageUp and PageDown, the blank and every presentation remote turn pages; the answer comes before the next question.
(() => {
  const { make, tools } = window.rolebook;
  const { kit } = tools;
  const { sheet, copy, about } = kit;
  const SECONDS = 60;

  /** @typedef {{node: () => Node, id?: string, part?: string}} Screen */

  /** @returns {HTMLElement} what opens a presentation */
  const titleScreen = () => {
    const head = /** @type {HTMLElement} */ (document.querySelector(".page-head"));
    const lead = head.querySelector(".lead");
    const facts = [...document.querySelectorAll(".body > .facts dd:not(.tags)")].map((one) => one.textContent).join(" · ");
    return make("div", "stage-title", make("h2", "", (head.querySelector("h1") || { textContent: "" }).textContent), lead && make("p", "", lead.textContent), facts && make("p", "stage-facts", facts));
  };

  /** @returns {Screen[]} */
  const ofPaper = () => {
    const seed = kit.newSeed();
    const drawn = window.rolebook.draw(sheet, seed);
    return drawn.flatMap(({ id, options }, at) => {
      const own = kit.question(id);
      if (!own) return [];
      kit.arrange(own, options, seed);
      const number = own.querySelector(".question-number");
      if (number) number.textContent = String(at + 1);
      const all = kit.parts(own);
      if (!all.length) return [{ id, node: () => own }];
      // The case is told once by itself, and stands in short above each of its questions.
      const ask = /** @type {HTMLElement} */ (own.querySelector(".question-ask"));
      const story = ask.cloneNode(true);
      all.forEach((part, index) => {
        part.remove();
        const mark = part.querySelector(".question-number");
        if (mark) mark.textContent = `${at + 1}.${index + 1}`;
      });
      return [{ node: () => own }, ...all.map((part) => ({ id, part: kit.partName(part), node: () => make("div", "stage-case", story.cloneNode(true), part) }))];
    });
  };

  /** @param {Element} from */
  const clean = (from) => {
    const own = /** @type {HTMLElement} */ (from.cloneNode(true));
    own.querySelectorAll(".anchor, .copy, .zoom-button, .tab-list, script, template, [data-fold-line]").forEach((one) => one.remove());
    [own, ...own.querySelectorAll("[id]")].forEach((one) => one.removeAttribute("id"));
    own.querySelectorAll("details").forEach((one) => (one.open = true));
    own.querySelectorAll("[hidden]").forEach((one) => one.removeAttribute("hidden"));
    own.querySelectorAll("img").forEach((one) => one.setAttribute("loading", "eager"));
    return own;
  };

  /** A lesson by its sections; a procedure step by step. @returns {Screen[]} */
  const ofLesson = () => {
    /** @type {Screen[]} */
    const screens = [];
    /** @type {Element | null} */
    let heading = null;
    /** @type {HTMLElement[]} */
    let held = [];
    const head = () => (heading ? make("h3", "stage-heading", clean(heading).textContent) : "");
    const flush = () => {
      if (!held.length) return;
      const [title, nodes] = [head(), held];
      held = [];
      screens.push({ node: () => make("div", "prose", title, ...nodes) });
    };
    for (const one of document.querySelectorAll(".body > .prose > *")) {
      if (getComputedStyle(one).display === "none") continue;
      if (/^H[1-6]$/.test(one.tagName)) {
        flush();
        heading = one;
        continue;
      }
      if (!one.matches(".steps")) {
        held.push(clean(one));
        continue;
      }
      flush();
      const steps = [...one.querySelectorAll(":scope > ol > li")];
      steps.forEach((step, at) => {
        const title = head();
        const list = make("ol", "stage-step", clean(step));
        list.setAttribute("role", "list");
        screens.push({ node: () => make("div", "prose", title, make("p", "stage-number", `${at + 1} / ${steps.length}`), list) });
      });
    }
    flush();
    return screens;
  };

  tools.present = async () => {
    const root = copy("present");
    const { one, say } = about(root);
    const stage = one("[data-stage]");
    const inner = one(".stage-in");
    /** @type {Record<string, QuestionKey>} */
    const keys = sheet ? await kit.keys() : {};
    /** @type {Screen[]} */
    const screens = [{ node: titleScreen }, ...(sheet ? ofPaper() : ofLesson())];
    /** @type {Set<number>} */
    const revealed = new Set();
    let at = 0;
    let left = SECONDS;
    let length = SECONDS;
    let ticking = 0;

    const clock = () => {
      one("[data-time]").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      one(".presenter-timer").dataset.state = left === 0 ? "over" : ticking ? "on" : "";
      one('[data-do="timer"]').setAttribute("aria-pressed", String(!!ticking));
    };
    const stop = () => {
      clearInterval(ticking);
      ticking = 0;
    };
    const timer = () => {
      if (ticking) stop();
      else {
        if (!left) left = length;
        // By the clock, not by counting: a tab in the background is called seldom.
        const end = Date.now() + left * 1000;
        ticking = window.setInterval(() => {
          left = Math.max(0, Math.round((end - Date.now()) / 1000));
          if (!left) {
            stop();
            window.rolebook.announce(say("up"));
          }
          clock();
        }, 250);
      }
      clock();
    };
    /** @param {number} more */
    const lengthen = (more) => {
      const was = !!ticking;
      stop();
      length = Math.max(15, length + more);
      left = Math.max(0, left + more);
      if (was && left) timer();
      clock();
    };

    /** As large as fits; below half of that the screen scrolls instead. */
    const fit = () => {
      const largest = Math.max(17, Math.min(innerWidth / 26, innerHeight / 14.5));
      const isFitting = () => stage.scrollHeight <= stage.clientHeight + 1;
      // Before anything is left out of sight, tables and reasons become smaller than the last row reads.
      for (const least of [20, 17, 15, 13, 0]) {
        inner.style.setProperty("--least", `min(${least}px, 1em)`);
        for (let size = largest; ; size *= 0.94) {
          inner.style.fontSize = `${size}px`;
          if (isFitting() || size <= Math.max(15, largest * 0.52)) break;
        }
        if (isFitting()) break;
      }
    };

    const keyOf = () => {
      const { id = "", part = "" } = screens[at];
      const key = keys[id];
      return key && part ? (key.parts || {})[part] : key;
    };

    const draw = () => {
      const node = screens[at].node();
      const own = /** @type {HTMLElement | null} */ (node instanceof HTMLElement ? (node.matches("[data-question]") ? node : node.querySelector("[data-question]")) : null);
      inner.replaceChildren(node);
      const key = keyOf();
      const isOut = revealed.has(at) && key && own;
      if (own) {
        own.querySelectorAll(".stage-mark").forEach((/** @type {Element} */ mark) => mark.remove());
        own.querySelectorAll("[data-right]").forEach((/** @type {Element} */ mark) => mark.removeAttribute("data-right"));
      }
      if (isOut) {
        const right = key.kind === "judge" ? [String(key.judge)] : key.right || [];
        for (const choice of kit.within(own, "[data-option]")) {
          const is = right.includes(choice.dataset.option || "");
          choice.dataset.right = String(is);
          if (is) choice.append(copy("right"));
        }
        const answer = kit.answer(own, key, say);
        if (["single", "multiple", "judge"].includes(key.kind)) /** @type {HTMLElement} */ (answer.querySelector(".key-line")).hidden = true;
        inner.append(answer);
      }
      one('[data-do="reveal"]').hidden = !key || key.kind === "case" || key.kind === "task";
      one('[data-do="reveal"]').textContent = say(isOut ? "hide" : "reveal");
      const place = say("place", { i: at + 1, n: screens.length });
      one("[data-place-text]").textContent = `${at + 1} / ${screens.length}`;
      stage.setAttribute("aria-label", place);
      one("[data-rail]").style.width = `${(100 * (at + 1)) / screens.length}%`;
      one('[data-do="previous"]').disabled = at === 0;
      one('[data-do="next"]').disabled = at === screens.length - 1;
      fit();
      // A picture that comes later changes what fits.
      inner.querySelectorAll("img").forEach((/** @type {HTMLImageElement} */ image) => image.complete || image.addEventListener("load", fit, { once: true }));
    };

    /** @param {number} to */
    const go = (to) => {
      const next = Math.min(Math.max(to, 0), screens.length - 1);
      if (next === at) return;
      at = next;
      stop();
      left = length;
      clock();
      draw();
      stage.scrollTop = 0;
      window.rolebook.announce(say("place", { i: at + 1, n: screens.length }));
    };
    const reveal = () => {
      if (one('[data-do="reveal"]').hidden) return;
      if (!revealed.delete(at)) revealed.add(at);
      stop();
      clock();
      draw();
    };
    /** As a remote does it: first the answer, then the next question. */
    const forward = () => (one('[data-do="reveal"]').hidden || revealed.has(at) ? go(at + 1) : reveal());

    const black = () => {
      const screen = one("[data-black-screen]");
      screen.hidden = !screen.hidden;
      one('[data-do="black"]').setAttribute("aria-pressed", String(!screen.hidden));
    };
    const full = () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
    };

    /** @type {Record<string, () => void>} */
    const doing = { leave: kit.leave, previous: () => go(at - 1), next: () => go(at + 1), reveal, timer, less: () => lengthen(-15), more: () => lengthen(15), black, full };
    /** @type {Record<string, () => void>} */
    const byKey = {
      ArrowRight: forward, PageDown: forward, " ": forward, Enter: reveal, a: reveal,
      ArrowLeft: doing.previous, PageUp: doing.previous, Home: () => go(0), End: () => go(screens.length - 1),
      t: timer, "+": doing.more, "-": doing.less, b: black, ".": black, f: full,
    };

    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-do]");
      if (button instanceof HTMLElement) doing[button.dataset.do || ""]();
      else if (event.target === one("[data-black-screen]")) black();
    });
    /** @param {KeyboardEvent} event */
    const onKey = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || window.rolebook.isComposing(event)) return;
      const isButton = event.target instanceof HTMLButtonElement && [" ", "Enter"].includes(event.key);
      const run = byKey[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!run || isButton || (event.target instanceof HTMLAnchorElement && event.key === "Enter")) return;
      event.preventDefault();
      // Any key lights a dark screen again.
      if (!one("[data-black-screen]").hidden) black();
      else run();
    };
    document.addEventListener("keydown", onKey);
    window.addEventListener("resize", fit);

    kit.show(root, {
      close: () => {
        stop();
        document.removeEventListener("keydown", onKey);
        window.removeEventListener("resize", fit);
        if (document.fullscreenElement) document.exitFullscreen();
      },
    });
    one('[data-do="full"]').hidden = !document.fullscreenEnabled;
    clock();
    draw();
    stage.focus({ preventScroll: true });
  };
})();
