// @ts-check
// One search: an input, kinds to choose from, results, and what is said when there are none. In the dialog the results
// are a list box that the keyboard walks from the input; on a page they are links under headings.
rolebook.define("search/box/view", ["address", "elements", "lens", "search/engine/text", "search/engine/snippets", "search/box/parts"], (addresses, { filled, make }, lens, { fold, runs: runsOf }, { snippet: snippetIn }, parts) => {
  /** Milliseconds before it says that it loads: less is not worth a word. */
  const PATIENCE = 250;
  /** Words handed to the page that is opened. */
  const WORDS = 6;
  /** Characters of a heading; a question may be a whole story. */
  const HEADING = 90;

  /** @param {HTMLElement} box @param {SearchViewOptions} options @returns {SearchView} */
  const view = (box, options) => {
    const { texts, part, icon, nameOf, mark, address, block, link, engine, reopen, kept, keep } = parts;
    const isList = box.dataset.search === "list";
    const input = /** @type {HTMLInputElement} */ (part(box, "input"));
    const [clear, kinds, others, status, list, extra] = ["clear", "kinds", "others", "status", "list", "extra"].map((name) => part(box, name));
    /** @type {HTMLAnchorElement[]} */
    let rows = [];
    /** @type {HTMLAnchorElement | null} */
    let active = null;
    /** What the results on the screen answer. @type {SearchResult | null} */
    let shown = null;
    let answered = "";
    let composing = false;
    let running = false;
    let again = false;

    const text = () => input.value.trim();
    /** @param {string} words */
    const say = (words) => {
      if (status.textContent !== words) status.textContent = words;
    };

    /** What is marked, each once: the words to mark on the page. @param {SearchSnippet[]} pieces */
    const marked = (pieces) => {
      const words = pieces.filter(({ mark }) => mark).map(({ text }) => text.trim());
      return [...new Set(words)].filter(Boolean).slice(0, WORDS);
    };

    /** Marks titles by the query, and by what it stands for in the text: a sound, another spelling. @param {SearchHit[]} hits */
    const marker = (hits) => {
      const words = [answered, ...hits.flatMap(({ snippet }) => marked(snippet))];
      const runs = runsOf(fold(words.join(" ")));
      return (/** @type {string} */ title) => snippetIn(title, runs, HEADING);
    };

    /** @param {string} className @param {string} href */
    const row = (className, href) => {
      const option = isList && { id: `rb-hit-${rows.length}`, tabindex: "-1", role: "option", "aria-selected": "false" };
      const own = make("a", { class: className, href, ...option });
      rows.push(own);
      return own;
    };

    /**
     * @param {SearchGroup} group
     * @param {SearchResult["label"]} label what is said of all results already
     * @param {string} about
     */
    const groupOf = ({ page, hits }, label, about) => {
      const titled = marker(hits);
      const group = make("div", "search-group");
      const title = titled(page.title);
      // The place at the top of the page belongs to the row of the page.
      const top = hits.find((hit) => hit.href === page.href);
      const isRows = hits.length > 0 && hits.every(({ kind }) => kind !== page.kind);
      const places = hits.filter((hit) => hit !== top).slice(0, isRows && view.kind ? hits.length : options.places);
      const words = marked(top ? [...title, ...top.snippet] : title);
      const head = row("search-page-row", address(page.href, words.length ? words : marked(hits[0]?.snippet || [])));
      const body = make("span", "search-body");
      const name = make("strong", "search-title");
      mark(name, title);
      body.append(name);
      const match = hits.length ? hits[0].match : "exact";
      if (match !== "exact" && match !== label) body.append(make("span", "search-badge", labelOf(match)));
      if (page.crumbs.length) body.append(make("span", "search-crumbs", page.crumbs.join(" › ")));
      if (top) body.append(snippetOf(top));
      head.append(icon(page.kind), body, make("span", "search-kind", nameOf(page.kind)));
      if (isList) {
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", page.title + (about && `, ${about}`));
        group.append(head);
      } else {
        const heading = make("h2", "search-heading");
        heading.append(head);
        group.append(heading);
      }
      for (const hit of places) {
        const words = marked([...titled(hit.title), ...hit.snippet]);
        const place = row("search-hit", address(hit.href, words));
        if (hit.title && hit.title !== page.title) {
          const name = make("strong", "search-title");
          mark(name, titled(hit.title));
          place.append(name);
        }
        if (hit.kind !== page.kind) place.append(make("span", "search-badge", nameOf(hit.kind)));
        place.append(snippetOf(hit));
        group.append(place);
      }
      return group;
    };

    /** @param {SearchHit} hit */
    const snippetOf = ({ snippet }) => {
      const line = make("span", "search-snippet");
      mark(line, snippet);
      return line;
    };

    /** @param {SearchMatch} match */
    const labelOf = (match) => ({ exact: "", page: texts.matchPage, partial: texts.matchPartial, typo: texts.matchTypo, pinyin: texts.matchPinyin })[match] || "";

    /** How many pages there are to show, as the reader is told. @param {SearchResult} result */
    const countOf = ({ total, totalOthers, isMore }) => {
      const n = total + (kept().others ? totalOthers : 0);
      return { n, words: n + (isMore ? "+" : "") };
    };

    /** @param {SearchResult} result */
    const statusOf = (result) => {
      const { label } = result;
      const { words: n } = countOf(result);
      const count = filled(n === "1" ? texts.pageOne : texts.pages, { n });
      const said = { exact: "", none: "", page: texts.sayPage, partial: texts.sayPartial, typo: texts.sayTypo, pinyin: texts.sayPinyin }[label];
      return said ? `${said} · ${count}` : count;
    };

    /** @param {SearchResult} result */
    const showKinds = ({ facets }) => {
      const focused = kinds.contains(document.activeElement) ? view.kind : null;
      /** @param {string} kind @param {string} name @param {number} [n] */
      const chip = (kind, name, n) => {
        const count = n ? [" ", make("span", "search-n", n)] : [];
        return make("button", { type: "button", class: "search-chip", "data-kind": kind, "aria-pressed": String(kind === view.kind) }, name, ...count);
      };
      const chips = facets.length > 1 || view.kind ? [chip("", texts.allKinds || ""), ...facets.map(({ kind, n }) => chip(kind, nameOf(kind), n))] : [];
      kinds.replaceChildren(...chips);
      const chosen = chips.find(({ dataset }) => dataset.kind && dataset.kind === view.kind);
      // One that lies beyond the edge of a narrow screen would leave the reader wondering what narrows the results.
      if (chosen) kinds.scrollLeft = chosen.offsetLeft + chosen.offsetWidth / 2 - kinds.offsetLeft - kinds.clientWidth / 2;
      if (focused !== null) chips.find(({ dataset }) => dataset.kind === focused)?.focus();
    };

    /** @param {SearchResult} result @param {string} query */
    const show = (result, query) => {
      shown = result;
      answered = query;
      rows = [];
      const withOthers = kept().others;
      /** @type {HTMLElement[]} */
      const nodes = result.groups.map((group) => groupOf(group, result.label, ""));
      if (result.others.length && withOthers) {
        nodes.push(isList ? make("div", "search-divider", texts.others) : make("h2", "search-divider", texts.others));
        nodes.push(...result.others.map((group) => groupOf(group, result.label, texts.others || "")));
      }
      const { n, words } = countOf(result);
      const count = result.groups.length + (withOthers ? result.others.length : 0);
      if (n > count || (result.isMore && count >= view.limit)) nodes.push(isList ? wholePage(words, query) : nextPages());
      showKinds(result);
      others.hidden = !result.others.length;
      others.textContent = `${texts.showOthers} `;
      others.append(make("span", "search-n", String(result.totalOthers)));
      others.setAttribute("aria-pressed", String(withOthers));
      list.replaceChildren(...nodes);
      list.hidden = !rows.length;
      box.dataset.state = rows.length ? "found" : "nothing";
      if (rows.length) {
        extra.replaceChildren();
        say(statusOf(result));
      } else {
        nothing(result, query);
      }
      if (isList) input.setAttribute("aria-expanded", String(rows.length > 0));
      // Enter opens the best place: the page itself when its title answers, else the place in it.
      const [first] = result.groups.length ? result.groups : result.others;
      const isTitle = !first || !first.hits.length || fold(first.page.title).includes(fold(query));
      activate(isTitle || rows[1]?.className !== "search-hit" || first.hits[0].href === first.page.href ? rows[0] : rows[1]);
      list.scrollTop = 0;
      options.onResult?.(view, query);
    };

    /** @param {string} n @param {string} query */
    const wholePage = (n, query) => {
      const more = row("search-more", pageAddress(query));
      more.append(make("span", "", filled(texts.more, { n })), icon("more"));
      return more;
    };

    /** @param {string} query */
    const pageAddress = (query) =>
      `${addresses.href(texts.page || "")}?q=${encodeURIComponent(query)}${view.kind && `&kind=${encodeURIComponent(view.kind)}`}`;

    const nextPages = () =>
      make("button", { type: "button", class: "search-button", "data-next": true }, filled(texts.next, { n: options.limit }));

    /** @param {SearchResult} result @param {string} query */
    const nothing = ({ nearest, others }, query) => {
      const hidden = others.length > 0;
      say(hidden ? filled(texts.pages, { n: 0 }) : filled(texts.nothing, { query }));
      const parts = [];
      if (nearest.length) parts.push(block(texts.nearest || "", nearest.map(({ title, href }) => link(title, addresses.href(href), "page"))));
      const people = superUsers();
      if (people.length) parts.push(block(texts.ask || "", people));
      parts.push(block("", [link(texts.allPages || "", addresses.href(texts.contents || ""), "section")]));
      extra.replaceChildren(...parts);
    };

    /** Of the reader's role; of all roles when none is chosen. */
    const superUsers = () => {
      const own = lens.role();
      const known = new Set();
      const people = [];
      for (const role of own ? [own] : rolebook.given("roles") || []) {
        for (const { name, contact } of role.super_users) {
          if (known.has(name)) continue;
          known.add(name);
          people.push(make("div", "search-person", icon("person"), make("strong", "", name), make("span", "", contact), make("span", "search-kind", role.title)));
        }
      }
      return people.slice(0, 6);
    };

    const failed = () => {
      reset();
      box.dataset.state = "nothing";
      say(texts.failed || "");
      extra.replaceChildren(make("button", { type: "button", class: "search-button", "data-retry": true }, texts.retry));
    };

    const reset = () => {
      shown = null;
      rows = [];
      activate(null);
      list.replaceChildren();
      list.hidden = true;
      kinds.replaceChildren();
      others.hidden = true;
      if (isList) input.setAttribute("aria-expanded", "false");
    };

    /** @param {HTMLAnchorElement | null | undefined} row */
    const activate = (row) => {
      if (!isList) return;
      active?.setAttribute("aria-selected", "false");
      active = row || null;
      if (!active) return input.removeAttribute("aria-activedescendant");
      active.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", active.id);
      // The first row brings what stands above it.
      if (active === rows[0]) list.scrollTop = 0;
      else active.scrollIntoView({ block: "nearest" });
    };

    const run = async () => {
      if (running) {
        again = true;
        return;
      }
      running = true;
      do {
        again = false;
        await once();
      } while (again);
      running = false;
    };

    const once = async () => {
      const query = text();
      clear.hidden = !input.value;
      if (!query) {
        view.kind = "";
        reset();
        box.dataset.state = "empty";
        say("");
        options.onEmpty(view, extra);
        return;
      }
      const waiting = setTimeout(() => {
        box.dataset.busy = "";
        if (!shown) say(texts.loading || "");
      }, PATIENCE);
      try {
        const kinds = view.kind ? [view.kind] : undefined;
        const result = await (await engine()).query(query, { role: lens.role()?.id, kinds, limit: view.limit });
        if (again || query !== text()) return;
        // A kind that answers no more would hide all that does.
        if (view.kind && !result.facets.some(({ kind }) => kind === view.kind)) {
          view.kind = "";
          again = true;
          return;
        }
        show(result, query);
      } catch {
        if (!again) failed();
      } finally {
        clearTimeout(waiting);
        delete box.dataset.busy;
      }
    };

    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => {
      composing = false;
      changed();
    });
    input.addEventListener("input", (event) => {
      if (composing || (event instanceof InputEvent && event.isComposing)) return;
      changed();
    });
    const changed = () => {
      view.limit = options.limit;
      if (text() === answered && shown) clear.hidden = !input.value;
      else void run();
    };
    clear.addEventListener("click", () => {
      input.value = "";
      input.focus();
      void run();
    });
    kinds.addEventListener("click", ({ target }) => {
      const chip = target instanceof Element ? target.closest("button") : null;
      if (!chip) return;
      view.kind = chip.dataset.kind || "";
      view.limit = options.limit;
      void run();
    });
    others.addEventListener("click", () => {
      keep({ others: !kept().others });
      if (shown) show(shown, answered);
    });
    box.addEventListener("click", async ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (!button) return;
      if (button.hasAttribute("data-retry")) {
        reopen();
        input.focus();
        void run();
      } else if (button.hasAttribute("data-next")) {
        const before = rows.length;
        view.limit += options.limit;
        await run();
        rows[before]?.focus();
      }
    });
    document.addEventListener("rolebook:role", () => {
      if (shown) void run();
    });

    /** @type {SearchView} */
    const view = { input, rows: () => rows, active: () => active, activate, run, composing: () => composing, kind: "", limit: options.limit };
    return view;
  };

  return view;
});
