// @ts-check
// Pictures shown smaller than they are, or marked by the writer, open large: by the button in the corner, or a click.
rolebook.define("zoom", ["keys", "say"], ({ isComposing }, say) => {
  const PICTURES = "main figure.image > img, main img[data-zoom]";
  /** @type {HTMLElement | null} */
  let opener = null;

  /** @param {HTMLImageElement} picture */
  const isWorthIt = (picture) => picture.hasAttribute("data-zoom") || picture.naturalWidth > picture.clientWidth * 1.1;

  /** @param {string} name @param {string} label */
  const makeButton = (name, label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = name;
    button.textContent = label;
    return button;
  };

  /** @param {HTMLImageElement} picture */
  const offer = (picture) => {
    const next = picture.nextElementSibling;
    const button = next instanceof HTMLElement && next.matches(".zoom-button") ? next : null;
    const wanted = picture.complete && picture.naturalWidth > 0 && isWorthIt(picture);
    picture.toggleAttribute("data-zoomable", wanted);
    if (!wanted) button?.remove();
    if (!wanted || button) return;
    const made = makeButton("zoom-button", "");
    const label = `${say("t.zoom")} ${picture.alt}`.trim();
    made.setAttribute("aria-label", label);
    made.title = say("t.zoom");
    picture.after(made);
  };

  const offerAll = () => {
    for (const picture of document.querySelectorAll(PICTURES)) {
      if (!(picture instanceof HTMLImageElement)) continue;
      if (picture.complete) offer(picture);
      else picture.addEventListener("load", () => offer(picture), { once: true });
    }
  };

  const dialog = document.createElement("dialog");
  const isModal = typeof dialog.showModal === "function";
  const box = document.createElement("div");
  const shown = document.createElement("img");
  const size = makeButton("zoom-tool", "");
  const shut = makeButton("zoom-tool", say("t.close"));
  const tools = document.createElement("div");
  dialog.className = "zoom";
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-modal", "true");
  box.className = "zoom-box";
  tools.className = "zoom-tools";
  tools.append(size, shut);
  box.append(shown);
  dialog.append(tools, box);

  /** @param {boolean} full at its own size, to be scrolled; else as large as fits */
  const setFull = (full) => {
    dialog.toggleAttribute("data-full", full);
    size.textContent = say(full ? "t.zoom_fit" : "t.zoom_full");
    // A box that scrolls is reached by the keyboard.
    box.tabIndex = full ? 0 : -1;
  };

  /** @param {HTMLImageElement} picture @param {HTMLElement} from */
  const open = (picture, from) => {
    opener = from;
    shown.src = picture.currentSrc || picture.src;
    shown.alt = picture.alt;
    dialog.setAttribute("aria-label", picture.alt || say("t.zoom"));
    if (!dialog.isConnected) document.body.append(dialog);
    setFull(false);
    if (isModal) dialog.showModal();
    else dialog.setAttribute("open", "");
    document.documentElement.dataset.zoomed = "";
    size.hidden = shown.naturalWidth <= box.clientWidth && shown.naturalHeight <= box.clientHeight;
    // On a narrow screen what fits is no larger than the picture on the page.
    if (!size.hidden && shown.clientWidth < picture.clientWidth * 1.1) setFull(true);
    shut.focus();
  };

  const close = () => {
    if (isModal && dialog.open) dialog.close();
    dialog.removeAttribute("open");
    delete document.documentElement.dataset.zoomed;
    opener?.focus({ preventScroll: true });
    opener = null;
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest(".zoom-button");
    if (button instanceof HTMLElement && button.previousElementSibling instanceof HTMLImageElement) {
      open(button.previousElementSibling, button);
    } else if (target instanceof HTMLImageElement && target.matches("[data-zoomable]") && !target.closest("a")) {
      const beside = target.nextElementSibling;
      open(target, beside instanceof HTMLElement ? beside : target);
    }
  });
  size.addEventListener("click", () => setFull(!dialog.hasAttribute("data-full")));
  shown.addEventListener("click", () => {
    if (!size.hidden) setFull(!dialog.hasAttribute("data-full"));
  });
  shut.addEventListener("click", close);
  box.addEventListener("click", (event) => {
    if (event.target === box) close();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  // A browser without modal dialogs keeps neither the focus inside nor Escape.
  document.addEventListener("keydown", (event) => {
    if (isModal || !dialog.hasAttribute("open") || isComposing(event)) return;
    if (event.key === "Escape") close();
    if (event.key !== "Tab") return;
    const stops = [size, shut, box].filter((stop) => !stop.hidden && stop.tabIndex >= 0);
    const at = stops.findIndex((stop) => stop === document.activeElement);
    event.preventDefault();
    stops[(at + (event.shiftKey ? stops.length - 1 : 1)) % stops.length].focus();
  });

  window.addEventListener("resize", offerAll, { passive: true });
  document.addEventListener("rolebook:update", offerAll);
  offerAll();
});
