// What a team needs after the go-live: the training plan on screen and on paper.  node golive.js path/to/rolebook [words]

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, run } from "../harness.js";
import { axeFaults, build, copyOfSample, openBrowser, program, sidewaysFaults } from "./tools.js";

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

describe("feedback", () => {
  test("a report from a section is copied for the group, saved as a file, and read by the program", () =>
    on("manual/inventory/receipt.html#差异处理", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await page.locator("[data-tell]").click();
      await page.locator('.tell-dialog [value="usability"]').check();
      await page.locator('.tell-dialog [value="high"]').check();
      await page.locator(".tell-dialog select").selectOption("差异处理");
      await page.locator('.tell-dialog [data-do="copy"]').click();
      assert.match(await page.locator(".tell-dialog [data-said]").innerText(), /请先写下内容/);
      await page.locator(".tell-dialog [name=text]").fill("按钮太小，\n戴手套点不到");
      await page.locator(".tell-dialog [name=name]").fill("张三");
      assert.deepEqual(await axeFaults(page), []);
      await page.setViewportSize({ width: 390, height: 844 });
      assert.deepEqual(await sidewaysFaults(page), []);
      const [file] = await Promise.all([page.waitForEvent("download"), page.locator('.tell-dialog [data-do="file"]').click()]);
      const path = join(sample.root, "..", file.suggestedFilename());
      await file.saveAs(path);
      await page.evaluate(() => {
        // What is copied, wherever this browser puts it.
        document.execCommand = () => false;
        Object.defineProperty(navigator, "clipboard", { value: undefined });
      });
      await page.locator('.tell-dialog [data-do="copy"]').click();
      const text = await page.locator(".tell-dialog [data-shown]").inputValue();
      assert.match(text, /^【反馈 易用性 高】采购入库 › 差异处理\n页面：manual\/inventory\/receipt\.html#差异处理\n版本：8\.2\n内容：按钮太小，\n戴手套点不到\n姓名：张三\n编号：F-[2-9A-Z]{7}$/);
      sample.write("../chat.txt", `王敏 09:30\n${text}\n好的\n`);
      const told = execFileSync(program(), ["feedback", "collect", path, join(sample.root, "../chat.txt"), "--lang", "zh"], { encoding: "utf8" });
      assert.equal(told, "必须  易用性  1 人  manual/inventory/receipt.html#差异处理  采购入库 › 差异处理\n    按钮太小，\n    戴手套点不到\n");
    }));

  test("only a project that names an endpoint lets a page connect to it, and says when nothing arrived", async () => {
    const config = readFileSync(join(sample.root, "rolebook.yaml"), "utf8");
    assert.ok(!(await policy("index.html")).includes("http"));
    sample.write("rolebook.yaml", config.replace(/^feedback:.*$/m, "feedback: {post: http://127.0.0.1:9/feedback}"));
    build(sample.root, sample.site);
    assert.match(await policy("index.html"), /connect-src 'self' http:\/\/127\.0\.0\.1:9;/);
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${disk}manual/inventory/receipt.html`);
    await page.locator("[data-tell]").click();
    await page.locator(".tell-dialog [name=text]").fill("慢");
    await page.locator('.tell-dialog [data-do="post"]').click();
    await page.locator(".tell-dialog [data-said]", { hasText: "没有送到" }).waitFor();
    assert.ok(await page.locator('.tell-dialog [data-do="mail"]').isHidden());
    await page.context().close();
  });
});

/** The policy of a built page. @param {string} path */
const policy = async (path) => /Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(join(sample.site, path), "utf8"))?.[1] || "";

await run({ before, after });
