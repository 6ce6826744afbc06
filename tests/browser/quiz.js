// Taking questions and papers: every type by mouse, by keyboard and on a phone; an exam that is reloaded, closed, opened
// twice, left asleep; results, the wrong ones again, the review. Time is the browser's own, set by the tests.
// node quiz.js path/to/rolebook [words in the names of the tests to run]

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test, run } from "../harness.js";
import { axeFaults, build, copyOfSample, openBrowser, sidewaysFaults, soon, startPreview, surroundings, witness } from "./tools.js";

const PRACTICE = "all.quiz.html";
const EXAM = "exam.quiz.html";
const BANK = "all.bank.html";
const SAMPLE_EXAM = "manual/inventory/inventory-exam.quiz.html";
const TYPES = ["single", "multiple", "judge", "blanks", "number", "order", "pairs", "story", "essay"];
const NOW = new Date("2026-11-27T09:00:00+08:00");
const DAY = 86_400_000;

const bank = (lang) => {
  const zh = lang === "zh-CN";
  /** @param {string} a @param {string} b */
  const say = (a, b) => (zh ? a : b);
  return `title: ${say("题库", "Bank")}
questions:
- id: single
  ask: ${say("收入记在哪个月？", "Which month gets the revenue?")}
  options:
    - {right: ${say("三月", "March")}, why: ${say("以签收为准", "The receipt decides")}}
    - {wrong: ${say("四月", "April")}, why: ${say("开票日不算", "The invoice does not count")}}
    - {wrong: ${say("五月", "May")}}
  hint: ${say("看签收", "Look at the receipt")}
  explain: ${say("收入按签收日确认。", "Revenue goes by the receipt.")}
  see: page.md#${say("收入", "revenue")}
  tags: [income]
- id: multiple
  ask: ${say("哪些形成应付？", "Which create payables?")}
  options: [{right: ${say("入库", "Receipt")}}, {right: ${say("发票", "Invoice")}}, {wrong: ${say("请购", "Request")}}]
  points: 2
  tags: [stock]
- {id: judge, ask: ${say("可以自己审核。", "One may approve oneself.")}, judge: false, tags: [income]}
- id: blanks
  ask: ${say("贷记 ____，金额 ____ 元。", "Credit ____, amount ____ yuan.")}
  blanks: [[${say("暂估应付", "accrual")}], {number: 1000, tolerance: 0.01}]
- id: number
  ask: ${say("差多少？", "How much is missing?")}
  number: {value: -5, unit: kg}
- {id: order, ask: ${say("按先后排列。", "Put in order.")}, order: [${say("请购, 订单, 入库", "Request, Order, Receipt")}]}
- {id: pairs, ask: ${say("配对。", "Match.")}, pairs: [[${say("入库单, 暂估增加", "Receipt, Accrual grows")}], [${say("发票, 应付增加", "Invoice, Payable grows")}]], extra: [${say("现金减少", "Cash shrinks")}]}
- id: story
  tags: [story]
  case: ${say("货到了，票没到。", "Goods came, the invoice did not.")}
  parts:
    - {id: first, ask: ${say("先做什么？", "What comes first?")}, options: [{right: ${say("入库", "Receive")}}, {wrong: ${say("等待", "Wait")}}]}
    - {id: second, ask: ${say("冲回多少？", "Reverse how much?")}, number: 200}
- {id: essay, ask: ${say("为什么先检后用？", "Why inspect first?")}, model: ${say("不合格时说不清。", "Else nobody can tell.")}}
- {id: task, task: ${say("完成一次盘点。", "Count the shelf.")}, criteria: [{check: ${say("已审核", "Approved")}}]}
`;
};

/** Eight options: no order but the writer's comes out by chance. */
const LETTERS = `title: 字母
questions:
- {id: letters, ask: 哪一个？, options: [{right: 甲}, ${[..."乙丙丁戊己庚辛"].map((one) => `{wrong: ${one}}`).join(", ")}]}
`;

const paper = (/** @type {string} */ title, /** @type {string} */ keys) => `title: ${title}\n${keys}\n`;
const everyId = `questions: [${TYPES.join(", ")}]`;

const EXAM_PAPER = paper("{zh-CN: 考试, en: Exam}", `mode: exam\npass: 60%\ntime: 30min\nattempts: 2\nfeedback: end\nmust: [single]\nquestions: [${TYPES.filter((id) => id !== "essay").join(", ")}]`);

let browser;
let folder;
let preview;
/** Address of the built folder on the disk. */
let disk;
let sample;
let sampleDisk;

/** @param {string} name @param {string} text */
const write = (name, text) => writeFileSync(join(folder, "content", name), text);

async function before() {
  folder = mkdtempSync(join(tmpdir(), "rolebook-quiz-"));
  mkdirSync(join(folder, "content"), { recursive: true });
  write("rolebook.yaml", "title: {zh-CN: 测验, en: Quiz}\nlanguages: [zh-CN, en]\nproduct: {name: ERP, version: \"8.2\"}\n");
  write("page.md", "# 收入\n\n## 收入\n\n按签收。\n");
  write("page.en.md", "# Revenue\n\n## Revenue\n\nBy receipt.\n");
  write("all.bank.yaml", bank("zh-CN"));
  write("all.en.bank.yaml", bank("en").replace(/, judge: false|points: 2|  see: .*\n|, tags: \[\w+\]|  tags: \[\w+\]\n/g, ""));
  write("all.quiz.yaml", paper("{zh-CN: 练习, en: Practice}", `mode: practice\npass: 80%\nshuffle: false\n${everyId}`));
  write("exam.quiz.yaml", EXAM_PAPER);
  write("worth.quiz.yaml", paper("{zh-CN: 分值, en: Worth}", "mode: practice\ndraw: [{from: all, tag: story, take: 1, points: 5}]"));
  write("essay.quiz.yaml", paper("{zh-CN: 简答, en: Essay}", "mode: exam\npass: 60%\nquestions: [single, essay]"));
  write("silent.quiz.yaml", paper("{zh-CN: 不公布, en: Silent}", "mode: exam\nfeedback: never\nquestions: [single, judge]"));
  write("match.bank.yaml", [
    "title: 配对",
    "questions:",
    "- {id: power, ask: 配对。, pairs: [[千, 10<sup>3</sup>], [一百零三, '103'], [百万, 10<sup>6</sup>]]}",
    "- {id: raised, ask: 配对。, pairs: [[千, 10<sup>3</sup>], [百万, 10<sup>6</sup>]]}",
    "- {id: bold, ask: 配对。, pairs: [[重, '**甲**'], [轻, 甲]]}",
    "- {id: plain, ask: 配对。, pairs: [[重, 甲], [轻, 乙]]}",
  ].join("\n"));
  write("strict.quiz.yaml", paper("{zh-CN: 上岗考试, en: Strict}", "mode: exam\nrequires: strict\nquestions: [single, judge]"));
  write("strict.course.yaml", "title: {zh-CN: 课, en: Course}\nlessons: [page.md]\nexam: strict\n");
  write("shuffled.quiz.yaml", paper("{zh-CN: 乱序, en: Shuffled}", "mode: exam\nshuffle: true\nquestions: [letters]"));
  write("letters.bank.yaml", LETTERS);
  write("once.quiz.yaml", paper("{zh-CN: 一次, en: Once}", "mode: exam\ntime: 30min\nattempts: 1\nquestions: [single, judge]"));
  write("long.bank.yaml", `title: 长\nquestions:\n${Array.from({ length: 200 }, (_, at) => `- {id: long-${at}, ask: 第 ${at} 题。, judge: true}`).join("\n")}\n`);
  write("long.quiz.yaml", paper("{zh-CN: 长卷, en: Long}", "mode: practice\ndraw: [{from: long, take: 200}]"));
  disk = build(join(folder, "content"), join(folder, "site"));
  preview = await startPreview(join(folder, "content"));
  sample = copyOfSample();
  sampleDisk = build(sample.root, sample.site);
  browser = await openBrowser();
}

async function after() {
  await browser?.close();
  preview?.stop();
  sample?.remove();
  if (folder) rmSync(folder, { recursive: true, force: true });
}

/**
 * Opens a page at a set time in a browser of its own, runs the steps, and asks that nothing went wrong meanwhile.
 * @param {string} address @param {import("playwright-core").BrowserContextOptions} options
 * @param {(page: import("playwright-core").Page, context: import("playwright-core").BrowserContext) => Promise<void>} steps
 * @param {string} [base]
 */
async function on(address, options, steps, base = disk) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: "Asia/Shanghai", ...options });
  try {
    const { page, faults } = await witness(context, base);
    await page.clock.install({ time: NOW });
    await page.goto(base + address);
    await page.locator(".paper[data-ready]").waitFor();
    await steps(page, context);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const question = (page, id) => page.locator(`[data-question="${id}"]`);
const option = (page, id, value) => question(page, id).locator(`[data-option="${value}"] .choice`);
const verdictOf = (page, id) => question(page, id).locator(":scope > .verdict").getAttribute("data-verdict");
/** Presses "check", and waits for what is said: the key of the answer is fetched at the press. */
async function checkOf(page, id) {
  await question(page, id).locator(":scope > .check-bar .action-main").click();
  await question(page, id).locator(":scope > .verdict").waitFor();
}
const record = (page) => page.evaluate(() => JSON.parse(localStorage.getItem(`rolebook.${document.documentElement.dataset.site}.progress`) || '{"items":{}}').items);
const attempts = async (page) => Object.entries(await record(page)).filter(([key]) => key.startsWith("attempt:")).map(([, { result }]) => result);
const press = async (page, locator, touch) => (touch ? locator.tap() : locator.click());

/** Answers a question right, by mouse or by finger. */
async function answer(page, id, touch = false) {
  const at = question(page, id);
  const go = (locator) => press(page, locator, touch);
  if (id === "single") await go(option(page, id, "0"));
  if (id === "multiple") {
    await go(option(page, id, "0"));
    await go(option(page, id, "1"));
  }
  if (id === "judge") await go(option(page, id, "false"));
  if (id === "blanks") {
    await at.locator("input").nth(0).fill("暂估应付");
    await at.locator("input").nth(1).fill("1,000.00");
  }
  if (id === "number") {
    await at.locator("input").fill("5");
    if (touch) await at.locator(".number-sign").tap();
    else await at.locator("input").fill("－5 kg");
  }
  if (id === "order") await sortByDrag(page, at, touch);
  if (id === "pairs") {
    await at.locator("select").nth(0).selectOption({ label: "暂估增加" });
    await at.locator("select").nth(1).selectOption({ label: "应付增加" });
  }
  if (id === "story") {
    await go(option(page, "story/first", "0"));
    await question(page, "story/second").locator("input").fill("200");
  }
  if (id === "essay") await at.locator("textarea").fill("否则说不清。");
}

/** Drags each item to its place. */
async function sortByDrag(page, at, touch) {
  const client = touch ? await page.context().newCDPSession(page) : null;
  for (const [place, item] of ["请购", "订单", "入库"].entries()) {
    const row = at.locator(".answer-field > .choices > li", { hasText: item });
    await row.scrollIntoViewIfNeeded();
    const from = await row.locator(".order-grip").boundingBox();
    const to = await at.locator(".answer-field > .choices > li").nth(place).boundingBox();
    const [x, y, end] = [from.x + from.width / 2, from.y + from.height / 2, to.y + 4];
    if (Math.abs(to.y - from.y) < from.height) continue;
    const touches = (type, top) => client.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y: top }] });
    if (touch) {
      await touches("touchStart", y);
      await touches("touchMove", (y + end) / 2);
      await touches("touchMove", end);
      await touches("touchEnd", end);
    } else {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x, (y + end) / 2);
      await page.mouse.move(x, end);
      await page.mouse.up();
    }
  }
  assert.deepEqual(await at.locator(".answer-field > .choices > li > div").allTextContents(), ["请购", "订单", "入库"]);
}

/** Presses Tab until the focus is where it should be. */
async function tabTo(page, selector) {
  for (let step = 0; step < 90; step += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => !!document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

/** @param {string} id */
const inside = (id, rest) => `[data-question="${id}"] ${rest}`;

const startExam = async (page) => {
  await page.locator('[name="name"]').fill("李丽");
  await page.getByRole("button", { name: "开始考试" }).click();
};
const cell = (page, n) => page.locator(".exam-overview > .exam-map .exam-cell").nth(n - 1);
const handIn = async (page) => {
  await page.locator(".exam-overview").getByRole("button", { name: "交卷" }).click();
  await page.locator("dialog").getByRole("button", { name: "交卷" }).click();
  await page.locator(".result-head").waitFor();
};

describe("practice", () => {
  test("every type is answered by mouse, marked, explained, and counted", () => on(PRACTICE, {}, async (page) => {
    for (const id of TYPES) {
      await answer(page, id);
      await question(page, id).locator(":scope > .check-bar .action-main").click();
      if (id === "essay") await question(page, id).getByRole("button", { name: /要点齐全/ }).click();
      assert.equal(await verdictOf(page, id), "right", id);
    }
    assert.match(await question(page, "single").innerText(), /你选对了\s*以签收为准[\s\S]*开票日不算[\s\S]*收入按签收日确认/);
    assert.equal(await question(page, "single").locator(".answer-see a").getAttribute("href"), "page.html#收入");
    await page.getByRole("button", { name: "完成，看结果" }).click();
    assert.match(await page.locator(".result-head").innerText(), /通过[\s\S]*100%/);
    const [result] = await attempts(page);
    assert.deepEqual([result.points, result.max, result.passed, result.mode], [11, 11, true, "practice"]);
    assert.deepEqual(result.questions.map(({ id }) => id), TYPES);
  }));

  test("every type is answered by keyboard alone", () => on(PRACTICE, {}, async (page) => {
    const { keyboard } = page;
    const check = async (id) => {
      await tabTo(page, inside(id, ".check-bar .action-main"));
      await keyboard.press("Enter");
      await page.locator(`[data-question="${id}"] > .verdict`).waitFor();
    };
    await tabTo(page, inside("single", "input"));
    await keyboard.press("a");
    await check("single");
    await tabTo(page, inside("multiple", "input"));
    await keyboard.press("1");
    await keyboard.press("b");
    await check("multiple");
    await tabTo(page, inside("judge", "input"));
    await keyboard.press("2");
    await check("judge");
    await tabTo(page, inside("blanks", "input"));
    await keyboard.type("暂估应付 ");
    await keyboard.press("Tab");
    await keyboard.type("a1000");
    await keyboard.press("Home");
    await keyboard.press("Delete");
    await keyboard.press("Enter");
    await page.locator('[data-question="blanks"] > .verdict').waitFor();
    await tabTo(page, inside("number", "input"));
    await keyboard.type("-5");
    await check("number");
    for (const item of ["请购", "订单"]) {
      const row = question(page, "order").locator(".answer-field > .choices > li", { hasText: item });
      const wanted = item === "请购" ? 0 : 1;
      const place = () => row.evaluate((one) => [...one.parentElement.children].indexOf(one));
      const way = (await place()) > wanted ? "上移" : "下移";
      if ((await place()) === wanted) continue;
      const button = row.getByRole("button", { name: `${way}：${item}` });
      while (!(await button.evaluate((one) => one === document.activeElement))) await keyboard.press("Tab");
      while ((await place()) !== wanted) await keyboard.press("Enter");
      await page.clock.runFor(100);
      assert.match(await page.locator("[data-announce]").innerText(), /第 \d 位，共 3 位/);
      // Back before the list, so that Tab meets every button again.
      await question(page, "number").locator(".verdict").evaluate((one) => one.focus());
    }
    await check("order");
    for (const [at, label] of ["暂估增加", "应付增加"].entries()) {
      await tabTo(page, inside("pairs", "select"));
      const box = question(page, "pairs").locator("select").nth(at);
      while ((await box.evaluate((one) => one.selectedOptions[0].text)) !== label) await keyboard.press("ArrowDown");
    }
    await check("pairs");
    await tabTo(page, inside("story/first", "input"));
    await keyboard.press("A");
    await tabTo(page, inside("story/second", "input"));
    await keyboard.type("200");
    await check("story");
    await tabTo(page, inside("essay", "textarea"));
    await keyboard.type("b2");
    await check("essay");
    for (const id of TYPES.filter((one) => one !== "essay")) assert.equal(await verdictOf(page, id), "right", id);
    assert.equal(await verdictOf(page, "essay"), "open");
  }));

  test("every type is answered by finger at 390 px, one question at a time", () => on(PRACTICE, phone, async (page) => {
    for (const [at, id] of TYPES.entries()) {
      assert.equal(await page.locator(".practice > .question:visible").count(), 1);
      await soon(async () => assert.ok(await question(page, id).isVisible(), id));
      await answer(page, id, true);
      const verdict = question(page, id).locator(":scope > .verdict");
      // A tap right behind a drag may be the end of that drag to the browser; a person would tap again.
      for (let taps = 0; taps < 3 && !(await verdict.count()); taps += 1) {
        await question(page, id).locator(":scope > .check-bar .action-main").tap();
        await verdict.waitFor({ timeout: 3000 }).catch(() => {});
      }
      if (id !== "essay") assert.equal(await verdictOf(page, id), "right", id);
      assert.deepEqual(await sidewaysFaults(page), []);
      if (at < TYPES.length - 1) await page.locator(".steps-next").tap();
    }
    assert.ok(!(await page.locator(".steps-next").isVisible()));
  }));

  test("wrong answers say what is right and why, in words", () => on(PRACTICE, {}, async (page) => {
    await option(page, "single", "1").click();
    await checkOf(page, "single");
    const text = await question(page, "single").innerText();
    assert.match(text, /三月\s*正确答案\s*以签收为准/);
    assert.match(text, /四月\s*你选的，不对\s*开票日不算/);
    assert.match(text, /答错了/);
    await question(page, "number").locator("input").fill("5");
    await checkOf(page, "number");
    assert.match(await question(page, "number").innerText(), /答错了[\s\S]*正确答案\s*-5 kg/);
    await question(page, "judge").locator(".check-bar .action-main").click();
    assert.match(await question(page, "judge").innerText(), /先作答/);
    await question(page, "order").getByRole("button", { name: "看答案" }).click();
    assert.match(await question(page, "order").locator(".answer-order").innerText(), /请购\s*订单\s*入库/);
    assert.equal(await question(page, "single").locator("input").first().isDisabled(), true);
  }));

  test("the parts of a case share what it is worth on this paper", () => on("worth.quiz.html", {}, async (page) => {
    const points = await page.locator('.practice [data-question^="story"] > .question-facts > span:first-child').allInnerTexts();
    assert.deepEqual(points, ["5 分", "2.5 分", "2.5 分"]);
  }));

  test("answers and checks are there again after a reload, and the keys of another question change nothing", () => on(PRACTICE, {}, async (page) => {
    await option(page, "single", "0").click();
    await checkOf(page, "single");
    await page.keyboard.press("b");
    await question(page, "blanks").locator("input").first().fill("b");
    await page.clock.runFor(1000);
    await page.reload();
    await page.locator(".paper[data-ready]").waitFor();
    assert.equal(await verdictOf(page, "single"), "right");
    assert.equal(await question(page, "blanks").locator("input").first().inputValue(), "b");
    assert.equal(await question(page, "multiple").locator("input:checked").count(), 0);
    assert.match(await page.locator(".practice-count").innerText(), /2 \/ 9/);
  }));

  test("an answer stands from the press on, however long its key takes, and can be changed where the key does not come", () => on(PRACTICE, {}, async (page) => {
    /** @type {((comes: boolean) => void)[]} */
    const held = [];
    await page.route(/\.key\.js/, async (route) => {
      const comes = await new Promise((decide) => held.push(decide));
      return comes ? route.continue() : route.fulfill({ contentType: "text/javascript", body: "" });
    });
    const box = question(page, "number").locator("input");
    const press = question(page, "number").locator(":scope > .check-bar .action-main");
    for (const comes of [false, true]) {
      await box.fill("5");
      await press.click();
      await press.click();
      await soon(async () => assert.equal(held.length, 1));
      assert.equal(await box.evaluate((one) => one.readOnly), true);
      await box.pressSequentially("0");
      assert.equal(await box.inputValue(), "5");
      held.pop()(comes);
      if (!comes) await soon(async () => assert.match(await question(page, "number").innerText(), /取不到答案文件/));
      assert.equal(await box.evaluate((one) => one.readOnly), comes);
    }
    await soon(async () => assert.equal(await verdictOf(page, "number"), "wrong"));
  }, preview.address));

  test("a paper of 200 questions stands whole, and its first question at once", () => on("long.quiz.html", {}, async (page) => {
    await page.locator(".practice > .question").first().waitFor();
    await page.clock.runFor(1000);
    assert.equal(await page.locator(".practice > .question").count(), 200);
    await page.locator(".practice > .question").last().locator(".choice").first().click();
    assert.match(await page.locator(".practice-count").innerText(), /1 \/ 200/);
  }));

  test("a question of a bank can be tried on its own, and a task is left alone", () => on(BANK, {}, async (page) => {
    await option(page, "judge", "true").click();
    await checkOf(page, "judge");
    assert.equal(await verdictOf(page, "judge"), "wrong");
    await question(page, "judge").getByRole("button", { name: "再试一次" }).click();
    await option(page, "judge", "false").click();
    await checkOf(page, "judge");
    assert.equal(await verdictOf(page, "judge"), "right");
    await question(page, "essay").locator("textarea").fill("否则说不清。");
    await checkOf(page, "essay");
    await question(page, "essay").getByRole("button", { name: /没有答到/ }).click();
    assert.equal(await verdictOf(page, "essay"), "wrong");
    await question(page, "essay").getByRole("button", { name: "再试一次" }).click();
    assert.equal(await question(page, "essay").locator("textarea").inputValue(), "", "also after one's own mark");
    assert.equal(await question(page, "task").locator(".check-bar").count(), 0);
    assert.equal(await question(page, "task").locator(".question-signoff").innerText(), "由超级用户现场确认并签字");
    assert.deepEqual(Object.keys(await record(page)), []);
  }));
});

describe("exam", () => {
  test("on a phone each question begins in sight, also the first, and the keyboard is there", () => on(EXAM, { viewport: { width: 390, height: 844 } }, async (page) => {
    const inSight = () => page.evaluate(() => {
      const head = document.querySelector(".exam-question .question-head").getBoundingClientRect();
      const bar = document.querySelector(".exam-bar").getBoundingClientRect();
      const at = document.activeElement;
      return { shown: head.top >= bar.bottom - 1 && head.bottom <= innerHeight, focused: Boolean(at && at.closest(".exam-question .question")) };
    });
    await startExam(page);
    assert.deepEqual(await inSight(), { shown: true, focused: true });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.getByRole("button", { name: "下一题" }).click();
    assert.deepEqual(await inSight(), { shown: true, focused: true });
  }));

  test("the start says what to expect; name and deadline are kept", () => on(EXAM, {}, async (page) => {
    const text = await page.locator(".exam-start").innerText();
    for (const part of ["8 题", "30 分钟", "60%", "2 次，共 2 次", "自测", "必须答对"]) assert.ok(text.includes(part), part);
    await startExam(page);
    const items = await record(page);
    assert.equal(items["set:name"].value, "李丽");
    const { started, deadline } = items["open:exam"];
    assert.equal(deadline, started + 30 * 60_000);
    assert.equal(await page.locator(".hint").count(), 0);
  }));

  test("reloading in the middle loses nothing, and the clock runs on", () => on(EXAM, {}, async (page) => {
    await startExam(page);
    for (const id of TYPES.slice(0, 4)) {
      await answer(page, id);
      await page.getByRole("button", { name: "下一题" }).click();
    }
    await cell(page, 2).click();
    await page.getByRole("button", { name: "标记，稍后再看" }).click();
    await page.clock.fastForward("10:00");
    await page.reload();
    await page.locator(".exam-question .question").waitFor();
    assert.equal(await question(page, "multiple").locator("input:checked").count(), 2);
    assert.match(await page.locator(".exam-time").innerText(), /(20:00|19:5\d)/);
    assert.equal(await cell(page, 2).getAttribute("aria-label"), "第 2 题，已答，有标记");
    assert.equal(await cell(page, 5).getAttribute("aria-label"), "第 5 题，未答");
    assert.equal(await cell(page, 2).getAttribute("aria-current"), "step");
    assert.match(await page.locator(".exam-sum").innerText(), /4 \/ 8/);
  }));

  test("handing in names what is open and flagged, and leads there", () => on(EXAM, {}, async (page) => {
    await startExam(page);
    await answer(page, "single");
    await page.getByRole("button", { name: "标记，稍后再看" }).click();
    await page.locator(".exam-overview").getByRole("button", { name: "交卷" }).click();
    const dialog = page.locator("dialog");
    const flagged = dialog.locator(".exam-rest").nth(1).locator(".exam-cell");
    assert.equal(await flagged.getAttribute("data-answered"), "", "flagged, and answered");
    assert.match(await dialog.innerText(), /7 题没有作答[\s\S]*1 题有标记/);
    await dialog.getByRole("button", { name: "第 3 题" }).click();
    assert.ok(!(await dialog.isVisible()));
    assert.ok(await question(page, "judge").isVisible());
    await handIn(page);
    assert.match(await page.locator(".result-head").innerText(), /未通过/);
  }));

  test("five minutes and one minute are said; at the end it is handed in, asleep or not", () => on(EXAM, {}, async (page) => {
    await startExam(page);
    await answer(page, "single");
    await page.clock.runFor(25 * 60_000 + 1000);
    assert.match(await page.locator("[data-announce]").innerText(), /还剩 5 分钟/);
    assert.equal(await page.locator(".exam-time").getAttribute("data-left"), "soon");
    await page.clock.runFor(4 * 60_000);
    assert.match(await page.locator("[data-announce]").innerText(), /还剩 1 分钟/);
    // A lid that was closed for two hours: one tick, long after.
    await page.clock.fastForward("02:00:00");
    await page.locator(".result-head").waitFor();
    assert.match(await page.locator(".paper").innerText(), /时间到，已自动交卷/);
    const [result] = await attempts(page);
    assert.equal(result.finished, result.started + 30 * 60_000);
    assert.equal(result.points, 1);
  }));

  test("a deadline that passed while the page was closed hands in what was answered", () => on(EXAM, {}, async (page, context) => {
    await startExam(page);
    await answer(page, "single");
    await page.clock.runFor(1000);
    await page.goto(`${disk}page.html`);
    await page.close();
    const { page: later, faults } = await witness(context, disk);
    await later.clock.install({ time: new Date(NOW.getTime() + DAY) });
    await later.goto(disk + EXAM);
    await later.locator(".result-head").waitFor();
    const [result] = await attempts(later);
    assert.deepEqual([result.points, result.finished], [1, result.started + 30 * 60_000]);
    assert.equal((await record(later))["open:exam"].gone, true);
    assert.deepEqual(faults, []);
  }));

  test("closing the tab and coming back goes on", () => on(EXAM, {}, async (page, context) => {
    await startExam(page);
    await answer(page, "single");
    await cell(page, 4).click();
    await page.close();
    const { page: again } = await witness(context, disk);
    await again.clock.install({ time: new Date(NOW.getTime() + 60_000) });
    await again.goto(disk + EXAM);
    await again.getByRole("button", { name: "是我，继续考试" }).click();
    await question(again, "blanks").waitFor();
    assert.equal(await cell(again, 1).getAttribute("aria-label"), "第 1 题，已答");
  }));

  test("two tabs of one exam keep both their answers, and end together", () => on(EXAM, {}, async (page, context) => {
    await startExam(page);
    const { page: other, faults } = await witness(context, disk);
    await other.clock.install({ time: NOW });
    await other.goto(disk + EXAM);
    await other.getByRole("button", { name: "是我，继续考试" }).click();
    await cell(other, 3).click();
    await answer(page, "single");
    await page.clock.runFor(1000);
    await answer(other, "judge");
    await other.clock.runFor(1000);
    await page.waitForFunction(() => document.querySelector(".exam-sum")?.textContent?.includes("2 / 8"));
    await other.waitForFunction(() => document.querySelector(".exam-sum")?.textContent?.includes("2 / 8"));
    const { answers } = (await record(page))["open:exam"];
    assert.deepEqual([answers.single.a, answers.judge.a], ["0", false]);
    await handIn(page);
    await other.locator(".result-head").waitFor();
    assert.match(await other.locator(".paper").innerText(), /已在另一个标签页结束/);
    assert.equal((await attempts(other)).length, 1);
    assert.deepEqual(faults, []);
  }));

  test("attempts run out, and earlier ones are listed with date, score and edition", () => on(EXAM, {}, async (page) => {
    for (const round of [1, 2]) {
      if (round === 1) await startExam(page);
      else await page.getByRole("button", { name: "再考一次" }).click();
      await answer(page, "single");
      await handIn(page);
      await page.clock.runFor(5000);
      await page.getByRole("link", { name: "回到试卷" }).click();
      await page.locator(".exam-start").waitFor();
    }
    assert.match(await page.locator(".exam-start").innerText(), /次数已用完/);
    assert.ok(await page.locator(".exam-start .action-main").isDisabled());
    assert.equal(await page.locator(".earlier tbody tr").count(), 2);
    assert.match(await page.locator(".earlier tbody tr").first().innerText(), /2026[\s\S]*1 \/ 10 · 10%[\s\S]*未通过[\s\S]*8\.2/);
    await page.locator(".earlier tbody a").first().click();
    await page.locator(".result-head").waitFor();
  }));

  test("a question that changed in between is asked anew, the others keep their answers", async () => {
    const site = join(folder, "changing");
    const base = build(join(folder, "content"), site);
    try {
      await on(EXAM, {}, async (page) => {
        await startExam(page);
        await answer(page, "single");
        await cell(page, 3).click();
        await answer(page, "judge");
        await page.clock.runFor(1000);
        write("all.bank.yaml", bank("zh-CN").replace("可以自己审核。", "可以由自己审核。"));
        build(join(folder, "content"), site);
        await page.reload();
        await page.locator(".exam-question .question").waitFor();
        assert.match(await page.locator(".paper").innerText(), /1 题的作答因此清空/);
        assert.match(await page.locator(".exam-sum").innerText(), /1 \/ 8/);
      }, base);
    } finally {
      write("all.bank.yaml", bank("zh-CN"));
    }
  });
});

describe("an exam whatever happens", () => {
  /** @param {import("playwright-core").Page} page @param {string} name */
  const startAs = async (page, name) => {
    await page.locator('.exam-start [name="name"]').fill(name);
    await page.locator('.exam-start [data-do="start"]').click();
  };
  const items = async (page, prefix) => Object.entries(await record(page)).filter(([key, item]) => key.startsWith(prefix) && !item.gone);

  test("the last choice counts and no time is won when the clock of the device goes back", () => on(EXAM, {}, async (page) => {
    await startExam(page);
    await page.clock.runFor(60_000);
    await option(page, "single", "1").click();
    await page.clock.runFor(1000);
    await page.clock.setSystemTime(new Date(NOW.getTime() - 120_000));
    await page.reload();
    await option(page, "single", "0").click();
    await page.clock.runFor(1000);
    assert.match(await page.locator(".exam-time").innerText(), /28:5\d/);
    assert.equal((await record(page))["open:exam"].answers.single.a, "0");
    await handIn(page);
    assert.equal((await attempts(page))[0].questions[0].verdict, "right");
  }));

  test("a choice is taken back by choosing it again, by mouse and keyboard, and not by a double click", () => on(EXAM, {}, async (page) => {
    await startExam(page);
    const checked = () => question(page, "single").locator("input:checked").count();
    await option(page, "single", "1").dblclick();
    assert.equal(await checked(), 1);
    await page.clock.runFor(1000);
    await option(page, "single", "1").click();
    assert.equal(await checked(), 0);
    assert.match(await page.locator(".exam-sum").innerText(), /0 \/ 8/);
    for (const key of ["a", " "]) {
      await page.clock.runFor(1000);
      await page.keyboard.press(key);
      assert.equal(await checked(), key === "a" ? 1 : 0, `after ${key}`);
    }
    await page.clock.runFor(1000);
    await page.keyboard.press(" ");
    await page.clock.runFor(1000);
    await page.keyboard.press("ArrowDown");
    assert.equal(await question(page, "single").locator("input:checked").inputValue(), "1");
    assert.match(await page.locator(".exam-sum").innerText(), /1 \/ 8/);
  }));

  test("without a network the sheet locks at the deadline and is marked when the network is back", async () => {
    const context = await browser.newContext({ timezoneId: "Asia/Shanghai" });
    const page = await context.newPage();
    await page.clock.install({ time: NOW });
    await page.goto(preview.address + EXAM);
    await startExam(page);
    await answer(page, "single");
    await page.clock.runFor(1000);
    await context.setOffline(true);
    await page.clock.runFor(30 * 60_000);
    await page.locator(".exam-time", { hasText: "00:00" }).waitFor();
    await soon(async () => assert.match(await page.locator(".paper").innerText(), /作答已锁定/));
    for (const n of [1, 3, 4]) {
      await cell(page, n).click();
      assert.equal(await page.locator(".exam-question :is(input:not(:disabled):not([readonly]), select:not(:disabled))").count(), 0, `question ${n}`);
    }
    await page.clock.fastForward("01:00:00");
    await context.setOffline(false);
    await page.clock.runFor(20_000);
    await page.locator(".result-head").waitFor();
    const [result] = await attempts(page);
    assert.deepEqual([result.points, result.finished], [1, result.started + 30 * 60_000]);
    await context.close();
  });

  test("at a shared computer everybody has an exam and attempts of their own", () => on("once.quiz.html", {}, async (page) => {
    await startAs(page, "李娜");
    await answer(page, "single");
    await page.clock.runFor(1000);
    await page.goto(`${disk}page.html`);
    await page.goto(`${disk}once.quiz.html`);
    assert.match(await page.locator(".exam-start").innerText(), /李娜 的考试还没有考完[\s\S]*还剩 30 分钟/);
    await page.getByRole("button", { name: "不是李娜，换人" }).click();
    assert.equal(await page.locator('.exam-start [name="name"]').inputValue(), "");
    await startAs(page, "王敏");
    assert.equal(await question(page, "single").locator("input:checked").count(), 0);
    await handIn(page);
    await page.goto(`${disk}once.quiz.html`);
    assert.match(await page.locator(".exam-start").innerText(), /王敏 的考试次数已用完/);
    assert.ok(await page.locator('[data-do="start"]').isDisabled());
    await page.locator('.exam-start [name="name"]').fill("陈静");
    assert.ok(await page.locator('[data-do="start"]').isEnabled());
    await page.locator(".exam-parked button").click();
    assert.ok(await question(page, "single").locator('input[value="0"]').isChecked());
    await handIn(page);
    assert.deepEqual((await attempts(page)).map(({ person, points }) => [person.name, points]).sort(), [["李娜", 1], ["王敏", 0]]);
    assert.deepEqual(await items(page, "parked:"), []);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "存成文件" }).click()]);
    assert.match(download.suggestedFilename(), /李娜/);
  }));

  test("an exam that was put aside is handed in at its deadline", () => on("once.quiz.html", {}, async (page) => {
    await startAs(page, "李娜");
    await answer(page, "single");
    await page.locator('.exam-person [data-do="other"]').click();
    await page.clock.fastForward("02:00:00");
    await page.goto(`${disk}once.quiz.html`);
    await soon(async () => assert.equal((await attempts(page)).length, 1));
    const [{ person, points, started, finished }] = await attempts(page);
    assert.deepEqual([person.name, points, finished], ["李娜", 1, started + 30 * 60_000]);
  }));

  test("a super-user gives one person more time, and the result says so", () => on("once.quiz.html?role=all", {}, async (page) => {
    await page.evaluate(() => /** @type {any} */ (window).rolebook.use("learn/store").set("set:super", { value: true }));
    await page.locator('[data-tool="extra"]').click();
    const form = page.locator(".overlay form");
    await form.locator('[name="name"]').fill("李娜");
    await form.locator('[name="minutes"]').fill("10");
    await form.locator("[type=submit]").click();
    assert.match(await page.locator("[data-problem]").innerText(), /批准人/);
    await form.locator('[name="by"]').fill("李建国");
    await form.locator("[type=submit]").click();
    const code = await page.locator(".extra-code").inputValue();
    const [download] = await Promise.all([page.waitForEvent("download"), form.getByRole("button", { name: "存成文件" }).click()]);
    const file = await download.path();
    await page.goto(`${disk}once.quiz.html`);
    await page.locator('.exam-start [name="name"]').fill("王敏");
    await page.locator(".exam-extra summary").click();
    const give = async (text) => {
      await page.locator('[data-slot="extra-code"]').fill(text);
      await page.locator('[data-slot="extra-take"]').click();
      return page.locator('[data-slot="extra-note"]').innerText();
    };
    assert.match(await give(code.slice(0, -9)), /少了一段/);
    assert.match(await give(code), /给李娜的/);
    await page.locator('.exam-start [name="name"]').fill("李娜");
    assert.match(await give(`李建国：\n${code}`), /已加时 10 分钟/);
    await page.locator('[data-do="start"]').click();
    assert.match(await page.locator(".exam-time").innerText(), /(40:00|39:5\d)/);
    await page.locator(".exam-extra summary").click();
    await page.locator('[data-slot="extra-file"]').setInputFiles(file);
    await soon(async () => assert.match(await page.locator('[data-slot="extra-note"]').innerText(), /已加时 10 分钟/));
    assert.match(await page.locator(".exam-time").innerText(), /(40:00|39:5\d)/, "given once");
    await handIn(page);
    assert.match(await page.locator(".result-head").innerText(), /加时\s*10 分钟（李建国）/);
    assert.deepEqual((await attempts(page))[0].extra, { minutes: 10, by: "李建国" });
  }));

  test("an exam that insists waits for what comes first", () => on("strict.quiz.html", {}, async (page) => {
    assert.match(await page.locator(".exam-start").innerText(), /收入[\s\S]*完成以后，才能开始/);
    assert.ok(await page.locator('[data-do="start"]').isDisabled());
    await page.evaluate(() => /** @type {any} */ (window).rolebook.use("learn/store").set("lesson:page.html", { done: true }));
    await startExam(page);
    assert.ok(await question(page, "single").isVisible());
  }));

  test("search, menus and the tree are away while it runs, also by keyboard", () => on(EXAM, {}, async (page) => {
    const away = [".sidebar", ".find", ".menu", ".super-tools", ".role-bar"];
    await startExam(page);
    for (const selector of away) assert.equal(await page.locator(`${selector}:visible`).count(), 0, selector);
    await page.keyboard.press("Control+k");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    const [map, asked] = await Promise.all([page.locator(".exam-overview").boundingBox(), page.locator(".exam-question").boundingBox()]);
    assert.ok(map && asked && map.x >= asked.x + asked.width, "the map stands beside the question");
    await handIn(page);
    assert.ok(await page.locator(".find:visible").count());
  }));

  test("published anew, a changed question keeps its shuffled order, and what was taken out is said once", async () => {
    const site = join(folder, "republished");
    const base = build(join(folder, "content"), site);
    try {
      await on("shuffled.quiz.html", {}, async (page) => {
        await startExam(page);
        const order = () => question(page, "letters").locator("[data-option]").evaluateAll((all) => all.map((one) => one.dataset.option).join(""));
        const before = await order();
        assert.notEqual(before, "01234567");
        write("letters.bank.yaml", LETTERS.replace("哪一个？", "是哪一个？"));
        write("exam.quiz.yaml", readFileSync(join(folder, "content/exam.quiz.yaml"), "utf8").replace("judge, ", ""));
        await page.goto(base + EXAM);
        await startExam(page);
        await answer(page, "single");
        await page.clock.runFor(1000);
        build(join(folder, "content"), site);
        await page.reload();
        assert.match(await page.locator(".paper").innerText(), /去掉了 1 题/);
        assert.ok(!/清空/.test(await page.locator(".paper").innerText()));
        await page.reload();
        assert.ok(!/去掉了/.test(await page.locator(".paper").innerText()), "said once");
        assert.match(await page.locator(".exam-sum").innerText(), /1 \/ 7/);
        await page.goto(`${base}shuffled.quiz.html`);
        await page.getByRole("button", { name: "是我，继续考试" }).click();
        assert.match(await question(page, "letters").innerText(), /是哪一个/);
        assert.equal(await order(), before);
      }, base);
    } finally {
      write("letters.bank.yaml", LETTERS);
      write("exam.quiz.yaml", EXAM_PAPER);
    }
  });

  test("published anew while it is open, it is not marked by the answers to other questions", async () => {
    const site = join(folder, "overtaken");
    const base = build(join(folder, "content"), site);
    try {
      await on("once.quiz.html", {}, async (page) => {
        await startExam(page);
        await answer(page, "single");
        await page.getByRole("button", { name: "下一题" }).click();
        await answer(page, "judge");
        write("all.bank.yaml", bank("zh-CN").replace("judge: false", "judge: true"));
        build(join(folder, "content"), site);
        await page.locator(".exam-overview").getByRole("button", { name: "交卷" }).click();
        await page.locator("dialog").getByRole("button", { name: "交卷" }).click();
        await soon(async () => assert.match(await page.locator(".paper").innerText(), /1 题的作答因此清空/));
        assert.match(await page.locator(".exam-sum").innerText(), /1 \/ 2/);
        await handIn(page);
        assert.deepEqual((await attempts(page))[0].questions.map(({ verdict }) => verdict), ["right", "blank"]);
      }, base);
    } finally {
      write("all.bank.yaml", bank("zh-CN"));
    }
  });
});

describe("answering", () => {
  test("Enter goes to what is open and checks when nothing is; the Enter of an input method does neither", () => on(PRACTICE, {}, async (page) => {
    const lines = question(page, "blanks").locator("input");
    const verdict = question(page, "blanks").locator(":scope > .verdict");
    await lines.nth(0).fill("暂估应付");
    await lines.nth(0).dispatchEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true });
    assert.ok(await lines.nth(0).evaluate((one) => one === document.activeElement), "Safari ends what is composed");
    await lines.nth(0).press("Enter");
    assert.ok(await lines.nth(1).evaluate((one) => one === document.activeElement));
    assert.equal(await verdict.count(), 0);
    await lines.nth(1).fill("1000");
    await lines.nth(1).press("Enter");
    await verdict.waitFor();
    const number = question(page, "story/second").locator("input");
    await number.fill("200");
    await number.press("Enter");
    assert.equal(await question(page, "story").locator(":scope > .verdict").count(), 0, "a part of the case is open");
    assert.ok(await question(page, "story/first").locator("input").first().evaluate((one) => one === document.activeElement));
  }));

  test("what is matched goes by letters wherever plain text would not tell it apart", () => on("match.bank.html", {}, async (page) => {
    const shown = (id) => question(page, id).locator("select").first().locator("option").allInnerTexts();
    assert.deepEqual(await shown("power"), ["请选择", "A", "B", "C"]);
    assert.deepEqual(await shown("raised"), ["请选择", "A", "B"]);
    assert.deepEqual(await shown("bold"), ["请选择", "A", "B"]);
    assert.deepEqual((await shown("plain")).sort(), ["乙", "甲", "请选择"].sort());
    assert.ok(await question(page, "power").locator("[data-item]").first().isVisible());
    assert.ok(await question(page, "plain").locator("[data-item]").first().isHidden());
  }));

  test("one practice in two tabs keeps the answers of both, and ends in both", () => on(PRACTICE, {}, async (page, context) => {
    const { page: other, faults } = await witness(context, disk);
    await other.clock.install({ time: NOW });
    await other.goto(disk + PRACTICE);
    await other.locator(".paper[data-ready]").waitFor();
    await answer(page, "single");
    await page.clock.runFor(1000);
    await soon(async () => assert.ok(await question(other, "single").locator('input[value="0"]').isChecked()));
    await answer(other, "judge");
    await checkOf(other, "judge");
    await other.clock.runFor(1000);
    await question(page, "judge").locator(":scope > .verdict").waitFor();
    await question(page, "number").locator("input").fill("-5");
    await page.getByRole("button", { name: "完成，看结果" }).click();
    await page.locator(".result-head").waitFor();
    const [result] = await attempts(page);
    assert.deepEqual(result.questions.filter(({ verdict }) => verdict === "right").map(({ id }) => id), ["single", "judge", "number"]);
    await other.locator(".result-head").waitFor();
    assert.deepEqual(faults, []);
  }));

  test("a practice says how long it was worked on, not since when it lies open", () => on(PRACTICE, {}, async (page) => {
    await answer(page, "single");
    await page.clock.runFor(60_000);
    await page.clock.fastForward(10 * DAY);
    await page.reload();
    await answer(page, "judge");
    await page.clock.runFor(60_000);
    await page.getByRole("button", { name: "完成，看结果" }).click();
    assert.match(await page.locator('[data-slot="used"]').innerText(), /^用时\s*\d 分钟$/);
  }));
});

describe("result", () => {
  test("it names what failed, explains the wrong ones, and offers them again and for review", () => on(EXAM, {}, async (page) => {
    await startExam(page);
    await option(page, "single", "1").click();
    await cell(page, 3).click();
    await answer(page, "judge");
    await handIn(page);
    const text = await page.locator(".paper").innerText();
    assert.match(text, /必须答对的题没有答对：第 1 题/);
    assert.match(text, /income\s*1 \/ 2/);
    assert.equal(await page.locator(".result-wrong > .question").count(), 7);
    assert.match(await question(page, "single").innerText(), /你选的，不对\s*开票日不算[\s\S]*收入按签收日确认[\s\S]*复习：/);
    assert.match(text, /7 道错题已加入复习/);
    const cards = () => record(page).then((items) => Object.entries(items).filter(([key, item]) => key.startsWith("card:") && !item.gone).length);
    assert.equal(await cards(), 7);
    await page.getByRole("button", { name: "不加入" }).click();
    assert.equal(await cards(), 0);
    await page.getByRole("button", { name: "加入复习" }).click();
    assert.equal(await cards(), 7);
    await page.getByRole("link", { name: "重做错题" }).click();
    await page.locator(".practice").waitFor();
    assert.equal(await page.locator(".practice > .question").count(), 7);
    await answer(page, "single");
    await checkOf(page, "single");
    assert.equal(await verdictOf(page, "single"), "right");
    assert.equal((await attempts(page)).length, 1);
  }));

  test("it leaves as a file and as a code, with the name", () => on(EXAM, {}, async (page, context) => {
    await startExam(page);
    await answer(page, "single");
    await handIn(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "存成文件" }).click()]);
    assert.match(download.suggestedFilename(), /^exam-李丽-2026-11-27-\d{6}\.json$/);
    const file = JSON.parse(readFileSync(await download.path(), "utf8"));
    assert.deepEqual([file.rolebook, file.v, file.person.name, file.results.length, file.results[0].edition], ["result", 1, "李丽", 1, "8.2"]);
    await page.getByRole("button", { name: "复制成绩码" }).click();
    const code = await page.locator(".result-code").inputValue();
    const read = await page.evaluate((text) => {
      const codes = /** @type {any} */ (window).rolebook.use("learn/codes");
      return codes.decode(text);
    }, code);
    assert.equal(read.problem, null);
    assert.deepEqual({ ...read.value, exported: "" }, { ...file, exported: "" });
    assert.ok(Date.parse(file.exported) <= Date.parse(read.value.exported));
  }));

  test("without a name it does not leave, and the file has the day of here", () => on(EXAM, {}, async (page) => {
    await page.clock.setSystemTime(new Date("2026-11-28T07:30:00+08:00"));
    await page.getByRole("button", { name: "开始考试" }).click();
    await answer(page, "single");
    await handIn(page);
    const save = page.getByRole("button", { name: "存成文件" });
    for (const button of [save, page.getByRole("button", { name: "复制成绩码" })]) {
      await button.click();
      assert.match(await page.locator(".result-hand-in [role=status]").innerText(), /先填写姓名/);
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("name")), "name");
    }
    assert.ok(await page.locator(".result-code").isHidden());
    await page.locator('.result-hand-in [name="name"]').fill("李丽");
    const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
    assert.match(download.suggestedFilename(), /^exam-李丽-2026-11-28-\d{6}\.json$/);
  }));

  test("while an essay that could pass it waits for a mark, it is neither passed nor failed", () => on("essay.quiz.html", {}, async (page) => {
    await startExam(page);
    await answer(page, "single");
    await page.getByRole("button", { name: "下一题" }).click();
    await question(page, "essay").locator("textarea").fill("说不清。");
    await handIn(page);
    const head = page.locator(".result-head");
    assert.match(await head.innerText(), /^等待评分\s+50%[\s\S]*1 题等超级用户评分/);
    assert.equal(await page.locator(".self-mark").count(), 0, "nobody marks their own exam");
    // The sentence leads to the essay.
    await head.getByRole("button", { name: /1 题等超级用户评分/ }).click();
    assert.ok(await page.evaluate(() => !!document.activeElement?.closest('[data-question="essay"]')));
    await page.goto(`${disk}learning.html`);
    assert.match(await page.locator('[data-slot="attempts"]').innerText(), /待评分/);
    // The mark comes back from the board, as a file for this person.
    const [attempt] = Object.entries(await record(page)).filter(([key]) => key.startsWith("attempt:"));
    const marked = { ...attempt[1].result, points: attempt[1].result.max, passed: true, questions: attempt[1].result.questions.map((own) => (own.verdict === "open" ? { ...own, points: own.max, verdict: "right", marked_here: true } : own)) };
    const site = await page.evaluate(() => /** @type {any} */ (window).rolebook.use("early").ids[0]);
    await page.clock.fastForward(60_000);
    await page.setInputFiles('[data-mine] input[type="file"]', { name: "x.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ rolebook: "result", v: 1, site, exported: new Date(NOW.getTime() + DAY), person: marked.person, results: [marked] })) });
    await page.locator('[data-slot="attempts"]', { hasText: "通过" }).waitFor();
    assert.equal(Object.keys(await record(page)).filter((key) => key.startsWith("attempt:")).length, 1, "in the place of the one that waited");
  }));

  test("a paper without feedback tells the score alone", () => on("silent.quiz.html", {}, async (page) => {
    await startExam(page);
    await answer(page, "single");
    await handIn(page);
    const text = await page.locator(".paper").innerText();
    assert.match(text, /50%/);
    assert.match(text, /不显示对错/);
    assert.ok(!text.includes("以签收为准") && !text.includes("重做错题"));
  }));

  test("missed questions come back in the review when they are due, and go when they are known", () => on(EXAM, {}, async (page, context) => {
    await startExam(page);
    await option(page, "single", "1").click();
    await handIn(page);
    await page.goto(`${disk}${EXAM}?review`);
    await page.locator(".result-head").waitFor();
    assert.match(await page.locator(".paper").innerText(), /今天没有要复习的题/);
    await page.close();
    const { page: later, faults } = await witness(context, disk);
    await later.clock.install({ time: new Date(NOW.getTime() + 2 * DAY) });
    await later.goto(`${disk}${EXAM}?review`);
    await later.locator(".practice").waitFor();
    assert.equal(await later.locator(".practice > .question").count(), 5);
    const [first] = await later.locator(".practice > .question").evaluateAll((all) => all.map((one) => one.dataset.question));
    const { due } = (await record(later))[`card:${first}`];
    await answer(later, first);
    await checkOf(later, first);
    assert.ok((await record(later))[`card:${first}`].due > due + DAY);
    await later.getByRole("button", { name: "结束复习" }).click();
    assert.match(await later.locator(".paper").innerText(), /还有 4 题没有复习[\s\S]*复习了 1 题，答对 1 题/);
    await later.getByRole("link", { name: "接着复习" }).click();
    await later.locator(".practice > .question").first().waitFor();
    assert.deepEqual(faults, []);
  }));
});

describe("everywhere", () => {
  test("no answer stands in the source of a page", () => {
    for (const [path, secrets] of [[PRACTICE, ["以签收为准", "暂估应付", "收入按签收日确认", "说不清"]], [EXAM, ["以签收为准", "暂估应付", '"right":', "&quot;right&quot;", "answer-body", "answer-choices", "answer-order", "answer-blanks", "answer-pairs", "answer-line"]], [BANK, ["以签收为准", "说不清"]]]) {
      const html = readFileSync(join(folder, "site", path), "utf8");
      for (const secret of secrets) assert.ok(!html.includes(secret), `${secret} in ${path}`);
      const key = readFileSync(join(folder, "site", path.replace(".html", ".key.js")), "utf8");
      for (const secret of secrets) assert.ok(!key.includes(secret), `${secret} in the key of ${path}`);
    }
  });

  test("http works like the disk", () => on(EXAM, {}, async (page) => {
    await startExam(page);
    await answer(page, "single");
    await handIn(page);
    assert.match(await page.locator(".result-head").innerText(), /10%/);
  }, preview.address));

  test("without scripts the questions can be read", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(disk + PRACTICE);
    assert.ok(await page.locator('[data-question="single"]').isVisible());
    assert.match(await page.locator(".paper").innerText(), /启用 JavaScript/);
    await context.close();
  });

  test("on paper a practice is questions and a result is a result", () => on(PRACTICE, {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".practice > .question:visible").count(), TYPES.length);
    for (const selector of [".check-bar", ".practice-foot", ".order-buttons", ".pair-select"]) assert.equal(await page.locator(`${selector}:visible`).count(), 0, selector);
    assert.ok(await question(page, "pairs").locator("[data-item]").first().isVisible());
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("button", { name: "完成，看结果" }).click();
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".result-head").isVisible());
    assert.equal(await page.locator(".actions:visible, .result-hand-in:visible").count(), 0);
  }));

  test("nothing moves while a page opens", async () => {
    for (const path of [PRACTICE, EXAM, BANK]) {
      await on(path, {}, async (page) => {
        const shift = await page.evaluate(() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += /** @type {any} */ (entry).value;
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
        }));
        assert.ok(shift < 0.001, `${path} shifts by ${shift}`);
      });
    }
  });

  for (const { lang, folder, width, colorScheme } of surroundings(0)) {
    test(`axe finds nothing in start, question and result: ${lang}, ${colorScheme}, ${width} px`, async () => {
      const options = { viewport: { width, height: 800 }, colorScheme, hasTouch: width === 390, isMobile: width === 390 };
      const clean = async (page, where) => {
        assert.deepEqual(await axeFaults(page), [], where);
        assert.deepEqual(await sidewaysFaults(page), [], where);
      };
      await on(folder + EXAM, options, async (page) => {
        await clean(page, "start");
        await page.locator(".exam-start .action-main").click();
        await clean(page, "single");
        for (let n = 2; n <= 8; n += 1) {
          await cell(page, n).click();
          await clean(page, `question ${n}`);
        }
        await page.locator(".exam-flag").click();
        await page.locator(".exam-overview > .action").click();
        await clean(page, "dialog");
        await page.locator("dialog .action-main").click();
        await page.locator(".result-head").waitFor();
        await clean(page, "result");
      });
      await on(folder + PRACTICE, options, async (page) => {
        await clean(page, "practice");
        await page.getByRole("button", { name: lang === "zh" ? "完成，看结果" : "Finish and see the result" }).click();
        await clean(page, "result of practice");
      });
    });
  }

  test("the sample's exam at 320 px never scrolls sideways", () => on(SAMPLE_EXAM, { viewport: { width: 320, height: 640 } }, async (page) => {
    assert.deepEqual(await sidewaysFaults(page), []);
    await page.locator(".exam-start .action-main").click();
    const n = await page.locator(".exam-overview > .exam-map .exam-cell").count();
    assert.equal(n, 15);
    for (let at = 1; at <= n; at += 1) {
      await cell(page, at).click();
      assert.deepEqual(await sidewaysFaults(page), [], `question ${at}`);
    }
    await handIn(page);
    assert.deepEqual(await sidewaysFaults(page), []);
    assert.deepEqual(await axeFaults(page), []);
  }, sampleDisk));
});

await run({ before, after });
