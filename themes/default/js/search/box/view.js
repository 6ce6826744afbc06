// @ts-check
// One search: an input, kinds to choose from, results, and what is said when there are none. In the dialog the results
// are a list box that the keyboard walks from the input; on a page they are links under headings.
rolebook.define("search/box/view", [
  "address", "elements", "say", "lens", "search/engine/text", "search/box/parts", "search/box/groups",
  "search/box/nothing",
], (
  addresses, { make }, say, lens, { fold }, { pages, part, icon, nameOf, engine, reopen, kept, keep }, groupOf,
  nothingOf,
) => {
  /** Milliseconds before it says that it loads: less is not worth a word. */
  const PATIENCE = 250;

  /**
   * What a search is made of, and where it stands.
   * @typedef {{
   *   box: HTMLElement, options: SearchViewOptions, isList: boolean, input: HTMLInputElement, clear: HTMLElement, kinds: HTMLElement,
   *   others: HTMLElement, status: HTMLElement, list: HTMLElement, extra: HTMLElement, rows: HTMLAnchorElement[],
   *   active: HTMLAnchorElement | null, shown: SearchResult | null, answered: string, composing: boolean, running: boolean, again: boolean,
   *   view: SearchView,
   * }} Own `shown` and `answered`: the results on the screen and what they answer
   */

  /** @param {Own} own @param {string} words */
  const tell = ({ status }, words) => {
    if (status.textContent !== words) status.textContent = words;
  };

  /** @param {Own} own @returns {(className: string, href: string) => HTMLAnchorElement} */
  const rowOf = (own) => (className, href) => {
    const option = own.isList && { id: `rb-hit-${own.rows.length}`, tabindex: "-1", role: "option", "aria-selected": "false" };
    const row = make("a", { class: className, href, ...option });
    own.rows.push(row);
    return row;
  };

  /** How many pages there are to show, as the reader is told. @param {SearchResult} result */
  const countOf = ({ total, totalOthers, isMore }) => {
    const n = total + (kept().others ? totalOthers : 0);
    return { n, words: n + (isMore ? "+" : "") };
  };

  /** @param {SearchResult} result */
  const statusOf = (result) => {
    const { label } = result;
    const { words: n } = countOf(result);
    const count = say(n === "1" ? "t.page_one" : "t.pages", { n });
    const said = label === "exact" || label === "none" ? "" : say(`t.search_say_${label}`);
    return said ? `${said} · ${count}` : count;
  };

  /** @param {Own} own @param {SearchResult} result */
  const showKinds = ({ kinds, view }, { facets }) => {
    const focused = kinds.contains(document.activeElement) ? view.kind : null;
    /** @param {string} kind @param {string} name @param {number} [n] */
    const chip = (kind, name, n) => {
      const count = n ? [" ", make("span", "search-n", n)] : [];
      return make("button", { type: "button", class: "search-chip", "data-kind": kind, "aria-pressed": String(kind === view.kind) }, name, ...count);
    };
    const chips = facets.length > 1 || view.kind ? [chip("", say("t.search_all_kinds")), ...facets.map(({ kind, n }) => chip(kind, nameOf(kind), n))] : [];
    kinds.replaceChildren(...chips);
    const chosen = chips.find(({ dataset }) => dataset.kind && dataset.kind === view.kind);
    // One that lies beyond the edge of a narrow screen would leave the reader wondering what narrows the results.
    if (chosen) kinds.scrollLeft = chosen.offsetLeft + chosen.offsetWidth / 2 - kinds.offsetLeft - kinds.clientWidth / 2;
    if (focused !== null) chips.find(({ dataset }) => dataset.kind === focused)?.focus();
  };

  /** @param {Own} own @param {SearchResult} result */
  const showOthers = ({ others }, result) => {
    others.hidden = !result.others.length;
    others.textContent = `${say("t.search_show_others")} `;
    others.append(make("span", "search-n", String(result.totalOthers)));
    others.setAttribute("aria-pressed", String(kept().others));
  };

  /** The way to more than is shown. @param {Own} own @param {string} n @param {string} query */
  const moreOf = (own, n, query) => {
    if (!own.isList) return make("button", { type: "button", class: "search-button", "data-next": true }, say("t.search_next", { n: own.options.limit }));
    const { kind } = own.view;
    const address = `${addresses.href(pages.search)}?q=${encodeURIComponent(query)}${kind && `&kind=${encodeURIComponent(kind)}`}`;
    const more = rowOf(own)("search-more", address);
    more.append(make("span", "", say("t.search_more", { n })), icon("more"));
    return more;
  };

  /** @param {Own} own @param {SearchResult} result @param {string} query @returns {HTMLElement[]} */
  const nodesOf = (own, result, query) => {
    const { isList, options, view } = own;
    const withOthers = kept().others;
    /** @param {SearchGroup} group @param {string} about */
    const shown = (group, about) => groupOf(group, { label: result.label, about, query, isList, places: options.places, kind: view.kind, row: rowOf(own) });
    /** @type {HTMLElement[]} */
    const nodes = result.groups.map((group) => shown(group, ""));
    if (result.others.length && withOthers) {
      nodes.push(isList ? make("div", "search-divider", say("t.search_others")) : make("h2", "search-divider", say("t.search_others")));
      nodes.push(...result.others.map((group) => shown(group, say("t.search_others"))));
    }
    const { n, words } = countOf(result);
    const count = result.groups.length + (withOthers ? result.others.length : 0);
    if (n > count || (result.isMore && count >= view.limit)) nodes.push(moreOf(own, words, query));
    return nodes;
  };

  /** @param {Own} own @param {SearchResult} result @param {string} query */
  const show = (own, result, query) => {
    const { box, list, extra, isList, input } = own;
    Object.assign(own, { shown: result, answered: query, rows: [] });
    const nodes = nodesOf(own, result, query);
    const { rows } = own;
    showKinds(own, result);
    showOthers(own, result);
    list.replaceChildren(...nodes);
    list.hidden = !rows.length;
    box.dataset.state = rows.length ? "found" : "nothing";
    if (rows.length) {
      extra.replaceChildren();
      tell(own, statusOf(result));
    } else {
      tell(own, result.others.length ? say("t.pages", { n: 0 }) : say("t.search_nothing", { query }));
      extra.replaceChildren(...nothingOf(result.nearest));
    }
    if (isList) input.setAttribute("aria-expanded", String(rows.length > 0));
    // Enter opens the best place: the page itself when its title answers, else the place in it.
    const [first] = result.groups.length ? result.groups : result.others;
    const isTitle = !first || !first.hits.length || fold(first.page.title).includes(fold(query));
    activate(own, isTitle || rows[1]?.className !== "search-hit" || first.hits[0].href === first.page.href ? rows[0] : rows[1]);
    list.scrollTop = 0;
    own.options.onResult?.(own.view, query);
  };

  /** @param {Own} own */
  const failed = (own) => {
    reset(own);
    own.box.dataset.state = "nothing";
    tell(own, say("t.search_failed"));
    own.extra.replaceChildren(make("button", { type: "button", class: "search-button", "data-retry": true }, say("t.search_retry")));
  };

  /** @param {Own} own */
  const reset = (own) => {
    const { list, kinds, others, isList, input } = own;
    Object.assign(own, { shown: null, rows: [] });
    activate(own, null);
    list.replaceChildren();
    list.hidden = true;
    kinds.replaceChildren();
    others.hidden = true;
    if (isList) input.setAttribute("aria-expanded", "false");
  };

  /** @param {Own} own @param {HTMLAnchorElement | null | undefined} row */
  const activate = (own, row) => {
    const { isList, input, list, rows } = own;
    if (!isList) return;
    own.active?.setAttribute("aria-selected", "false");
    const active = (own.active = row || null);
    if (!active) return input.removeAttribute("aria-activedescendant");
    active.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", active.id);
    // The first row brings what stands above it.
    if (active === rows[0]) list.scrollTop = 0;
    else active.scrollIntoView({ block: "nearest" });
  };

  /** @param {Own} own */
  const run = async (own) => {
    if (own.running) {
      own.again = true;
      return;
    }
    own.running = true;
    do {
      own.again = false;
      await once(own);
    } while (own.again);
    own.running = false;
  };

  /** @param {Own} own */
  const once = async (own) => {
    const { box, clear, input, view } = own;
    const query = input.value.trim();
    clear.hidden = !input.value;
    if (!query) {
      view.kind = "";
      reset(own);
      box.dataset.state = "empty";
      tell(own, "");
      own.options.onEmpty(view, own.extra);
      return;
    }
    const waiting = setTimeout(() => {
      box.dataset.busy = "";
      if (!own.shown) tell(own, say("t.search_loading"));
    }, PATIENCE);
    try {
      const kinds = view.kind ? [view.kind] : undefined;
      const result = await (await engine()).query(query, { role: lens.role()?.id, kinds, limit: view.limit });
      if (own.again || query !== input.value.trim()) return;
      // A kind that answers no more would hide all that does.
      if (view.kind && !result.facets.some(({ kind }) => kind === view.kind)) {
        view.kind = "";
        own.again = true;
        return;
      }
      show(own, result, query);
    } catch {
      if (!own.again) failed(own);
    } finally {
      clearTimeout(waiting);
      delete box.dataset.busy;
    }
  };

  /** What is typed. @param {Own} own */
  const hearInput = (own) => {
    const { input, clear, view } = own;
    const changed = () => {
      view.limit = own.options.limit;
      if (input.value.trim() === own.answered && own.shown) clear.hidden = !input.value;
      else void run(own);
    };
    input.addEventListener("compositionstart", () => { own.composing = true; });
    input.addEventListener("compositionend", () => {
      own.composing = false;
      changed();
    });
    input.addEventListener("input", (event) => {
      if (own.composing || (event instanceof InputEvent && event.isComposing)) return;
      changed();
    });
    clear.addEventListener("click", () => {
      input.value = "";
      input.focus();
      void run(own);
    });
  };

  /** What is pressed. @param {Own} own */
  const hearPresses = (own) => {
    const { box, input, kinds, others, options, view } = own;
    kinds.addEventListener("click", ({ target }) => {
      const chip = target instanceof Element ? target.closest("button") : null;
      if (!chip) return;
      view.kind = chip.dataset.kind || "";
      view.limit = options.limit;
      void run(own);
    });
    others.addEventListener("click", () => {
      keep({ others: !kept().others });
      if (own.shown) show(own, own.shown, own.answered);
    });
    box.addEventListener("click", async ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (!button) return;
      if (button.hasAttribute("data-retry")) {
        reopen();
        input.focus();
        void run(own);
      } else if (button.hasAttribute("data-next")) {
        const before = own.rows.length;
        view.limit += options.limit;
        await run(own);
        own.rows[before]?.focus();
      }
    });
  };

  return (box, options) => {
    const [clear, kinds, others, status, list, extra] = ["clear", "kinds", "others", "status", "list", "extra"].map((name) => part(box, name));
    const input = /** @type {HTMLInputElement} */ (part(box, "input"));
    /** @type {SearchView} */
    const view = {
      input, kind: "", limit: options.limit,
      rows: () => own.rows, active: () => own.active, activate: (row) => activate(own, row), run: () => run(own), composing: () => own.composing,
    };
    /** @type {Own} */
    const own = {
      box, options, isList: box.dataset.search === "list", input, clear, kinds, others, status, list, extra, view,
      rows: [], active: null, shown: null, answered: "", composing: false, running: false, again: false,
    };
    hearInput(own);
    hearPresses(own);
    document.addEventListener("rolebook:role", () => {
      if (own.shown) void run(own);
    });
    return view;
  };
});
