// @ts-check
// The presenter: what is to be shown, screen by screen, in letters that are read from the last row. Arrows, PageUp and
// PageDown, the space bar and every presentation remote turn pages; the answer comes before the next question.
rolebook.define("super/presenter", [
  "announce", "keys", "elements", "say", "super/overlay",
], (
  announce, { isComposing }, { make }, say, { about, copy, leave, show },
) => {
  const SECONDS = 60;

  /** @returns {HTMLElement} what opens a presentation */
  const titleScreen = () => {
    const head = /** @type {HTMLElement} */ (document.querySelector(".page-head"));
    const lead = head.querySelector(".lead");
    const facts = [...document.querySelectorAll(".body > .facts dd:not(.tags)")].map((one) => one.textContent).join(" · ");
    return make("div", "stage-title", make("h2", "", (head.querySelector("h1") || { textContent: "" }).textContent), lead && make("p", "", lead.textContent), facts && make("p", "stage-facts", facts));
  };

  /** Counts down while people think. @param {ReturnType<typeof about>} root */
  const makeTimer = ({ one }) => {
    let left = SECONDS;
    let length = SECONDS;
    let ticking = 0;
    const paint = () => {
      one("[data-time]").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      one(".presenter-timer").dataset.state = left === 0 ? "over" : ticking ? "on" : "";
      one('[data-do="timer"]').setAttribute("aria-pressed", String(!!ticking));
    };
    const stop = () => {
      clearInterval(ticking);
      ticking = 0;
      paint();
    };
    const start = () => {
      if (!left) left = length;
      // By the clock, not by counting: a tab in the background is called seldom.
      const end = Date.now() + left * 1000;
      ticking = window.setInterval(() => {
        left = Math.max(0, Math.round((end - Date.now()) / 1000));
        if (!left) {
          stop();
          announce(say("t.super_time_up"));
        }
        paint();
      }, 250);
      paint();
    };
    const toggle = () => (ticking ? stop() : start());
    const reset = () => {
      left = length;
      stop();
    };
    /** @param {number} more */
    const lengthen = (more) => {
      const was = !!ticking;
      length = Math.max(15, length + more);
      left = Math.max(0, left + more);
      stop();
      if (was && left) start();
    };
    return { stop, toggle, reset, lengthen };
  };

  /** As large as fits; below half of that the screen scrolls instead. @param {HTMLElement} stage @param {HTMLElement} inner */
  const fit = (stage, inner) => {
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

  /** What the screens show, and the way through them. @param {ReturnType<typeof about>} root @param {Slide[]} screens @param {ReturnType<typeof makeTimer>} timer */
  const makeShow = ({ one }, screens, timer) => {
    const stage = one("[data-stage]");
    const inner = one(".stage-in");
    /** @type {Set<number>} */
    const revealed = new Set();
    let at = 0;
    const refit = () => fit(stage, inner);

    const draw = () => {
      const { node, reveal } = screens[at];
      const isOut = revealed.has(at);
      inner.replaceChildren(node());
      const answer = reveal?.(isOut);
      if (answer) inner.append(answer);
      one('[data-do="reveal"]').hidden = !reveal;
      one('[data-do="reveal"]').textContent = say(isOut ? "t.super_hide" : "t.super_reveal");
      one("[data-place-text]").textContent = `${at + 1} / ${screens.length}`;
      stage.setAttribute("aria-label", say("t.super_place", { i: at + 1, n: screens.length }));
      one("[data-rail]").style.width = `${(100 * (at + 1)) / screens.length}%`;
      one('[data-do="previous"]').disabled = at === 0;
      one('[data-do="next"]').disabled = at === screens.length - 1;
      refit();
      // A picture that comes later changes what fits.
      inner.querySelectorAll("img").forEach((/** @type {HTMLImageElement} */ image) => image.complete || image.addEventListener("load", refit, { once: true }));
    };

    /** @param {number} to */
    const go = (to) => {
      const next = Math.min(Math.max(to, 0), screens.length - 1);
      if (next === at) return;
      at = next;
      timer.reset();
      draw();
      stage.scrollTop = 0;
      announce(say("t.super_place", { i: at + 1, n: screens.length }));
    };
    const reveal = () => {
      if (!screens[at].reveal) return;
      if (!revealed.delete(at)) revealed.add(at);
      timer.stop();
      draw();
    };
    /** As a remote does it: first the answer, then the next question. */
    const forward = () => (!screens[at].reveal || revealed.has(at) ? go(at + 1) : reveal());

    return {
      stage, draw, refit, reveal, forward,
      previous: () => go(at - 1), next: () => go(at + 1), first: () => go(0), last: () => go(screens.length - 1),
    };
  };

  /** @param {HTMLElement} root @param {(selector: string) => any} one */
  const makeScreens = (root, one) => ({
    black: () => {
      const screen = one("[data-black-screen]");
      screen.hidden = !screen.hidden;
      one('[data-do="black"]').setAttribute("aria-pressed", String(!screen.hidden));
    },
    full: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
    },
  });

  /** @param {Slide[]} content what comes behind the title */
  const present = (content) => {
    const root = copy("present");
    const own = about(root);
    const { one } = own;
    const timer = makeTimer(own);
    const { stage, draw, refit, reveal, forward, previous, next, first, last } = makeShow(own, [{ node: titleScreen }, ...content], timer);
    const { black, full } = makeScreens(root, one);

    /** @type {Record<string, () => void>} */
    const doing = { leave, previous, next, reveal, timer: timer.toggle, less: () => timer.lengthen(-15), more: () => timer.lengthen(15), black, full };
    /** @type {Record<string, () => void>} */
    const byKey = {
      ArrowRight: forward, PageDown: forward, " ": forward, Enter: reveal, a: reveal,
      ArrowLeft: previous, PageUp: previous, Home: first, End: last,
      t: timer.toggle, "+": doing.more, "-": doing.less, b: black, ".": black, f: full,
    };

    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-do]");
      if (button instanceof HTMLElement) doing[button.dataset.do || ""]();
      else if (event.target === one("[data-black-screen]")) black();
    });
    /** @param {KeyboardEvent} event */
    const onKey = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return;
      const isButton = event.target instanceof HTMLButtonElement && [" ", "Enter"].includes(event.key);
      const run = byKey[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!run || isButton || (event.target instanceof HTMLAnchorElement && event.key === "Enter")) return;
      event.preventDefault();
      // Any key lights a dark screen again.
      if (!one("[data-black-screen]").hidden) black();
      else run();
    };
    document.addEventListener("keydown", onKey);
    window.addEventListener("resize", refit);

    show(root, {
      close: () => {
        timer.stop();
        document.removeEventListener("keydown", onKey);
        window.removeEventListener("resize", refit);
        if (document.fullscreenElement) document.exitFullscreen();
      },
    });
    one('[data-do="full"]').hidden = !document.fullscreenEnabled;
    timer.stop();
    draw();
    stage.focus({ preventScroll: true });
  };

  return { present };
});
