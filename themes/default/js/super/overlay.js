// @ts-check
// What the tools of super-users stand in: an overlay in place of the page, made of what the toolbar brings along.
rolebook.define("super/overlay", ["keys", "elements"], ({ isComposing }, { find, template }) => {
  const page = document.documentElement;

  /** @param {string} name @returns {HTMLElement} a copy of what a template holds */
  const copy = (name) => {
    const made = /** @type {HTMLElement} */ (template(name, find("[data-super-tools]")).firstElementChild);
    made.querySelectorAll("[data-form]").forEach(toForm);
    return made;
  };

  /** A page holds no form, which would send itself without scripts; its fields get one here. @param {Element} fields */
  const toForm = (fields) => {
    const form = document.createElement("form");
    form.className = fields.className;
    form.noValidate = true;
    form.append(...fields.childNodes);
    fields.replaceWith(form);
  };

  /** Ways to speak of one overlay. @param {HTMLElement} root */
  const about = (root) => ({
    /** @param {string} selector @returns {any} */
    one: (selector) => root.querySelector(selector),
  });

  // Overlays stand one on another: papers, then the grid.
  /** @type {{root: HTMLElement, back: Element | null, scroll: number, close: () => void}[]} */
  const open = [];

  /** Puts an overlay in the place of the page: nothing else is shown, reached or printed. @param {HTMLElement} root @param {{close?: () => void}} [on] */
  const show = (root, { close = () => {} } = {}) => {
    open.push({ root, back: document.activeElement, scroll: scrollY, close });
    open.slice(0, -1).forEach((one) => (one.root.hidden = true));
    page.dataset.toolOpen = "";
    document.body.append(root);
    scrollTo(0, 0);
  };

  const leave = () => {
    const last = open.pop();
    if (!last) return;
    last.close();
    last.root.remove();
    const below = open[open.length - 1];
    if (below) below.root.hidden = false;
    else delete page.dataset.toolOpen;
    scrollTo(0, last.scroll);
    if (last.back instanceof HTMLElement) last.back.focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open.length || event.defaultPrevented || isComposing(event)) return;
    event.preventDefault();
    leave();
  });

  /** @param {number} ms */
  const stamp = (ms) => new Date(ms).toLocaleString(page.lang, { dateStyle: "medium", timeStyle: "short" });

  return { copy, about, show, leave, stamp };
});
