// The site as its reader meets it: the role as a lens, what may not move, no scripts, the keyboard, small screens, paper,
// and what search engines and machines read. From the disk, and from a server where a test says http.
// node reader.js path/to/rolebook [words in the names of the tests to run]

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, test, run } from "../harness.js";
import { axeFaults, build, copyOfSample, openBrowser, serveInPieces, sidewaysFaults, startPreview, surroundings, witness } from "./tools.js";

const VIEWS = {
  home: "index.html",
  section: "manual/inventory/index.html",
  page: "manual/inventory/receipt.html",
  role: "roles/warehouse.html",
  course: "courses/inventory.course.html",
  quiz: "manual/inventory/inventory-exam.quiz.html",
  faq: "faq/inventory.faq.html",
  checklist: "checklists/go-live.checklist.html",
  contents: "all-pages.html",
  book: "courses/inventory.course.book.html",
};
/** A page of one other role only. */
const FOREIGN = "manual/admin/backup.html";
const PROBE = "manual/probe.html";
const BOOK = "roles/warehouse.book.html";
/** The role most tests read as, and one with other pages. */
const ROLE = { id: "warehouse", title: "仓库管理员", person: "李建国", contact: "分机 8021" };
const OTHER = { id: "finance", title: "财务会计" };
/** A page of the tests' own, with what the sample may one day do without. */
/** A table of twelve columns with words that do not break. */
const TWELVE = [
  `| ${Array.from({ length: 12 }, (_, at) => `第${at + 1}列`).join(" | ")} |`,
  `|${"---|".repeat(12)}`,
  `| ${Array.from({ length: 12 }, (_, at) => `PO-202611-00${10 + at} 已审核`).join(" | ")} |`,
].join("\n");
/** What is wider than a phone, in the ways a writer can make it. */
const WIDE = "manual/wide.html";
const WIDE_SOURCE = `---
title: 很宽
---

一个公式 $a_1+a_2+a_3+a_4+a_5+a_6+a_7+a_8+a_9+b_1+b_2+b_3+b_4+b_5+b_6+b_7+b_8+b_9+c_1+c_2+c_3+c_4+c_5+c_6$ 在行里。

<table><tr>${"<td>PO-202611-0037 的内容</td>".repeat(12)}</tr></table>

<pre>${"很长的一行".repeat(40)}</pre>

${TWELVE}

- 列表里的 <kbd>${"Ctrl+".repeat(30)}K</kbd> 和 \`${"a".repeat(200)}\`

注[^1]，地址 <https://example.com>。

[^1]: 第一段。

    第二段。
`;
/** Sixty labels of every width a writer can make, in every shape. */
const LABELS = Array.from({ length: 60 }, (_, at) => {
  const words = ["审核", "采购入库单", "三单匹配（订单、入库、发票）", "WWW MMM @@@", "Goods received note", "PO-202611-0037", "“暂估”——冲回…", "illicit till", "含税单价 ≥ 50,000.00 元？", "仓库 WMS 接口 v8.2"];
  return `${words[at % 10]}${at % 3 ? "" : words[(at * 7 + 3) % 10]}`;
});
const SHAPES = [["[", "]"], ["(", ")"], ["([", "])"], ["[[", "]]"], ["[(", ")]"], ["((", "))"], ["{", "}"], ["{{", "}}"], ["[/", "/]"], [">", "]"]];
const DIAGRAM = "manual/diagram.html";
const DIAGRAM_SOURCE = `---
title: 图
---

\`\`\`mermaid
flowchart TD
${LABELS.map((label, at) => `  N${at}${SHAPES[Math.floor(at / 6)][0]}"${label}"${SHAPES[Math.floor(at / 6)][1]}${at % 6 ? `\n  N${at - 1} -->|${LABELS[(at * 11) % 60]}| N${at}` : ""}`).join("\n")}
  click N1 href "probe.md"
\`\`\`

\`\`\`mermaid
flowchart LR
  subgraph 采购
    A([请购]) --> B{金额超过 5 万？}
  end
  subgraph 财务
    B -->|是| C[审批]
  end
\`\`\`

\`\`\`mermaid
sequenceDiagram
  actor B as 采购员
  B->>+E: 提交采购订单 PO-202611-0037
  loop 每 15 分钟
    E->>E: 转财务经理审批
  end
  E-->>-B: 通过
\`\`\`
`;
const PROBE_SOURCE = `---
title: 试验
summary: 测试用的一页。
---

![流程](inventory/receipt-flow.svg){zoom}

::: details 更多
藏起来的文字。
:::

| 甲 | 乙 |
|---|---|
| 一 | 二 |

<details><summary>还有</summary><p>又一段藏起来的文字。</p></details>
`;
const BASE_URL = "https://docs.example.com/erp/";
/** What a page may weigh, compressed, in bytes. */
const BUDGET = { styles: 24_000, scripts: 9_500, learner: 30_100, words: 4_000, learning: 38_000, search: 22_000, frame: 8_700 };
/** Below it nobody sees anything move. */
const SHIFT = 0.001;

let browser;
let sample;
let published;
let preview;
/** The address of the built folder on the disk. */
let disk;
/** Every page of the built folder, as the browser parses it. @type {Map<string, Head>} */
let pages;

/** @typedef {{title: string, description: string, ogTitle: string, policy: string, canonical: string, markdown: string, text: string, kind: string}} Head */

async function before() {
  sample = copyOfSample();
  sample.write("manual/probe.md", PROBE_SOURCE);
  sample.write("manual/wide.md", WIDE_SOURCE);
  sample.write("manual/diagram.md", DIAGRAM_SOURCE);
  disk = build(sample.root, sample.site);
  published = copyOfSample();
  const config = readFileSync(join(published.root, "rolebook.yaml"), "utf8");
  published.write("rolebook.yaml", `base_url: ${BASE_URL}\n${config}`);
  build(published.root, published.site);
  preview = await startPreview(sample.root);
  browser = await openBrowser();
  pages = await parsed(sample.site);
}

async function after() {
  await browser?.close();
  preview?.stop();
  sample?.remove();
  published?.remove();
}

/** The files of a folder by their way from it. @param {string} folder @param {string} end how their names end */
function filesOf(folder, end) {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return all.map((path) => path.split("\\").join("/")).filter((path) => path.endsWith(end)).sort();
}

/** @param {string} folder @returns {Promise<Map<string, Head>>} */
async function parsed(folder) {
  const found = new Map();
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const path of filesOf(folder, ".html")) {
    found.set(path, await page.evaluate((html) => {
      const tree = new DOMParser().parseFromString(html, "text/html");
      const read = (/** @type {string} */ selector, /** @type {string} */ name) => tree.querySelector(selector)?.getAttribute(name) || "";
      return {
        title: tree.title,
        description: read('meta[name="description"]', "content"),
        ogTitle: read('meta[property="og:title"]', "content"),
        policy: read('meta[http-equiv="Content-Security-Policy"]', "content"),
        canonical: read('link[rel="canonical"]', "href"),
        markdown: read('link[rel="alternate"][type="text/markdown"]', "href"),
        text: tree.querySelector("article .body")?.innerHTML || "",
        kind: tree.documentElement.dataset.kind || "",
      };
    }, readFileSync(join(folder, path), "utf8")));
  }
  await context.close();
  return found;
}

/**
 * Opens a page in a context of its own, runs the steps, and asks that nothing went wrong meanwhile.
 * @param {string} address below the base
 * @param {import("playwright-core").BrowserContextOptions} options
 * @param {(page: import("playwright-core").Page, context: import("playwright-core").BrowserContext) => Promise<void>} steps
 * @param {string} [base]
 */
async function on(address, options, steps, base = disk) {
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

/** A page as a role reads it. @param {string} path @param {string} [role] */
const as = (path, role = ROLE.id) => `${path}?role=${role}`;

const roleOf = (page) => page.evaluate(() => document.documentElement.dataset.role || null);
const bar = (page) => page.locator(".role-bar");
const menu = (page) => page.locator("details[data-role-menu]");
const panel = (page) => page.locator(".role-home");
const numbers = (text) => (text.match(/\d+/g) || []).map(Number);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(2)} kB`;
const weight = (data) => gzipSync(data).length;

/** Chooses in the menu of the header. */
async function choose(page, role) {
  await menu(page).locator("summary").click();
  await menu(page).locator(`[data-set-role="${role}"]`).click();
}

/** The text of the page as the reader sees it. */
const mainText = (page) => page.locator("main .body").innerText();

describe("budgets", () => {
  /** @param {(name: string) => boolean} wanted */
  const assets = (wanted) => {
    const names = readdirSync(join(sample.site, "assets")).filter(wanted);
    assert.ok(names.length > 0);
    return names.reduce((sum, name) => sum + weight(readFileSync(join(sample.site, "assets", name))), 0);
  };

  /** What the heaviest page loads of some assets. @param {RegExp} wanted @returns {{path: string, sum: number}} */
  const heaviest = (wanted) => {
    const sums = [...pages.keys()].map((path) => {
      const html = readFileSync(join(sample.site, path), "utf8");
      const names = [...html.matchAll(/<(?:script|link)[^>]* (?:src|href)="[^"]*assets\/([^"]+)"/g)].map(([, name]) => name);
      return { path, sum: names.filter((name) => wanted.test(name)).reduce((sum, name) => sum + assets((one) => one === name), 0) };
    });
    return sums.sort((one, two) => two.sum - one.sum)[0];
  };

  for (const [what, wanted, most] of [["the styles", /\.css$/, BUDGET.styles], ["the learner's scripts", /^(learn|mine|checks|quiz)\..*js$/, BUDGET.learner], ["the texts of scripts", /-words-.*\.js$/, BUDGET.words]]) {
    test(`${what} of the heaviest page`, () => {
      const { path, sum } = heaviest(wanted);
      console.log(`        ${kilobytes(sum)} of ${kilobytes(most)}: ${path}`);
      assert.ok(sum > 0 && sum <= most, `${path}: ${sum} bytes`);
    });
  }

  test("the scripts of learning, which no page loads all of", () => {
    const sum = assets((name) => /^(learn|mine|checks|quiz)\..*js$/.test(name));
    console.log(`        ${kilobytes(sum)} of ${kilobytes(BUDGET.learning)}`);
    assert.ok(sum <= BUDGET.learning, `${sum} bytes`);
  });

  test("the script of the search", () => {
    const sum = assets((name) => /^search\..*js$/.test(name));
    console.log(`        search ${kilobytes(sum)} of ${kilobytes(BUDGET.search)}`);
    assert.ok(sum <= BUDGET.search, `${sum} bytes`);
  });

  test("the scripts of every page", () => {
    const sum = assets((name) => /^(rolebook|early)\..*js$/.test(name));
    console.log(`        scripts ${kilobytes(sum)} of ${kilobytes(BUDGET.scripts)}`);
    assert.ok(sum <= BUDGET.scripts, `${sum} bytes`);
  });

  test("the frame of every page", () => {
    const frames = [...pages].map(([path, { text }]) => {
      return { path, frame: weight(readFileSync(join(sample.site, path))) - weight(text) };
    });
    frames.sort((one, two) => two.frame - one.frame);
    console.log(`        heaviest frame ${kilobytes(frames[0].frame)} of ${kilobytes(BUDGET.frame)}: ${frames[0].path}, of ${frames.length} pages`);
    assert.deepEqual(frames.filter(({ frame }) => frame > BUDGET.frame), []);
  });
});

describe("the role", () => {
  test("is asked for on the first visit, and kept once chosen", () =>
    on(VIEWS.page, {}, async (page) => {
      assert.ok(await bar(page).isVisible());
      assert.equal(await roleOf(page), null);
      await bar(page).getByRole("button", { name: ROLE.title }).click();
      assert.equal(await roleOf(page), ROLE.id);
      assert.ok(await bar(page).isHidden());
      await page.reload();
      assert.equal(await roleOf(page), ROLE.id);
      assert.ok(await bar(page).isHidden());
      await page.locator(".sidebar a", { hasText: "盘点" }).first().click();
      await page.waitForURL(`${disk}manual/inventory/stocktaking.html`);
      assert.equal(await roleOf(page), ROLE.id);
      assert.ok(await bar(page).isHidden());
    }));

  test("is not asked for again after “show everything”", () =>
    on(VIEWS.page, {}, async (page) => {
      await bar(page).locator('[data-set-role="all"]').click();
      assert.ok(await bar(page).isHidden());
      await page.reload();
      assert.ok(await bar(page).isHidden());
      assert.equal(await roleOf(page), null);
    }));

  test("put off: not asked in this tab, asked in the next", () =>
    on(VIEWS.page, {}, async (page, context) => {
      await bar(page).locator("[data-role-later]").click();
      assert.ok(await bar(page).isHidden());
      await page.goto(disk + VIEWS.faq);
      assert.ok(await bar(page).isHidden());
      const tab = await context.newPage();
      await tab.goto(disk + VIEWS.faq);
      assert.ok(await bar(tab).isVisible());
    }));

  test("comes with an address, and goes with one", () =>
    on(as(VIEWS.page), {}, async (page) => {
      assert.equal(await roleOf(page), ROLE.id);
      await page.goto(disk + VIEWS.faq);
      assert.equal(await roleOf(page), ROLE.id);
      await page.goto(disk + as(VIEWS.faq, "all"));
      assert.equal(await roleOf(page), null);
      await page.goto(disk + VIEWS.page);
      assert.equal(await roleOf(page), null);
      assert.ok(await bar(page).isHidden());
    }));

  for (const nonsense of ["nix", "<img src=x onerror=alert(1)>", "%00", "__proto__", "warehouse finance", "\"]{}*"]) {
    test(`an address with the role ${nonsense} does no harm`, () =>
      on(as(VIEWS.page, encodeURIComponent(nonsense)), {}, async (page) => {
        assert.equal(await roleOf(page), null);
        assert.ok(await bar(page).isVisible());
        assert.equal(await page.locator("img[onerror]").count(), 0);
        await choose(page, OTHER.id);
        await page.goto(disk + as(VIEWS.home, encodeURIComponent(nonsense)));
        assert.equal(await roleOf(page), OTHER.id, "what was chosen stays");
        assert.ok(await panel(page).isVisible());
      }));
  }

  test("is shown in the header, marked in its menu, changed and cleared there", () =>
    on(VIEWS.page, {}, async (page) => {
      const label = menu(page).locator("summary");
      const marked = () => menu(page).locator("[aria-current]").evaluateAll((all) => all.map((one) => one.dataset.setRole));
      assert.deepEqual(await marked(), []);
      for (const { id, title } of [ROLE, OTHER]) {
        await choose(page, id);
        assert.ok((await label.innerText()).includes(title), await label.innerText());
        assert.deepEqual(await marked(), [id]);
        assert.equal(await menu(page).getAttribute("open"), null, "the menu closes");
      }
      await page.reload();
      assert.ok((await label.innerText()).includes(OTHER.title));
      assert.ok(!(await label.innerText()).includes(ROLE.title));
      await choose(page, "all");
      assert.equal(await roleOf(page), null);
      assert.deepEqual(await marked(), ["all"]);
      assert.ok(!(await label.innerText()).includes(OTHER.title));
    }));

  test("chosen in the header, no longer comes from the address", () =>
    on(as(VIEWS.page), {}, async (page) => {
      await choose(page, OTHER.id);
      await page.reload();
      assert.equal(await roleOf(page), OTHER.id);
    }, preview.address));

  test("chosen in one tab, holds in the others", () =>
    on(VIEWS.page, {}, async (page, context) => {
      const tab = await context.newPage();
      await tab.goto(disk + VIEWS.home);
      await choose(page, ROLE.id);
      await panel(tab).waitFor();
      assert.equal(await roleOf(tab), ROLE.id);
    }));

  test("holds in the other language too", () =>
    on(as(VIEWS.page), {}, async (page) => {
      const link = page.locator("a[hreflang='en']");
      await page.locator(".header details.menu", { has: link }).locator("summary").click();
      await link.click();
      await page.waitForURL(`${disk}en/${VIEWS.page}`);
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      assert.equal(await roleOf(page), ROLE.id);
      assert.ok((await menu(page).locator("summary").innerText()).includes("Warehouse keeper"));
    }));

  for (const role of [ROLE.id, OTHER.id]) {
    test(`the tree hides what is for others than ${role}, says how much and opens it`, () =>
      on(as("manual/index.html", role), {}, async (page) => {
        const tree = page.locator("#rb-sidebar");
        const items = () => tree.locator("li").evaluateAll((all, role) =>
          all.map((item) => {
            const foreign = item.hasAttribute("data-roles") && !item.dataset.roles.split(" ").includes(role);
            return { title: item.querySelector("a")?.textContent, foreign, shown: getComputedStyle(item).display !== "none" };
          }), role);
        const folded = (await items()).filter(({ foreign }) => foreign);
        assert.ok(folded.length > 0);
        for (const { title, foreign, shown } of await items()) assert.equal(shown, !foreign, String(title));
        const line = tree.locator(".folded");
        assert.deepEqual(numbers(await line.innerText()), [folded.length]);
        await line.locator("button").click();
        assert.deepEqual((await items()).filter(({ shown }) => !shown), []);
        assert.equal(await line.locator("button").getAttribute("aria-expanded"), "true");
        await line.locator("button").click();
        assert.equal((await items()).filter(({ shown }) => !shown).length, folded.length);
        await choose(page, "all");
        assert.deepEqual((await items()).filter(({ shown }) => !shown), []);
        assert.ok(await line.isHidden());
      }));
  }

  test("counts of pages and questions follow it", () =>
    on(VIEWS.contents, {}, async (page) => {
      const total = async () => numbers(await page.locator(".contents-total").innerText())[0];
      const shown = () => page.locator(".contents-group li").filter({ visible: true }).count();
      const all = await total();
      assert.equal(await shown(), all);
      await choose(page, ROLE.id);
      assert.equal(await shown(), await total());
      assert.ok((await total()) < all);
      const line = page.locator("main .folded");
      assert.deepEqual(numbers(await line.innerText()), [all - (await total())]);
      await line.locator("button").click();
      assert.equal(await shown(), all);
      await page.goto(disk + VIEWS.faq);
      const index = page.locator(".faq-index li");
      const visible = await index.filter({ visible: true }).count();
      const hidden = (await index.count()) - visible;
      assert.equal(await page.locator(".faq-entry").filter({ visible: true }).count(), visible);
      const said = page.locator("main .folded");
      if (hidden > 0) assert.deepEqual(numbers(await said.innerText()), [hidden]);
      else assert.ok(await said.isHidden());
    }));

  test("a block for another role is one line, and opens", () =>
    on(VIEWS.page, {}, async (page) => {
      const block = page.locator(".for-role[data-fold]");
      const parts = () => block.evaluate((section) => [...section.children].map((child) => child.checkVisibility()));
      assert.equal(await block.count(), 1);
      assert.ok((await parts()).every(Boolean), "shown to who has not chosen");
      assert.equal(await block.locator("button").count(), 0);
      await choose(page, ROLE.id);
      const [line, ...text] = await parts();
      assert.ok(line && text.length > 0 && !text.some(Boolean), "only the line");
      assert.ok((await block.innerText()).includes(OTHER.title), "it says for whom");
      await block.locator("button").click();
      assert.ok((await parts()).every(Boolean));
      assert.equal(await block.locator("button").getAttribute("aria-expanded"), "true");
      await block.locator("button").click();
      assert.ok(!(await parts()).slice(1).some(Boolean));
      await choose(page, OTHER.id);
      assert.ok((await parts()).every(Boolean), "shown to its role");
      assert.equal(await block.locator("button").count(), 0);
    }));

  test("its home has the path, the next step, who helps, news and questions", () =>
    on(VIEWS.home, {}, async (page) => {
      assert.ok(await panel(page).isHidden());
      await page.locator(`.role-cards a[data-set-role="${ROLE.id}"]`).click();
      await panel(page).waitFor();
      assert.ok(await page.locator(".role-cards").isHidden());
      const role = await page.evaluate(() => window.rolebook.use("lens").role());
      const text = await panel(page).innerText();
      for (const part of [ROLE.title, ROLE.person, ROLE.contact]) assert.ok(text.includes(part), `${part} is not in:\n${text}`);
      const steps = panel(page).locator(".path-title a");
      assert.equal(role.path.length, 7);
      assert.deepEqual(await steps.allInnerTexts(), role.path.map((step) => step.title));
      assert.deepEqual(await steps.evaluateAll((all) => all.map((link) => link.getAttribute("href"))), role.path.map((step) => step.href));
      const [first, second] = role.path[0].lessons;
      const next = panel(page).locator('[data-slot="go"]');
      assert.equal(await next.getAttribute("href"), first.href, "a course begins with its first lesson");
      const minutes = async () => numbers(await panel(page).locator('[data-slot="left"]').innerText())[0];
      const progress = async () => numbers(await panel(page).locator('[data-slot="count"]').innerText());
      const all = await minutes();
      assert.ok(all > 60);
      assert.deepEqual(await progress(), [0, 7]);
      const questions = await panel(page).locator('[data-part="faq"] li').allInnerTexts();
      assert.deepEqual(questions, role.faq.slice(0, 6).map((one) => one.title));
      const news = await panel(page).locator('[data-part="news"] li').allInnerTexts();
      assert.equal(news.length, Math.min(role.news.length, 5));
      assert.ok(news.length > 0 && news[0].includes(role.news[0].text), news[0]);

      await next.click();
      await page.waitForURL(disk + first.href);
      await page.goto(disk + VIEWS.page);
      await page.goto(disk + VIEWS.home);
      assert.deepEqual(await progress(), [0, 7], "to open is not to learn");
      assert.equal(await panel(page).locator('[data-slot="last"]').getAttribute("href"), VIEWS.page);
      await page.goto(disk + first.href);
      await page.locator(".lesson-on").click();
      await page.waitForURL(disk + second.href);
      await page.goto(disk + VIEWS.home);
      assert.equal(await minutes(), all - first.minutes);
      assert.equal(await next.getAttribute("href"), second.href);
      const states = await panel(page).locator(".path-step").evaluateAll((every) => every.map((step) => step.dataset.state));
      assert.deepEqual(states, ["started", ...Array(6).fill("todo")]);
      await choose(page, "all");
      assert.ok(await page.locator(".role-cards").isVisible());
      assert.ok(await panel(page).isHidden());
    }));

  test("every link of its home leads to something", () =>
    on(as(VIEWS.home), {}, async (page) => {
      const hrefs = await panel(page).locator("a").filter({ visible: true }).evaluateAll((all) => all.map((link) => link.href));
      assert.ok(hrefs.length > 10);
      for (const href of new Set(hrefs)) {
        const { pathname, hash } = new URL(href);
        const file = join(sample.site, decodeURIComponent(pathname).slice(decodeURIComponent(new URL(disk).pathname).length));
        assert.ok(existsSync(file), href);
        if (hash) assert.ok(readFileSync(file, "utf8").includes(`id="${decodeURIComponent(hash.slice(1))}"`), href);
      }
    }));

  test("previous and next follow its path", () =>
    on(VIEWS.page, {}, async (page) => {
      const links = () => page.locator(".pager a:visible").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
      const link = (/** @type {string} */ name) => page.locator(`.pager .${name}:visible`).getAttribute("href");
      const from = (href) => `../../${href}`;
      await choose(page, ROLE.id);
      const path = await page.evaluate(() => window.rolebook.use("lens").role().path);
      assert.deepEqual(numbers(await page.locator(".pager-step").innerText()), [2, 7]);
      await page.evaluate(() => window.rolebook.use("learn/store").set("set:name", { value: "李" }));
      assert.equal(await page.locator(".pager-step a").innerText(), "学习路径", "said again after every change");
      assert.equal(await link("pager-previous"), from(path[0].lessons[3].href), "the last lesson of the course before");
      assert.equal(await link("lesson-on"), from(path[4].href), "not the section of this page, nor what waits");
      await page.goto(disk + path[0].lessons[0].href);
      assert.equal(await page.locator(".pager-previous:visible").count(), 0);
      assert.equal(await link("lesson-on"), from(path[0].lessons[1].href));
      await choose(page, "all");
      assert.deepEqual(numbers(await page.locator(".pager-step").innerText()), [1, 4], "without a role the course is the path");
      await page.goto(disk + FOREIGN);
      const own = await links();
      assert.equal(await page.locator(".pager-step").count(), 0, "no page of any course");
      await choose(page, "admin");
      assert.equal(await page.locator(".pager-step").count(), 1);
      await choose(page, "all");
      assert.deepEqual(await links(), own, "as the section has it");
    }));

  test("a page for others says so and stays readable", () =>
    on(FOREIGN, {}, async (page) => {
      const notice = page.locator("[data-for]");
      const whole = await mainText(page);
      assert.ok(whole.length > 500);
      assert.ok(await notice.isHidden());
      await choose(page, ROLE.id);
      const said = await notice.innerText();
      for (const title of [ROLE.title, "系统管理员"]) assert.ok(said.includes(title), said);
      assert.equal(await mainText(page), whole);
      await page.reload();
      assert.ok(await notice.isVisible());
      assert.equal(await mainText(page), whole);
      await choose(page, "admin");
      assert.ok(await notice.isHidden());
    }));

  test("works for the page when the browser stores nothing", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("refused", "SecurityError");
      };
      Storage.prototype.getItem = Storage.prototype.setItem = Storage.prototype.removeItem = refuse;
    });
    const { page, faults } = await witness(context, disk);
    await page.goto(disk + VIEWS.page);
    assert.ok((await mainText(page)).length > 500);
    await bar(page).locator(`[data-set-role="${ROLE.id}"]`).click();
    assert.equal(await roleOf(page), ROLE.id);
    assert.ok(await page.locator(".pager-step").isVisible());
    await page.locator(".theme-switch").click();
    assert.ok(await page.locator("html").getAttribute("data-theme"));
    await page.reload();
    await bar(page).locator("[data-role-later]").click();
    assert.ok(await bar(page).isHidden());
    await page.goto(disk + as(VIEWS.home));
    assert.equal(await panel(page).locator(".path-step").count(), 7);
    assert.ok(await panel(page).locator('[data-slot="go"]').isVisible());
    assert.deepEqual(faults, []);
    await context.close();
  });
});

/** Notes on every page what moves, and when the largest thing was painted. @param {import("playwright-core").Page} page */
const observe = (page) =>
  page.addInitScript(() => {
    const seen = { shift: 0, moved: [], paint: 0 };
    Object.assign(window, { seen });
    const name = (node) => (node instanceof Element ? `${node.tagName.toLowerCase()}.${node.className}` : String(node?.nodeName));
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        seen.shift += entry.value;
        seen.moved.push(...entry.sources.map((source) => name(source.node)));
      }
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.paint = Math.round(entry.startTime);
    }).observe({ type: "largest-contentful-paint", buffered: true });
  });

/** What was seen, when the page is done. */
const seen = (page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await document.fonts.ready;
    // What has moved is told after the frame that showed it.
    for (let count = 0; count < 10; count += 1) await frame();
    return window.seen;
  });

describe("nothing moves while it loads, http", () => {
  /**
   * Loads a page and sums up what moved. @param {import("playwright-core").BrowserContext} context
   * @param {string} path @param {boolean} late the scripts come after the first paint
   */
  const load = async (context, path, late) => {
    const { page, faults, close } = await witness(context, preview.address);
    await observe(page);
    // A fast machine would hide what a slow one shows: the page before its scripts.
    const painted = () => page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0, null, { polling: 20 });
    let held = 0;
    if (late) {
      await page.route(/\/assets\/ro[^/]*\.js/, async (route) => {
        held += 1;
        await painted();
        await route.continue();
      });
    }
    await page.goto(preview.address + path);
    await painted();
    const found = await seen(page);
    assert.deepEqual(faults, []);
    if (late) assert.equal(held, 3, "roles, texts and the script waited");
    await close();
    return found;
  };

  for (const role of ["", ROLE.id]) {
    for (const width of [390, 1280]) {
      test(`${role ? `as ${role}` : "without a role"}, ${width} px`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 800 } });
        if (role) {
          const page = await context.newPage();
          await page.goto(preview.address + as(VIEWS.page, role));
          await page.close();
        }
        const wrong = [];
        const figures = [];
        for (const view of ["home", "page", "role"]) {
          const soon = await load(context, VIEWS[view], false);
          const late = await load(context, VIEWS[view], true);
          figures.push(`${view} ${soon.paint} ms, moved ${soon.shift.toFixed(4)} and ${late.shift.toFixed(4)} with late scripts`);
          for (const [when, { shift, moved }] of Object.entries({ soon, late })) {
            if (shift >= SHIFT) wrong.push(`${view}, scripts ${when}: ${shift}: ${moved.join(", ")}`);
          }
        }
        console.log(figures.map((figure) => `        largest paint: ${figure}`).join("\n"));
        assert.deepEqual(wrong, []);
        await context.close();
      });
    }
  }
});

describe("nothing moves while it comes in pieces, http", () => {
  for (const width of [390, 1280]) {
    test(`${width} px`, async () => {
      const slow = await serveInPieces(sample.site);
      const html = readFileSync(join(sample.site, VIEWS.page)).toString("latin1");
      const from = html.indexOf("<header class=");
      const header = html.slice(from, html.indexOf("</header>"));
      // A browser may paint wherever it has to wait.
      const cuts = [...header.matchAll(/<(a class|button class|details|div|nav)/g)].map(({ index }) => from + index);
      cuts.push(...["<main", "<h1", '<div class="body"', "<nav class=\"pager"].map((mark) => html.indexOf(mark)).filter((at) => at > 0));
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const wrong = [];
      for (const cut of cuts) {
        const { page, faults, close } = await witness(context, slow.address);
        await observe(page);
        slow.piece.end = cut;
        slow.piece.gap = () => new Promise((done) => setTimeout(done, 200));
        await page.goto(slow.address + VIEWS.page);
        const { shift, moved } = await seen(page);
        if (shift >= SHIFT) wrong.push(`cut before ${html.slice(cut, html.indexOf(" ", cut + 10))}: ${shift.toFixed(4)}: ${moved.join(", ")}`);
        wrong.push(...faults);
        await close();
      }
      await context.close();
      slow.stop();
      assert.ok(cuts.length > 8);
      assert.deepEqual(wrong, []);
    });
  }
});

describe("without JavaScript", () => {
  for (const view of ["home", "page", "role", "quiz"]) {
    test(`the ${view} shows its text, leads to the other language and unfolds`, async () => {
      const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await page.goto(disk + as(VIEWS[view]));
      assert.ok(await page.locator("main h1").isVisible());
      assert.ok((await mainText(page)).length > 200);
      assert.ok(await bar(page).isHidden());
      assert.ok(await panel(page).isHidden());
      if (view === "page") for (const one of ["previous", "next"]) assert.ok(await page.locator(`.pager-${one}`).isVisible(), one);
      const folds = page.locator("main .body details");
      if (view === "quiz") assert.ok((await folds.count()) > 0);
      if (await folds.count()) {
        await folds.first().locator("summary").click();
        assert.equal(await folds.first().getAttribute("open"), "");
        assert.ok(await folds.first().locator("summary + *").isVisible());
      }
      const link = page.locator("a[hreflang='en']");
      await page.locator(".header details.menu", { has: link }).locator("summary").click();
      await link.click();
      await page.waitForURL(`${disk}en/${VIEWS[view]}`);
      // Where scripts set the role, the menu leads to its page.
      await menu(page).locator("summary").click();
      await menu(page).locator(`[data-set-role="${ROLE.id}"]`).click();
      await page.waitForURL(`${disk}en/${VIEWS.role}`);
      await context.close();
    });
  }
});

/**
 * Goes through the page by Tab until the focus leaves it or comes round.
 * @param {import("playwright-core").Page} page
 */
async function walk(page) {
  const stops = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const came = element.hasAttribute("data-walked");
      element.setAttribute("data-walked", "");
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return {
        came,
        name: `${element.tagName.toLowerCase()}.${element.className} ${(element.getAttribute("aria-label") || element.textContent || "").trim().slice(0, 30)}`,
        outlined: outlineStyle !== "none" && parseFloat(outlineWidth) > 0,
        sized: box.width > 0 && box.height > 0,
      };
    });
    if (!stop || stop.came) return { stops, ended: !stop || stop.name === stops[0].name ? "" : `caught at ${stop.name}` };
    stops.push(stop);
    assert.ok(stops.length < 1000, "endless");
  }
}

/** @param {{name: string, outlined: boolean, sized: boolean}[]} stops */
const unseen = (stops) => stops.filter(({ outlined, sized }) => !outlined || !sized).map(({ name }) => name);

describe("by keyboard alone", () => {
  const focused = (page) => page.evaluate(() => document.activeElement?.className);

  test("the first stop skips to the text", () =>
    on(VIEWS.page, {}, async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "skip");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), "MAIN");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement?.closest("main") !== null), "and goes on from there");
    }));

  test("every menu of the header opens, closes by Escape and gives the focus back", () =>
    on(VIEWS.page, {}, async (page) => {
      const menus = page.locator(".header details.menu");
      assert.equal(await menus.count(), 2);
      const reached = new Set();
      for (let press = 0; press < 20 && reached.size < 2; press += 1) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() =>
          [...document.querySelectorAll(".header details.menu > summary")].indexOf(document.activeElement));
        if (at < 0 || reached.has(at)) continue;
        reached.add(at);
        const isOpen = () => menus.nth(at).evaluate((menu) => menu.open);
        await page.keyboard.press("Enter");
        assert.ok(await isOpen());
        await page.keyboard.press("Tab");
        assert.ok(await menus.nth(at).evaluate((menu) => menu.querySelector(".menu-panel").contains(document.activeElement)));
        await page.keyboard.press("Escape");
        assert.ok(!(await isOpen()));
        assert.ok(await menus.nth(at).evaluate((menu) => menu.firstElementChild === document.activeElement));
      }
      assert.equal(reached.size, 2);
    }));

  test("a role is chosen", () =>
    on(VIEWS.page, {}, async (page) => {
      await menu(page).locator("summary").focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      const id = await page.evaluate(() => document.activeElement?.getAttribute("data-set-role"));
      await page.keyboard.press("Enter");
      assert.equal(await roleOf(page), id);
      assert.ok(await menu(page).locator("summary").evaluate((summary) => summary === document.activeElement), "the focus is back");
    }));

  test("a picture opens large, keeps the focus inside, and gives it back", () =>
    on(PROBE, {}, async (page) => {
      const button = page.locator("main .zoom-button");
      await button.waitFor({ state: "attached" });
      for (let press = 0; press < 100 && (await focused(page)) !== "zoom-button"; press += 1) await page.keyboard.press("Tab");
      assert.equal(await focused(page), "zoom-button");
      assert.ok((await button.getAttribute("aria-label"))?.includes("流程"));
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.waitFor();
      assert.equal(await dialog.locator("img").getAttribute("alt"), "流程");
      for (let press = 0; press < 6; press += 1) {
        // Between the stops of a dialog lies the browser's own frame, where the page has no focus.
        const outside = await page.evaluate(() => {
          const active = document.activeElement;
          return active && active !== document.body && !active.closest("dialog") ? active.className : "";
        });
        assert.equal(outside, "");
        await page.keyboard.press("Tab");
      }
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      assert.equal(await focused(page), "zoom-button");
      await page.keyboard.press("Space");
      await dialog.waitFor();
    }));

  test("a term says what it means, to the mouse, the keyboard and a finger, and nothing moves", () =>
    on(VIEWS.page, {}, async (page) => {
      const term = page.locator("main a.term-link").first();
      const note = page.locator(".term-note");
      const meaning = await term.evaluate((link) => document.getElementById(link.getAttribute("aria-describedby"))?.textContent);
      const before = await page.locator("main").boundingBox();
      await term.hover();
      await note.waitFor();
      assert.equal(await note.locator("p").textContent(), meaning);
      assert.deepEqual(await page.locator("main").boundingBox(), before);
      await page.keyboard.press("Escape");
      await note.waitFor({ state: "hidden" });
      for (let press = 0; press < 100 && !(await term.evaluate((link) => link === document.activeElement)); press += 1) await page.keyboard.press("Tab");
      await note.waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Escape");
      await note.waitFor({ state: "hidden" });
      await term.evaluate((link) => {
        link.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, pointerType: "touch" }));
        link.click();
      });
      await note.waitFor();
      assert.match((await note.locator("a").getAttribute("href")) ?? "", /glossary\.html#/);
      await term.evaluate((link) => link.click());
      await page.waitForURL(/glossary\.html#/);
    }));

  for (const [name, address] of Object.entries({ home: as(VIEWS.home), page: as(VIEWS.page), quiz: VIEWS.quiz, contents: VIEWS.contents, book: VIEWS.book })) {
    test(`Tab goes through the whole ${name}, seen at every stop`, () =>
      on(address, {}, async (page) => {
        const { stops, ended } = await walk(page);
        assert.equal(ended, "");
        assert.ok(stops.length > 8, String(stops.length));
        assert.ok(stops.some(({ name }) => name.startsWith("a.")));
        assert.deepEqual(unseen(stops), []);
      }));
  }
});

describe("the contents beside the text", () => {
  test("follow the reader past what is folded away for the role", () =>
    on(as("manual/finance/chart-of-accounts.html", OTHER.id), { viewport: { width: 1280, height: 700 } }, async (page) => {
      const ids = await page.locator(".toc ol a:visible").evaluateAll((all) => all.map((one) => decodeURIComponent(one.hash.slice(1))));
      const folded = await page.locator(".for-role[data-other] :is(h2, h3)").evaluateAll((all) => all.map((one) => one.id));
      assert.ok(folded.length > 0, "the page has a part for others");
      assert.deepEqual(ids.filter((id) => folded.includes(id)), []);
      const marked = [];
      for (const id of ids.slice(0, -1)) {
        await page.evaluate((one) => document.getElementById(one)?.scrollIntoView(), id);
        await page.waitForFunction((one) => decodeURIComponent(document.querySelector(".toc [aria-current]")?.hash.slice(1) || "") === one, id);
        marked.push(id);
      }
      assert.ok(marked.length > 1);
      await page.locator(".for-role[data-other] button").first().click();
      assert.equal(await page.locator(".toc ol a:visible").count(), ids.length + folded.length);
    }));

  test("the head of a table that fits stands still, and no row is hidden", () =>
    on(as("manual/finance/chart-of-accounts.html", "all"), { viewport: { width: 1280, height: 700 } }, async (page) => {
      const table = page.locator(".table[data-fits]").first();
      await table.locator("tbody tr").nth(12).scrollIntoViewIfNeeded();
      await page.evaluate(() => window.scrollBy(0, 300));
      const box = await table.evaluate((one) => ({ hidden: one.scrollHeight - one.clientHeight, top: Math.round(one.querySelector("th").getBoundingClientRect().top) }));
      assert.deepEqual(box, { hidden: 0, top: 57 });
    }));
});

describe("reflow", () => {
  const SCREENS = {
    "320 px": { viewport: { width: 320, height: 640 } },
    "200 % of 1280 px": { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  };
  for (const [screen, options] of Object.entries(SCREENS)) {
    for (const role of ["all", ROLE.id]) {
      test(`${screen}, role ${role}: nothing has to be scrolled sideways`, async () => {
        const found = [];
        const context = await browser.newContext(options);
        const { page, faults } = await witness(context, disk);
        for (const [view, path] of Object.entries({ ...VIEWS, foreign: FOREIGN })) {
          await page.goto(disk + as(path, role));
          found.push(...(await sidewaysFaults(page)).map((fault) => `${view}: ${fault}`));
        }
        assert.deepEqual([...found, ...faults], []);
        await context.close();
      });
    }
  }

  test("320 px: the question of the first visit fits", () =>
    on(VIEWS.page, { viewport: { width: 320, height: 640 } }, async (page) => {
      assert.ok(await bar(page).isVisible());
      assert.deepEqual(await sidewaysFaults(page), []);
    }));
});

describe("on a phone", () => {
  const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  /** Where the first sentence of the text begins. */
  const firstSentence = (page) => page.locator(".body .prose p").first().evaluate((one) => Math.round(one.getBoundingClientRect().top));

  for (const [path, role] of [[VIEWS.page, ROLE.id], ["manual/finance/chart-of-accounts.html", OTHER.id]]) {
    test(`${path} begins with its text`, async () => {
      const tops = {};
      for (const [when, address] of Object.entries({ first: path, chosen: as(path, role) })) {
        await on(address, PHONE, async (page) => { tops[when] = await firstSentence(page); });
        await on(address, { viewport: { width: 1280, height: 800 } }, async (page) => { tops[`${when}, wide`] = await firstSentence(page); });
      }
      console.log(`        ${Object.entries(tops).map(([when, top]) => `${when} ${top} px`).join(", ")}`);
      assert.ok(tops.first <= 370 && tops.chosen <= 370, JSON.stringify(tops));
      assert.ok(tops["first, wide"] <= 400 && tops["chosen, wide"] <= 350, JSON.stringify(tops));
    });
  }

  test("the question of the first visit covers neither text nor what ends the page", () =>
    on(VIEWS.page, PHONE, async (page) => {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      const [foot, question] = await Promise.all([page.locator(".footer").boundingBox(), bar(page).boundingBox()]);
      assert.ok(foot && question && foot.y + foot.height <= question.y + 1, JSON.stringify({ foot, question }));
    }));

  test("what is wide scrolls inside itself", () =>
    on(WIDE, { ...PHONE, viewport: { width: 375, height: 800 } }, async (page) => {
      assert.deepEqual(await sidewaysFaults(page), []);
      const scrolls = await page.locator(".formula, .prose > table, .prose > pre, .table").evaluateAll((all) =>
        all.map((one) => `${one.className || one.tagName} ${one.scrollWidth > one.clientWidth}`));
      assert.deepEqual(scrolls, ["formula true", "TABLE true", "PRE true", "table true"]);
      const [first, second] = await page.locator(".footnote-definition p").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
      assert.ok(second.top >= first.bottom - 1 && second.left === first.left, JSON.stringify([first, second]));
    }));

  test("no label of a diagram leaves its shape, no node lies over another, and links can be reached by keyboard", () =>
    on(DIAGRAM, { ...PHONE, viewport: { width: 375, height: 800 } }, async (page) => {
      assert.deepEqual(await sidewaysFaults(page), []);
      assert.deepEqual(await axeFaults(page), []);
      const nodes = await page.locator(".diagram-node").evaluateAll((all) =>
        all.map((node) => {
          const box = (/** @type {Element | null} */ one) => /** @type {SVGGraphicsElement} */ (one).getBBox();
          const [shape, text] = [box(node.querySelector(".diagram-shape")), box(node.querySelector("text"))];
          const { x, y, width, height } = shape;
          const fits = text.x >= x && text.x + text.width <= x + width && text.y >= y - 2 && text.y + text.height <= y + height + 2;
          return { name: node.textContent, fits, box: [x, y, x + width, y + height], svg: [...document.querySelectorAll("svg")].indexOf(/** @type {SVGSVGElement} */ (node.closest("svg"))) };
        }));
      assert.equal(nodes.length, 60 + 3 + 2);
      assert.deepEqual(nodes.filter((node) => !node.fits && node.name !== "采购员").map((node) => node.name), []);
      const over = nodes.flatMap((a, at) => nodes.slice(at + 1).filter((b) => a.svg === b.svg
        && a.box[0] < b.box[2] && b.box[0] < a.box[2] && a.box[1] < b.box[3] && b.box[1] < a.box[3]).map((b) => `${a.name} ${b.name}`));
      assert.deepEqual(over, []);
      const grounds = await page.locator(".diagram-ground + text").evaluateAll((all) =>
        all.filter((text) => {
          const [own, ground] = [text, /** @type {Element} */ (text.previousElementSibling)].map((one) => /** @type {SVGGraphicsElement} */ (one).getBBox());
          return own.width > ground.width;
        }).map((text) => text.textContent));
      assert.deepEqual(grounds, []);
      await page.locator(".diagram a").first().focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/probe\.html/u);
    }));

  test("no button lies over what it serves", () =>
    on(PROBE, PHONE, async (page) => {
      for (const path of [PROBE, VIEWS.page, "manual/finance/chart-of-accounts.html"]) {
        await page.goto(disk + path);
        await page.locator(".zoom-button, .copy").first().waitFor({ state: "attached" });
        const over = await page.locator(".zoom-button, .copy").evaluateAll((all) =>
          all.filter((button) => {
            const own = button.getBoundingClientRect();
            const served = button.parentElement?.querySelector("img, pre")?.getBoundingClientRect();
            const { opacity } = getComputedStyle(button);
            return served && opacity !== "0" && own.top < served.bottom - 1 && own.bottom > served.top + 1;
          }).map((button) => button.className));
        assert.deepEqual(over, [], path);
      }
    }));
});

describe("as the system asks", () => {
  const WISHES = { "forced colours": { forcedColors: "active" }, "less motion": { reducedMotion: "reduce" } };
  for (const [wish, options] of Object.entries(WISHES)) {
    test(`${wish}: every view loads, and the focus is seen`, async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      const { page, faults } = await witness(context, disk);
      for (const [view, path] of Object.entries(VIEWS)) {
        await page.goto(disk + as(path));
        const { stops } = await short(page);
        faults.push(...unseen(stops).map((name) => `${view}: no outline on ${name}`));
      }
      await page.goto(disk + PROBE);
      const { stops } = await walk(page);
      faults.push(...unseen(stops).map((name) => `probe: no outline on ${name}`));
      assert.deepEqual(faults, []);
      await context.close();
    });
  }

  /** The first stops, in the frame of the page, and some in its text. */
  const short = async (page) => {
    const stops = [];
    const step = async () => {
      await page.keyboard.press("Tab");
      stops.push(await page.evaluate(() => {
        const element = document.activeElement || document.body;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const outlined = element === document.body || (outlineStyle !== "none" && parseFloat(outlineWidth) > 0);
        return { name: `${element.tagName.toLowerCase()}.${element.className}`, outlined, sized: true };
      }));
    };
    for (let count = 0; count < 8; count += 1) await step();
    await page.locator("main").focus();
    for (let count = 0; count < 8; count += 1) await step();
    return { stops };
  };
});

describe("on paper", () => {
  test("a role's book becomes a PDF with an outline", () =>
    on(BOOK, {}, async (page) => {
      const chapters = await page.locator(".book-chapter h2").count();
      const pdf = await page.pdf({ format: "A4", printBackground: false, outline: true, tagged: true });
      const raw = pdf.toString("latin1");
      const sheets = (raw.match(/\/Type\s*\/Page\b(?!s)/g) || []).length;
      const entries = (raw.match(/\/Title\b/g) || []).length;
      console.log(`        ${sheets} sheets, ${kilobytes(pdf.length)}, ${entries} titles in the outline, ${chapters} chapters`);
      assert.ok(pdf.length > 20_000, String(pdf.length));
      assert.ok(raw.includes("/Outlines"));
      assert.ok(raw.includes("/StructTreeRoot"));
      assert.ok(entries > chapters && chapters > 3, `${entries} titles, ${chapters} chapters`);
      assert.ok(sheets >= 10, String(sheets));
    }));

  test("a book has its questions without answers, and the answers at the end", () =>
    on(BOOK, {}, async (page) => {
      assert.ok((await page.locator(".book-chapter .question").count()) > 0);
      assert.equal(await page.locator(".book-chapter .question .answer, .book-chapter .question [data-right]").count(), 0);
      const answers = page.locator(".book-chapter").last().locator(".book-answer");
      assert.ok((await answers.count()) > 0);
      const broken = await page.locator("main a[href^='#']").evaluateAll((links) =>
        links.map((link) => decodeURIComponent(link.hash.slice(1))).filter((id) => !document.getElementById(id)));
      assert.deepEqual(broken, []);
      const ids = await page.locator("[id]").evaluateAll((all) => all.map((one) => one.id));
      assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), []);
    }));

  test("a table of twelve columns is on the sheet, an address is printed once, a video is named", () =>
    on(WIDE, { viewport: { width: 658, height: 900 } }, async (page) => {
      await page.emulateMedia({ media: "print" });
      const cut = await page.locator(".table").evaluate((one) => one.scrollWidth - one.clientWidth);
      assert.ok(cut <= 1, `${cut} px are cut off`);
      const after = await page.locator('.prose a[href="https://example.com"]').evaluate((one) => getComputedStyle(one, "::after").content);
      assert.equal(after, "none");
    }));

  test("a page leaves its frame behind", () =>
    on(as(VIEWS.page), {}, async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const part of [".header", "#rb-sidebar", ".footer", ".pager", ".toc", ".skip"]) {
        assert.equal(await page.locator(part).filter({ visible: true }).count(), 0, part);
      }
      assert.ok(await page.locator("main h1").isVisible());
      const heads = await page.locator("main thead").evaluateAll((all) => all.map((head) => getComputedStyle(head).display));
      assert.ok(heads.length > 0);
      assert.deepEqual([...new Set(heads)], ["table-header-group"]);
      assert.deepEqual(await sidewaysFaults(page), []);
    }));

  test("a page is unfolded, by the styles alone and by the script", async () => {
    for (const javaScriptEnabled of [false, true]) {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await page.goto(disk + PROBE);
      const shown = () => page.locator("main .body details").evaluateAll((all) =>
        all.map((fold) => {
          // Asked for its box, the browser takes note of the change of medium; the answer below may be stale else.
          const text = fold.lastElementChild || fold;
          const { height } = text.getBoundingClientRect();
          return height > 0 && text.checkVisibility({ contentVisibilityAuto: true });
        }));
      assert.deepEqual(await shown(), [false, false]);
      await page.emulateMedia({ media: "print" });
      assert.deepEqual(await shown(), [true, true]);
      if (javaScriptEnabled) {
        await page.emulateMedia({ media: "screen" });
        await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
        assert.deepEqual(await shown(), [true, true]);
        await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
        assert.deepEqual(await shown(), [false, false], "as the reader left it");
      }
      await context.close();
    }
  });
});

describe("axe", () => {
  for (const { lang, folder, width, colorScheme } of surroundings(1)) {
    test(`${lang}, ${width} px, ${colorScheme}: home of a role, book, page for others, picture`, async () => {
      const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, reducedMotion: "reduce" });
      const { page, faults } = await witness(context, disk);
      const look = async (view) => faults.push(...(await axeFaults(page)).map((fault) => `${view}: ${fault}`));
      await page.goto(disk + folder + as(VIEWS.home));
      assert.ok(await panel(page).isVisible());
      await look("home");
      await page.goto(disk + folder + VIEWS.book);
      await look("book");
      await page.goto(disk + folder + FOREIGN);
      assert.ok(await page.locator("[data-for]").isVisible());
      await look("page for others");
      await page.goto(disk + folder + PROBE);
      await page.locator("main .zoom-button").click();
      await page.getByRole("dialog").waitFor();
      await look("picture");
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
});

/** The address in a site that a link in one of its files leads to. @param {string} from @param {string} href */
const target = (from, href) => posix.normalize(posix.join(dirname(from), decodeURIComponent(href.split("#")[0])));

/** What has no place in lists: it is a list itself, or another form of other pages. */
const isListed = ({ kind }) => !["contents", "not-found", "book", "search", "learning", "certificate", "board", "training", "signin"].includes(kind);

describe("for machines", () => {
  for (const [key, what] of Object.entries({ title: "a title", description: "a description", ogTitle: "og:title" })) {
    test(`every page has ${what}`, () => {
      const without = [...pages].filter(([, head]) => !head[key].trim()).map(([path, { kind }]) => `${kind} ${path}`);
      assert.deepEqual(without, [], `${without.length} of ${pages.size} pages`);
    });
  }

  test("every page has a policy, and it allows nothing inline", () => {
    for (const [path, { policy }] of pages) {
      assert.ok(policy.startsWith("default-src 'none'"), path);
      assert.ok(!/unsafe|\*|https?:/.test(policy), `${path}: ${policy}`);
    }
  });

  test("no page says where it is published, without a base URL", () => {
    assert.deepEqual([...pages].filter(([, { canonical }]) => canonical).map(([path]) => path), []);
    assert.ok(!existsSync(join(sample.site, "sitemap.xml")));
  });

  test("with a base URL every page has its canonical address, and the sitemap lists them", async () => {
    const heads = await parsed(published.site);
    const url = (path) => BASE_URL + path.split("/").map(encodeURIComponent).join("/");
    // A page without a translation shows its original, and says so; a missing page has no address.
    const original = (path) => path.replace(/^en\//, "");
    const isBorrowed = ([path, { canonical }]) => path !== original(path) && decodeURI(canonical) === decodeURI(url(original(path)));
    const isRight = ([path, { canonical }]) => (/(^|\/)404\.html$/.test(path) ? !canonical : decodeURI(canonical) === decodeURI(url(path)));
    const wrong = [...heads].filter((head) => !isRight(head) && !isBorrowed(head));
    assert.deepEqual(wrong.map(([path, { canonical }]) => `${path}: ${canonical}`), []);
    const borrowed = [...heads].filter(isBorrowed).map(([path]) => path);
    assert.ok(borrowed.includes("en/manual/admin/interfaces.html") && !borrowed.includes("en/manual/inventory/receipt.html"), borrowed.join());
    const sitemap = readFileSync(join(published.site, "sitemap.xml"), "utf8");
    const listed = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc]) => decodeURI(loc));
    const expected = [...heads].filter(([path, head]) => isListed(head) && !borrowed.includes(path)).map(([path]) => decodeURI(url(path)));
    assert.deepEqual(listed.sort(), expected.sort());
  });

  for (const folder of ["", "en/"]) {
    test(`${folder}llms.txt lists every page of its language, as Markdown where there is any`, () => {
      const text = readFileSync(join(sample.site, `${folder}llms.txt`), "utf8");
      const listed = [...text.matchAll(/^- \[.*?\]\(([^)]*)\)/gm)].map(([, href]) => target(`${folder}llms.txt`, href));
      const own = [...pages].filter(([path, head]) => path.startsWith("en/") === (folder !== "") && isListed(head));
      const expected = own.map(([path, { markdown }]) => (markdown ? target(path, markdown) : path));
      assert.deepEqual(listed.sort(), expected.sort());
      for (const path of listed) assert.ok(existsSync(join(sample.site, path)), path);
    });
  }

  test("the Markdown beside a page is there, and its links lead to files of the site", () => {
    const beside = [...pages].filter(([, { markdown }]) => markdown);
    const written = [...pages].filter(([, { kind }]) => ["home", "page", "section", "scenario", "release", "table"].includes(kind));
    assert.deepEqual(beside.map(([path]) => path), written.map(([path]) => path), "what reads well as Markdown");
    const broken = [];
    for (const [path, { markdown }] of beside) {
      const file = target(path, markdown);
      assert.ok(existsSync(join(sample.site, file)), file);
      const text = readFileSync(join(sample.site, file), "utf8");
      const prose = text.replace(/^( *)(`{3,}|~{3,}).*\n[^]*?^ *\2[`~]*$/gm, "").replace(/(`+)[^]*?\1/g, "");
      for (const [, href] of prose.matchAll(/\]\(<?([^)\s>]+)/g)) {
        if (/^(https?:|mailto:|tel:|#)/.test(href)) continue;
        if (!existsSync(join(sample.site, target(file, href)))) broken.push(`${file}: ${href}`);
      }
    }
    assert.ok(beside.length > 50);
    assert.deepEqual(broken, []);
  });
});

await run({ before, after });
