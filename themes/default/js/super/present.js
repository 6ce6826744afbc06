// @ts-check
// A lesson on a screen: section by section, a procedure step by step.
rolebook.define("super/present", ["elements", "super/presenter"], ({ make }, { present }) => {
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

  /** @returns {Slide[]} */
  const screens = () => {
    /** @type {Slide[]} */
    const all = [];
    /** @type {Element | null} */
    let heading = null;
    /** @type {HTMLElement[]} */
    let held = [];
    const head = () => (heading ? make("h3", "stage-heading", clean(heading).textContent) : "");
    const flush = () => {
      if (!held.length) return;
      const [title, nodes] = [head(), held];
      held = [];
      all.push({ node: () => make("div", "prose", title, ...nodes) });
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
        all.push({ node: () => make("div", "prose", title, make("p", "stage-number", `${at + 1} / ${steps.length}`), list) });
      });
    }
    flush();
    return all;
  };

  return () => present(screens());
});
