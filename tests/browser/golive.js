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

/** Monday 30 November 2026, by the clock of the browser. @param {import("playwright-core").Page} page @param {string} at */
const at = (page, at) => page.clock.setFixedTime(new Date(`2026-11-30T${at}:00`));

describe("whom to ask", () => {
  const PAGE = "manual/inventory/transfer.html";
  const shown = (page) => page.locator(".ask li:visible strong").allTextContents();

  test("without scripts all people of the module and the helpdesk stand there, each a tap away", () =>
    on(PAGE, { javaScriptEnabled: false }, async (page) => {
      assert.deepEqual(await shown(page), ["李建国", "ERP 服务台"]);
      assert.equal(await page.locator(".ask-call").first().getAttribute("href"), "tel:8021");
    }));

  test("the clock chooses: the person of the module in their hours, the helpdesk outside them", () =>
    on("index.html", {}, async (page) => {
      await at(page, "09:00");
      await page.goto(disk + PAGE);
      assert.deepEqual(await shown(page), ["李建国"]);
      assert.ok(await page.locator(".ask [data-now]").first().isVisible());
      await at(page, "12:30");
      await page.goto(disk + PAGE);
      assert.deepEqual(await shown(page), ["ERP 服务台"]);
      assert.ok(await page.locator(".ask-off").isVisible());
      await page.locator("[data-ask-all]").click();
      assert.deepEqual(await shown(page), ["李建国", "ERP 服务台"]);
    }));

  test("after the day of free support the page says that it is over", () =>
    on("index.html", {}, async (page) => {
      await page.clock.setFixedTime(new Date("2027-04-01T19:00:00"));
      await page.goto(disk + PAGE);
      assert.match(await page.locator(".ask li:visible").innerText(), /免费支持已在 2027-03-31 结束/);
    }));

  test("who is named as a super-user has the tools, whatever the tier of the role", () =>
    on("learning.html", {}, async (page) => {
      await page.evaluate(() => localStorage.clear());
      await page.goto(`${disk}${PAGE}?role=warehouse`);
      assert.equal(await page.locator("html[data-super]").count(), 0);
      await page.goto(`${disk}learning.html`);
      await page.locator('[data-setting="name"]').first().fill("李建国");
      await page.locator('[data-setting="name"]').first().press("Tab");
      await page.goto(disk + PAGE);
      await page.locator("html[data-super]").waitFor({ state: "attached" });
      assert.ok(await page.locator("[data-super-tools]").isVisible());
    }));
});

await run({ before, after });
