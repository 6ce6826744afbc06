// Every learning path, walked to its certificate by somebody who presses only what the pages offer: of the start that
// `rolebook init` writes, of the sample, and of the example of the formats. What a super-user signs is signed on another device.
// node paths.js path/to/rolebook [words in the names of the tests to run]

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test, run } from "../harness.js";
import { build, copyOfSample, openBrowser, program, repository, witness } from "./tools.js";

const NAME = "周晓梅";
/** More presses than any of the paths takes: who needs more goes round in circles. */
const MOST = 60;

const folder = mkdtempSync(join(tmpdir(), "rolebook-paths-"));
/** @type {Record<string, string>} addresses of the built sites */
const sites = {};
let browser;
let sample;

async function before() {
  for (const lang of ["zh", "en"]) {
    const root = join(folder, `start-${lang}`);
    execFileSync(program(), ["init", root, "--lang", lang], { stdio: "pipe" });
    sites[`start-${lang}`] = build(root, join(folder, `site-${lang}`));
  }
  sample = copyOfSample();
  sites.sample = build(sample.root, sample.site);
  cpSync(join(repository, "tests/fixtures/formats"), join(folder, "formats"), { recursive: true });
  sites.formats = build(join(folder, "formats"), join(folder, "formats-site"));
  browser = await openBrowser();
}

async function after() {
  await browser?.close();
  sample?.remove();
  rmSync(folder, { recursive: true, force: true });
}

/** A device: a browser that knows nothing yet. @param {string} base @param {(page: any) => Promise<void>} steps */
async function on(base, steps) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const { page, faults } = await witness(context, base);
    await steps(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** What is right, as a teacher has it on the desk. @param {any} page @returns {Promise<Record<string, any>>} */
const answers = (page) =>
  page.evaluate(async () => {
    const { use } = window.rolebook;
    const sheet = use("quiz/question").sheet();
    return use("learn/veil").loadKey(sheet.id, sheet.key);
  });

/** Answers one question with the controls it has. @param {any} at the question @param {any} key */
async function answer(at, key) {
  if (key.parts) {
    for (const [name, part] of Object.entries(key.parts)) await answer(at.locator(`[data-question$="/${name}"]`), part);
  } else if (key.right) {
    for (const value of key.right) await at.locator(`[data-option="${value}"] .choice`).click();
  } else if (typeof key.judge === "boolean") {
    await at.locator(`[data-option="${key.judge}"] .choice`).click();
  } else if (key.number) {
    await at.locator("input").fill(String(key.number.value));
  } else if (key.blanks) {
    for (const [n, blank] of key.blanks.entries()) await at.locator("input").nth(n).fill(String(blank.words ? blank.words[0] : blank.number.value));
  } else if (key.order) {
    // By the named buttons, as somebody does who uses no mouse.
    for (const [place, item] of key.order.entries()) {
      const row = at.locator(`[data-item="${item}"]`);
      const where = async () => (await at.locator("[data-item]").evaluateAll((all) => all.map((one) => one.getAttribute("data-item")))).indexOf(item);
      for (let n = 0; (await where()) > place; n += 1) {
        assert.ok(n < 20, "an item moves up");
        await row.locator("button").first().click();
      }
    }
  } else if (key.pairs) {
    for (const [left, item] of key.pairs) await at.locator("select").nth(Number(left)).selectOption(item);
  } else if (key.kind === "essay") {
    await at.locator("textarea").fill("由制单人改，由审核人审。");
  }
}

/** Takes the paper that stands on the page, all right. @param {any} page */
async function take(page) {
  const keys = await answers(page);
  await page.locator(".paper[data-ready]").waitFor();
  const isExam = await page.locator('[data-do="start"]').isVisible();
  if (isExam) {
    await page.locator('.exam-start [data-setting="name"]').fill(NAME);
    await page.locator('[data-do="start"]').click();
  }
  // One at a time on a phone, in an exam as in practice.
  const asked = page.locator(isExam ? ".exam-question [data-question]" : ".practice > [data-question]");
  const count = isExam ? await page.locator(".exam-overview .exam-cell[type=button], [data-slot=map] .exam-cell").count() : await asked.count();
  assert.ok(count > 0, "the paper asks something");
  for (let n = 1; n <= count; n += 1) {
    const shown = asked.filter({ visible: true }).first();
    await answer(shown, keys[await shown.getAttribute("data-question")]);
    if (n < count) await page.locator(isExam ? '[data-do="next"]' : ".steps-next").click();
  }
  if (isExam) {
    await page.locator('[data-do="ask"]:visible').first().click();
    await page.locator('[data-do="finish"]').click();
  } else {
    await page.locator('[data-do="end"]').click();
  }
  await page.locator(".result-title").waitFor();
  // What waits for a mark is marked by who practises, beside the model answer.
  const full = page.locator('.self-mark [data-share="1"]');
  for (let left = await full.count(); left > 0; left -= 1) {
    await full.first().click();
    await page.locator(".result-title").waitFor();
  }
}

/** A super-user signs the task that the page shows, on a device of their own. @param {string} base @param {string} address @param {string} way @returns {Promise<string>} what they send */
async function sign(base, address, way) {
  let sent = "";
  await on(base, async (page) => {
    await page.goto(`${base}learning.html`);
    await page.locator('[data-setting="super"]').check({ force: true });
    await page.goto(address);
    await page.locator(`[id="${decodeURIComponent(new URL(address).hash.slice(1))}"] [data-tool="practical"]`).click();
    const form = page.locator(".practical");
    await form.waitFor();
    await form.locator('[name="name"]').fill(NAME);
    await form.locator('[name="by"]').fill("李建国");
    for (const met of await form.locator(".criterion").all()) await met.locator("label", { has: page.locator('input[value="yes"]') }).click();
    await form.locator('[type="submit"]').click();
    if (way === "file") {
      const [download] = await Promise.all([page.waitForEvent("download"), form.locator('[data-do="give"]').click()]);
      sent = readFileSync(await download.path(), "utf8");
    } else {
      await form.locator('[data-do="code"]').click();
      sent = await form.locator("[data-code]").inputValue();
    }
  });
  return sent;
}

/** Brings in what a super-user sent. @param {any} page @param {string} sent */
async function bring(page, sent) {
  await page.locator(".lesson-signed a").click();
  await page.locator("[data-mine][data-ready]").waitFor();
  if (sent.startsWith("{")) await page.locator('.file-button input').setInputFiles({ name: "signed.json", mimeType: "application/json", buffer: Buffer.from(sent) });
  else {
    await page.locator('[data-slot="paste"]').fill(sent);
    await page.locator('[data-do="import-code"]').click();
  }
  await page.locator('[data-slot="report"][data-tone="good"]').waitFor();
}

/**
 * Walks a journey from its card to its certificate.
 * @param {any} page @param {string} base @param {string} start where its card stands @param {string} way of what is signed elsewhere
 */
async function walk(page, base, start, way) {
  const card = page.locator(".journey[data-ready]").first();
  const begin = async () => {
    await page.goto(base + start);
    await card.waitFor();
    if (await card.locator('[data-slot="certificate"]').isVisible()) return false;
    await card.locator('[data-slot="go"]').click();
    return true;
  };
  const went = [];
  /** The addresses in the order of the path: each once, no section of a page that was learned before. */
  const planned = await page.evaluate((address) => {
    const [learn, { place }] = [window.rolebook.use("learn/learner"), window.rolebook.use("address")];
    const journey = learn.own() || learn.journeys().find(({ href }) => href === address);
    const done = new Set();
    return learn.standing().leaves(journey.steps).flatMap(({ step }) => {
      if (done.has(step.id) || done.has(step.id.split("#")[0])) return [];
      done.add(step.id);
      return place(step.href);
    });
  }, start);
  let presses = 0;
  let goes = await begin();
  while (goes) {
    if (went[went.length - 1] !== page.url()) went.push(page.url());
    const step = `${page.url().slice(base.length)} “${await page.locator("h1").first().textContent()}”`;
    presses += 1;
    assert.ok(presses < MOST, `round in circles:\n${went.slice(-12).join("\n")}`);
    await page.locator(".pager[data-ready]").waitFor();
    const end = page.locator(".lesson-on");
    assert.ok(await end.isVisible(), `a page of the path leads on: ${step}`);
    if (await page.locator(".lesson-signed").isVisible()) {
      await bring(page, await sign(base, page.url(), way));
      goes = await begin();
      continue;
    }
    const paper = page.locator('section.paper[data-sheet]');
    const kind = await page.evaluate(() => document.documentElement.dataset.kind);
    if (kind === "quiz" && (await paper.count()) && !(await page.locator('.lesson-state[data-state="done"]').count())) await take(page);
    // What the page says comes first is never what this very press does.
    assert.equal(await page.locator(".lesson-waits").isVisible(), false, `waits for something: ${step}: ${await page.locator(".lesson-waits").textContent()}`);
    const target = new URL((await end.getAttribute("href")) || "", page.url()).href;
    await end.click();
    await page.waitForURL((url) => url.href === target);
    // The end of a path leads back to where its card stands.
    if (await page.locator(".journey").count()) goes = await begin();
  }
  const ways = went.map((url) => decodeURIComponent(url.slice(base.length).replace(/\?[^#]*/, "").replace(/#rb-lesson-end$/, "")));
  assert.deepEqual(ways, planned, "in the order of the path, each place once");
  await card.locator('[data-slot="certificate"]').click();
  await page.locator('.certificate-tools [data-setting="name"]').fill(NAME);
  assert.ok((await page.locator(".certificate").innerText()).includes(NAME));
}

/** The roles and courses that the files of a project name, and where the card of each stands. @param {string} root */
function journeysIn(root) {
  const files = readdirSync(root, { recursive: true }).map((file) => String(file).replace(/\\/g, "/")).sort();
  return files.flatMap((file) => {
    const [, role] = /^roles\/([\w-]+)\.yaml$/.exec(file) || [];
    const [, course] = /(?:^|\/)([\w-]+)\.course\.yaml$/.exec(file) || [];
    if (role) return { name: `the role ${role}`, role, start: "index.html" };
    return course ? { name: `the course ${course}`, role: "all", start: file.replace(/yaml$/, "html") } : [];
  });
}

const PROJECTS = { "start-zh": "src/cli/starter/zh-CN", "start-en": "src/cli/starter/en", sample: "content", formats: "tests/fixtures/formats" };
for (const [site, root] of Object.entries(PROJECTS)) {
  describe(`${site}, from the first step to the certificate`, () => {
    for (const [at, { name, role, start }] of journeysIn(join(repository, root)).entries()) {
      test(name, () =>
        on(sites[site], async (page) => {
          await page.goto(`${sites[site]}index.html?role=${role}`);
          await page.goto(`${sites[site]}learning.html`);
          await page.locator('[data-setting="name"]').fill(NAME);
          await page.locator('[data-setting="name"]').blur();
          await walk(page, sites[site], start, at % 2 ? "file" : "code");
        }));
    }
  });
}

await run({ before, after });
