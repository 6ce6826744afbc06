// @ts-check
// The search dialog: opens, closes, and is walked by the keyboard.
rolebook.define("search/box/dialog", ["keys", "address", "elements", "lens", "search/box/parts", "search/box/view", "search/box/highlight"], ({ isComposing }, address, { make }, lens, box, viewOf, highlight) => {
  const root = document.documentElement;

  /** @returns {{ dialog: HTMLDialogElement, view: SearchView }} */
  const build = () => {
    const { icon, texts } = box;
    const dialog = /** @type {HTMLDialogElement} */ (document.importNode(/** @type {Node} */ (box.brought.querySelector("dialog")), true));
    const panel = /** @type {HTMLElement} */ (dialog.firstElementChild);
    const extra = box.part(panel, "extra");
    box.part(panel, "page").setAttribute("href", address.href(texts.page || ""));

    /** What was searched before, and what the role asks most. @param {SearchView} view */
    const recent = (view) => {
      const queries = box.kept().recent;
      const parts = [];
      /** @param {string[]} rest */
      const forget = (rest) => {
        box.keep({ recent: rest });
        view.input.focus();
        recent(view);
      };
      /** @param {string} className @param {string} text @param {() => void} onClick */
      const button = (className, text, onClick) => make("button", { type: "button", class: className, click: onClick }, text);
      if (queries.length) {
        const list = box.block(texts.recent || "", queries.map((query) => {
          const again = button("search-link", "", () => {
            view.input.value = query;
            view.input.focus();
            view.run();
          });
          again.append(icon("recent"), make("span", "", query));
          const gone = button("search-clear", "", () => forget(queries.filter((one) => one !== query)));
          gone.append(icon("close"));
          gone.dataset.aside = "";
          gone.setAttribute("aria-label", (texts.forget || "").replace("{query}", () => query));
          return [again, gone];
        }));
        const all = button("quiet-button", texts.forgetAll || "", () => forget([]));
        all.dataset.aside = "";
        list.firstElementChild?.append(all);
        parts.push(list);
      } else {
        parts.push(make("p", "search-hint", texts.hint));
      }
      const own = lens.role();
      const faq = own ? own.faq.slice(0, 5) : [];
      if (faq.length) parts.push(box.block(texts.faq || "", faq.map(({ title, href }) => box.link(title, address.href(href), "faq"))));
      extra.replaceChildren(...parts);
    };

    const view = viewOf(panel, { limit: 8, places: 3, onEmpty: recent });
    const { input } = view;

    const close = () => {
      if (dialog.open) dialog.close();
      delete root.dataset.searching;
      window.visualViewport?.removeEventListener("resize", fit);
    };

    /** Follows a link as a click on it would; on this very page nothing has to load. @param {HTMLAnchorElement} link @param {boolean} [elsewhere] */
    const follow = (link, elsewhere) => {
      box.remember(input.value);
      if (elsewhere) {
        window.open(link.href, "_blank", "noopener");
        return;
      }
      const to = new URL(link.href);
      if (to.pathname !== location.pathname || to.searchParams.has("q")) {
        location.href = link.href;
        return;
      }
      close();
      if (to.hash && to.hash !== location.hash) location.hash = to.hash;
      else address.target()?.scrollIntoView();
      highlight(to.searchParams.getAll("h"));
    };

    // The software keyboard covers a part of the screen that the layout does not know of.
    const fit = () => {
      const { visualViewport } = window;
      const isFull = window.matchMedia("(max-width: 39.99rem)").matches;
      dialog.style.height = isFull && visualViewport ? `${visualViewport.height}px` : "";
    };

    const show = () => {
      if (!dialog.isConnected) document.body.append(dialog);
      if (!dialog.open) {
        dialog.showModal();
        root.dataset.searching = "";
        fit();
        window.visualViewport?.addEventListener("resize", fit);
        box.engine().catch(() => {});
        view.run();
      }
      input.focus();
      input.select();
    };

    /** What the arrows reach when there is no list of results. */
    const stops = () => Array.from(extra.querySelectorAll("a, button:not([data-aside])")).filter((stop) => stop instanceof HTMLElement);

    /** @param {KeyboardEvent} event */
    const walk = (event) => {
      const { key } = event;
      const rows = view.rows();
      const isInput = document.activeElement === input;
      const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
      if (isInput && rows.length) {
        const at = rows.indexOf(/** @type {any} */ (view.active()));
        if (step) {
          walked = true;
          view.activate(rows[(at + step + rows.length) % rows.length]);
        } else if (walked && key === "Home") view.activate(rows[0]);
        else if (walked && key === "End") view.activate(rows[rows.length - 1]);
        else return;
        event.preventDefault();
      } else if (step && (isInput || extra.contains(document.activeElement))) {
        const all = /** @type {HTMLElement[]} */ ([input, ...stops()]);
        const at = all.indexOf(/** @type {any} */ (document.activeElement));
        all[(at + step + all.length) % all.length].focus();
        event.preventDefault();
      }
    };
    // Only who walks the list means the list by Home and End; who types means the text.
    let walked = false;
    input.addEventListener("input", () => { walked = false; });

    dialog.addEventListener("keydown", (event) => {
      // While an input method is at work its keys are its own.
      if (isComposing(event) || view.composing()) return;
      if (event.key === "Enter" && document.activeElement === input) {
        event.preventDefault();
        const link = view.active();
        if (link) follow(link, event.ctrlKey || event.metaKey);
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else {
        walk(event);
      }
    });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (!view.composing()) close();
    });
    dialog.addEventListener("close", close);
    let pressed = false;
    // Only a press that begins and ends beside the panel closes: not one that marks text and slips off.
    dialog.addEventListener("pointerdown", ({ target }) => { pressed = target === dialog; });
    dialog.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const link = target?.closest("a");
      if (target === dialog && pressed) close();
      else if (target?.closest(".search-close")) close();
      else if (link && box.part(panel, "page") === link) {
        event.preventDefault();
        link.href = `${address.href(texts.page || "")}?q=${encodeURIComponent(input.value.trim())}`;
        follow(/** @type {HTMLAnchorElement} */ (link), event.ctrlKey || event.metaKey);
      } else if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        follow(/** @type {HTMLAnchorElement} */ (link));
      } else if (link) {
        box.remember(input.value);
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

    document.addEventListener("rolebook:update", () => {
      if (dialog.isConnected || !("searching" in root.dataset)) return;
      dialog.open = false;
      show();
    });
    document.addEventListener("rolebook:rebuilt", () => {
      box.reopen();
      if (dialog.open && input.value) view.run();
    });
    return Object.assign(view, { dialog, view, show });
  };

  /** @type {any} */
  let made = null;
  const show = () => {
    const own = document.querySelector('[data-search="page"]:not([data-missing]) input');
    if (own instanceof HTMLInputElement) return own.select();
    made = made || build();
    made.show();
  };

  return { show };
});
