// The site as somebody learns with it: a path over a week, lessons that change, courses, checklists, the certificate, and
// progress that goes from one device to another. From the disk, and from a server where a test says http.
// node learner.js path/to/rolebook [words in the names of the tests to run]

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, test, run } from "../harness.js";
import { axeFaults, build, copyOfSample, openBrowser, serveInPieces, sidewaysFaults, soon, startPreview, surround, surroundings, witness } from "./tools.js";

const ROLE = "warehouse";
const PAGE = "manual/inventory/transfer.html";
const COURSE = "courses/basics.course.html";
const LIST = "checklists/go-live.checklist.html";
const MONTHLY = "checklists/monthly.checklist.html";
/** A lesson that the tests rewrite, in a path of its own. */
const LESSON = "manual/lesson.html";
const MONTHLY_SOURCE = `title: 月末检查
per: month
groups:
  - title: 关账前
    items:
      - {id: mon-count, do: 盘点现金, must: true, evidence: 盘点表}
      - {id: mon-mail, do: "=1+1 发邮件"}
signoff: [finance]
`;
const SHIFT = 0.001;
const MONDAY = new Date("2026-12-07T08:30:00");
const DAY = 86_400_000;

let browser;
let sample;
let preview;
let disk;

const lessonSource = ({ text = "点“审核”。", front = "" } = {}) => `---\ntitle: 会改的一课\nroles: [${ROLE}]\n${front}---\n\n${text}\n`;

async function before() {
  sample = copyOfSample();
  sample.write("manual/lesson.md", lessonSource());
  sample.write("courses/changing.course.yaml", "title: 会改的课程\nlessons:\n  - manual/lesson.md\n");
  sample.write("checklists/monthly.checklist.yaml", MONTHLY_SOURCE);
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
 * Opens a page in a context of its own, runs the steps, and asks that nothing went wrong meanwhile.
 * @param {string} address below the base
 * @param {import("playwright-core").BrowserContextOptions & {now?: Date, storage?: (page: any) => void}} options
 * @param {(page: import("playwright-core").Page, context: import("playwright-core").BrowserContext) => Promise<void>} steps
 * @param {string} [base]
 */
async function on(address, { now, ...options }, steps, base = disk) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  try {
    const { page, faults } = await witness(context, base);
    if (now) await page.clock.install({ time: now });
    await page.goto(base + address);
    await steps(page, context);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

const as = (path, role = ROLE) => `${path}?role=${role}`;
const PHONE = { viewport: { width: 390, height: 844 } };
const numbers = (text) => (text.match(/\d+/g) || []).map(Number);
const home = (page) => page.locator(".role-home");
const goOn = (page) => page.locator(".lesson-on");
const stateOf = (page, id) => page.locator(`[data-rail] > [data-step="${id}"]`).getAttribute("data-state");
const lessonState = (page) => page.evaluate(() => document.documentElement.dataset.lesson || "");
const items = (page) => page.evaluate(() => Object.fromEntries(window.rolebook.use("learn/store").all("")));

/** Ticks off lessons as their pages would. */
const learn = (page, ids) =>
  page.evaluate((wanted) => {
    const { use, given } = window.rolebook;
    const [courses, roles, progress] = [given("courses"), given("roles"), use("learn/store")];
    const steps = [...courses, ...roles.flatMap((role) => role.path)].flatMap((step) => [step, ...(step.lessons || [])]);
    for (const { id, hash, retrain } of steps) {
      if (id.startsWith("page:") && (!wanted || wanted.includes(id))) progress.set(window.rolebook.use("learn/state").lessonKey(id), { done: true, hash, retrain });
    }
  }, ids);

/** Finishes a paper as its runner would. */
const pass = (page, paper, more = {}) =>
  page.evaluate(([id, extra]) => {
    const now = Date.now();
    const result = { paper: id, title: id, edition: "8.2", form: "screen", points: 90, max: 100, pass: 80, passed: true, must_failed: [], started: now - 1000, finished: now, questions: [], ...extra };
    window.rolebook.use("learn/store").set(`attempt:${id}:${now}`, { result });
  }, [paper, more]);

/** Has a practical task signed off. */
const signOff = (page, task) => pass(page, task, { points: 9, max: 10, form: "practical", questions: [{ id: task, verdict: "right", points: 9, max: 10, answer: { criteria: [{ met: true }], by: "李建国", at: 1 } }] });

/** Everything there is in the path of the warehouse. */
const everything = async (page) => {
  await learn(page);
  for (const paper of ["receipt-check", "inventory-exam"]) await pass(page, paper);
  await signOff(page, "prac-stocktake");
};

describe("a week on a phone", () => {
  for (const from of ["disk", "http"]) {
    test(`a clerk learns a path to its certificate, ${from}`, () =>
      on(as("index.html"), { ...PHONE, now: MONDAY }, async (page) => {
        const base = from === "http" ? preview.address : disk;
        const count = async () => numbers(await home(page).locator('[data-slot="count"]').innerText());
        const go = home(page).locator('[data-slot="go"]');
        const { path } = await page.evaluate(() => window.rolebook.use("lens").role());
        const [basics, , , inventory] = path;
        assert.match(await go.innerText(), /^开始/);

        // Monday: a whole course, lesson by lesson, with the one button.
        await go.click();
        for (const [at, lesson] of basics.lessons.entries()) {
          await page.waitForURL(`${base}${lesson.href}`);
          assert.deepEqual(numbers(await page.locator(".pager-step").innerText()), [at + 1, 4]);
          await goOn(page).click();
        }
        await page.waitForURL(base + path[1].href);
        await page.goto(`${base}index.html`);
        assert.deepEqual(await count(), [1, 7]);
        assert.match(await go.innerText(), /^继续/);

        // Tuesday: back by the same button; a lesson whose next step is a check says so.
        await page.clock.setSystemTime(new Date(+MONDAY + DAY));
        await page.reload();
        await go.click();
        await page.waitForURL(base + path[1].href);
        assert.match(await goOn(page).innerText(), /库存|下一步/);
        await goOn(page).click();
        await page.goto(`${base}index.html`);
        assert.deepEqual(await count(), [3, 7], "the page and the section of it");

        // The week goes on: what is left of the course, the check and the exam.
        for (const [at, lesson] of inventory.lessons.entries()) {
          await page.clock.setSystemTime(new Date(+MONDAY + (2 + Math.floor(at / 3)) * DAY));
          await page.goto(base + lesson.href);
          if (lesson.id.startsWith("quiz:")) await pass(page, lesson.id.slice(5));
          else if (lesson.id !== path[1].id) await goOn(page).click();
        }
        await page.goto(`${base}index.html`);
        assert.deepEqual(await count(), [5, 7], "the scenario stood in the course as well; the exam is a step of its own");
        assert.match(await go.getAttribute("href"), /#prac-stocktake$/);
        await page.goto(`${base}certificate.html`);
        assert.equal(await page.locator(".certificate").isVisible(), false);
        assert.equal(await page.locator('[data-slot="left"] li').count(), 2);

        // Friday: someone signs for the practical task.
        await page.clock.setSystemTime(new Date(+MONDAY + 4 * DAY));
        await signOff(page, "prac-stocktake");
        await page.goto(`${base}index.html`);
        assert.deepEqual(await count(), [6, 7]);
        assert.match(await go.getAttribute("href"), /inventory-exam\.quiz\.html$/);
        await pass(page, "inventory-exam");
        assert.deepEqual(await count(), [7, 7]);
        assert.ok(await go.isHidden());
        await home(page).locator('[data-slot="certificate"]').click();
        await page.waitForURL(`${base}certificate.html?of=role%3A${ROLE}`);
        await page.locator('.certificate-tools [data-setting="name"]').fill("周晓梅");
        await page.locator('.certificate-tools [data-setting="unit"]').fill("仓储部");
        const sheet = await page.locator(".certificate").innerText();
        for (const part of ["周晓梅", "仓储部", "仓库管理员", "自测", "90%", "李建国", "8.2", "2026年12月11日"]) assert.ok(sheet.includes(part), `${part} is not on:\n${sheet}`);
        assert.match(await page.locator(".certificate-facts").innerText(), /完成日期\s*2026年12月11日/);
      }, from === "http" ? preview.address : disk));
  }

  test("a tick can be taken back, and is said in the section tree", () =>
    on(as(PAGE), {}, async (page) => {
      const mark = page.locator('.sidebar a[aria-current="page"]');
      await goOn(page).click();
      await page.goBack();
      await page.locator(".lesson-state button").waitFor();
      assert.ok((await mark.getAttribute("data-learned")) !== null && /已完成/.test((await mark.textContent()) || ""));
      assert.match(await goOn(page).innerText(), /^继续/);
      await page.locator(".lesson-state button").click();
      assert.equal(await page.locator(".lesson-state:visible").count(), 0);
      assert.equal(await mark.getAttribute("data-learned"), null);
      assert.match(await goOn(page).innerText(), /^标记完成/);
      assert.ok(await goOn(page).evaluate((link) => link === document.activeElement), "the focus is on what can be done now");
    }));
});

describe("what waits", () => {
  test("says for what, leads there, and stays open to be read", () =>
    on(as("roles/warehouse.html"), {}, async (page) => {
      const step = page.locator('[data-rail] > [data-step="course:inventory"]');
      assert.notEqual(await step.getAttribute("data-locked"), null);
      assert.match(await step.innerText(), /先完成：系统入门/);
      assert.ok(await step.locator("h3 a").isVisible());
      await step.locator(".path-requires a").click();
      await page.waitForURL(disk + COURSE);
      await learn(page, await page.evaluate(() => window.rolebook.given("courses").find(({ id }) => id === "course:basics").lessons.map(({ id }) => id)));
      await page.goBack();
      assert.equal(await step.getAttribute("data-locked"), null);
      assert.equal(await stateOf(page, "course:basics"), "done");
    }));

  test("a course folds open to its lessons", () =>
    on(as("roles/warehouse.html"), {}, async (page) => {
      const fold = page.locator('[data-rail] > [data-step="course:basics"] .path-lessons');
      assert.ok(await fold.locator("li a").first().isHidden());
      await fold.locator("summary").click();
      assert.equal(await fold.locator("li a").filter({ visible: true }).count(), 4);
      await fold.locator("li a").nth(1).click();
      await page.waitForURL(`${disk}manual/basics/login.html`);
    }));

  test("a course of its own, without a role: begin, go on, complete", () =>
    on(COURSE, {}, async (page) => {
      await page.locator('.role-bar [data-set-role="all"]').click();
      const card = page.locator(".journey");
      const go = card.locator('[data-slot="go"]');
      assert.equal(await card.getAttribute("data-state"), "new");
      await go.click();
      await goOn(page).click();
      await page.goto(disk + COURSE);
      assert.equal(await card.getAttribute("data-state"), "going");
      assert.match(await go.innerText(), /登录与退出/);
      await learn(page);
      assert.equal(await card.getAttribute("data-state"), "complete", "without a reload");
      await card.locator('[data-slot="certificate"]').click();
      await page.locator(".certificate", { hasText: "系统入门" }).waitFor();
    }));
});

describe("a paper that is not passed", () => {
  const EXAM = "manual/inventory/inventory-exam.quiz.html";

  test("is never rounded up to the mark that passes", () =>
    on(as("learning.html"), {}, async (page) => {
      await pass(page, "inventory-exam", { points: 69.97, max: 100, pass: 70, passed: false });
      assert.match(await page.locator('[data-slot="attempts"]').innerText(), /69\.9%[\s\S]*未通过/);
      await page.goto(disk + as("index.html"));
      assert.match(await home(page).locator(".path-step", { hasText: "库存业务考试" }).last().innerText(), /未通过 69\.9%/);
    }));

  test("says what comes first to whoever opens it by its address, and can be taken all the same", () =>
    on(`${EXAM}?role=${ROLE}`, {}, async (page) => {
      const waits = page.locator(".exam-start [data-slot=waits]");
      assert.match(await waits.textContent(), /库存/);
      await waits.locator("a").first().click();
      await page.waitForURL(/course\.html/);
      await page.goto(`${disk}${EXAM}?role=all`);
      await page.locator(".exam-start").waitFor();
      assert.ok(await waits.isHidden());
    }));

  test("has one button that starts, its own", () =>
    on(as(EXAM), {}, async (page) => {
      // The next thing to prove is another one: its button must not read as this exam's.
      await learn(page);
      assert.match(await goOn(page).innerText(), /^继续\s+下一步：/);
    }));
});

describe("a lesson that changes", () => {
  /** The site is built anew with another text, under the same address. */
  const rewrite = (change) => {
    sample.write("manual/lesson.md", lessonSource(change));
    build(sample.root, sample.site);
  };

  test("keeps its tick under another file name, from the day it was learned, until it is taken back", () =>
    on(LESSON, { now: MONDAY }, async (page) => {
      const MOVED = "manual/moved.html";
      const course = (path) => sample.write("courses/changing.course.yaml", `title: 会改的课程\nlessons:\n  - ${path}\n`);
      await goOn(page).click();
      rmSync(join(sample.root, "manual/lesson.md"));
      sample.write("manual/moved.md", lessonSource({ front: `aliases: [${LESSON}]\n` }));
      course("manual/moved.md");
      build(sample.root, sample.site);
      await page.clock.setSystemTime(new Date(+MONDAY + DAY));
      await page.goto(disk + "courses/changing.course.html");
      assert.equal(await stateOf(page, `page:${MOVED}`), "done");
      assert.match(await page.locator(".journey").innerText(), /2026年12月7日/);
      await page.goto(disk + LESSON);
      await page.waitForURL(disk + MOVED);
      await page.locator(".lesson-state button").click();
      await page.reload();
      assert.equal(await page.locator(".lesson-state:visible").count(), 0, "what was taken back stays so");
      rmSync(join(sample.root, "manual/moved.md"));
      course("manual/lesson.md");
      rewrite({});
    }));

  test("says so, takes nothing back, and is looked at with one press", () =>
    on(LESSON, {}, async (page) => {
      await goOn(page).click();
      await page.goto(disk + LESSON);
      assert.equal(await lessonState(page), "done");
      rewrite({ front: "summary: 换了说法的摘要。\ntags: [试验]\n" });
      await page.reload();
      assert.equal(await lessonState(page), "done", "another front matter is no other text");
      rewrite({ text: "先点“保存”，再点“审核”。", front: 'changes:\n  - {version: "8.3", text: 审核之前要先保存}\n' });
      await page.reload();
      const news = page.locator(".lesson-news");
      assert.ok(await news.isVisible());
      assert.match(await page.locator("article").innerText(), /你学过之后，这一页有更新。[\s\S]*审核之前要先保存/);
      await page.goto(disk + "courses/changing.course.html");
      assert.equal(await stateOf(page, `page:${LESSON}`), "updated");
      assert.match(await page.locator(`[data-step="page:${LESSON}"]`).innerText(), /审核之前要先保存/);
      assert.equal(await page.locator(".journey").getAttribute("data-state"), "complete");
      await page.goto(disk + LESSON);
      await news.locator("button").click();
      assert.ok(await news.isHidden());
      await page.reload();
      assert.equal(await lessonState(page), "done");
      rewrite({});
    }));

  test("with an important change is to be learned again", () =>
    on(LESSON, {}, async (page) => {
      await goOn(page).click();
      rewrite({ front: 'changes:\n  - {version: "8.3", text: 审核改为两人, retrain: true}\n' });
      await page.goto(disk + "courses/changing.course.html");
      assert.equal(await stateOf(page, `page:${LESSON}`), "again");
      assert.equal(await page.locator(".journey").getAttribute("data-state"), "going");
      await page.goto(disk + LESSON);
      assert.equal(await lessonState(page), "again");
      assert.match(await page.locator(".lesson-news").innerText(), /请重新学习/);
      assert.ok(await page.locator(".lesson-news button").isHidden());
      await goOn(page).click();
      await page.goto(disk + LESSON);
      assert.equal(await lessonState(page), "done");
      rewrite({});
    }));
});

describe("what changed", () => {
  const CHANGE = 'changes:\n  - {version: "8.2", text: 差异可直接生成退货单, retrain: true}\n';
  const SECTION = "\n\n## 差异\n\n少到的不入账。\n";
  const rewrite = (change) => {
    sample.write("manual/lesson.md", lessonSource(change));
    build(sample.root, sample.site);
  };

  test("is news to whom learned before, and to nobody else; a typo is a typo", () =>
    on(as("index.html"), {}, async (page) => {
      sample.write("courses/changing.course.yaml", "title: 会改的课程\nroles: [warehouse]\nlessons:\n  - manual/lesson.md\n  - manual/lesson.md#差异\n");
      rewrite({ front: CHANGE, text: `点“审核”。${SECTION}` });
      const course = () => page.goto(`${disk}courses/changing.course.html`);
      const said = (id) => page.locator(`[data-rail] > [data-step="page:${id}"]`).innerText();
      await page.goto(disk + as("index.html"));
      await home(page).locator('[data-part="news"] li').first().waitFor();
      assert.equal(await home(page).locator('[data-part="news"] .badge:visible').count(), 0, "nothing was learned that could be learned again");
      await page.goto(disk + LESSON);
      assert.equal(await page.locator(".changes .badge:visible").count(), 0);
      await goOn(page).click();
      rewrite({ front: CHANGE, text: `请点“审核”。${SECTION}` });
      await course();
      assert.equal(await stateOf(page, `page:${LESSON}`), "updated");
      assert.match(await said(LESSON), /学过之后文字有修订/);
      assert.doesNotMatch(await said(LESSON), /退货单/);
      assert.equal(await stateOf(page, `page:${LESSON}#差异`), "done", "another section was changed");
      await page.goto(disk + LESSON);
      assert.match(await page.locator(".lesson-news").innerText(), /文字有修订/);
      assert.doesNotMatch(await page.locator(".lesson-news").innerText(), /变化见下/);
      assert.equal(await page.locator(".changes .badge:visible").count(), 0, "it was learned with this change");
      rewrite({ front: `${CHANGE}  - {version: "8.3", text: 审核改为两人, retrain: true}\n`, text: `请点“审核”。${SECTION}` });
      await page.reload();
      assert.match(await page.locator(".lesson-news").innerText(), /请重新学习[\s\S]*变化见下/);
      assert.equal(await page.locator(".changes .badge:visible").count(), 1);
      assert.match(await page.locator(".changes summary:has(.badge:visible)").innerText(), /8\.3/);
      await page.goto(disk + as("index.html"));
      const again = home(page).locator('[data-part="news"] li', { has: page.locator(".badge:visible") });
      assert.match((await again.allInnerTexts()).join(), /^会改的一课\s*8\.3/);
      await page.goto(disk + LESSON);
      await goOn(page).click();
      await page.goto(disk + as("index.html"));
      assert.equal(await home(page).locator('[data-part="news"] .badge:visible').count(), 0, "what was asked was done");
      sample.write("courses/changing.course.yaml", "title: 会改的课程\nlessons:\n  - manual/lesson.md\n");
      rewrite({});
    }));
});

describe("a manual among others", () => {
  /** @type {Record<string, string>} */
  const PAGES = {
    "index.md": "# 首页\n",
    "a.md": "# 甲\n\n读。\n",
    "c.course.yaml": "title: 课程\nlessons: [a.md]\n",
    "old.bank.yaml": "- {id: q-1, ask: 对吗？, judge: true}\n- {id: q-2, ask: 好吗？, judge: true}\n",
    "old.quiz.yaml": "title: 考试\nmode: exam\nattempts: 1\nquestions: [q-1, q-2]\n",
    "l.checklist.yaml": "title: 单子\nper: once\ngroups: [{title: 组, items: [{id: l-1, do: 做}]}]\n",
    "roles/r.yaml": "title: 岗位甲\npath: [{course: c}, {quiz: old}]\n",
    "roles/s.yaml": "title: 岗位乙\npath: [{page: index.md}]\n",
  };
  /** Builds a manual of these pages in a folder of the server. */
  const manual = (name, settings, more = {}) => {
    const root = join(sample.site, "..", `root-${name}`);
    rmSync(root, { recursive: true, force: true });
    for (const [path, text] of Object.entries({ ...PAGES, ...more, "rolebook.yaml": `${settings}languages: [zh-CN]\n` })) if (text) sample.write(join("..", `root-${name}`, path), text);
    build(root, join(sample.site, "..", "served", name));
  };
  const onDisk = () => new URL("../served/", disk).href;
  const served = async (steps) => {
    const server = await serveInPieces(join(sample.site, "..", "served"));
    server.piece.end = 1e9;
    try {
      await steps(server.address);
    } finally {
      server.stop();
    }
  };
  const lessons = (page) => page.evaluate(() => window.rolebook.use("learn/store").all("lesson:").length);

  test("of the same title keeps its own record, on a server and on a disk", async () => {
    for (const name of ["a", "b"]) manual(name, "title: 手册\n");
    await served(async (address) => {
      for (const base of [address, onDisk()]) {
        await on("a/index.html?role=r", {}, async (page) => {
          await page.goto(`${base}a/a.html`);
          await goOn(page).click();
          await page.waitForURL(`${base}a/old.quiz.html`);
          await page.locator(".paper[data-ready]").waitFor();
          await pass(page, "old");
          await page.evaluate(() => window.rolebook.use("learn/store").set("check:l:once:l-1", { on: true }));
          await page.goto(`${base}b/a.html`);
          assert.equal(await lessons(page), 0);
          assert.ok(await page.locator(".role-bar").isVisible(), "and its own role");
          await page.goto(`${base}b/old.quiz.html`);
          assert.match(await page.locator('[data-slot="left"]').innerText(), /1/);
          await page.goto(`${base}b/l.checklist.html`);
          assert.equal(await page.locator(".check-box").first().isChecked(), false);
          await page.goto(`${base}a/a.html`);
          assert.equal(await lessons(page), 1);
        }, base);
      }
    });
  });

  test("with an id keeps the record under another title and address, and takes along what was kept before", async () => {
    manual("a", "title: 手册\n");
    await served((address) =>
      on("a/index.html?role=r", {}, async (page) => {
        await page.goto(`${address}a/a.html`);
        await goOn(page).click();
        await page.goto(`${address}a/learning.html`);
        await page.locator('[data-do="export-code"]').click();
        const code = await page.locator('[data-slot="code"]').inputValue();
        // The title has become another one, and an id was given.
        manual("a", "id: stock\ntitle: 手册 2027\nformer_titles: [手册]\n");
        await page.reload();
        assert.equal(await lessons(page), 1);
        assert.equal(await page.evaluate(() => document.documentElement.dataset.role), "r");
        manual("moved", "id: stock\ntitle: 全新的手册\n");
        await page.goto(`${address}moved/learning.html`);
        assert.equal(await lessons(page), 1);
        // Forgotten is forgotten, though the earlier names are still there.
        await page.locator('[data-do="forget"]').click();
        await page.locator('[data-do="forget-now"]').click();
        await page.goto(`${address}a/learning.html`);
        assert.equal(await lessons(page), 0);
        await page.locator('[data-slot="paste"]').fill(code);
        await page.locator('[data-do="import-code"]').click();
        await page.locator('[data-slot="report"][data-tone="good"]').waitFor();
        assert.equal(await lessons(page), 1, "a file of the earlier title is its own");
      }, address));
  });

  test("whose quiz, bank and checklist are renamed keeps attempts, reviews, ticks and the way to them", async () => {
    manual("r", "id: renamed\ntitle: 手册\n");
    await served((address) =>
      on("r/index.html?role=r", { now: MONDAY }, async (page) => {
        await pass(page, "old", { finished: +MONDAY, started: +MONDAY });
        await page.evaluate(() => {
          const progress = window.rolebook.use("learn/store");
          progress.set("check:l:once:l-1", { on: true });
          for (const id of ["q-1", "q-2"]) progress.set(`card:${id}`, { due: Date.now(), s: 1, d: 5, last: Date.now() - 3 * 86_400_000, reps: 2, lapses: 0, from: "old", href: "https://elsewhere.example/" });
        });
        const is = { "old.quiz.yaml": "", "old.bank.yaml": "", "l.checklist.yaml": "" };
        manual("r", "id: renamed\ntitle: 手册\n", {
          ...is,
          "new.quiz.yaml": "title: 新考试\nmode: exam\nattempts: 1\naliases: [old.quiz.html]\nquestions: [q-1]\n",
          "new.bank.yaml": PAGES["old.bank.yaml"],
          "list.checklist.yaml": "title: 单子\nper: once\naliases: [l.checklist.html]\ngroups: [{title: 组, items: [{id: l-1, do: 做}]}]\n",
          "roles/r.yaml": "title: 岗位甲\npath: [{course: c}, {quiz: new}]\n",
        });
        await page.goto(`${address}r/index.html`);
        assert.equal(await home(page).locator('.path-step[data-kind="quiz"]').getAttribute("data-state"), "done");
        const review = home(page).locator('[data-slot="review"]');
        assert.match(await review.innerText(), /1 题/, "the question that was removed is not counted");
        assert.match(await review.getAttribute("href"), /^new\.quiz\.html\?review$/, "an address of the record leads nowhere");
        await page.goto(`${address}r/l.checklist.html`);
        await page.waitForURL(`${address}r/list.checklist.html`);
        assert.equal(await page.locator(".check-box").first().isChecked(), true);
        await page.goto(`${address}r/old.quiz.html?review`);
        await page.waitForURL(`${address}r/new.quiz.html?review`);
        await page.locator(".practice [data-question]").first().waitFor();
        assert.equal(await page.locator(".practice [data-question]").count(), 1);
        // Nothing is answered: it is not done.
        await page.locator('[data-do="end"]').click();
        assert.match(await page.locator(".result-title").innerText(), /还有 1 题没有复习/);
        await page.locator('[data-slot="rest"]').click();
        await page.locator(".practice [data-question]").first().waitFor();
        await page.goto(`${address}r/learning.html`);
        assert.match(await page.locator('[data-slot="attempts"]').innerText(), /新考试/);
        assert.equal(await page.locator('[data-slot="attempts"] li').count(), 1);
      }, address));
  });

  test("leads on from its home, where that is a lesson", async () => {
    manual("h", "title: 家\n");
    await on("h/index.html?role=s", {}, async (page) => {
      const go = home(page).locator('[data-slot="go"]');
      await go.click();
      await page.locator(".lesson-on").waitFor();
      await goOn(page).click();
      await home(page).locator('[data-slot="certificate"]').waitFor();
    }, onDisk());
    await on("h/index.html?role=r", {}, async (page) => {
      await home(page).locator('[data-slot="go"]').waitFor();
      assert.equal(await page.locator(".lesson-on:visible").count(), 0, "for whom it is none");
    }, onDisk());
  });

  test("with a page in two courses keeps the menu's order for whom neither course leads there", async () => {
    manual("t", "title: 二\n", { "b.md": "# 乙\n\n读。\n", "d.course.yaml": "title: 另一门\nlessons: [b.md, a.md, index.md]\n" });
    await on("t/a.html?role=all", {}, async (page) => {
      await page.locator(".pager[data-ready]").waitFor();
      assert.equal(await page.locator(".lesson-on").count(), 0);
      assert.match(await page.locator(".pager-next").innerText(), /乙/);
      await page.goto(`${onDisk()}t/d.course.html`);
      await page.locator('[data-rail] h3 a', { hasText: "甲" }).click();
      assert.match(await page.locator(".pager-step").innerText(), /另一门/, "from the page of a course");
      await page.goto(`${onDisk()}t/c.course.html`);
      await page.locator('.journey [data-slot="go"]').click();
      assert.match(await page.locator(".pager-step").innerText(), /课程/);
      await page.goto(`${onDisk()}t/b.html`);
      assert.match(await page.locator(".pager-step").innerText(), /另一门/, "a page of one course is its lesson");
    }, onDisk());
  });
});

describe("the record", () => {
  test("brings its role along: taken where none was chosen, else offered", () =>
    on(as("learning.html"), {}, async (page) => {
      await learn(page, ["page:manual/inventory/receipt.html"]);
      await page.locator('[data-do="export-code"]').click();
      const code = await page.locator('[data-slot="code"]').inputValue();
      const bring = async (other) => {
        await other.locator('[data-slot="paste"]').fill(code);
        await other.locator('[data-do="import-code"]').click();
        await other.locator('[data-slot="report"][data-tone="good"]').waitFor();
      };
      const roleOf = (other) => other.evaluate(() => document.documentElement.dataset.role);
      await on("learning.html", {}, async (other) => {
        await bring(other);
        assert.equal(await roleOf(other), ROLE);
        await other.reload();
        assert.equal(await roleOf(other), ROLE);
        assert.match(await other.locator(".mine-journeys .journey-title").first().innerText(), /仓库管理员/);
      });
      await on(as("learning.html", "sales"), {}, async (other) => {
        await bring(other);
        assert.equal(await roleOf(other), "sales");
        assert.match(await other.locator('[data-slot="offer"]').innerText(), /仓库管理员[\s\S]*销售内勤/);
        await other.locator('[data-slot="take-role"]').click();
        assert.equal(await roleOf(other), ROLE);
        assert.ok(await other.locator('[data-slot="offer"]').isHidden());
      });
      await on(as("learning.html", "all"), {}, async (other) => {
        await bring(other);
        const titles = await other.locator(".mine-journeys .journey-title").allInnerTexts();
        assert.match(titles[0], /仓库管理员/, "what most was done of comes first");
      });
    }));

  test("loses nothing to two tabs that write at the same time", () =>
    on("learning.html", {}, async (page, context) => {
      const other = await context.newPage();
      await other.goto(`${disk}learning.html`);
      const write = (tab, name) => tab.evaluate(async (own) => {
        for (let n = 0; n < 100; n += 1) {
          window.rolebook.use("learn/store").set(`lesson:${own}-${n}.html`, { done: true });
          await new Promise((over) => setTimeout(over));
        }
      }, name);
      await Promise.all([write(page, "one"), write(other, "two")]);
      await soon(async () => {
        const kept = await page.evaluate(() => Object.keys(JSON.parse(localStorage.getItem(`${window.rolebook.use("early").store}.progress`) || "").items).length);
        assert.equal(kept, 200);
      });
      assert.equal(Object.keys(await items(other)).length, 200);
    }));

  test("with entries that no calendar knows keeps the page alive, and says what was set aside", () =>
    on(as("learning.html"), {}, async (page) => {
      await page.evaluate(() => {
        const bad = { paper: "inventory-exam", title: "x", points: 1, max: 1, passed: true, questions: [] };
        localStorage.setItem(`${window.rolebook.use("early").store}.progress`, JSON.stringify({ v: 1, items: {
          "attempt:inventory-exam:1": { t: 1, result: { ...bad, finished: 1e300 } },
          "card:inv-cutoff-01": { t: 1, due: "x", from: "inventory" },
          "lesson:manual/inventory/receipt.html": { t: 1, done: true },
        } }));
      });
      await page.reload();
      await page.locator("[data-mine][data-ready]").waitFor();
      assert.ok(await page.locator('.mine-status[data-status="set-aside"]').isVisible());
      assert.equal(await page.locator(".mine-journeys .journey").count(), 1);
      assert.deepEqual(Object.keys(await items(page)), ["lesson:manual/inventory/receipt.html"]);
    }));

  test("forgets a name that is taken out, also in what was finished under it", () =>
    on("learning.html", {}, async (page) => {
      const name = page.locator('[data-setting="name"]');
      await name.fill("周晓梅");
      await name.blur();
      await pass(page, "inventory-exam", { person: { name: "周晓梅", unit: "" } });
      await pass(page, "receipt-check", { person: { name: "王敏", unit: "" } });
      await name.fill("");
      await name.blur();
      const text = await page.evaluate(() => window.rolebook.use("learn/store").export());
      assert.ok(!text.includes("周晓梅") && text.includes("王敏"), text);
    }));

  test("makes no certificate of nobody, and without a path says where one begins", () =>
    on("certificate.html", {}, async (page) => {
      const go = page.locator('[data-slot="go"]');
      assert.match(await go.innerText(), /选择你的岗位/);
      await go.click();
      await page.waitForURL(`${disk}index.html`);
      await page.goto(`${disk}certificate.html?of=course%3Abasics`);
      assert.match(await go.innerText(), /系统入门/);
      await learn(page);
      await page.locator(".certificate").waitFor();
      await page.evaluate(() => (window.print = () => document.body.setAttribute("data-printed", "")));
      await page.locator("[data-print]").click();
      assert.ok(await page.locator('[data-slot="nameless"]').isVisible());
      assert.ok(await page.locator('.certificate-tools [data-setting="name"]').evaluate((input) => input === document.activeElement));
      await page.keyboard.type("周晓梅");
      assert.equal(await page.locator("body[data-printed]").count(), 0);
      await page.locator("[data-print]").click();
      await page.locator("body[data-printed]").waitFor();
      assert.ok(await page.locator('[data-slot="nameless"]').isHidden());
    }));

  test("leads back to the place that was being read", () =>
    on(as("manual/inventory/receipt.html"), PHONE, async (page) => {
      const heading = page.locator(".body h2[id]").nth(2);
      const id = await heading.getAttribute("id");
      await heading.evaluate((one) => one.scrollIntoView());
      await page.goto(`${disk}index.html`);
      const last = home(page).locator('[data-slot="last"]');
      assert.equal(decodeURIComponent(await last.getAttribute("href")), `manual/inventory/receipt.html#${id}`);
    }));

  test("is shared by two tabs at once", () =>
    on(as("roles/warehouse.html"), {}, async (page, context) => {
      const other = await context.newPage();
      await other.goto(disk + PAGE);
      await other.locator(".lesson-on").click();
      await page.locator('.journey[data-state="going"]').waitFor();
      await learn(page, ["page:manual/basics/login.html"]);
      await other.goto(disk + "learning.html");
      const known = await items(other);
      assert.ok(known["lesson:manual/inventory/transfer.html"] && known["lesson:manual/basics/login.html"], "neither undid the other");
    }));

  test("goes from a computer to a phone, as a file and as a code", () =>
    on(as("learning.html"), {}, async (page) => {
      await learn(page, ["page:manual/basics/login.html"]);
      await pass(page, "inventory-exam");
      await page.locator('[data-setting="name"]').fill("周晓梅");
      await page.locator('[data-setting="name"]').blur();
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-do="export-file"]').click()]);
      assert.match(download.suggestedFilename(), /^学习进度-\d{4}-\d\d-\d\d\.json$/);
      const file = await download.path();
      await page.locator('[data-do="export-code"]').click();
      const code = await page.locator('[data-slot="code"]').inputValue();
      assert.match(code, /^RB1\./);

      for (const way of ["file", "code"]) {
        await on("learning.html", PHONE, async (phone) => {
          const report = phone.locator('[data-slot="report"]');
          const bring = async (text) => {
            await phone.locator('[data-slot="paste"]').fill(text);
            await phone.locator('[data-do="import-code"]').click();
          };
          if (way === "file") await phone.locator('.file-button input').setInputFiles(file);
          // A chat breaks lines and puts a name before.
          else await bring(`周晓梅：\n${code.replace(/(.{40})/g, "$1\n")}`);
          await report.filter({ hasText: "新增" }).waitFor();
          assert.deepEqual(numbers(await report.innerText()), [3, 0, 0]);
          assert.equal(await phone.locator('[data-setting="name"]').inputValue(), "周晓梅");
          assert.match(await phone.locator('[data-slot="attempts"]').innerText(), /库存业务考试[\s\S]*90%[\s\S]*通过/);
          await bring(code);
          await report.filter({ hasText: "3 条不变" }).waitFor();
          await bring(code.slice(0, -30));
          await report.filter({ hasText: "不完整" }).waitFor();
          await bring("你好");
          await report.filter({ hasText: "不是进度" }).waitFor();
          await bring(JSON.stringify({ rolebook: "progress", v: 1, site: "another", record: { v: 1, device: "", items: {} } }));
          await report.filter({ hasText: "另一本手册" }).waitFor();
        });
      }
    }));

  test("is forgotten only when that was meant", () =>
    on(as("learning.html"), {}, async (page) => {
      await learn(page, ["page:manual/basics/login.html"]);
      await page.locator('[data-do="forget"]').click();
      await page.locator('[data-do="forget-not"]').click();
      assert.equal(Object.keys(await items(page)).length, 1);
      await page.locator('[data-do="forget"]').click();
      await page.locator('[data-do="forget-now"]').click();
      assert.deepEqual(await items(page), {});
      await page.reload();
      assert.deepEqual(await items(page), {});
    }));

  const seeded = { corrupt: ["{half", "set-aside"], "of a later Rolebook": ['{"v":9,"items":{}}', "newer"] };
  for (const [what, [text, status]] of Object.entries(seeded)) {
    test(`${what} is not overwritten, and the page says so`, () =>
      on("learning.html", {}, async (page) => {
        const key = await page.evaluate((value) => {
          const name = `rolebook.${document.documentElement.dataset.site}.progress`;
          localStorage.setItem(name, value);
          return name;
        }, text);
        await page.reload();
        assert.ok(await page.locator(`.mine-status[data-status="${status}"]`).isVisible());
        await page.locator('[data-setting="name"]').fill("周");
        await page.locator('[data-setting="name"]').blur();
        const kept = await page.evaluate((name) => Object.entries(localStorage).filter(([own]) => own.startsWith(name)), key);
        assert.ok(kept.some(([, value]) => value === text), JSON.stringify(kept));
      }));
  }

  test("that has no room, or was set aside, is said on a lesson before it is lost, and leads to what to do", () =>
    on(LESSON, PHONE, async (page) => {
      const trouble = page.locator("[data-trouble]");
      assert.equal(await trouble.count(), 0);
      await page.evaluate(() => {
        for (let size = 1 << 20; size; size >>= 1) {
          try {
            for (let n = 0; ; n += 1) localStorage.setItem(`full-${size}-${n}`, "x".repeat(size));
          } catch {
            // No more of this size.
          }
        }
      });
      await page.reload();
      await trouble.locator("a").click();
      await page.locator('.mine-status[data-status="full"]').waitFor();
      await page.evaluate(() => {
        localStorage.clear();
        localStorage.setItem(`rolebook.${document.documentElement.dataset.site}.progress`, "{half");
      });
      await page.goto(disk + LESSON);
      await trouble.locator("a").click();
      await page.locator('.mine-status[data-status="set-aside"]').waitFor();
    }));

  test("is not called set aside because of another manual in the same browser", () =>
    on("learning.html", {}, async (page) => {
      await page.evaluate(() => localStorage.setItem(`rolebook.another.progress.aside.${Date.now()}`, "{half"));
      await page.reload();
      await page.locator(".mine[data-ready]").waitFor();
      assert.ok(await page.locator('.mine-status[data-status="set-aside"]').isHidden());
    }));

  test("that can not be kept lasts for the page, and the page says so", async () => {
    const context = await browser.newContext(PHONE);
    await context.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("refused", "SecurityError");
      };
      Storage.prototype.getItem = Storage.prototype.setItem = Storage.prototype.removeItem = refuse;
    });
    const { page, faults } = await witness(context, disk);
    await page.goto(disk + "learning.html");
    assert.ok(await page.locator('.mine-status[data-status="private"]').isVisible());
    await page.goto(disk + LIST);
    await page.locator("input.check-box").first().check();
    assert.equal(numbers(await page.locator('[data-slot="count"]').innerText())[0], 1);
    assert.deepEqual(faults, []);
    await context.close();
  });
});

describe("the review", () => {
  const CARD = { from: "inventory-exam", s: 3, d: 5, reps: 1, lapses: 0 };
  const cards = (page, n) =>
    page.evaluate(([count, card]) => {
      const long = Date.now() - 4 * 86_400_000;
      const [learn, progress] = [window.rolebook.use("learn/learner"), window.rolebook.use("learn/store")];
      for (const id of learn.paper(card.from).asks.split(" ").slice(0, count)) progress.set(`card:${id}`, { ...card, last: long, due: long + 86_400_000 });
      // Of a question and of a paper that are gone.
      progress.set("card:gone", { ...card, last: long, due: long });
      progress.set("card:elsewhere", { ...card, from: "gone", href: "https://elsewhere.example/", last: long, due: long });
    }, [n, CARD]);

  test("offers five a day on the home, and can be switched off", () =>
    on(as("index.html"), {}, async (page) => {
      const offer = home(page).locator('[data-slot="review"]');
      assert.ok(await offer.isHidden());
      await cards(page, 7);
      assert.match(await offer.innerText(), /今日复习 5 题[\s\S]*共 7 题/);
      assert.equal(await offer.getAttribute("href"), "manual/inventory/inventory-exam.quiz.html?review");
      await page.goto(disk + "learning.html");
      await page.locator(".mine-cards summary").click();
      await page.locator('[data-slot="cards"] button').first().click();
      assert.equal(await page.locator('[data-slot="cards"] li').count(), 6);
      await page.getByRole("switch", { name: "复习" }).uncheck();
      await page.goto(disk + "index.html");
      assert.ok(await offer.isHidden());
    }));
});

describe("a checklist", () => {
  test("keeps ticks, names and evidence by month, and is signed when what must be done is done", () =>
    on(MONTHLY, { ...PHONE, now: MONDAY }, async (page) => {
      await page.evaluate(() => window.rolebook.use("learn/store").set("set:name", { value: "王敏" }));
      const box = (at) => page.locator("input.check-box").nth(at);
      const note = page.locator(".check-note > button").first();
      const sign = page.locator(".sign-off-tool button");
      assert.ok(await sign.isDisabled());
      await page.locator(".check-task").first().click();
      assert.ok(await box(0).isChecked(), "by its text");
      await note.click();
      await page.locator('[data-field="evidence"]').first().fill("PD-2026-12");
      await page.keyboard.press("Enter");
      assert.match(await note.innerText(), /王敏 · 2026年12月7日 · PD-2026-12/);
      assert.deepEqual(numbers(await page.locator('[data-slot="count"]').innerText()), [1, 2]);
      await sign.click();
      assert.match(await page.locator("[data-signed]").innerText(), /王敏[\s\S]*2026年12月7日/);
      await page.clock.setSystemTime(new Date(+MONDAY + DAY));
      await box(1).check();
      assert.match(await page.locator("[data-signed]").innerText(), /签字后有改动/);

      await page.locator(".check-period select").selectOption("2026-11");
      assert.equal(await page.locator("input.check-box:checked").count(), 0);
      await box(1).check();
      await page.reload();
      assert.equal(await page.locator(".check-period select").inputValue(), "2026-12");
      assert.equal(await page.locator("input.check-box:checked").count(), 2);
      await page.clock.setSystemTime(new Date("2027-01-04T09:00:00"));
      await page.reload();
      assert.equal(await page.locator("input.check-box:checked").count(), 0, "a new month begins empty");
      const keys = Object.keys(await items(page));
      for (const key of ["check:monthly:2026-12:mon-count", "check:monthly:2026-11:mon-mail", "check:monthly:2026-12:sign.finance"]) assert.ok(keys.includes(key), keys.join(" "));
    }));

  test("is handed over by itself, and taking it in changes nobody's name or record", async () => {
    /** @type {string[]} */
    const files = [];
    for (const [name, at] of /** @type {[string, number][]} */ ([["王敏", 0], ["", 1]])) {
      await on(MONTHLY, { now: MONDAY }, async (page) => {
        if (name) await page.evaluate((own) => window.rolebook.use("learn/store").set("set:name", { value: own }), name);
        await page.evaluate(() => window.rolebook.use("learn/store").set("lesson:manual/index.html", { done: true }));
        await page.locator("input.check-box").nth(at).check();
        if (!name) {
          // Nobody had said who they are; whoever says it now ticked it.
          assert.equal(await page.locator(".check-who[data-asked]").count(), 1);
          await page.fill(".check-who input", "孙浩");
          await page.locator(".check-who input").blur();
          assert.match(await page.locator(".check-note > button").nth(at).innerText(), /孙浩/);
          assert.equal(await page.locator(".check-who[data-asked]").count(), 0);
        }
        const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-do="hand-file"]').click()]);
        assert.equal(download.suggestedFilename(), `monthly-2026-12-${name || "孙浩"}-2026-12-07.json`);
        files.push(readFileSync(await download.path(), "utf8"));
        if (name) {
          await page.goto(`${disk}learning.html`);
          files.push(await page.evaluate(() => window.rolebook.use("learn/store").export()));
        }
      });
    }
    const [wang, whole, sun] = files;
    assert.ok(!wang.includes("lesson:") && !wang.includes("set:"), "this list and nothing else");
    await on(MONTHLY, { now: MONDAY }, async (page) => {
      await page.evaluate(() => window.rolebook.use("learn/store").set("set:name", { value: "刘经理" }));
      await page.locator('[data-do="take-open"]').click();
      const give = (/** @type {string[]} */ texts) => page.setInputFiles('.check-take input[type="file"]', texts.map((text, at) => ({ name: `${at}.json`, mimeType: "application/json", buffer: Buffer.from(text) })));
      await give([wang, sun]);
      await page.locator('input.check-box:checked').nth(1).waitFor();
      const notes = await page.locator(".check-note > button").allInnerTexts();
      assert.match(notes.join(), /王敏 · 2026年12月7日,孙浩 · 2026年12月7日/);
      assert.match(await page.locator(".check-report").innerText(), /收下孙浩填的清单/);
      assert.equal(await page.evaluate(() => window.rolebook.use("learn/store").get("set:name").value), "刘经理");
      await give([JSON.stringify({ ...JSON.parse(wang), list: "other", title: "别的单子" })]);
      await page.locator('.check-report[data-tone="bad"]', { hasText: "别的单子" }).waitFor();
      await give([whole]);
      await page.locator(".check-report", { hasText: "王敏的全部学习记录" }).waitFor();
      assert.equal(await page.evaluate(() => window.rolebook.use("learn/store").all("lesson:").length), 0);
      // A period that is none breaks nothing.
      await page.evaluate(() => window.rolebook.use("learn/store").set("check:monthly:x:mon-count", { on: true, at: 1e300, by: "x" }));
      await page.reload();
      assert.equal(await page.locator("input.check-box:checked").count(), 2);
      // On "My learning" a stranger's record is asked about, and never takes the name.
      await page.goto(`${disk}learning.html`);
      await page.setInputFiles('[data-mine] input[type="file"]', { name: "x.json", mimeType: "application/json", buffer: Buffer.from(whole) });
      const stranger = page.locator('[data-slot="stranger"]');
      await stranger.waitFor();
      assert.match(await stranger.innerText(), /这是王敏的记录，不是刘经理的/);
      await page.locator('[data-slot="take-lists"]').click();
      const kept = await items(page);
      assert.equal(kept["set:name"].value, "刘经理");
      assert.ok(!kept["lesson:manual/index.html"]);
      await page.setInputFiles('[data-mine] input[type="file"]', { name: "x.json", mimeType: "application/json", buffer: Buffer.from(whole) });
      await page.locator('[data-slot="take-all"]').click();
      assert.deepEqual([(await items(page))["set:name"].value, (await items(page))["lesson:manual/index.html"].done], ["刘经理", true]);
    });
  });

  test("points out the list of last month that is half done", () =>
    on(MONTHLY, { now: MONDAY }, async (page) => {
      await page.locator("input.check-box").first().check();
      assert.ok(await page.locator(".check-before").isHidden());
      await page.clock.setSystemTime(new Date("2027-01-04T09:00:00"));
      await page.reload();
      assert.match(await page.locator(".check-before").innerText(), /2026年12月的清单还差 1 项/);
      await page.locator(".check-before button").click();
      assert.equal(await page.locator(".check-period select").inputValue(), "2026-12");
      await page.locator("input.check-box").nth(1).check();
      await page.reload();
      assert.ok(await page.locator(".check-before").isHidden(), "all done");
    }));

  test("goes into a spreadsheet without becoming a formula", () =>
    on(MONTHLY, { now: MONDAY }, async (page) => {
      await page.locator("input.check-box").nth(1).check();
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-slot="csv"]').click()]);
      assert.equal(download.suggestedFilename(), "monthly-2026-12.csv");
      const table = readFileSync(await download.path(), "utf8");
      assert.ok(table.startsWith("\uFEFF"), "spreadsheets take it for UTF-8");
      const [head, , mail] = table.split("\r\n");
      assert.match(head, /周期.*检查项.*证据/);
      assert.match(mail, /'=1\+1 发邮件/);
      assert.doesNotMatch(table, /(^|,|")=1/m);
    }));

  test("prints as the form it was, with its ticks", () =>
    on(MONTHLY, { now: MONDAY }, async (page) => {
      await page.locator("input.check-box").first().check();
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator("input.check-box").first().isVisible());
      assert.ok(await page.locator(".sign-off-line").first().isVisible());
      assert.match(await page.locator(".check-tools").innerText(), /2026年12月/);
      for (const part of [".check-period", ".check-buttons", ".sign-off-tool", ".journey-bar"]) assert.ok(await page.locator(part).first().isHidden(), part);
    }));
});

test("the certificate is one sheet of A4", () =>
  on(as("learning.html"), {}, async (page) => {
    await everything(page);
    await page.goto(`${disk}certificate.html`);
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal((paper.match(/\/Type \/Page\b/g) || []).length, 1);
    const [, width, height] = paper.match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/).map(Number);
    assert.deepEqual([Math.round(width), Math.round(height)], [595, 842]);
  }));

describe("by keyboard alone", () => {
  /** Presses Tab until the focus is on what is looked for. */
  const tabTo = async (page, selector) => {
    for (let press = 0; press < 150; press += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => !!document.activeElement?.matches(wanted), selector)) return;
    }
    assert.fail(`no way to ${selector}`);
  };

  test("a lesson is ticked off, and the tick taken back", () =>
    on(as("manual/basics/index.html"), {}, async (page) => {
      await tabTo(page, ".lesson-on");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${disk}manual/basics/login.html`);
      await page.goBack();
      await tabTo(page, ".lesson-state button");
      await page.keyboard.press("Enter");
      assert.equal(await page.locator(".lesson-state:visible").count(), 0);
    }));

  test("a checklist is filled in and signed", () =>
    on(MONTHLY, {}, async (page) => {
      await tabTo(page, "input.check-box");
      await page.keyboard.press("Space");
      await tabTo(page, ".check-note > button");
      await page.keyboard.press("Enter");
      await page.keyboard.type("王敏");
      await page.keyboard.press("Enter");
      assert.match(await page.locator(".check-note > button").first().innerText(), /王敏/);
      await tabTo(page, ".sign-off-tool input");
      await page.keyboard.type("王敏");
      await tabTo(page, ".sign-off-tool button");
      await page.keyboard.press("Enter");
      assert.equal(await page.locator("[data-signed]").count(), 1);
    }));
});

const SEEN = { home: "index.html", role: "roles/warehouse.html", course: "courses/inventory.course.html", lesson: "manual/inventory/receipt.html", learning: "learning.html", certificate: "certificate.html", checklist: LIST };

test("axe finds nothing before a path is begun, under way and when it is complete", () =>
  on(as("index.html"), {}, async (page) => {
    const look = async (state, name, surrounding) => {
      await surround(page, surrounding);
      await page.goto(disk + surrounding.folder + SEEN[name]);
      await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = !fold.matches(".menu"))));
      assert.deepEqual(await axeFaults(page), [], `${state}, ${name}, ${JSON.stringify(surrounding)}`);
    };
    const names = Object.keys(SEEN);
    // Each view is seen in one surrounding of its two under way, in the other one when all is done.
    const first = (at) => surroundings(at).filter((_, number, all) => all.length > 2 || number === at % 2);
    const second = (at) => surroundings(at).filter((_, number, all) => all.length > 2 || number !== at % 2);
    for (const [at, name] of ["home", "lesson"].entries()) for (const surrounding of surroundings(at)) await look("nothing begun", name, surrounding);
    await learn(page, ["page:manual/basics/login.html", "page:manual/inventory/index.html"]);
    await page.evaluate(() => window.rolebook.use("learn/store").set("lesson:manual/inventory/receipt.html", { done: true, hash: "00000000" }));
    for (const [at, name] of names.entries()) for (const surrounding of first(at)) await look("under way", name, surrounding);
    await everything(page);
    await page.evaluate(() => window.rolebook.use("learn/store").set("card:q", { from: "receipt-check", s: 3, d: 5, reps: 1, lapses: 0, last: 0, due: 1 }));
    for (const [at, name] of names.entries()) for (const surrounding of second(at)) await look("complete", name, surrounding);
    await page.locator("input.check-box").first().check();
    await page.locator(".check-note > button").first().click();
    assert.deepEqual(await axeFaults(page), []);
  }));

test("320 px: nothing has to be scrolled sideways", () =>
  on(as("index.html"), { viewport: { width: 320, height: 640 } }, async (page) => {
    const found = [];
    for (const step of ["none", "all"]) {
      if (step === "all") await everything(page);
      for (const [name, path] of [...Object.entries(SEEN), ...Object.entries(SEEN).map(([name, path]) => [`en ${name}`, `en/${path}`])]) {
        await page.goto(disk + path);
        found.push(...(await sidewaysFaults(page)).map((fault) => `${step}, ${name}: ${fault}`));
      }
    }
    assert.deepEqual(found, []);
  }));

describe("nothing moves while it loads, http", () => {
  for (const width of [390, 1280]) {
    test(`${width} px, with late scripts`, async () => {
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const first = await context.newPage();
      await first.goto(preview.address + as("index.html"));
      await everything(first);
      await first.evaluate(() => {
        window.rolebook.use("learn/store").set("lesson:manual/inventory/receipt.html", { done: true, hash: "00000000" });
        window.rolebook.use("learn/store").set("check:go-live:once:live-people-path", { on: true, at: 1, by: "王敏", evidence: "汇总表 2026-12" });
      });
      await first.close();
      const wrong = [];
      for (const [name, path] of Object.entries(SEEN)) {
        const { page, faults, close } = await witness(context, preview.address);
        await page.addInitScript(() => {
          const seen = { shift: 0, moved: [] };
          Object.assign(window, { seen });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              seen.shift += entry.value;
              seen.moved.push(...entry.sources.map(({ node }) => (node instanceof Element ? `${node.tagName}.${node.className}` : String(node?.nodeName))));
            }
          }).observe({ type: "layout-shift", buffered: true });
        });
        let held = 0;
        await page.route(/\/assets\/(ro|learn|mine)[^/]*\.js/, async (route) => {
          held += 1;
          await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0, null, { polling: 20 });
          await route.continue();
        });
        await page.goto(preview.address + path);
        const { shift, moved } = await page.evaluate(async () => {
          for (let frame = 0; frame < 10; frame += 1) await new Promise((done) => requestAnimationFrame(done));
          return window.seen;
        });
        assert.ok(held >= 3, `${name}: the scripts waited`);
        if (shift >= SHIFT) wrong.push(`${name}: ${shift}: ${moved.join(", ")}`);
        wrong.push(...faults);
        await close();
      }
      await context.close();
      assert.deepEqual(wrong, []);
    });
  }
});

await run({ before, after });
