// @ts-check
// The answers of a paper lie veiled in a file of their own, so that nobody finds them by searching in the page. They are
// fetched when they are needed. `src/render/data/paper.rs` puts the veil on; this takes it off.
rolebook.define("learn/veil", ["load", "learn/codes"], (load, codes) => {
  /** What every byte is mixed with. */
  const VEIL = 0xa5;

  /** @param {string} text @returns {{questions: Record<string, QuestionKey>}} */
  const unveil = (text) => JSON.parse(new TextDecoder().decode(codes.bytes(text).map((byte) => byte ^ VEIL)));

  /** @type {Record<string, Promise<Record<string, QuestionKey>>>} */
  const keys = Object.create(null);

  /** The answers of a paper or a bank, by question. @param {string} id @param {string} src its key's address on this page */
  const loadKey = (id, src) => {
    keys[id] = keys[id] || load(src).then(() => unveil(rolebook.given(`key/${id}`) || "").questions);
    // A key that could not be fetched is asked for again.
    keys[id].catch(() => delete keys[id]);
    return keys[id];
  };

  /**
   * HTML that the build has made and veiled, as nodes. For nothing else: what a reader typed or a file brought is text.
   * @param {string} html @returns {DocumentFragment}
   */
  const fragment = (html) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const nodes = document.createDocumentFragment();
    nodes.append(...parsed.body.childNodes);
    return nodes;
  };

  return { loadKey, fragment };
});
