// @ts-check
// The role the reader chose is a lens on every page. `early.js` has put it on before the first paint; here it changes:
// by the menu, the bar, the cards of the home page, another tab. What follows it listens to `rolebook:role`.
rolebook.define("lens", ["early", "announce", "say"], (early, announce, say) => {
  const root = document.documentElement;

  /** @returns {ReaderRole | undefined} */
  const role = () => (rolebook.given("roles") || []).find((one) => one.id === root.dataset.role);

  const refresh = () => {
    const current = root.dataset.role || (root.hasAttribute("data-ask") ? "" : "all");
    for (const choice of document.querySelectorAll(".role-menu [data-set-role]")) {
      if (choice instanceof HTMLElement && choice.dataset.setRole === current) choice.setAttribute("aria-current", "true");
      else choice.removeAttribute("aria-current");
    }
    document.dispatchEvent(new CustomEvent("rolebook:role"));
  };

  /** @param {string} id a role, or `all` */
  const choose = (id) => {
    early.remember(id);
    early.readAs(id);
    forgetLinked();
    refresh();
    announce(id === "all" ? say("t.role_cleared") : say("t.role_chosen", { role: role()?.title || "" }));
  };

  const menu = () => {
    const found = document.querySelector("details.role-menu");
    return found instanceof HTMLDetailsElement ? found : null;
  };

  // A role in the address would come back with the next load.
  const forgetLinked = () => {
    const address = new URL(location.href);
    if (!address.searchParams.has("role")) return;
    address.searchParams.delete("role");
    try {
      history.replaceState(history.state, "", address.href);
    } catch {
      // On file addresses a browser may refuse; then a reload shows the linked role again.
    }
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const choice = target?.closest("[data-set-role]");
    if (choice instanceof HTMLElement) {
      // A link that is to open elsewhere opens the role's page.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      choose(choice.dataset.setRole || "all");
    } else if (target?.closest("[data-role-later]")) {
      try {
        sessionStorage.setItem(early.roleKey, "all");
      } catch {
        // It asks again on the next page.
      }
      early.readAs("all");
      refresh();
    } else {
      return;
    }
    const open = menu();
    if (open) open.open = false;
    // What was pressed may be gone now; the menu is where the role can be changed again.
    const panel = document.querySelector(".role-home h2");
    if (choice?.closest(".role-cards") && panel instanceof HTMLElement && role()) {
      window.scrollTo(0, 0);
      panel.focus({ preventScroll: true });
    } else {
      open?.querySelector("summary")?.focus({ preventScroll: true });
    }
  });

  // Chosen in another tab, or before the reader came back to this page.
  const again = () => {
    const other = early.remembered();
    if ((root.dataset.role || null) === (other === "all" ? null : other)) return;
    early.readAs(other);
    refresh();
  };
  window.addEventListener("storage", (event) => {
    if (event.key === early.roleKey) again();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) again();
  });

  document.addEventListener("rolebook:update", () => {
    const own = document.querySelector(".for-others");
    if (own instanceof HTMLElement && own.dataset.for) root.dataset.roles = own.dataset.for;
    else delete root.dataset.roles;
    early.readAs(root.dataset.role || (root.hasAttribute("data-ask") ? null : "all"));
    refresh();
  });

  refresh();
  return { role, choose };
});
