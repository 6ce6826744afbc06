// @ts-check
// Scrolls the section tree, and only it, to where the reader is.
rolebook.define("sidebar", [], () => {
  const sidebar = document.getElementById("rb-sidebar");
  const here = sidebar?.querySelector('a[aria-current="page"]');
  if (!sidebar || !here) return;
  const box = sidebar.getBoundingClientRect();
  const mark = here.getBoundingClientRect();
  if (mark.top < box.top || mark.bottom > box.bottom) sidebar.scrollTop += mark.top - box.top - box.height / 3;
});
