// The search as its reader meets it: typed, composed, walked by keyboard, from the disk, from a server and below a folder
// of one; what it finds by role and kind, what it remembers, what it says when there is nothing, and what it marks.
// node search.js path/to/rolebook [words in the names of the tests to run]

import assert from "node:assert/strict";
import { dirname } from "node:path";
import { describe, test, run } from "../harness.js";
import { axeFaults, build, copyOfSample, openBrowser, serveInPieces, sidewaysFaults, startPreview, surroundings, witness } from "./tools.js";

const PAGE = "manual/inventory/receipt.html";
/** Pages of the tests' own. */
const PROBE = { path: "manual/probe.html", title: "琥珀核验" };
const PROBE_SOURCE = `---
title: 琥珀核验
summary: 测试用的一页。
---

琥珀**核验**的第一段，说明珊瑚绒怎样入库。

## 藏起来的

<details><summary>更多</summary><p>这里写着玛瑙石的处理。</p></details>

## 表格里的

| 甲 | 乙 |
|---|---|
| 砗磲珠 | 二 |

## 远处

${"填满这一页的一段普通文字。\n\n".repeat(40)}

末尾提到珊瑚绒。
`;
const EVIL = "<img src=x onerror=alert(1)>";
const EVIL_SOURCE = `---
title: "孔雀石 <img src=x onerror=alert(1)>"
summary: "<script>alert(2)</script> 孔雀石的摘要"
---

## 孔雀石 \`<img src=x onerror=alert(3)>\`

孔雀石写成 \`<svg onload=alert(4)>\` 也只是文字。
`;
const forRole = (/** @type {string} */ role) => `---\ntitle: 绿松石${role}\nroles: [${role}]\n---\n\n绿松石的${role}说明。\n`;
const ROLE = { id: "warehouse", person: "李建国", contact: "分机 8021" };

let browser;
let sample;
let preview;
let server;
/** Where the same site is opened from. @type {Record<string, string>} */
const bases = {};

async function before() {
  sample = copyOfSample();
  sample.write("manual/probe.md", PROBE_SOURCE);
  sample.write("manual/evil.md", EVIL_SOURCE);
  sample.write("manual/for-warehouse.md", forRole("warehouse"));
  sample.write("manual/for-finance.md", forRole("finance"));
  for (let n = 0; n < 45; n += 1) sample.write(`manual/many/m${n}.md`, `---\ntitle: 珐琅${n}\n---\n\n珐琅第 ${n} 页。\n`);
  bases.file = build(sample.root, sample.site);
  server = await serveInPieces(dirname(sample.site));
  bases["sub-path"] = `${server.address}site/`;
  preview = await startPreview(sample.root);
  bases.http = preview.address;
  browser = await openBrowser();
}

async function after() {
  await browser?.close();
  preview?.stop();
  server?.stop();
  sample?.remove();
}

/**
 * Opens a page in a context of its own, runs the steps, and asks that nothing went wrong meanwhile.
 * @param {string} address below the base
 * @param {import("playwright-core").BrowserContextOptions} options
 * @param {(page: import("playwright-core").Page, context: import("playwright-core").BrowserContext) => Promise<void>} steps
 * @param {string} [base]
 */
async function on(address, options, steps, base = bases.file) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  try {
    const { page, faults } = await witness(context, base);
    await page.goto(base + address);
    await steps(page, context);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

const dialog = (page) => page.locator("dialog.search");
const input = (page) => dialog(page).locator("input");
const rows = (page) => dialog(page).locator("[role=option]");
const active = (page) => dialog(page).locator("[aria-selected=true]");
const marks = (page) => page.locator("main mark.found");
const texts = (locator) => locator.evaluateAll((all) => all.map((one) => one.textContent));
const focused = (page) => page.evaluate(() => document.activeElement?.className || document.activeElement?.tagName);

async function open(page) {
  await page.keyboard.press("Control+k");
  await input(page).waitFor();
}

/** Types a query and waits for a result with these words. */
async function ask(page, query, words = query) {
  await open(page);
  await input(page).fill(query);
  await rows(page).filter({ hasText: words }).first().waitFor();
}

describe("before the first use", () => {
  for (const from of ["file", "http"]) {
    test(`nothing of the search is fetched, from ${from}`, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      const own = () => asked.filter((url) => /assets\/search\.|\/search\//.test(url));
      await page.goto(bases[from] + PAGE);
      await page.mouse.move(600, 500);
      await page.mouse.wheel(0, 400);
      assert.deepEqual(own(), []);
      await open(page);
      await input(page).fill("盘点");
      await rows(page).first().waitFor();
      assert.equal(own().filter((url) => /assets\/search\.\w+\.(js|css)$/.test(url)).length, 2);
      assert.ok(own().some((url) => url.includes("/search/zh-CN/index.js")));
      await context.close();
    });
  }

  test("without scripts the control leads to the page of search", () =>
    on(PAGE, { javaScriptEnabled: false }, async (page) => {
      await page.locator(".find-link").click();
      assert.ok(page.url().endsWith("/search.html"));
      assert.ok(await page.getByRole("link", { name: "全部页面" }).first().isVisible());
    }));
});

describe("the dialog", () => {
  test("opens by the button, by Ctrl K and by /, closes by Escape, the cross and beside it, and gives the focus back", () =>
    on(PAGE, {}, async (page) => {
      const shut = () => dialog(page).waitFor({ state: "hidden" });
      await page.locator(".find-button").click();
      await input(page).waitFor();
      assert.ok(await input(page).evaluate((own) => own === document.activeElement));
      await page.keyboard.press("Escape");
      await shut();
      assert.ok((await focused(page)).includes("find-button"));
      await open(page);
      await dialog(page).locator(".search-close").click();
      await shut();
      await page.keyboard.press("/");
      await input(page).waitFor();
      assert.equal(await input(page).inputValue(), "", "the sign itself is not typed");
      await page.keyboard.type("a/b");
      assert.equal(await input(page).inputValue(), "a/b");
      await page.mouse.click(20, 700);
      await shut();
    }));

  test("finds as one types, says how many, groups by page, and marks what was asked for", () =>
    on(PAGE, {}, async (page) => {
      await open(page);
      await input(page).pressSequentially("珊瑚绒");
      await rows(page).first().waitFor();
      const group = dialog(page).getByRole("group", { name: PROBE.title });
      await group.waitFor();
      assert.equal(await group.locator("mark").first().textContent(), "珊瑚绒");
      assert.equal(await input(page).getAttribute("aria-expanded"), "true");
      assert.ok(/\d+ 页/.test((await dialog(page).locator("[role=status]").textContent()) || ""));
      assert.equal(await input(page).getAttribute("aria-activedescendant"), await active(page).getAttribute("id"));
    }));

  test("is walked by arrows, Home and End, round and round; Enter opens, Ctrl Enter in a new tab", () =>
    on(PAGE, {}, async (page, context) => {
      await ask(page, "盘点");
      const at = async () => (await rows(page).evaluateAll((all) => all.findIndex((one) => one.getAttribute("aria-selected") === "true")));
      const count = await rows(page).count();
      assert.ok(count > 4);
      const first = await at();
      await page.keyboard.press("ArrowDown");
      assert.equal(await at(), first + 1);
      await page.keyboard.press("End");
      assert.equal(await at(), count - 1);
      assert.ok(await active(page).evaluate((row) => {
        const { bottom } = row.getBoundingClientRect();
        return bottom <= row.parentElement.closest("[role=listbox]").getBoundingClientRect().bottom + 1;
      }), "in sight");
      await page.keyboard.press("ArrowDown");
      assert.equal(await at(), 0);
      await page.keyboard.press("ArrowUp");
      assert.equal(await at(), count - 1);
      await page.keyboard.press("Home");
      assert.equal(await at(), 0);
      assert.equal(await rows(page).locator("xpath=self::*[@aria-selected='true']").count(), 1);
      const tab = context.waitForEvent("page");
      await page.keyboard.press("Control+Enter");
      const other = await tab;
      await other.waitForLoadState();
      assert.ok(other.url().includes(".html"));
      assert.ok(await dialog(page).isVisible());
      const href = await active(page).getAttribute("href");
      await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
      assert.ok(page.url().includes((href || "").replace(/^(\.\.\/)*/, "").split("?")[0]));
    }));

  test("keeps quiet while an input method composes, and its Enter and Escape are its own", () =>
    on(PAGE, {}, async (page) => {
      await open(page);
      const compose = (name, data) => input(page).evaluate((own, [name, data]) => own.dispatchEvent(new CompositionEvent(name, { data, bubbles: true })), [name, data]);
      const typed = (text, isComposing) => input(page).evaluate((own, [text, isComposing]) => {
        own.value = text;
        own.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing }));
      }, [text, isComposing]);
      const press = (key, keyCode, isComposing) => input(page).evaluate((own, [key, keyCode, isComposing]) =>
        own.dispatchEvent(new KeyboardEvent("keydown", { key, keyCode, isComposing, bubbles: true, cancelable: true })), [key, keyCode, isComposing]);
      await ask(page, "盘点");
      const before = await texts(rows(page));
      await compose("compositionstart", "");
      for (const text of ["shan", "shanhu", "shanhurong"]) await typed(text, true);
      const address = page.url();
      await press("Enter", 13, true);
      await press("ArrowDown", 40, true);
      await press("Escape", 27, true);
      assert.ok(await dialog(page).isVisible());
      assert.deepEqual(await texts(rows(page)), before);
      await typed("珊瑚绒", true);
      await compose("compositionend", "珊瑚绒");
      // A browser may say that the composition has ended before the key that ended it.
      await press("Enter", 229, false);
      await rows(page).filter({ hasText: PROBE.title }).first().waitFor();
      assert.equal(page.url(), address);
      assert.ok(await dialog(page).isVisible());
    }));

  test("is used by the mouse; with Ctrl a click opens a new tab", () =>
    on(PAGE, {}, async (page, context) => {
      await ask(page, "珊瑚绒", PROBE.title);
      const row = rows(page).filter({ hasText: PROBE.title }).first();
      const tab = context.waitForEvent("page");
      await row.click({ modifiers: ["Control"] });
      await (await tab).waitForLoadState();
      assert.ok(await dialog(page).isVisible());
      await Promise.all([page.waitForEvent("load"), row.click()]);
      assert.ok(page.url().includes(PROBE.path));
    }));

  test("leads to a place in the very page it is opened on without loading it", () =>
    on(PROBE.path, {}, async (page) => {
      await page.evaluate(() => { window.name = "here"; document.body.dataset.still = "yes"; });
      await ask(page, "砗磲珠");
      await rows(page).filter({ hasText: "砗磲珠" }).first().click();
      await dialog(page).waitFor({ state: "hidden" });
      await marks(page).first().waitFor();
      assert.equal(await page.evaluate(() => document.body.dataset.still), "yes");
      assert.deepEqual(await texts(marks(page)), ["砗磲珠"]);
    }));

  test("chooses kinds by chips, by keyboard too", () =>
    on(PAGE, {}, async (page) => {
      await ask(page, "盘点");
      const chips = dialog(page).locator(".search-kinds button");
      const all = await chips.count();
      assert.ok(all > 3);
      await dialog(page).locator("[data-kind=glossary]").focus();
      await page.keyboard.press("Enter");
      await dialog(page).locator("[data-kind=glossary][aria-pressed=true]").waitFor();
      assert.deepEqual([...new Set(await texts(dialog(page).locator(".search-page-row .search-kind")))], ["术语表"]);
      assert.equal(await dialog(page).locator("[data-kind=glossary]").evaluate((chip) => chip === document.activeElement), true);
      await dialog(page).locator("[data-kind='']").click();
      await dialog(page).locator("[data-kind=''][aria-pressed=true]").waitFor();
      assert.equal(await chips.count(), all);
    }));

  test("rows of tables are a kind: each row by itself, with what stands above it", () =>
    on(PAGE, {}, async (page) => {
      await ask(page, "单据");
      const chip = dialog(page).locator("[data-kind=table]");
      await chip.click();
      await dialog(page).locator("[data-kind=table][aria-pressed=true]").waitFor();
      const hits = await texts(dialog(page).locator(".search-hit .search-badge"));
      assert.ok(hits.length > 2 && hits.every((badge) => ["表格", "代码"].includes(badge)), hits.join(" "));
      assert.ok((await texts(dialog(page).locator(".search-hit .search-snippet"))).every((row) => row.includes("·")));
    }));

  test("as a role: its pages first, those for others below their own heading, hidden on wish for good", () =>
    on(`${PAGE}?role=${ROLE.id}`, {}, async (page) => {
      await ask(page, "绿松石", "绿松石warehouse");
      const order = () => texts(dialog(page).locator(".search-page-row .search-title, .search-divider"));
      assert.deepEqual(await order(), ["绿松石warehouse", "其他岗位的内容", "绿松石finance"]);
      await dialog(page).locator(".search-others").click();
      assert.deepEqual(await order(), ["绿松石warehouse"]);
      await page.reload();
      await ask(page, "绿松石", "绿松石warehouse");
      assert.deepEqual(await order(), ["绿松石warehouse"]);
      await dialog(page).locator(".search-others").click();
      assert.equal((await order()).length, 3);
    }));

  test("as everyone there are no others", () =>
    on(`${PAGE}?role=all`, {}, async (page) => {
      await ask(page, "绿松石");
      assert.equal(await dialog(page).locator(".search-divider").count(), 0);
      assert.deepEqual((await texts(dialog(page).locator(".search-page-row .search-title"))).sort(), ["绿松石finance", "绿松石warehouse"]);
      assert.ok(await dialog(page).locator(".search-others").isHidden());
    }));

  test("finds by pinyin and says so", () =>
    on(PAGE, {}, async (page) => {
      await ask(page, "kjkm", "会计科目");
      assert.ok((await dialog(page).locator("[role=status]").textContent())?.includes("拼音"));
    }));

  for (const query of [EVIL, "\"><script>alert(5)</script>", "</template><b>x", "{{ 7 * 7 }}", "%00%ff", "__proto__", "(((", "\\", "a".repeat(1900), "🦊", "' OR 1=1"]) {
    test(`the query ${query.slice(0, 30)} is a text like any other`, () =>
      on(PAGE, {}, async (page) => {
        await open(page);
        await input(page).fill(query);
        await dialog(page).locator("[data-state=nothing] .search-block, [role=option]").first().waitFor();
        assert.equal(await page.locator("img[onerror], b, svg[onload], script:not([src])").count(), 0);
      }));
  }

  test("what looks like HTML in a page is shown as it is written", () =>
    on(PAGE, {}, async (page) => {
      await ask(page, "孔雀石");
      const all = (await texts(rows(page))).join("\n");
      assert.ok(all.includes(EVIL), all);
      assert.equal(await dialog(page).locator("img, script").count(), 0);
    }));

  test("remembers what led somewhere, lets it go, one or all", () =>
    on(PAGE, {}, async (page) => {
      for (const query of ["珊瑚绒", "砗磲珠"]) {
        await ask(page, query, "琥珀核验");
        await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
        await page.goto(bases.file + PAGE);
      }
      await open(page);
      const recent = () => texts(dialog(page).locator("button.search-link"));
      assert.deepEqual(await recent(), ["砗磲珠", "珊瑚绒"]);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await rows(page).filter({ hasText: PROBE.title }).first().waitFor();
      assert.equal(await input(page).inputValue(), "珊瑚绒");
      await dialog(page).locator(".search-form .search-clear").click();
      await dialog(page).getByRole("button", { name: "移除“砗磲珠”" }).click();
      assert.deepEqual(await recent(), ["珊瑚绒"]);
      await dialog(page).getByRole("button", { name: "清除", exact: true }).click();
      assert.deepEqual(await recent(), []);
      await page.reload();
      await open(page);
      assert.deepEqual(await recent(), []);
      assert.ok(await dialog(page).locator(".search-hint").isVisible());
    }));

  test("works where the browser keeps nothing", async () => {
    const context = await browser.newContext();
    const { page, faults } = await witness(context, bases.file);
    await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("refused"); } }));
    await page.goto(bases.file + PAGE);
    await ask(page, "珊瑚绒", PROBE.title);
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await open(page);
    assert.ok(await dialog(page).locator(".search-hint").isVisible());
    assert.deepEqual(faults, []);
    await context.close();
  });

  test("finds nothing, and names who can help and where to look on", () =>
    on(`${PAGE}?role=${ROLE.id}`, {}, async (page) => {
      await open(page);
      await input(page).fill("鼹鼹鼹鼹");
      const person = dialog(page).locator(".search-person");
      await person.waitFor();
      assert.equal(await person.count(), 1);
      const said = (await person.textContent()) || "";
      assert.ok(said.includes(ROLE.person) && said.includes(ROLE.contact), said);
      assert.ok((await dialog(page).locator("[role=status]").textContent())?.includes("鼹鼹鼹鼹"));
      await page.keyboard.press("ArrowUp");
      await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
      assert.ok(page.url().endsWith("/all-pages.html"));
    }));

  test("says when its data does not load, and tries again on wish", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    let broken = true;
    await page.route(/\/search\/zh-CN\//, (route) => (broken ? route.abort() : route.continue()));
    await page.goto(bases.http + PAGE);
    await open(page);
    await input(page).fill("盘点");
    const retry = dialog(page).getByRole("button", { name: "重试" });
    await retry.waitFor();
    assert.ok((await dialog(page).locator("[role=status]").textContent())?.includes("没有载入"));
    broken = false;
    await retry.click();
    await rows(page).filter({ hasText: "盘点" }).first().waitFor();
    await context.close();
  });

  test("a bundle that does not load leads to the page of search", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route(/assets\/search\.\w+\.js/, (route) => route.abort());
    await page.goto(bases.http + PAGE);
    await page.keyboard.press("Control+k");
    await page.waitForURL(/search\.html$/);
    await context.close();
  });

  test("a rebuild of the preview refreshes an open search", () =>
    on(PAGE, {}, async (page) => {
      await open(page);
      await input(page).fill("翡翠鸟");
      await dialog(page).locator("[data-state=nothing] .search-block, [role=option]").first().waitFor();
      sample.write("manual/fresh.md", "---\ntitle: 翡翠鸟\n---\n\n刚写下的。\n");
      await rows(page).filter({ hasText: "翡翠鸟" }).first().waitFor();
    }, bases.http));
});

describe("from everywhere", () => {
  for (const from of ["file", "http", "sub-path"]) {
    test(`${from}: searched, opened, marked, in both languages`, async () => {
      for (const [address, query, words] of [[PAGE, "珊瑚绒", PROBE.title], ["en/index.html", "stocktake", "tocktak"]]) {
        await on(address, {}, async (page) => {
          await ask(page, query, words);
          await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
          await marks(page).first().waitFor();
          assert.ok(!page.url().includes("h="), "a link copied from here is clean");
        }, bases[from]);
      }
    });

    test(`${from}: from keystroke to results`, () =>
      on(PAGE, {}, async (page) => {
        const cold = await page.evaluate(() => {
          const begun = performance.now();
          document.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true }));
          return new Promise((done) => {
            const look = () => (document.querySelector("dialog.search[open]") ? done(performance.now() - begun) : requestAnimationFrame(look));
            look();
          });
        });
        const times = [];
        for (const query of ["盘", "盘点", "盘点差异", "采购入库", "暂估", "红冲", "盘点"]) {
          times.push(await page.evaluate((query) => {
            const box = document.querySelector("dialog.search");
            const field = box?.querySelector("input");
            const list = box?.querySelector("[data-part=list]");
            if (!field || !list) return 0;
            return new Promise((done) => {
              const begun = performance.now();
              new MutationObserver((_, own) => {
                own.disconnect();
                done(performance.now() - begun);
              }).observe(list, { childList: true });
              field.value = query;
              field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            });
          }, query));
        }
        console.log(`        ${from}: opened in ${Math.round(cold)} ms, results in ${times.map(Math.round).join(", ")} ms`);
      }, bases[from]));
  }
});

describe("the page of search", () => {
  const whole = (page) => page.locator("[data-search=page]");
  const links = (page) => whole(page).locator(".search-page-row");

  test("has query and kind in its address, and comes back as it was", () =>
    on(`search.html?q=${encodeURIComponent("盘点")}&kind=glossary`, {}, async (page) => {
      await links(page).first().waitFor();
      assert.deepEqual(await texts(links(page).locator(".search-kind")), ["术语表"]);
      await whole(page).locator("[data-kind='']").click();
      await links(page).nth(3).waitFor();
      await whole(page).locator("input").fill("珐琅");
      await links(page).filter({ hasText: "珐琅" }).first().waitFor();
      const address = new URL(page.url());
      assert.equal(address.searchParams.get("q"), "珐琅");
      assert.equal(address.searchParams.get("kind"), null);
      assert.equal(await links(page).count(), 20);
      await whole(page).getByRole("button", { name: /再显示/ }).click();
      await links(page).nth(39).waitFor();
      assert.ok(await links(page).nth(20).evaluate((link) => link === document.activeElement), "the first new one has the focus");
      await page.reload();
      await links(page).nth(39).waitFor();
      assert.equal(await whole(page).locator("[role=option]").count(), 0);
    }));

  test("shows the kind that was chosen on a narrow screen, too", () =>
    on(`search.html?q=${encodeURIComponent("单据")}&kind=table`, { viewport: { width: 390, height: 844 } }, async (page) => {
      await links(page).first().waitFor();
      const chip = await whole(page).locator("[data-kind=table]").boundingBox();
      assert.ok(chip && chip.x >= 0 && chip.x + chip.width <= 390, JSON.stringify(chip));
    }));

  test("is reached from the dialog with what was typed, and Ctrl K goes to its own input", () =>
    on(PAGE, {}, async (page) => {
      await ask(page, "珐琅");
      const more = rows(page).last();
      assert.ok((await more.textContent())?.includes("45"));
      await Promise.all([page.waitForEvent("load"), more.click()]);
      await links(page).filter({ hasText: "珐琅" }).first().waitFor();
      await page.keyboard.press("Control+k");
      assert.ok(await whole(page).locator("input").evaluate((own) => own === document.activeElement));
      assert.equal(await dialog(page).count(), 0);
    }));
});

describe("an address that leads nowhere", () => {
  for (const [address, words] of [["manual/inventory/stocktake-old.html", "stocktake old"], ["a/b/c/d/%E7%9B%98%E7%82%B9.html", "盘点"], ["en/manual/probe", "probe"], ["%E7%90%A5%E7%8F%80/index.html", "琥珀"]]) {
    test(`${address}: the search begins with ${words}`, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(bases.http + address);
      const box = page.locator("[data-search=page]");
      await box.locator("input").waitFor();
      assert.equal(await box.locator("input").inputValue(), words);
      await box.locator(".search-page-row, .search-block").first().waitFor();
      const asked = address.startsWith("en/") ? "receipt" : "珊瑚绒";
      await box.locator("input").fill(asked);
      // Not a row of the words before, which goes while it is clicked.
      const row = box.locator(".search-group", { has: page.locator("mark", { hasText: new RegExp(asked, "i") }) }).locator(".search-page-row").first();
      await row.waitFor();
      await Promise.all([page.waitForEvent("load"), row.click()]);
      assert.equal(await page.locator(".not-found").count(), 0);
      await context.close();
    });
  }
});

describe("words on the page", () => {
  const to = (words, hash = "") => `${PROBE.path}?${words.map((word) => `h=${encodeURIComponent(word)}`).join("&")}${hash}`;

  test("are marked across the writer's own marks, one after the other, and cleared by Escape as if nothing had been", () =>
    on(PROBE.path, {}, async (page) => {
      const body = () => page.locator("main .body").evaluate((own) => own.innerHTML);
      const before = await body();
      await page.goto(bases.file + to(["琥珀核验", "珊瑚绒"]));
      await marks(page).first().waitFor();
      assert.deepEqual(await texts(marks(page)), ["琥珀", "核验", "珊瑚绒", "珊瑚绒"]);
      const count = page.locator(".found-count");
      assert.equal(await count.textContent(), "1 / 3");
      await page.getByRole("button", { name: "上一处" }).click();
      assert.equal(await count.textContent(), "3 / 3");
      assert.ok(await marks(page).last().evaluate((mark) => mark.getBoundingClientRect().bottom < innerHeight), "in sight");
      await page.keyboard.press("Escape");
      await page.locator(".found-bar").waitFor({ state: "detached" });
      assert.equal(await body(), before);
    }));

  test("are folded as the search folds: width, case, traditional", () =>
    on(`manual/inventory/receipt.html?h=${encodeURIComponent("ｐｏ")}`, {}, async (page) => {
      await marks(page).first().waitFor();
      assert.ok((await texts(marks(page))).every((text) => text === "PO"));
    }));

  test("open what is folded, and are found in tables", () =>
    on(to(["玛瑙石"]), {}, async (page) => {
      await marks(page).first().waitFor();
      assert.ok(await marks(page).first().isVisible());
      await page.goto(bases.file + to(["砗磲珠"]));
      await marks(page).first().waitFor();
      assert.equal(await page.locator("td mark.found").count(), 1);
    }));

  test("begin behind the heading that the address points to", () =>
    on(to(["珊瑚绒"], `#${encodeURIComponent("远处")}`), {}, async (page) => {
      await marks(page).first().waitFor();
      assert.equal(await page.locator(".found-count").textContent(), "2 / 2");
      assert.ok(await marks(page).last().evaluate((mark) => {
        const { top, bottom } = mark.getBoundingClientRect();
        return top > 0 && bottom < innerHeight;
      }), "in sight");
    }));

  test("that are not there leave the page alone", () =>
    on(to(["并不存在"]), {}, async (page) => {
      await page.waitForFunction(() => !location.search);
      assert.equal(await page.locator("mark.found, .found-bar").count(), 0);
    }));
});

describe("for everyone", () => {
  const words = { zh: { some: "盘点", none: "鼹鼹鼹鼹" }, en: { some: "receipt", none: "qqqqqzz" } };
  for (const { lang, folder, width, colorScheme } of surroundings(2)) {
    test(`axe finds nothing: ${lang}, ${colorScheme}, ${width} px`, () =>
      on(`${folder}${PAGE}?role=${ROLE.id}`, { viewport: { width, height: 844 }, colorScheme, reducedMotion: "reduce" }, async (page) => {
        const faults = [];
        const look = async (view) => faults.push(...(await axeFaults(page)).map((fault) => `${view}: ${fault}`));
        await open(page);
        await look("empty");
        await input(page).fill(words[lang].some);
        await rows(page).first().waitFor();
        await look("results");
        await input(page).fill(words[lang].none);
        await dialog(page).locator(".search-person").first().waitFor();
        await look("nothing");
        await page.goto(`${bases.file}${folder}search.html?q=${encodeURIComponent(words[lang].some)}`);
        await page.locator(".search-page-row").first().waitFor();
        await look("page");
        await Promise.all([page.waitForEvent("load"), page.locator(".search-hit").first().click()]);
        await marks(page).first().waitFor();
        await look("marked");
        assert.deepEqual(faults, []);
      }));
  }

  for (const width of [320, 390]) {
    test(`${width} px: the dialog is the screen, nothing scrolls sideways, rows can be hit`, () =>
      on(`${PAGE}?role=${ROLE.id}`, { viewport: { width, height: 640 } }, async (page) => {
        await page.locator(".find-button").click();
        await input(page).fill("盘点");
        await rows(page).first().waitFor();
        const box = await dialog(page).locator(".search-panel").boundingBox();
        assert.deepEqual(box && [box.x, box.y, box.width, box.height], [0, 0, width, 640]);
        assert.deepEqual(await sidewaysFaults(page), []);
        const low = await rows(page).evaluateAll((all) => all.filter((row) => row.getBoundingClientRect().height < 44).map((row) => row.textContent));
        assert.deepEqual(low, []);
        await page.goto(`${bases.file}search.html?q=${encodeURIComponent("盘点")}`);
        await page.locator(".search-page-row").first().waitFor();
        assert.deepEqual(await sidewaysFaults(page), []);
      }));
  }

  test("results move nothing: the panel keeps its size while one types", () =>
    on(PAGE, {}, async (page) => {
      await open(page);
      const size = () => dialog(page).locator(".search-panel").boundingBox();
      const before = await size();
      await input(page).fill("盘点");
      await rows(page).first().waitFor();
      assert.deepEqual(await size(), before);
      assert.equal(await page.evaluate(() => scrollY), 0);
    }));

  test("forced colours: the row the keyboard is at is outlined", () =>
    on(PAGE, { forcedColors: "active" }, async (page) => {
      await ask(page, "盘点");
      assert.notEqual(await active(page).evaluate((row) => getComputedStyle(row).outlineStyle), "none");
    }));
});

await run({ before, after });
