// @ts-check
// Addresses: where this page is in the site, where another one is from here, and what the fragment points to.
rolebook.define("address", [], () => {
  const root = document.documentElement;

  /** The element the fragment of the address points to. */
  const target = () => {
    try {
      return location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    } catch {
      // Not every fragment is well-formed percent encoding.
      return null;
    }
  };

  /** The way in the site, the same in every language. @param {string} path from the root */
  const place = (path) => {
    const folder = `${root.lang}/`;
    const own = path.startsWith(folder) ? path.slice(folder.length) : path;
    try {
      return decodeURIComponent(own);
    } catch {
      // A file name may hold a lone percent sign.
      return own;
    }
  };

  /** An address from the root, as this page needs it. @param {string} path */
  const href = (path) => (root.dataset.root || "") + path;

  return { target, place, href };
});
