// The site in a browser: every view in both languages, widths and colours, from a server and from the disk; by keyboard,
// without scripts, and while its writer edits it.  node smoke.js path/to/rolebook [words in the names of the tests to run]

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, run } from "../harness.js";
import { axeFaults, build, copyOfSample, openBrowser, sidewaysFaults, startPreview, surround, surroundings, witness } from "./tools.js";

const VIEWS = {
  home: "index.html",
  section: "manual/inventory/index.html",
  page: "manual/inventory/receipt.html",
  long: "manual/basics/navigation.html",
  role: "roles/warehouse.html",
  course: "courses/inventory.course.html",
  quiz: "manual/inventory/inventory-exam.quiz.html",
  bank: "manual/inventory/inventory.bank.html",
  faq: "faq/general.faq.html",
  checklist: "checklists/go-live.checklist.html",
  glossary: "glossary.html",
  contents: "all-pages.html",
  roster: "roster.html",
  training: "training-plan.html",
  sheets: "sign-in.html",
  probe: "manual/probe.html",
  missing: "404.html",
};
const LANGUAGES = { zh: "", en: "en/" };
/** A page of the tests' own, with what the sample may one day do without. */
const PROBE = `---
title: 试验
aliases: [old/旧页.html]
---

::: tabs
== 网页版
打开浏览器。
== 手机版
打开应用。
:::

::: details 更多
藏起来的文字。
:::
`;
/** For what should come at once, in milliseconds. */
const PATIENCE = 20_000;

let browser;
let sample;
let preview;
/** The address of the built folder on the disk. */
let disk;

async function before() {
  sample = copyOfSample();
  sample.write("manual/probe.md", PROBE);
  disk = build(sample.root, sample.site);
  preview = await startPreview(sample.root);
  browser = await openBrowser();
}

async function after() {
  await browser?.close();
  preview?.stop();
  sample?.remove();
}

/**
 * Opens one page in a context of its own, runs the steps, and asks that nothing went wrong meanwhile.
 * @param {string} path
 * @param {import("playwright-core").BrowserContextOptions} options
 * @param {(page: import("playwright-core").Page) => Promise<void>} steps
 */
async function on(path, options, steps) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  try {
    const { page, faults } = await witness(context, preview.address);
    await page.goto(preview.address + path);
    await steps(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

describe("every view", () => {
  for (const [at, [view, path]] of Object.entries(VIEWS).entries()) {
    test(view, async () => {
      const context = await browser.newContext();
      const { page, faults } = await witness(context, preview.address);
      for (const surrounding of surroundings(at)) {
        const { lang, folder, width, colorScheme } = surrounding;
        await surround(page, surrounding);
        await page.goto(preview.address + folder + path);
        faults.push(...(await axeFaults(page)), ...(await sidewaysFaults(page)));
        if (width < 600) {
          await page.setViewportSize({ width: 320, height: 844 });
          faults.push(...(await sidewaysFaults(page)));
        }
        assert.deepEqual(faults, [], `${lang} ${width} ${colorScheme}`);
      }
      await context.close();
    });
  }
});

describe("from the disk, by double-click", () => {
  for (const [language, prefix] of Object.entries(LANGUAGES)) {
    test(`every view works in ${language}`, async () => {
      const context = await browser.newContext();
      const found = [];
      const { page, faults } = await witness(context, disk);
      for (const [view, path] of Object.entries(VIEWS)) {
        await page.goto(disk + prefix + path);
        const dressed = await page.evaluate(() => getComputedStyle(document.querySelector(".header")).position);
        if (dressed !== "sticky") faults.push(`no styles: the header is ${dressed}`);
        if ((await page.locator("html[data-js]").count()) !== 1) faults.push("no scripts");
        found.push(...faults.splice(0).map((fault) => `${view}: ${fault}`));
      }
      await context.close();
      assert.deepEqual(found, []);
    });
  }

  test("a reader gets from the home page along a path into another language", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const { page, faults } = await witness(context, disk);
    await page.goto(`${disk}index.html`);
    await page.locator(".role-cards a[href='roles/warehouse.html']").first().click();
    await page.locator(".path-step a[href$='receipt.html']").first().click();
    assert.equal(page.url(), `${disk}manual/inventory/receipt.html`);
    await page.locator(".header .menu", { has: page.locator("a[hreflang='en']") }).locator("summary").click();
    await page.locator("a[hreflang='en']").click();
    assert.equal(page.url(), `${disk}en/manual/inventory/receipt.html`);
    await page.locator(".theme-switch").click();
    assert.deepEqual(faults, []);
    await context.close();
  });
});

describe("by keyboard", () => {
  test("the first stop is a visible link that skips to the text", () =>
    on(VIEWS.page, {}, async (page) => {
      await page.keyboard.press("Tab");
      const skip = page.locator(".skip:focus");
      assert.equal(await skip.count(), 1);
      const box = await skip.boundingBox();
      assert.ok(box && box.x >= 0 && box.y >= 0 && box.width > 24 && box.height >= 24, JSON.stringify(box));
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), "MAIN");
    }));

  test("a menu opens, closes by Escape and gives the focus back", () =>
    on(VIEWS.page, {}, async (page) => {
      const menu = page.locator(".header details.menu").first();
      await menu.locator("summary").focus();
      await page.keyboard.press("Enter");
      assert.equal(await menu.getAttribute("open"), "");
      await page.keyboard.press("Tab");
      assert.ok(await menu.locator("a").first().evaluate((link) => link === document.activeElement));
      await page.keyboard.press("Escape");
      assert.equal(await menu.getAttribute("open"), null);
      assert.ok(await menu.locator("summary").evaluate((summary) => summary === document.activeElement));
    }));

  test("one menu is open at a time, and leaving it closes it", () =>
    on(VIEWS.page, {}, async (page) => {
      const menus = page.locator(".header details.menu");
      await menus.nth(0).locator("summary").click();
      await menus.nth(1).locator("summary").click();
      assert.equal(await page.locator(".header details.menu[open]").count(), 1);
      await page.locator("main h1").click();
      assert.equal(await page.locator(".header details.menu[open]").count(), 0);
    }));

  test("tabs are chosen with the arrow keys", () =>
    on(VIEWS.probe, {}, async (page) => {
      const tabs = page.locator(".tab-list [role=tab]");
      await tabs.first().focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await tabs.nth(1).getAttribute("aria-selected"), "true");
      assert.equal(await page.locator(".tab:visible").count(), 1);
    }));

  test("the drawer takes the focus and gives it back", () =>
    on(VIEWS.page, { viewport: { width: 390, height: 844 } }, async (page) => {
      const button = page.locator(".drawer-button");
      assert.equal(await page.locator(".sidebar a").first().isVisible(), false);
      await button.focus();
      await page.keyboard.press("Enter");
      assert.equal(await button.getAttribute("aria-expanded"), "true");
      const current = page.locator(".sidebar a[aria-current='page']");
      await current.waitFor({ state: "visible" });
      assert.ok(await current.evaluate((link) => link === document.activeElement));
      await page.keyboard.press("Escape");
      assert.equal(await button.getAttribute("aria-expanded"), "false");
      assert.ok(await button.evaluate((element) => element === document.activeElement));
      await page.locator(".sidebar a").first().waitFor({ state: "hidden" });
    }));
});

describe("a reader", () => {
  test("chooses the colours, and they are remembered", () =>
    on(VIEWS.page, { colorScheme: "light" }, async (page) => {
      const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
      const asSystem = await colour();
      await page.locator(".theme-switch").click();
      assert.equal(await theme(), "light");
      assert.equal(await colour(), asSystem);
      await page.locator(".theme-switch").click();
      assert.equal(await theme(), "dark");
      assert.notEqual(await colour(), asSystem);
      await page.goto(preview.address + VIEWS.glossary);
      assert.equal(await theme(), "dark");
      await page.locator(".theme-switch").click();
      await page.reload();
      assert.equal(await theme(), undefined);
    }));

  test("changes the language and stays on the page", () =>
    on(VIEWS.page, {}, async (page) => {
      const change = async (/** @type {string} */ language) => {
        const link = page.locator(`a[hreflang='${language}']`);
        await page.locator(".header details.menu", { has: link }).locator("summary").click();
        await link.click();
      };
      await change("en");
      assert.equal(page.url(), `${preview.address}en/${VIEWS.page}`);
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      await change("zh-CN");
      assert.equal(page.url(), preview.address + VIEWS.page);
    }));

  test("finds every step of the role on its home, and each leads somewhere", () =>
    on(VIEWS.role, {}, async (page) => {
      const steps = page.locator(".path-step");
      assert.equal(await steps.count(), 7);
      const hrefs = await steps.locator("h3 a").evaluateAll((links) => links.map((link) => link.href));
      assert.ok(hrefs.length >= 6, hrefs.join("\n"));
      for (const href of hrefs) {
        await page.goto("about:blank");
        assert.equal((await page.goto(href))?.status(), 200, href);
        const { hash } = new URL(href);
        if (hash) assert.equal(await page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`).count(), 1, href);
      }
    }));

  test("reads, navigates and unfolds without JavaScript", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(preview.address);
    await page.locator(".role-cards a[href='roles/warehouse.html']").first().click();
    await page.locator(".path-step a[href$='receipt.html']").first().click();
    assert.ok(await page.locator("main h1").isVisible());
    assert.ok((await page.locator("main .body").innerText()).length > 500);
    await page.locator(".sidebar a:visible", { hasText: "盘点" }).first().click();
    assert.equal(page.url(), `${preview.address}manual/inventory/stocktaking.html`);
    await page.goto(preview.address + VIEWS.bank);
    await page.locator("main .body details summary").first().click();
    assert.equal(await page.locator("main .body details[open]").count(), 1);
    await page.goto(preview.address + VIEWS.probe);
    const tabs = page.locator(".tab");
    assert.ok((await tabs.count()) > 1);
    assert.equal(await page.locator(".tab:visible").count(), await tabs.count(), "all are shown");
    const english = page.locator("a[hreflang='en']");
    await page.locator(".header details.menu", { has: english }).locator("summary").click();
    await page.locator(".header").locator(english).click();
    assert.equal(page.url(), `${preview.address}en/${VIEWS.probe}`);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator(".drawer-link").click();
    assert.ok(await page.locator(".sidebar a").first().isVisible());
    await context.close();
  });
});

describe("an old address", () => {
  for (const from of ["disk", "server"]) {
    test(`leads to the same place of the page: ${from}`, async () => {
      const base = from === "disk" ? disk : preview.address;
      const { page, faults } = await witness(await browser.newContext(), base);
      await page.goto(`${base}old/旧页.html?role=all#rb-main`);
      await page.waitForURL(/probe\.html/);
      const { pathname, search, hash } = new URL(page.url());
      assert.deepEqual([pathname.split("/").pop(), search, hash], ["probe.html", "?role=all", "#rb-main"]);
      assert.deepEqual(faults, []);
      await page.context().close();
    });
    test(`leads to the page without scripts: ${from}`, async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${from === "disk" ? disk : preview.address}old/旧页.html`);
      await page.waitForURL(/probe\.html$/);
      await context.close();
    });
  }
});

describe("while its writer edits", () => {
  const PATH = "manual/live";
  /** @param {string} word @param {string} [more] */
  const text = (word, more = "") => {
    const sections = Array.from({ length: 30 }, (_, at) => `## 第 ${at + 1} 节\n\n这里是${word}，第 ${at + 1} 段。`.concat("补充说明。".repeat(60)));
    return `---\ntitle: 现场\n---\n\n::: details 更多\n藏起来的文字。\n:::\n\n${more}${sections.join("\n\n")}\n`;
  };
  /** Waits for a change that another process makes. */
  const shows = (page, word) =>
    page.waitForFunction((word) => document.querySelector("main")?.textContent?.includes(word), word, { polling: 50, timeout: PATIENCE });
  const openLive = async (context, path = PATH) => {
    const { page, faults } = await witness(context, preview.address);
    for (;;) {
      const answer = await context.request.get(`${preview.address}${path}.html`);
      if (answer.ok()) break;
      // The file has just been written.
      await context.request.get(`${preview.address}__rolebook/wait?since=0`);
    }
    await page.goto(`${preview.address}${path}.html`);
    return { page, faults };
  };

  test("the text changes in place; what is unfolded and where the reader is stays", async () => {
    sample.write(`${PATH}.md`, text("旧文"));
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const { page, faults } = await openLive(context);
    await shows(page, "旧文");
    await page.locator("main .body details summary").first().click();
    await page.locator("#第-15-节").evaluate((heading) => window.scrollTo(0, heading.getBoundingClientRect().top + scrollY - 200));
    const place = () => page.locator("#第-15-节").evaluate((heading) => Math.round(heading.getBoundingClientRect().top));
    const before = await place();
    await page.evaluate(() => void (window.sameLoad = true));
    sample.write(`${PATH}.md`, text("新文", "上面多了一段。\n\n".repeat(5)));
    await shows(page, "新文");
    await shows(page, "上面多了一段");
    assert.equal(await page.evaluate(() => window.sameLoad), true, "the page was not loaded anew");
    assert.equal(await page.locator("main .body details").first().getAttribute("open"), "");
    assert.ok(Math.abs((await place()) - before) <= 2, `${await place()} was ${before}`);
    assert.ok(await page.evaluate(() => scrollY > 500));
    assert.deepEqual(faults, []);
    await context.close();
  });

  test("a problem is laid over the page and goes when it is mended", async () => {
    sample.write(`${PATH}.md`, text("好文"));
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const { page, faults } = await openLive(context);
    await shows(page, "好文");
    await page.evaluate(() => void (window.sameLoad = true));
    sample.write(`${PATH}.md`, text("坏文", "[链接](nix.md)\n\n"));
    const overlay = page.locator("rolebook-problems");
    await overlay.locator(".sheet").waitFor({ timeout: PATIENCE });
    const said = await overlay.locator(".sheet").innerText();
    for (const part of ["link.missing", "manual/live.md:9:6", "page `nix.md` does not exist", "[链接](nix.md)"]) {
      assert.ok(said.includes(part), `${part} is not in:\n${said}`);
    }
    assert.ok((await page.locator("main").innerText()).includes("好文"), "the last good text stays");
    assert.deepEqual(await axeFaults(page), []);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await axeFaults(page), []);
    await page.keyboard.press("Escape");
    await overlay.locator(".badge").waitFor();
    assert.equal(await overlay.locator(".sheet").count(), 0);
    sample.write(`${PATH}.md`, text("修好的文"));
    await shows(page, "修好的文");
    await overlay.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => window.sameLoad), true, "the page was not loaded anew");
    assert.deepEqual(faults, []);
    await context.close();
  });

  test("a lesson changes in place, with what the path of its role says of it", async () => {
    const LESSON = "manual/inventory/receipt";
    const { page, faults } = await witness(await browser.newContext(), preview.address);
    await page.goto(`${preview.address}${LESSON}.html?role=warehouse`);
    await page.evaluate(() => void (window.sameLoad = true));
    const hash = () => page.evaluate(() => window.rolebook.given("courses").flatMap(({ lessons }) => lessons).find(({ id }) => id.includes("inventory/receipt"))?.hash);
    const before = await hash();
    assert.ok(before);
    sample.write(`${LESSON}.md`, `${readFileSync(join(sample.root, `${LESSON}.md`), "utf8")}\n\n新加的一段。\n`);
    await shows(page, "新加的一段");
    assert.notEqual(await hash(), before, "the paths are those of the new build");
    assert.equal(await page.evaluate(() => window.sameLoad), true, "the page was not loaded anew");
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test("a picture that is replaced is shown", async () => {
    const drawing = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"></svg>`;
    // Of its own: a tab that still shows it would miss the picture when the next test writes another text.
    const PICTURED = "manual/pictured";
    sample.write("manual/dot.svg", drawing(40));
    sample.write(`${PICTURED}.md`, text("有图的文", "![点](dot.svg)\n\n"));
    const context = await browser.newContext();
    const { page, faults } = await openLive(context, PICTURED);
    const width = (pixels) =>
      page.waitForFunction((pixels) => document.querySelector("main img[alt=点]")?.naturalWidth === pixels, pixels, { polling: 50, timeout: PATIENCE });
    await width(40);
    await page.evaluate(() => void (window.sameLoad = true));
    // The tab has seen which picture it shows.
    await page.waitForFunction(() => performance.getEntriesByType("resource").some((entry) => entry.initiatorType === "fetch" && entry.name.endsWith("dot.svg")), null, { polling: 50, timeout: PATIENCE });
    sample.write("manual/dot.svg", drawing(80));
    await width(80);
    sample.write("manual/dot.svg", drawing(120));
    await width(120);
    assert.equal(await page.evaluate(() => window.sameLoad), true, "the page was not loaded anew");
    assert.deepEqual(faults, []);
    await context.close();
  });

  test("eight tabs all change", async () => {
    sample.write(`${PATH}.md`, text("第一稿"));
    const context = await browser.newContext();
    const tabs = [];
    for (let number = 0; number < 8; number += 1) tabs.push(await openLive(context));
    await Promise.all(tabs.map(({ page }) => shows(page, "第一稿")));
    for (const word of ["第二稿", "第三稿"]) {
      sample.write(`${PATH}.md`, text(word));
      await Promise.all(tabs.map(({ page }) => shows(page, word)));
    }
    assert.deepEqual(tabs.flatMap(({ faults }) => faults), []);
    await context.close();
  });

  test("a style of the project's own changes without a new load", async () => {
    sample.write(`${PATH}.md`, text("有样式的文"));
    const context = await browser.newContext();
    const { page, faults } = await openLive(context);
    await shows(page, "有样式的文");
    await page.evaluate(() => void (window.sameLoad = true));
    sample.write("theme/css/components/own.css", ".page-head h1 { word-spacing: 7px; }\n");
    await page.waitForFunction(() => getComputedStyle(document.querySelector("main h1")).wordSpacing === "7px", null, { polling: 50, timeout: PATIENCE });
    const styles = () => [...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href"));
    const changed = await page.evaluate(styles);
    assert.equal(await page.evaluate(() => window.sameLoad), true, "the page was not loaded anew");
    await page.reload();
    assert.deepEqual(changed, await page.evaluate(styles), "in the order of the page");
    assert.deepEqual(faults, []);
    await context.close();
  });
});

await run({ before, after });
