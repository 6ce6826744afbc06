// @ts-check
// On a page of the reader's learning path, previous and next are the steps of the path.
(() => {
  const root = document.documentElement;
  /** What the page was sent with, to go back to. @type {WeakMap<Element, Node[]>} */
  const sent = new WeakMap();

  /** @param {ReaderRole} role @returns {number} the step this page is, the one at this heading first; or -1 */
  const stepHere = (role) => {
    const { place } = window.rolebook;
    const path = place(root.dataset.path || "");
    const steps = role.path.map((step) => place(step.href));
    const exact = steps.indexOf(location.hash ? place(`${root.dataset.path}${location.hash}`) : path);
    if (exact >= 0) return exact;
    const whole = steps.indexOf(path);
    return whole >= 0 ? whole : steps.findIndex((step) => step.split("#")[0] === path);
  };

  /** @param {Element} link @param {string} small @param {string} title @param {string} href */
  const fill = (link, small, title, href) => {
    const [mark, name] = [link.querySelector("b"), link.querySelector("span")];
    if (!mark || !name) return;
    mark.textContent = small;
    name.textContent = title;
    link.setAttribute("href", href);
  };

  /** @param {HTMLElement} pager */
  const refreshOne = (pager) => {
    const template = pager.querySelector("template");
    if (!template) return;
    const links = [...pager.children].filter((child) => child !== template);
    if (!links.some((link) => link.hasAttribute("data-step"))) sent.set(pager, links);
    const role = window.rolebook.role();
    const at = role ? stepHere(role) : -1;
    for (const link of links) link.remove();
    pager.toggleAttribute("data-path", at >= 0);
    if (role && at >= 0) pager.prepend(...stepsAround(role, at, pager.dataset, template));
    else pager.prepend(...(sent.get(pager) || []));
    pager.dataset.ready = "";
  };

  /** @param {ReaderRole} role @param {number} at @param {DOMStringMap} text @param {HTMLTemplateElement} template */
  const stepsAround = (role, at, text, template) => {
    const { href } = window.rolebook;
    const [before, after] = [role.path[at - 1], role.path[at + 1]];
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const [back, on] = copy.children;
    const counted = (text.step || "").replace("{i}", String(at + 1)).replace("{n}", String(role.path.length));
    const line = document.createElement("p");
    line.className = "pager-step";
    line.textContent = counted;
    if (before) fill(back, text.previous || "", before.title, href(before.href));
    if (after) fill(on, text.next || "", after.title, href(after.href));
    else fill(on, text.end || "", text.home || "", text.homeHref || "");
    const made = before ? [line, back, on] : [line, on];
    for (const element of made) element.setAttribute("data-step", "");
    return made;
  };

  const refresh = () => {
    const pager = document.querySelector(".pager");
    if (pager instanceof HTMLElement) refreshOne(pager);
  };

  window.addEventListener("hashchange", refresh);
  document.addEventListener("rolebook:role", refresh);
  refresh();
})();
