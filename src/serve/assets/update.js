// @ts-check
// Brings one tab up to date with its own address. In: the tag of what it shows. Out: the page changed in place, or
// loaded anew when its scripts or its kind have changed. Not here: when to look, and problems.

/**
 * @param {{ etag: string, status: string }} shown what the tab shows now
 */
function makeUpdater(shown) {
  /** The page as it was sent last, before any script touched it. @type {Document | null} */
  let sent = null;
  let running = false;
  let again = false;
  const pictures = makePictures();

  /** Looks once, and once more if asked meanwhile. */
  async function update() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await look();
      } while (again);
    } finally {
      running = false;
    }
  }

  async function look() {
    const address = location.pathname + location.search;
    const headers = { "If-None-Match": `W/"${shown.etag}"`, Accept: "text/html" };
    const answer = await fetch(address, { headers, cache: "no-store" });
    await pictures.renew();
    if (answer.status === 304) return;
    const etag = tagOf(answer);
    if (answer.status >= 500) {
      // No page can be made just now; what is shown is better than nothing.
      return;
    }
    const same = String(answer.status) === shown.status;
    if (same && etag === shown.etag) return;
    if (!same || answer.status !== 200) {
      location.reload();
      return;
    }
    const text = await answer.text();
    const before = sent || (await fromCache(address));
    const after = new DOMParser().parseFromString(text, "text/html");
    if (mustReload(before, after)) {
      location.reload();
      return;
    }
    await loadData(before || document, after);
    const drop = await loadStyles(after);
    const keep = keepPlace();
    change(before, after);
    drop();
    keep();
    sent = after;
    shown.etag = etag;
    pictures.note();
    document.dispatchEvent(new CustomEvent("rolebook:update"));
  }

  /**
   * The page as this tab got it, if the browser still has it.
   * @param {string} address
   */
  async function fromCache(address) {
    try {
      const answer = await fetch(address, { cache: "only-if-cached", mode: "same-origin" });
      if (!answer.ok || tagOf(answer) !== shown.etag) return null;
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch (_notCached) {
      return null;
    }
  }

  return { update };
}

/** @param {Response} answer */
function tagOf(answer) {
  return (answer.headers.get("ETag") || "").replace(/^W\//, "").replace(/"/g, "");
}

/**
 * @param {Document | null} before
 * @param {Document} after
 */
function mustReload(before, after) {
  const shown = document.documentElement;
  const kind = after.documentElement.dataset.kind;
  if (kind !== shown.dataset.kind || !after.querySelector("main") || !document.querySelector("main")) return true;
  const wanted = scriptsOf(after).map(stemOfData);
  const loaded = scriptsOf(before || document).map(stemOfData);
  // Scripts load others by themselves: without the page as it was sent, one more than wanted means nothing.
  return wanted.some((src) => !loaded.includes(src)) || (before !== null && loaded.some((src) => !wanted.includes(src)));
}

/**
 * @param {Document} page
 * @returns {string[]}
 */
function scriptsOf(page) {
  const scripts = Array.from(page.querySelectorAll("script[src]:not([data-generation])"));
  return scripts.map((script) => script.getAttribute("src") || "");
}

/**
 * The address of a script that only hands data over, without the mark of its content; that of any other as it is. The
 * paths of the roles change with every edit of a lesson, and the page goes on with new ones.
 * @param {string} src
 */
function stemOfData(src) {
  return src.replace(/(assets\/roles-[^/]+)\.[0-9a-f]{10}\.js$/, "$1");
}

/**
 * Runs the data scripts that are new; the page reads what they hand over when it is told of the update.
 * @param {Document} before
 * @param {Document} after
 */
async function loadData(before, after) {
  const known = scriptsOf(before);
  const fresh = scriptsOf(after).filter((src) => stemOfData(src) !== src && !known.includes(src));
  await Promise.all(fresh.map((src) => new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = src;
    // Marked as the preview's own, so that it is not taken for one of the page.
    script.dataset.generation = "";
    script.addEventListener("load", resolve);
    script.addEventListener("error", resolve);
    document.head.append(script);
  })));
}

/**
 * Keeps the pictures of the page as they are on the disk. A browser asks once for a picture that stays on the page, and
 * its address is the same when another one takes its place.
 */
function makePictures() {
  /** @type {Map<string, Promise<string>>} the tag of each file when it was first seen, by its address */
  const seen = new Map();

  /** @returns {(HTMLImageElement | HTMLMediaElement)[]} */
  const all = () => Array.from(document.querySelectorAll("main :is(img, video, audio)[src]"));
  /** @param {HTMLImageElement | HTMLMediaElement} element */
  const address = (element) => {
    const url = new URL(element.getAttribute("src") || "", location.href);
    url.searchParams.delete("rolebook-preview");
    return url;
  };
  /** @param {string} href @returns {Promise<string>} */
  const tag = async (href) => {
    try {
      return tagOf(await fetch(href, { method: "HEAD", cache: "no-store" }));
    } catch (_gone) {
      return "";
    }
  };

  function note() {
    for (const { href, origin } of all().map(address)) {
      if (origin === location.origin && !seen.has(href)) seen.set(href, tag(href));
    }
  }

  async function renew() {
    note();
    for (const [href, before] of Array.from(seen)) {
      const shown = all().filter((element) => address(element).href === href);
      if (!shown.length) {
        seen.delete(href);
        continue;
      }
      const [old, now] = await Promise.all([before, tag(href)]);
      if (!now || now === old) continue;
      seen.set(href, Promise.resolve(now));
      const fresh = new URL(href);
      fresh.searchParams.set("rolebook-preview", now.slice(0, 10));
      for (const element of shown) element.src = fresh.href;
    }
  }

  if (document.readyState === "complete") note();
  else addEventListener("load", note);
  return { note, renew };
}

/**
 * Loads the styles that are new beside the old ones. The old ones go when the page has changed: no moment without any.
 * @param {Document} after
 * @returns {Promise<() => void>}
 */
async function loadStyles(after) {
  const selector = "link[rel~='stylesheet']";
  const old = Array.from(document.head.querySelectorAll(selector));
  const wanted = Array.from(after.head.querySelectorAll(selector));
  /** @param {Element} link */
  const href = (link) => link.getAttribute("href");
  const gone = old.filter((link) => !wanted.some((other) => href(other) === href(link)));
  /** The one before, so that the order stays that of the page: later styles are the stronger ones. @type {Element | null} */
  let before = null;
  const loading = wanted.map((link) => {
    const shown = old.find((other) => href(other) === href(link));
    if (shown) {
      before = shown;
      return null;
    }
    const added = /** @type {HTMLLinkElement} */ (document.importNode(link, true));
    return new Promise((resolve) => {
      added.addEventListener("load", resolve);
      added.addEventListener("error", resolve);
      setTimeout(resolve, 3000);
      if (before) before.after(added);
      else if (old.length) old[0].before(added);
      else document.head.append(added);
      before = added;
    });
  });
  await Promise.all(loading);
  return () => gone.forEach((link) => link.remove());
}

/**
 * @param {Document | null} before
 * @param {Document} after
 */
function change(before, after) {
  if (document.title !== after.title) document.title = after.title;
  for (const name of ["lang", "dir"]) {
    const value = after.documentElement.getAttribute(name);
    if (value !== null) document.documentElement.setAttribute(name, value);
  }
  morphElement(document.body, before && before.body, after.body);
}

/**
 * Remembers where the reader is. Call what it returns after the change.
 * @returns {() => void}
 */
function keepPlace() {
  const root = document.documentElement;
  const focused = document.activeElement;
  const headings = Array.from(document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, [id])"));
  const seen = headings.map((element) => ({ element, top: element.getBoundingClientRect().top }));
  // The last one above the upper third of the window first, then those before it, then those below.
  const edge = innerHeight / 3;
  const above = seen.filter((place) => place.top <= edge).reverse();
  const places = above.concat(seen.filter((place) => place.top > edge));
  const atTop = scrollY < 1;
  // The browser's own anchoring would move the page a second time.
  root.style.overflowAnchor = "none";
  return () => {
    const place = places.find((candidate) => candidate.element.isConnected);
    const shift = place ? place.element.getBoundingClientRect().top - place.top : 0;
    if (!atTop && shift) scrollBy({ top: shift, behavior: /** @type {ScrollBehavior} */ ("instant") });
    if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) {
      focused.focus({ preventScroll: true });
    }
    requestAnimationFrame(() => root.style.removeProperty("overflow-anchor"));
  };
}

