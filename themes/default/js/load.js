// @ts-check
// Fetches a script or a style of the site; works from a disk, where nothing else can be fetched.
rolebook.define("load", [], () => (src, inOrder = false) =>
  new Promise((done, failed) => {
    const isStyle = src.endsWith(".css");
    const element = document.createElement(isStyle ? "link" : "script");
    if (element instanceof HTMLLinkElement) Object.assign(element, { rel: "stylesheet", href: src });
    else Object.assign(element, { src, async: !inOrder });
    element.onload = () => {
      if (!isStyle) element.remove();
      done();
    };
    element.onerror = () => {
      element.remove();
      failed(new Error(`can not load ${src}`));
    };
    // Not into the head: the preview takes styles away there that no page was sent with.
    document.documentElement.append(element);
  }));
