// @ts-check
// A page that answers, with its places: as an option of the list box in the dialog, as links under a heading on a page.
rolebook.define("search/box/groups", [
  "elements", "say", "search/engine/text", "search/engine/snippets", "search/box/parts",
], (
  { make }, say, { fold, runs: runsOf }, { snippet: snippetIn }, { icon, nameOf, mark, address },
) => {
  /** Words handed to the page that is opened. */
  const WORDS = 6;
  /** Characters of a heading; a question may be a whole story. */
  const HEADING = 90;

  /** What is marked, each once: the words to mark on the page. @param {SearchSnippet[]} pieces */
  const marked = (pieces) => {
    const words = pieces.filter(({ mark }) => mark).map(({ text }) => text.trim());
    return [...new Set(words)].filter(Boolean).slice(0, WORDS);
  };

  /** Marks titles by the query, and by what it stands for in the text: a sound, another spelling. @param {string} query @param {SearchHit[]} hits */
  const marker = (query, hits) => {
    const words = [query, ...hits.flatMap(({ snippet }) => marked(snippet))];
    const runs = runsOf(fold(words.join(" ")));
    return (/** @type {string} */ title) => snippetIn(title, runs, HEADING);
  };

  /** What is said there; an answer is read to its end. @param {SearchHit} hit @param {boolean} [isBest] */
  const snippetOf = ({ snippet, answer }, isBest = false) => {
    const line = make("span", isBest && answer ? "search-snippet search-answer" : "search-snippet");
    mark(line, (isBest && answer) || snippet);
    return line;
  };

  /** @param {SearchSnippet[]} title */
  const titleOf = (title) => {
    const name = make("strong", "search-title");
    mark(name, title);
    return name;
  };

  /** @param {SearchMatch} match */
  const labelOf = (match) => (match === "exact" ? "" : say(`t.search_match_${match}`));

  /** The row of the page itself. @param {SearchGroup} group @param {SearchHit | undefined} top the place at its top @param {SearchSnippet[]} title @param {SearchGroupOptions} options */
  const headOf = ({ page, hits }, top, title, { label, row }) => {
    const words = marked(top ? [...title, ...top.snippet] : title);
    const head = row("search-page-row", address(page.href, words.length ? words : marked(hits[0]?.snippet || [])));
    const body = make("span", "search-body", titleOf(title));
    const match = hits.length ? hits[0].match : "exact";
    if (match !== "exact" && match !== label) body.append(make("span", "search-badge", labelOf(match)));
    if (page.crumbs.length) body.append(make("span", "search-crumbs", page.crumbs.join(" › ")));
    if (top) body.append(snippetOf(top, top === hits[0]));
    head.append(icon(page.kind), body, make("span", "search-kind", nameOf(page.kind)));
    return head;
  };

  /** @type {SearchGroups} */
  const groupOf = (found, options) => {
    const { page, hits } = found;
    const { about, query, isList, row } = options;
    const titled = marker(query, hits);
    const group = make("div", "search-group");
    // The place at the top of the page belongs to the row of the page.
    const top = hits.find((hit) => hit.href === page.href);
    const isRows = hits.length > 0 && hits.every(({ kind }) => kind !== page.kind);
    const places = hits.filter((hit) => hit !== top).slice(0, isRows && options.kind ? hits.length : options.places);
    const head = headOf(found, top, titled(page.title), options);
    if (isList) {
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", page.title + (about && `, ${about}`));
      group.append(head);
    } else {
      group.append(make("h2", "search-heading", head));
    }
    for (const hit of places) {
      const place = row("search-hit", address(hit.href, marked([...titled(hit.title), ...hit.snippet])));
      if (hit.title && hit.title !== page.title) place.append(titleOf(titled(hit.title)));
      if (hit.kind !== page.kind) place.append(make("span", "search-badge", nameOf(hit.kind)));
      place.append(snippetOf(hit, hit === hits[0]));
      group.append(place);
    }
    return group;
  };

  return groupOf;
});
