// How long it takes from a keystroke in the search box to the results on the screen. Not part of tests/run.
// node tests/bench/type.js SITE [LANGUAGE] [QUERIES]
//
// Queries are words and runs of two to six characters of the site's own titles, always the same for the same site. They
// are typed letter by letter, from the disk and from a server on this machine. "cold" is the first keystroke in a browser
// that has never been here, 200 ms after the box has opened: nobody types faster. "session" each keystroke of one session, which reads files of
// the index as it goes; "warm" the same keystrokes once more. Milliseconds from the `input` event to the frame behind the
// results; one keystroke waits for the one before.

import { createReadStream, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openBrowser } from "../browser/tools.js";

const [site = "", language = "zh-CN", count = "24"] = process.argv.slice(2);
if (!site) {
  console.error("node tests/bench/type.js SITE [LANGUAGE] [QUERIES]");
  process.exit(2);
}
const folder = resolve(site);
const COLD = 24;
/** Milliseconds from the box to the first letter. */
const START = 200;
/** Milliseconds after which nothing more is expected. */
const PATIENCE = 1500;

/** Titles of the site, from the files of its index. */
function titles() {
  const index = join(folder, "search", language);
  const all = [];
  for (const name of readdirSync(index).sort()) {
    const script = readFileSync(join(index, name), "utf8");
    const data = script.slice(script.indexOf(",") + 1, script.lastIndexOf(")"));
    if (data.startsWith("[[")) for (const [title] of JSON.parse(data)) all.push(title);
  }
  return all;
}

/** @param {number} wanted */
function queries(wanted) {
  const all = titles();
  return Array.from({ length: wanted }, (_, at) => {
    const title = Array.from(all[Math.floor(((at + 0.5) * all.length) / wanted)]);
    const from = title.length > 8 ? at % 3 : 0;
    return title.slice(from, from + 2 + (at % 5)).join("").trim() || "单据";
  });
}

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml" };
const server = createServer((request, response) => {
  const path = join(folder, decodeURIComponent(new URL(request.url || "/", "http://x").pathname));
  try {
    if (!statSync(path).isFile()) throw new Error();
    response.setHeader("content-type", TYPES[/** @type {".js"} */ (extname(path))] || "application/octet-stream");
    // Files with a hash in their names, as a server would let a browser keep them.
    response.setHeader("cache-control", "max-age=3600");
    createReadStream(path).pipe(response);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
const port = /** @type {import("node:net").AddressInfo} */ (server.address()).port;

/** Tells of every input event when its results were on the screen. @param {import("playwright-core").Page} page */
const watch = (page) => page.evaluate(() => {
  const box = /** @type {HTMLElement} */ (document.querySelector("dialog.search"));
  let started = 0;
  box.addEventListener("input", () => { started = performance.now(); }, true);
  new MutationObserver(() => {
    if (!started) return;
    const from = started;
    started = 0;
    requestAnimationFrame(() => setTimeout(() => /** @type {any} */ (window).shown(performance.now() - from)));
  }).observe(box.querySelector('[data-part="list"]') || box, { childList: true });
});

/** Nothing in the page looks at a clock meanwhile. @param {import("playwright-core").Page} page @param {string} query */
async function type(page, query) {
  await page.locator("dialog.search input").fill("");
  /** @type {number[]} */
  const took = [];
  for (const letter of query) {
    const shown = page.evaluate((limit) => new Promise((done) => {
      /** @type {any} */ (window).shown = done;
      setTimeout(done, limit, null);
    }), PATIENCE);
    await page.keyboard.insertText(letter);
    const ms = await shown;
    // Where the results are the same as before nothing is shown anew.
    if (typeof ms === "number") took.push(ms);
  }
  return took;
}

/** @param {string} what @param {number[]} all */
function say(what, all) {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  console.log(`${what.padEnd(16)} ${String(all.length).padStart(4)} keystrokes: median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`);
}

const browser = await openBrowser();
const home = language === "zh-CN" ? "index.html" : `${language}/index.html`;
for (const [name, base] of [["disk", `${pathToFileURL(folder)}/`], ["server", `http://127.0.0.1:${port}/`]]) {
  const open = async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(base + home);
    await page.keyboard.press("/");
    await page.locator("dialog.search input").waitFor();
    await watch(page);
    return { context, page };
  };
  const cold = [];
  for (const query of queries(COLD)) {
    const { context, page } = await open();
    await page.waitForTimeout(START);
    cold.push(...(await type(page, Array.from(query).slice(0, 2).join(""))).slice(0, 1));
    await context.close();
  }
  const { context, page } = await open();
  const session = [];
  const warm = [];
  const asked = queries(Number(count));
  for (const query of asked) session.push(...(await type(page, query)));
  for (const query of asked) warm.push(...(await type(page, query)));
  await context.close();
  say(`${name}, cold`, cold);
  say(`${name}, session`, session);
  say(`${name}, warm`, warm);
}
await browser.close();
server.close();
