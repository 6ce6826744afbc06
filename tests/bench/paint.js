#!/usr/bin/env node
// When the largest part of a page is painted, in milliseconds, from the preview on this machine. Not part of tests/run.
//
//     node tests/bench/paint.js target/release/rolebook      after `npm ci --prefix tests/browser`
//
// Each page is opened by turns as it is, as plain text (no style, no script, no icon) and beside a page of one line. The
// last two tell what the machine itself needs: compare within one run only, on an idle machine.

import { build, copyOfSample, openBrowser, program, startPreview } from "../browser/tools.js";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const PAGES = ["index.html", "manual/inventory/receipt.html", "roles/warehouse.html", "faq/inventory.faq.html"];
const ROUNDS = 9;
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

program();
const sample = copyOfSample();
build(sample.root, sample.site);
const preview = await startPreview(sample.root);
const server = createServer((request, response) => {
  const url = new URL(request.url, "http://127.0.0.1");
  const path = decodeURIComponent(url.pathname);
  try {
    const bytes = path === "/line.html" ? "<!doctype html><title>一</title><p>一行文字。</p>" : readFileSync(join(sample.site, path));
    response.writeHead(200, { "content-type": TYPES[extname(path)] || "application/octet-stream" });
    response.end(extname(path) === ".html" ? plain(String(bytes)) : bytes);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");

/** @param {string} html */
function plain(html) {
  const dressed = [/<script[^>]*>.*?<\/script>/g, /<link rel="stylesheet"[^>]*>/g, /<svg[\s\S]*?<\/svg>/g, /<img[^>]*>/g];
  return dressed.reduce((text, part) => text.replace(part, ""), html);
}

const browser = await openBrowser();
/** @param {string} url */
async function largest(url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.largest = entry.startTime; }))
      .observe({ type: "largest-contentful-paint", buffered: true });
  });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForTimeout(300);
  const time = await page.evaluate(() => window.largest);
  await context.close();
  return time;
}

const own = `http://127.0.0.1:${server.address().port}/`;
const rows = new Map();
for (let round = -1; round < ROUNDS; round += 1) {
  const kinds = PAGES.flatMap((path) => [[path, preview.address + path], [`${path}, plain text`, own + path]]);
  for (const [name, url] of [["a page of one line", `${own}line.html`], ...kinds]) {
    const time = await largest(url);
    // The first round warms the fonts.
    if (round >= 0) rows.set(name, [...(rows.get(name) || []), time]);
  }
}
for (const [name, times] of rows) {
  const sorted = [...times].sort((a, b) => a - b);
  console.log(`${name.padEnd(44)} ${Math.round(sorted[sorted.length >> 1])} ms  (${Math.round(sorted[0])}–${Math.round(sorted[sorted.length - 1])})`);
}
await browser.close();
server.close();
await preview.stop?.();
sample.remove();
process.exit(0);
