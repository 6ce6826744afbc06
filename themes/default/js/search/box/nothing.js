// @ts-check
// What is said below a search that found nothing: the nearest titles, whom to ask, where all pages are.
rolebook.define("search/box/nothing", [
  "address", "elements", "say", "lens", "search/box/parts",
], (
  addresses, { make }, say, lens, { pages, icon, block, link },
) => {
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

  return (nearest) => {
    const parts = [];
    if (nearest.length) parts.push(block(say("t.search_nearest"), nearest.map(({ title, href }) => link(title, addresses.href(href), "page"))));
    const people = superUsers();
    if (people.length) parts.push(block(say("t.search_ask"), people));
    parts.push(block("", [link(say("t.all_pages"), addresses.href(pages.contents), "section")]));
    return parts;
  };
});
