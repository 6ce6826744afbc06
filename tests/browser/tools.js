// What the browser tests share: the program, a browser, and a witness of everything that goes wrong on a page.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
export const repository = resolve(here, "../..");

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** @typedef {{lang: "zh" | "en", folder: string, width: number, colorScheme: "light" | "dark"}} Surrounding */

const zh = /** @type {const} */ ({ lang: "zh", folder: "" });
const en = /** @type {const} */ ({ lang: "en", folder: "en/" });
/** The two of a pair differ in everything. @type {[Surrounding, Surrounding][]} */
const PAIRS = [
  [{ ...zh, width: 390, colorScheme: "light" }, { ...en, width: 1280, colorScheme: "dark" }],
  [{ ...zh, width: 1280, colorScheme: "dark" }, { ...en, width: 390, colorScheme: "light" }],
  [{ ...en, width: 390, colorScheme: "dark" }, { ...zh, width: 1280, colorScheme: "light" }],
  [{ ...en, width: 1280, colorScheme: "light" }, { ...zh, width: 390, colorScheme: "dark" }],
];

/**
 * What a view is looked at in, by its number among the views of a file. Each view is seen in both languages, widths and
 * colours, and every two of these meet in one of four views in a row: what goes wrong goes wrong by one of them or by two
 * together. `ROLEBOOK_ALL_SURROUNDINGS=1` looks at every view in all eight.
 * @param {number} at
 */
export const surroundings = (at) => (process.env.ROLEBOOK_ALL_SURROUNDINGS ? PAIRS.flat() : PAIRS[at % PAIRS.length]);

/** Gives a page that is open another width and other colours. @param {import("playwright-core").Page} page @param {Surrounding} surrounding */
export async function surround(page, { width, colorScheme }) {
  await page.setViewportSize({ width, height: 844 });
  // A colour on its way from light to dark has no contrast to speak of.
  await page.emulateMedia({ reducedMotion: "reduce", colorScheme });
}

/** Lighter than the whole browser, and the same engine. */
const SHELL = "/usr/bin/chromium-headless-shell";

/** The program to test: the argument of the script. */
export function program() {
  const [path] = process.argv.slice(2);
  if (!path) throw new Error(`usage: node ${process.argv[1]} path/to/rolebook`);
  return resolve(path);
}

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || (existsSync(SHELL) ? SHELL : "/usr/bin/chromium"),
    args: [
      // One process less to start for every page.
      "--no-zygote",
      "--in-process-gpu",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/** A copy of the sample in a folder of its own, to be edited and removed. */
export function copyOfSample() {
  const folder = mkdtempSync(join(tmpdir(), "rolebook-browser-"));
  const root = join(folder, "content");
  cpSync(join(repository, "content"), root, {
    recursive: true,
    filter: (path) => path !== join(repository, "content/site"),
  });
  return {
    root,
    site: join(folder, "site"),
    /** @param {string} path @param {string} text */
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Builds a project. @param {string} root @param {string} output @returns {string} the address of the site's folder */
export function build(root, output) {
  execFileSync(program(), ["build", "--root", root, "-o", output, "--lang", "en"], { stdio: "pipe" });
  return `${pathToFileURL(output).href}/`;
}

/** Starts the preview and waits for its address. @param {string} root @param {string} lang */
export async function startPreview(root, lang = "en") {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const port = await freePort();
    const child = spawn(program(), ["serve", "--root", root, "--port", String(port), "--lang", lang], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const address = await new Promise((found) => {
      createInterface({ input: child.stderr }).on("line", (line) => {
        const match = line.match(/http:\/\/127\.0\.0\.1:\d+\//);
        if (match) found(match[0]);
      });
      child.on("exit", () => found(null));
    });
    // Else the port was taken between our look and the program's.
    if (address) return { address, stop: () => child.kill() };
  }
  throw new Error("the preview does not start");
}

/**
 * Serves a built folder as a slow line would: pages come in two pieces, cut where `piece.end` says, and the second one
 * when `piece.gap` is over.
 * @param {string} folder
 */
export async function serveInPieces(folder) {
  const piece = { end: 0, gap: async () => {} };
  const types = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml" };
  const server = createHttpServer(async (request, response) => {
    const { pathname } = new URL(request.url || "", "http://localhost");
    try {
      const body = readFileSync(join(folder, decodeURIComponent(pathname)));
      const ending = /** @type {keyof typeof types} */ (pathname.split(".").pop());
      response.writeHead(200, { "content-type": types[ending] || "application/octet-stream" });
      if (ending === "html") {
        response.write(body.subarray(0, piece.end));
        await piece.gap();
        response.end(body.subarray(piece.end));
      } else {
        response.end(body);
      }
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(null)));
  return { address: `http://127.0.0.1:${server.address().port}/`, piece, stop: () => server.close() };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((found, failed) => {
    const server = createServer();
    server.on("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/**
 * Opens a page and notes all that must not be: messages, failed or foreign requests, breaches of the page's policy.
 * @param {import("playwright-core").BrowserContext} context
 * @param {string} base every request must begin with it
 */
export async function witness(context, base) {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  /** @type {string[]} */
  const faults = [];
  let attentive = true;
  /** @param {string} fault */
  const note = (fault) => attentive && faults.push(fault);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) note(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => note(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure() || { errorText: "" };
    // What the page gave up itself: by leaving, or by wanting no more of an answer.
    if (errorText !== "net::ERR_ABORTED") note(`failed: ${request.url()} ${errorText}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith("data:")) note(`foreign request: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) note(`${response.status()}: ${response.url()}`);
  });
  await page.exposeFunction("rolebookBreach", (/** @type {string} */ breach) => note(`policy: ${breach}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      // @ts-ignore exposed above
      window.rolebookBreach(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile || ""}`);
    });
  });
  const close = async () => {
    attentive = false;
    await page.close();
  };
  return { page, faults, close };
}

/**
 * Asks until it is so. For what a tap, a file or a script that is fetched brings about: the step before is over when the
 * browser has got it, not when the page has answered.
 * @param {() => Promise<void>} check throws while it is not so
 */
export async function soon(check) {
  for (const end = performance.now() + 15_000; ; await new Promise((over) => setTimeout(over, 50))) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}

/** What axe finds on the page, one line a rule and element. @param {import("playwright-core").Page} page */
export async function axeFaults(page) {
  await page.evaluate(AXE);
  return page.evaluate(async (rules) => {
    const options = {
      runOnly: { type: "tag", values: rules },
      // It would bring in styles against the page's own policy.
      preload: false,
      resultTypes: ["violations"],
    };
    // @ts-ignore brought in above
    const { axe } = window;
    // To say where each element stands takes long, and is wanted of faults alone.
    let { violations } = await axe.run(document, { ...options, selectors: false });
    if (violations.length) ({ violations } = await axe.run(document, options));
    return violations.flatMap((/** @type {any} */ rule) =>
      rule.nodes.map((/** @type {any} */ node) => `axe ${rule.id} (${rule.impact}): ${node.target.join(" ")}: ${node.html.slice(0, 160)}`),
    );
  }, RULES);
}

/** How far the page can be scrolled sideways, with what sticks out. @param {import("playwright-core").Page} page */
export function sidewaysFaults(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > width + 1);
    const names = wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return [`scrolls sideways at ${innerWidth} px: ${names.join(", ")}`];
  });
}
