// What a team needs after the go-live: the training plan on screen and on paper.  node golive.js path/to/rolebook [words]

import assert from "node:assert/strict";
import { describe, test, run } from "../harness.js";
import { build, copyOfSample, openBrowser } from "./tools.js";

let browser;
let sample;
/** The address of the built folder on the disk. */
let disk;

async function before() {
  sample = copyOfSample();
  disk = build(sample.root, sample.site);
  browser = await openBrowser();
}

async function after() {
  await browser?.close();
  sample?.remove();
}

/**
 * @param {string} path
 * @param {import("playwright-core").BrowserContextOptions} options
 * @param {(page: import("playwright-core").Page) => Promise<void>} steps
 */
async function on(path, options, steps) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(disk + path);
  await steps(page);
  await context.close();
  assert.deepEqual(faults, []);
}

/** How many sheets of paper the page takes. @param {import("playwright-core").Page} page */
async function sheets(page) {
  const raw = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return (raw.match(/\/Type\s*\/Page\b(?!s)/g) || []).length;
}

describe("the training plan", () => {
  test("a sign-in sheet is printed alone, or with all others, one a sheet of paper", () =>
    on("training-plan.html", { javaScriptEnabled: false }, async (page) => {
      const sessions = await page.locator(".sessions tbody tr").count();
      assert.ok(sessions >= 6);
      await page.locator(".session-sheet a").first().click();
      await page.waitForURL(/sign-in\.html#/);
      assert.equal(await page.locator(".sheet:visible").count(), 1);
      assert.equal(await sheets(page), 1);
      await page.locator(".sheets-all").click();
      assert.equal(await page.locator(".sheet:visible").count(), sessions);
      assert.equal(await sheets(page), sessions);
    }));

  test("the calendar of a role is a file that the browser saves", () =>
    on("roles/warehouse.html", {}, async (page) => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.locator('a[download][href$=".ics"]').click()]);
      assert.equal(file.suggestedFilename(), "role-warehouse.ics");
    }));
});

await run({ before, after });
