// @ts-check
// Who is a super-user: whose role is of a tier that teaches, who is named as one for a role or in the roster, or who turned
// the switch on "My learning" on. Nothing here is a secret. The toolbar is fetched for them alone.
rolebook.define("learn/super-user", ["elements", "load", "lens", "learn/learner", "learn/names"], ({ find, set }, load, lens, learn, { folded }) => {
  /** @type {Promise<any> | null} */
  let fetched = null;
  let isHere = false;

  const isNamed = () => {
    const own = folded(learn.setting("name"));
    return own !== "" && (rolebook.given("superUsers") || []).some((name) => folded(name) === own);
  };

  const refresh = () => {
    const isSuper = learn.setting("super") || lens.role()?.is_super || isNamed();
    set(document.documentElement, { "data-super": isSuper });
    const tools = find("[data-super-tools]");
    if (!isSuper || !tools.dataset.toolbar) return;
    // By role the styles show it; the switch is for every role.
    tools.removeAttribute("data-roles");
    fetched = fetched || load(tools.dataset.toolbar);
    fetched.then(() => (isHere = true), () => {
      fetched = null;
      find("[data-fault]", tools).hidden = false;
    });
  };

  // A press that comes before the toolbar, or after it could not be fetched, is repeated when it is here.
  document.addEventListener("click", (/** @type {any} */ { target }) => {
    const button = !isHere && target.closest("[data-tool]");
    if (!button) return;
    refresh();
    fetched?.then(() => button.click(), () => {});
  });

  learn.follow(refresh);
});
