// @ts-check
// What is folded away for the reader's role: lists say how much and open it, counts follow, addresses reach it.
rolebook.define("folded", ["address", "say", "lens"], (address, say) => {
  const root = document.documentElement;

  /** @param {Element} element is it for other roles than the reader's? */
  const isOther = (element) => {
    const role = root.dataset.role;
    const own = (element.getAttribute("data-roles") || "").split(" ");
    return role !== undefined && !own.includes(role);
  };

  /** Shows what the styles hide, or leaves it to them again. @param {Element} element @param {boolean} shown */
  const show = (element, shown) => {
    if (!element.matches(".for-role")) element.toggleAttribute("data-fold", shown);
    element.toggleAttribute("data-shown", shown);
  };

  /** @param {Element} list @returns {Element[]} what is folded away in it */
  const others = (list) => [...list.querySelectorAll("[data-roles]:not(.for-role)")]
    .filter((element) => isOther(element) && !element.hasAttribute("data-here"));

  /** @param {Element} button @param {boolean} open */
  const label = (button, open) => {
    button.setAttribute("aria-expanded", String(open));
    button.textContent = say(open ? "t.hide_folded" : "t.show_folded");
  };

  /** @param {HTMLElement} list */
  const refreshList = (list) => {
    const folded = others(list);
    const items = folded.filter((element) => element.matches(list.dataset.folds || "li"));
    const line = list.querySelector(".folded");
    const button = line?.querySelector("button");
    const open = button?.getAttribute("aria-expanded") === "true";
    for (const element of list.querySelectorAll("[data-roles]:not(.for-role)")) show(element, open && folded.includes(element));
    if (line instanceof HTMLElement && line.firstElementChild && button) {
      line.firstElementChild.textContent = say("t.folded", { n: items.length });
      line.dataset.ready = items.length ? "some" : "none";
      label(button, open);
    }
    const total = list.querySelector(".contents-total");
    if (total instanceof HTMLElement && total.firstElementChild) {
      const all = list.querySelectorAll(list.dataset.folds || "li").length;
      const n = open ? all : all - items.length;
      total.firstElementChild.textContent = say(n === 1 ? "t.page_one" : "t.pages", { n });
      total.dataset.ready = "";
    }
  };

  // The first line of a section for other roles opens it.
  const refreshSections = () => {
    for (const section of document.querySelectorAll(".for-role[data-fold]")) {
      const note = section.querySelector("[data-fold-line]");
      if (!note) continue;
      let button = note.querySelector("button");
      section.toggleAttribute("data-other", isOther(section));
      if (!isOther(section)) {
        button?.remove();
        continue;
      }
      if (!button) {
        button = document.createElement("button");
        button.type = "button";
        button.className = "quiet-button";
        note.append(button);
      }
      label(button, section.hasAttribute("data-shown"));
    }
    document.dispatchEvent(new CustomEvent("rolebook:fold"));
  };

  const refresh = () => {
    for (const list of document.querySelectorAll("[data-folds]")) {
      if (list instanceof HTMLElement) refreshList(list);
    }
    refreshSections();
    reveal();
  };

  // An address that points into what is folded away opens it.
  const reveal = () => {
    const target = address.target();
    let opened = false;
    for (let at = target?.closest("[data-roles]"); at && at !== root; at = at.parentElement?.closest("[data-roles]")) {
      if (!isOther(at) || at.hasAttribute("data-shown")) continue;
      show(at, true);
      opened = true;
    }
    if (!opened || !target) return;
    refreshSections();
    target.scrollIntoView();
  };

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".folded button, [data-fold-line] button") : null;
    if (!button) return;
    label(button, button.getAttribute("aria-expanded") !== "true");
    const section = button.closest("[data-fold-line]")?.parentElement;
    const list = button.closest("[data-folds]");
    if (section) {
      section.toggleAttribute("data-shown", button.getAttribute("aria-expanded") === "true");
      document.dispatchEvent(new CustomEvent("rolebook:fold"));
    } else if (list instanceof HTMLElement) refreshList(list);
  });

  window.addEventListener("hashchange", reveal);
  document.addEventListener("rolebook:role", refresh);
  refresh();
});
