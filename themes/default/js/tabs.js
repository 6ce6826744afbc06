// @ts-check
// Turns a run of labelled sections into tabs: arrow keys, the same label chosen all over the page, remembered.
rolebook.define("tabs", ["keys", "address"], ({ isComposing }, address) => {
  const KEY = "rolebook.tabs";
  let count = 0;

  /** @returns {string[]} labels chosen before, the latest first */
  const remembered = () => {
    try {
      const list = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(list) ? list : [];
    } catch {
      return [];
    }
  };

  /** @param {string} label */
  const remember = (label) => {
    const list = [label, ...remembered().filter((other) => other !== label)].slice(0, 20);
    try {
      localStorage.setItem(KEY, JSON.stringify(list));
    } catch {
      // Chosen for this page only.
    }
  };

  /** @param {Element} group @returns {HTMLElement[]} */
  const sections = (group) => [...group.children].filter(
    /** @returns {child is HTMLElement} */ (child) => child instanceof HTMLElement && child.matches(".tab"),
  );

  /** @param {Element} group @param {string} label @returns {boolean} whether the group has such a tab */
  const select = (group, label) => {
    const all = sections(group);
    if (!all.some((section) => section.dataset.label === label)) return false;
    all.forEach((section) => {
      const chosen = section.dataset.label === label;
      section.hidden = !chosen;
      const tab = document.getElementById(section.getAttribute("aria-labelledby") || "");
      tab?.setAttribute("aria-selected", String(chosen));
      tab?.setAttribute("tabindex", chosen ? "0" : "-1");
    });
    return true;
  };

  /** @param {HTMLElement} tab */
  const choose = (tab) => {
    const label = tab.textContent || "";
    const before = tab.getBoundingClientRect().top;
    for (const group of document.querySelectorAll(".tabs[data-ready]")) select(group, label);
    // Other groups above may have changed height; keep the clicked tab under the pointer.
    window.scrollBy(0, tab.getBoundingClientRect().top - before);
    remember(label);
    tab.focus({ preventScroll: true });
  };

  const enhance = () => {
    const known = remembered();
    for (const group of document.querySelectorAll(".tabs:not([data-ready])")) {
      const all = sections(group);
      if (all.length < 2) continue;
      const list = document.createElement("div");
      list.className = "tab-list";
      list.setAttribute("role", "tablist");
      for (const section of all) {
        count += 1;
        section.id = section.id || `rb-tab-${count}`;
        const tab = document.createElement("button");
        tab.type = "button";
        tab.id = `rb-tab-${count}-button`;
        tab.textContent = section.dataset.label || "";
        tab.setAttribute("role", "tab");
        tab.setAttribute("aria-controls", section.id);
        section.setAttribute("role", "tabpanel");
        section.setAttribute("aria-labelledby", tab.id);
        section.tabIndex = 0;
        list.append(tab);
      }
      group.prepend(list);
      group.setAttribute("data-ready", "");
      if (!known.some((label) => select(group, label))) select(group, all[0].dataset.label || "");
    }
    revealTarget();
  };

  // An address that points into a hidden tab shows that tab.
  const revealTarget = () => {
    const target = address.target();
    const section = target?.closest(".tab[hidden]");
    if (!target || !(section instanceof HTMLElement) || !section.parentElement) return;
    select(section.parentElement, section.dataset.label || "");
    target.scrollIntoView();
  };

  document.addEventListener("click", (event) => {
    const tab = event.target instanceof Element ? event.target.closest(".tab-list > button") : null;
    if (tab instanceof HTMLElement) choose(tab);
  });

  document.addEventListener("keydown", (event) => {
    const tab = event.target instanceof Element ? event.target.closest(".tab-list > button") : null;
    if (!tab || !tab.parentElement || isComposing(event)) return;
    const all = [...tab.parentElement.children];
    const at = all.indexOf(tab);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const target = all[(next + all.length) % all.length];
    if (target instanceof HTMLElement) choose(target);
  });

  window.addEventListener("hashchange", revealTarget);
  document.addEventListener("rolebook:update", enhance);
  enhance();
});
