// @ts-check
// The search dialog: opens, closes, and is walked by the keyboard.
rolebook.define("search/box/dialog", [
  "keys", "address", "elements", "say", "lens", "search/box/parts", "search/box/view", "search/box/highlight",
], (
  { isComposing }, address, { make }, say, lens, box, viewOf, highlight,
) => {
  const { icon, pages } = box;
  const root = document.documentElement;

  /**
   * Made when it is opened first. Only who walks the list means the list by Home and End; who types means the text.
   * @typedef {{dialog: HTMLDialogElement, panel: HTMLElement, extra: HTMLElement, view: SearchView, walked: boolean}} Own
   */

  /** @param {string} className @param {string} text @param {() => void} onClick */
  const button = (className, text, onClick) => make("button", { type: "button", class: className, click: onClick }, text);

  /** What was searched before. @param {SearchView} view @param {HTMLElement} extra */
  const recentOf = (view, extra) => {
    const queries = box.kept().recent;
    if (!queries.length) return make("p", "search-hint", say("t.search_hint"));
    /** @param {string[]} rest */
    const forget = (rest) => {
      box.keep({ recent: rest });
      view.input.focus();
      showRecent(view, extra);
    };
    const list = box.block(say("t.search_recent"), queries.map((query) => {
      const again = button("search-link", "", () => {
        view.input.value = query;
        view.input.focus();
        view.run();
      });
      again.append(icon("recent"), make("span", "", query));
      const gone = button("search-clear", "", () => forget(queries.filter((one) => one !== query)));
      gone.append(icon("close"));
      gone.dataset.aside = "";
      gone.setAttribute("aria-label", say("t.search_forget", { query }));
      return [again, gone];
    }));
    const all = button("quiet-button", say("t.search_forget_all"), () => forget([]));
    all.dataset.aside = "";
    list.firstElementChild?.append(all);
    return list;
  };

  /** What was searched before, and what the role asks most. @param {SearchView} view @param {HTMLElement} extra */
  const showRecent = (view, extra) => {
    const own = lens.role();
    const faq = own ? own.faq.slice(0, 5) : [];
    const asked = faq.length ? [box.block(say("t.faq"), faq.map(({ title, href }) => box.link(title, address.href(href), "faq")))] : [];
    extra.replaceChildren(recentOf(view, extra), ...asked);
  };

  // The software keyboard covers a part of the screen that the layout does not know of.
  const fit = () => {
    const { visualViewport } = window;
    const isFull = window.matchMedia("(max-width: 39.99rem)").matches;
    if (made) made.dialog.style.height = isFull && visualViewport ? `${visualViewport.height}px` : "";
  };

  /** @param {Own} own */
  const close = ({ dialog }) => {
    if (dialog.open) dialog.close();
    delete root.dataset.searching;
    window.visualViewport?.removeEventListener("resize", fit);
  };

  /** @param {Own} own */
  const open = ({ dialog, view }) => {
    if (!dialog.isConnected) document.body.append(dialog);
    if (!dialog.open) {
      dialog.showModal();
      root.dataset.searching = "";
      fit();
      window.visualViewport?.addEventListener("resize", fit);
      box.engine().catch(() => {});
      view.run();
    }
    view.input.focus();
    view.input.select();
  };

  /** Follows a link as a click on it would; on this very page nothing has to load. @param {Own} own @param {HTMLAnchorElement} link @param {boolean} [elsewhere] */
  const follow = (own, link, elsewhere) => {
    box.remember(own.view.input.value);
    if (elsewhere) {
      window.open(link.href, "_blank", "noopener");
      return;
    }
    const to = new URL(link.href);
    if (to.pathname !== location.pathname || to.searchParams.has("q")) {
      location.href = link.href;
      return;
    }
    close(own);
    if (to.hash && to.hash !== location.hash) location.hash = to.hash;
    else address.target()?.scrollIntoView();
    highlight(to.searchParams.getAll("h"));
  };

  /** What the arrows reach when there is no list of results. @param {Own} own */
  const stops = ({ extra }) => Array.from(extra.querySelectorAll("a, button:not([data-aside])")).filter((stop) => stop instanceof HTMLElement);

  /** @param {Own} own @param {KeyboardEvent} event */
  const walk = (own, event) => {
    const { view, extra } = own;
    const { key } = event;
    const rows = view.rows();
    const isInput = document.activeElement === view.input;
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (isInput && rows.length) {
      const at = rows.indexOf(/** @type {any} */ (view.active()));
      if (step) {
        own.walked = true;
        view.activate(rows[(at + step + rows.length) % rows.length]);
      } else if (own.walked && key === "Home") view.activate(rows[0]);
      else if (own.walked && key === "End") view.activate(rows[rows.length - 1]);
      else return;
      event.preventDefault();
    } else if (step && (isInput || extra.contains(document.activeElement))) {
      const all = /** @type {HTMLElement[]} */ ([view.input, ...stops(own)]);
      const at = all.indexOf(/** @type {any} */ (document.activeElement));
      all[(at + step + all.length) % all.length].focus();
      event.preventDefault();
    }
  };

  /** @param {Own} own */
  const hearKeys = (own) => {
    const { dialog, view } = own;
    view.input.addEventListener("input", () => { own.walked = false; });
    dialog.addEventListener("keydown", (event) => {
      // While an input method is at work its keys are its own.
      if (isComposing(event) || view.composing()) return;
      if (event.key === "Enter" && document.activeElement === view.input) {
        event.preventDefault();
        const link = view.active();
        if (link) follow(own, link, event.ctrlKey || event.metaKey);
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close(own);
      } else {
        walk(own, event);
      }
    });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (!view.composing()) close(own);
    });
    dialog.addEventListener("close", () => close(own));
  };

  /** @param {Own} own */
  const hearPresses = (own) => {
    const { dialog, panel, view } = own;
    let pressed = false;
    // Only a press that begins and ends beside the panel closes: not one that marks text and slips off.
    dialog.addEventListener("pointerdown", ({ target }) => { pressed = target === dialog; });
    dialog.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const link = target?.closest("a");
      if (target === dialog && pressed) close(own);
      else if (target?.closest(".search-close")) close(own);
      else if (link && box.part(panel, "page") === link) {
        event.preventDefault();
        link.href = `${address.href(pages.search)}?q=${encodeURIComponent(view.input.value.trim())}`;
        follow(own, /** @type {HTMLAnchorElement} */ (link), event.ctrlKey || event.metaKey);
      } else if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        follow(own, /** @type {HTMLAnchorElement} */ (link));
      } else if (link) {
        box.remember(view.input.value);
      }
    });
    // The page behind stays where it is.
    dialog.addEventListener("wheel", (event) => {
      if (event.target === dialog) event.preventDefault();
    }, { passive: false });
    box.part(panel, "list").addEventListener("pointermove", ({ target }) => {
      const link = target instanceof Element ? target.closest("a") : null;
      if (link instanceof HTMLAnchorElement && link !== view.active()) view.activate(link);
    });
  };

  /** @returns {Own} */
  const build = () => {
    const dialog = /** @type {HTMLDialogElement} */ (document.importNode(/** @type {Node} */ (box.brought.querySelector("dialog")), true));
    const panel = /** @type {HTMLElement} */ (dialog.firstElementChild);
    const extra = box.part(panel, "extra");
    box.part(panel, "page").setAttribute("href", address.href(pages.search));
    const view = viewOf(panel, { limit: 8, places: 3, onEmpty: showRecent });
    const own = { dialog, panel, extra, view, walked: false };
    hearKeys(own);
    hearPresses(own);
    document.addEventListener("rolebook:update", () => {
      if (!dialog.isConnected || !("searching" in root.dataset)) return;
      dialog.open = false;
      open(own);
    });
    document.addEventListener("rolebook:rebuilt", () => {
      box.reopen();
      if (dialog.open && view.input.value) view.run();
    });
    return own;
  };

  /** @type {Own | null} */
  let made = null;
  const show = () => {
    const own = document.querySelector('[data-search="page"]:not([data-missing]) input');
    if (own instanceof HTMLInputElement) return own.select();
    made = made || build();
    open(made);
  };

  return { show };
});
