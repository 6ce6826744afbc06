// What super-users have: the presenter, papers from a seed, results typed in, the practical exam sheet, the board. From the
// disk, as on a USB stick, and once from a server.
// node super.js path/to/rolebook [words in the names of the tests to run]

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { makeResults } from "./results.js";
import { describe, test, run } from "../harness.js";
import { axeFaults, build, copyOfSample, openBrowser, sidewaysFaults, soon, startPreview, surround, surroundings, witness } from "./tools.js";

const EXAM = "manual/inventory/inventory-exam.quiz.html";
const BANK = "manual/inventory/inventory.bank.html";
const LESSON = "manual/inventory/receipt.html";
const BOARD = "board.html";
/** A role of a tier that teaches, and one of a tier that learns. */
const SUPER = "planner";
const LEARNER = "warehouse";
const TASK = "prac-stocktake";
/** What the bundles may weigh, compressed, in bytes. */
const BUDGET = { super: 4_500, papers: 10_000, board: 23_500 };
const NASTY = ["=1+1", "+86 138", "-2", "@SUM(A1)", '<img src=x onerror="document.title=1">', '"quoted", name'];

let browser;
let sample;
let preview;
let disk;

async function before() {
  sample = copyOfSample();
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
 * @param {string} address
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

const as = (path, role = SUPER) => `${path}?role=${role}`;
const open = async (page, tool, what) => {
  await page.locator(`[data-tool="${tool}"]`).first().click();
  await page.locator(what).first().waitFor();
};
const siteOf = (page) => page.evaluate(() => document.documentElement.dataset.site);
const texts = (locator) => locator.evaluateAll((all) => all.map((one) => one.textContent.trim()));
const read = async (download) => readFileSync(await download.path(), "utf8");
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Puts result files on the board. @param {import("playwright-core").Page} page @param {[string, string][]} files */
const give = (page, files) => page.setInputFiles("[data-files]", files.map(([name, text]) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) })));

describe("the toolbar", () => {
  test("shows itself to roles that teach, and to whoever turns it on", () =>
    on(as(EXAM, LEARNER), {}, async (page) => {
      const bar = page.locator("[data-super-tools]");
      assert.ok(await bar.isHidden());
      const toolbar = page.waitForRequest(/\/assets\/toolbar\./);
      assert.deepEqual(await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/assets/toolbar."))), [], "nobody else loads it");
      await page.evaluate(() => window.rolebook.use("learn/store").set("set:super", { value: true }));
      assert.ok(await bar.isVisible());
      await toolbar;
      await page.goto(disk + as(LESSON));
      assert.ok(await bar.isVisible());
    }));

  test("says so when it could not be fetched itself, and comes at the next press", () =>
    on(as(LESSON, LEARNER), {}, async (page) => {
      let asked = 0;
      await page.route(/\/assets\/toolbar\./, (route) => {
        asked += 1;
        return asked === 1 ? route.abort("aborted") : route.continue();
      });
      // A page from a disk asks the route only when it is loaded with it.
      await page.reload();
      const fault = page.locator("[data-fault]");
      assert.ok(await fault.isHidden());
      await page.evaluate(() => window.rolebook.use("learn/store").set("set:super", { value: true }));
      await fault.waitFor({ state: "visible" });
      await page.locator('[data-tool="present"]').first().click();
      await page.locator(".presenter").waitFor();
      assert.equal(asked, 2, "the press asked for it again, and did what it was for");
    }));

  test("opens a tool at the second press when it could not be fetched at the first", () =>
    on(as(EXAM), {}, async (page) => {
      let asked = 0;
      await page.route(/\/assets\/super\.[^/]*\.js/, (route) => {
        asked += 1;
        return asked === 1 ? route.abort("aborted") : route.continue();
      });
      const button = page.locator('[data-tool="present"]').first();
      const fault = page.locator("[data-fault]");
      assert.ok(await fault.isHidden());
      await button.click();
      await fault.waitFor({ state: "visible" });
      await button.click();
      await page.locator(".presenter").waitFor();
      assert.ok(await fault.isHidden());
      assert.equal(asked, 2);
    }, preview.address));

  test("is fetched by nobody who does not open it", () => {
    const assets = join(sample.site, "assets");
    for (const [name, most] of Object.entries(BUDGET)) {
      const [file = ""] = readdirSync(assets).filter((one) => one.startsWith(`${name}.`) && one.endsWith(".js"));
      const weight = gzipSync(readFileSync(join(assets, file))).length;
      console.log(`        ${name} ${weight} of ${most} bytes`);
      assert.ok(weight <= most, `${name}: ${weight} bytes`);
      const path = name === "board" ? BOARD : EXAM;
      const isLoaded = readFileSync(join(sample.site, path), "utf8").includes(`src="${name === "board" ? "" : "../../"}assets/${file}"`);
      assert.equal(isLoaded, name === "board");
    }
  });
});

describe("the presenter", () => {
  test("is led through a quiz by the keys of a remote, answer before next question", () =>
    on(as(EXAM), {}, async (page) => {
      await open(page, "present", ".presenter");
      const place = () => page.locator("[data-place-text]").textContent();
      const asked = page.locator(".stage .question-ask");
      assert.match(await place(), /^1 \//);
      await press(page, "PageDown");
      const first = await asked.first().textContent();
      assert.equal(await page.locator(".stage .key-answer").count(), 0);
      await press(page, "PageDown");
      assert.equal(await place(), (await place()).replace(/^\d+/, "2"));
      assert.ok(await page.locator(".stage .key-answer").isVisible());
      assert.equal(await page.locator('.stage [data-right="true"]').count(), 1);
      await press(page, "ArrowRight");
      assert.notEqual(await asked.first().textContent(), first);
      await press(page, "PageUp");
      assert.equal(await asked.first().textContent(), first);
      assert.ok(await page.locator(".stage .key-answer").isVisible());
      await press(page, "End");
      assert.ok(await page.locator('[data-do="next"]').isDisabled());
      await press(page, ".");
      assert.ok(await page.locator(".presenter-black").isVisible());
      await press(page, " ");
      assert.ok(await page.locator(".presenter-black").isHidden());
      await press(page, "t");
      assert.equal(await page.locator('[data-do="timer"]').getAttribute("aria-pressed"), "true");
      await press(page, "Escape");
      assert.equal(await page.locator(".presenter").count(), 0);
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("data-tool")), "present");
    }));

  test("shows a lesson by sections and a procedure step by step, in the page's words", () =>
    on(as(LESSON), {}, async (page) => {
      const steps = await page.locator(".body .steps > ol > li").count();
      await open(page, "present", ".presenter");
      const [, n] = (await page.locator("[data-place-text]").textContent()).split(" / ").map(Number);
      assert.ok(n > steps + 3, `${n} screens for ${steps} steps`);
      await press(page, "End", "ArrowLeft", "Home");
      assert.equal(await page.locator(".stage h2").textContent(), "采购入库");
      assert.equal(await page.locator(".stage [id]").count(), 0);
    }));

  for (const [width, height] of [[1024, 768], [1920, 1080], [390, 844]]) {
    test(`fits every question on ${width} × ${height}`, () =>
      on(as(BANK), { viewport: { width, height } }, async (page) => {
        await open(page, "present", ".presenter");
        const [, n] = (await page.locator("[data-place-text]").textContent()).split(" / ").map(Number);
        const smallest = width === 390 ? 14 : Math.min(width / 26, height / 14.5) * 0.5;
        for (let at = 1; at < n; at += 1) {
          await page.locator('[data-do="next"]').click();
          const size = await page.locator(".stage-in").evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
          assert.ok(size >= smallest, `letters of ${size} px on screen ${at}`);
          assert.deepEqual(await sidewaysFaults(page), []);
        }
      }));
  }
});

describe("papers", () => {
  const sheets = (page) => page.locator(".sheet");
  const seeded = async (page, seed) => {
    await open(page, "papers", ".sheets");
    await page.fill("[name=seed]", seed);
  };

  test("are the same for the same number on every machine, and different for A and B", async () => {
    /** @type {string[][]} */
    const seen = [];
    for (const base of [disk, preview.address]) {
      await on(as(EXAM), {}, async (page) => {
        await seeded(page, "k7mpq");
        seen.push(await texts(sheets(page)));
      }, base);
    }
    assert.deepEqual(seen[0], seen[1]);
    assert.equal(seen[0].length, 8);
    assert.notEqual(seen[0][0], seen[0][4]);
    assert.match(seen[0][0], /K7MPQ-A/);
  });

  test("ask for as much in A as in B, and the key is right for the letters of its version", () =>
    on(as(EXAM), {}, async (page) => {
      await seeded(page, "K7MPQ");
      const { keys } = await makeResults(sample.site, EXAM, { n: 1, siteId: "" });
      const counts = await page.evaluate(() => ["A", "B"].map((version) => {
        const lines = window.rolebook.use("papers/lines").lines("K7MPQ", version);
        return { n: lines.length, points: lines.reduce((sum, line) => sum + line.points, 0), ids: lines.map((line) => line.id) };
      }));
      assert.equal(counts[0].n, 15);
      // What is drawn goes by the number alone, so neighbours have the same questions for the same points.
      assert.deepEqual([...counts[0].ids].sort(), [...counts[1].ids].sort());
      assert.equal(counts[0].points, counts[1].points);
      assert.notDeepEqual(counts[0].ids, counts[1].ids);
      const briefs = await page.evaluate((all) => window.rolebook.use("papers/lines").lines("K7MPQ", "B").filter(({ kind }) => kind === "single").map(({ id, own }) => {
        const letters = window.rolebook.use("papers/sheet").brief(own, all[id], (key) => key);
        const shown = [...own.querySelectorAll("[data-option]")].find((one) => one.querySelector(".choice-letter").textContent === letters);
        return [id, shown.dataset.option];
      }), keys);
      assert.ok(briefs.length > 2);
      for (const [id, option] of briefs) assert.deepEqual([...keys[id].right], [option]);
    }));

  test("never print what is to be ordered or matched as solved", () =>
    on(as(BANK), {}, async (page) => {
      await seeded(page, "K7MPQ");
      const keys = await page.evaluate(() => window.rolebook.use("papers/sheet").keys());
      const solved = await page.evaluate((all) => Array.from({ length: 40 }, (_, at) => `SEED${at}`).flatMap((seed) => ["A", "B"].flatMap((version) => window.rolebook.use("papers/lines").lines(seed, version).filter(({ kind }) => ["order", "pairs"].includes(kind)).map(({ id, own }) => {
        const items = [...own.querySelectorAll("[data-item]")].map((one) => one.dataset.item);
        const right = all[id].kind === "order" ? all[id].order : all[id].pairs.map(([, item]) => item);
        return right.every((item, place) => item === items[place]) ? `${seed} ${version} ${id}` : "";
      }))).filter(Boolean), keys);
      assert.deepEqual(solved, []);
    }));

  test("have one place to write a number, with its unit, and room for an essay on the answer sheet", () =>
    on(as(BANK), {}, async (page) => {
      await seeded(page, "K7MPQ");
      const number = sheets(page).first().locator('.question[data-kind="number"]', { hasText: "kg" }).first();
      assert.ok(await number.locator(".number-line").isHidden());
      assert.equal(await number.locator(".write").innerText(), "答：\nkg");
      assert.ok(await page.locator(".sheet .essay-lines").first().isHidden());
      assert.notEqual(await page.locator(".sheet .pairing [data-left]").first().evaluate((one) => getComputedStyle(one).borderTopWidth), "0px");
      const { height } = await page.locator(".written-essay > span").first().boundingBox();
      assert.ok(height > 100, `${height} px for an essay`);
    }));

  test("print as A4 pages without what is for the screen", () =>
    on(as(EXAM), {}, async (page) => {
      await seeded(page, "K7MPQ");
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) || [];
      assert.ok(pages.length >= 10 && pages.length <= 26, `${pages.length} pages`);
      assert.match(pdf.toString("latin1"), /MediaBox\s*\[0 0 59[45]\.?\d* 84[12]/);
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator(".papers-form").isHidden());
      assert.ok(await page.locator(".header").isHidden());
      assert.ok(await sheets(page).first().isVisible());
    }));

  test("are typed in a letter a question, marked as on screen, and join the board", () =>
    on(as(EXAM), {}, async (page) => {
      await seeded(page, "K7MPQ");
      await page.locator('[data-do="grid"]').click();
      const { keys } = await makeResults(sample.site, EXAM, { n: 1, siteId: "" });
      /** What somebody who knows everything writes. */
      const right = await page.evaluate((all) => window.rolebook.use("papers/lines").lines("K7MPQ", "A").flatMap(({ id, own }) => {
        const kit = window.rolebook.use("papers/sheet");
        const inner = kit.parts(own);
        const one = (part, key) => (key.kind === "judge" ? (key.judge ? "A" : "B") : key.kind === "number" ? String(key.number.value) : key.kind === "blanks" ? key.blanks.map((blank) => (blank.number ? blank.number.value : blank.words[0])).join(";") : kit.brief(part, key, () => ""));
        return inner.length ? inner.map((part) => [all[id].parts[kit.partName(part)].kind, one(part, all[id].parts[kit.partName(part)])]) : [[all[id].kind, one(own, all[id])]];
      }), keys);
      await page.keyboard.type("王芳");
      await press(page, "Enter");
      await page.keyboard.type("原材料库");
      await press(page, "Enter");
      for (const [kind, text] of right) {
        await page.keyboard.type(text);
        if (!["single", "judge"].includes(kind)) await press(page, "Enter");
      }
      const [got, max] = (await page.locator(".grid-score output").first().textContent()).split(" / ");
      assert.equal(got, max);
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "姓名");
      assert.match((await page.locator(".grid tbody tr").first().locator("input").nth(2).getAttribute("aria-label")) || "", /^王芳 .*1/, "whose answer it is");
      await page.keyboard.type("李强");
      await press(page, "Enter", "Enter");
      await page.keyboard.type("ZB");
      assert.equal(await page.locator('.grid [aria-invalid="true"]').count(), 1);
      await press(page, "Backspace", "Backspace");
      await page.keyboard.type("AB");
      // A slip of the finger takes no letter from the answers behind it, whatever their kind.
      const kinds = await page.locator(".grid tbody tr").nth(1).locator("input").evaluateAll((all) => all.map((one) => one.dataset.kind));
      const first = kinds.findIndex((kind) => !["name", "unit", "single", "judge"].includes(kind));
      const cells = page.locator(".grid tbody tr").nth(1).locator("input");
      await cells.nth(first - 1).fill("");
      await cells.nth(first - 1).focus();
      await page.keyboard.type("ZDE");
      assert.deepEqual([await cells.nth(first - 1).inputValue(), await cells.nth(first).inputValue()], ["Z", "DE"]);
      // Whoever presses Enter after every letter skips nothing; what was left out is marked, and so is a row without a name.
      const last = page.locator(".grid tbody tr").last();
      await last.locator("input").nth(2).focus();
      for (const letter of ["D", "C", "B"]) {
        await page.keyboard.type(letter);
        await press(page, "Enter");
      }
      const three = async (from = 2) => [await last.locator("input").nth(from).inputValue(), await last.locator("input").nth(from + 1).inputValue(), await last.locator("input").nth(from + 2).inputValue()];
      assert.deepEqual(await three(), ["D", "C", "B"]);
      assert.match(await last.locator(".grid-said").textContent(), /^缺姓名，未保存/);
      await last.locator("input").nth(3).fill("");
      assert.match(await last.locator(".grid-said").textContent(), /漏了第 2 题/);
      assert.equal(await last.locator("[data-hole]").count(), 2);
      // An input method writes `abd` into one cell and says at its end that it is done.
      await last.locator("input").nth(2).evaluate((field) => {
        field.focus();
        field.value = "";
        field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
        field.value = "abd";
        field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
        field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "abd" }));
      });
      assert.deepEqual(await three(), ["A", "B", "D"]);
      await page.reload();
      await seeded(page, "K7MPQ");
      await page.locator('[data-do="grid"]').click();
      assert.equal(await page.locator(".grid [data-key]").count(), 2);
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-do="save"]').click()]);
      const parcel = JSON.parse(await read(download));
      assert.deepEqual(parcel.results.map((one) => [one.person.name, one.form, one.seed]), [["王芳", "paper A", "K7MPQ/A"], ["李强", "paper A", "K7MPQ/A"]]);
      await page.goto(disk + BOARD);
      assert.deepEqual(await texts(page.locator("[data-rows] th")), ["李强", "王芳"]);
      assert.match(await page.locator("[data-rows] tr", { hasText: "王芳" }).textContent(), /100%.*A 卷/);
    }));

  for (const [width, height] of [[390, 844], [1280, 900]]) {
    test(`are typed into a grid that keeps names and numbers in sight at ${width} px, and no cell beneath them`, () =>
      on(as(EXAM), { viewport: { width, height } }, async (page) => {
        await seeded(page, "K7MPQ");
        await page.locator('[data-do="grid"]').click();
        await page.evaluate(() => {
          for (let at = 1; at <= 60; at += 1) {
            const [name, , first] = document.querySelectorAll(".grid tbody tr:last-child input");
            Object.assign(name, { value: `学员${at}` });
            Object.assign(first, { value: "A" }).dispatchEvent(new InputEvent("input", { bubbles: true }));
          }
        });
        const fields = page.locator(".grid tbody tr").nth(3).locator("input");
        const columns = await fields.count();
        assert.ok(columns >= 20, `${columns} columns`);
        /** How far the cell with the focus lies inside of what it could be hidden by. */
        const room = () => page.evaluate(() => {
          const box = (/** @type {Element} */ one) => one.getBoundingClientRect();
          const cell = document.activeElement;
          const [own, frame, head, name] = [cell, cell.closest(".grid"), document.querySelector(".grid thead th"), cell.closest("tr").cells[0]].map(box);
          const stuck = [name.left - frame.left, head.top - frame.top].every((gap) => Math.abs(gap) < 1);
          const beside = cell.dataset.kind === "name" ? 0 : own.left - name.right;
          return { stuck, least: Math.round(Math.min(beside, frame.right - own.right, own.top - head.bottom, frame.bottom - own.bottom, innerHeight - own.bottom)), at: cell.getAttribute("aria-label") };
        });
        const pressAll = async (key, n) => {
          for (let at = 0; at < n; at += 1) {
            await press(page, key);
            const { stuck, least, at: cell } = await room();
            assert.ok(stuck && least >= 0, `${key} ${at}: ${cell}, ${least} px, ${stuck}`);
          }
        };
        await fields.first().focus();
        await pressAll("Enter", columns - 1);
        await pressAll("ArrowLeft", columns - 2);
        await pressAll("ArrowDown", 30);
        await pressAll("ArrowUp", 30);
        // What is tapped while half of it is beneath the names comes out.
        const { x, y } = await fields.nth(4).evaluate((field) => {
          const frame = field.closest(".grid");
          const edge = () => field.getBoundingClientRect().left - field.closest("tr").cells[0].getBoundingClientRect().right;
          frame.scrollLeft += edge() + 20;
          const { right, top } = field.getBoundingClientRect();
          return { x: right - 8, y: top + 8 };
        });
        await page.mouse.click(x, y);
        assert.equal((await room()).at, "学员4 第 3 题");
        assert.ok((await room()).least >= 0);
        assert.deepEqual(await sidewaysFaults(page), []);
      }));
  }
});

describe("the practical exam sheet", () => {
  test("is filled in and signed on a phone, and hands on a result", () =>
    on(as(BANK), { viewport: { width: 390, height: 844 }, hasTouch: true }, async (page) => {
      await open(page, "practical", ".practical");
      const sign = page.locator(".practical [type=submit]");
      await sign.tap();
      await soon(async () => assert.match(await page.locator("[data-problem]").textContent(), /姓名/));
      // Beside the field, not at the end of a sheet that is longer than the screen.
      await soon(async () => {
        const [said, field] = await Promise.all(["[data-problem]", "[name=name]"].map((one) => page.locator(one).boundingBox()));
        assert.ok(said.y > 0 && said.y < 844 && said.y - field.y < 200, JSON.stringify({ said, field }));
      });
      await page.fill("[name=name]", "王芳");
      const criteria = page.locator(".criterion");
      const n = await criteria.count();
      for (let at = 0; at < n; at += 1) await criteria.nth(at).locator(`.criterion-marks label:nth-child(${at === 1 ? 2 : 1})`).tap();
      await page.fill("[name=evidence-0]", "PD-202611-0007");
      await sign.tap();
      await soon(async () => assert.ok(await page.locator("[data-problem]").isVisible()));
      await page.fill("[name=by]", "李建国");
      await sign.tap();
      await soon(async () => assert.match(await page.locator("[data-done-list] li").textContent(), /王芳.*85 \/ 100 通过.*李建国/));
      assert.equal(await page.inputValue("[name=name]"), "");
      assert.deepEqual(await sidewaysFaults(page), []);
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator('.practical [data-do="save"]').tap()]);
      const { results: [result] } = JSON.parse(await read(download));
      assert.equal(result.paper, TASK);
      assert.equal(result.passed, true);
      const { criteria: marks, by, at } = result.questions[0].answer;
      assert.deepEqual([marks[0], marks[1].met, by], [{ met: true, evidence: "PD-202611-0007" }, false, "李建国"]);
      assert.ok(at > 0);
      assert.equal(await page.evaluate(() => window.rolebook.use("learn/store").all("attempt:").length), 0);
    }));

  test("is not passed when a required criterion is not met", () =>
    on(as(BANK), {}, async (page) => {
      await open(page, "practical", ".practical");
      const criteria = page.locator(".criterion");
      const n = await criteria.count();
      for (let at = 0; at < n; at += 1) {
        const isRequired = (await criteria.nth(at).locator(".badge").count()) > 0;
        await criteria.nth(at).locator(`.criterion-marks label:nth-child(${isRequired ? 2 : 1})`).click();
      }
      assert.match(await page.locator(".practical-sum").textContent(), /未通过/);
    }));
});

describe("the board", () => {
  test("shows sixty results as its modules count them", () =>
    on(BOARD, {}, async (page) => {
      const { results, parcel, analysis, keys } = await makeResults(sample.site, EXAM, { n: 60, siteId: await siteOf(page) });
      await give(page, results.map((one, at) => [`${at}.json`, JSON.stringify(parcel([one]))]));
      await page.locator("[data-items] li").first().waitFor();
      assert.equal(await page.locator("[data-rows] tr").count(), 60);
      const items = analysis.items(results);
      const shown = await page.locator("[data-items] li.item").evaluateAll((all) => all.map((one) => [...one.querySelectorAll("dd")].map((dd) => dd.textContent)));
      assert.deepEqual(shown, Array.from(items, (item) => [String(item.n), `${Math.round(100 * item.facility)}%`, item.discrimination === null ? "–" : String(Math.round(item.discrimination))]));
      const sections = analysis.sections(results, Object.fromEntries(Object.entries(keys).map(([id, key]) => [id, key.see])));
      assert.ok(sections.length > 3);
      assert.deepEqual(await texts(page.locator(".rewrite-n")), Array.from(sections, ({ missed, asked }) => `${asked} 人中有 ${missed} 人没学会`));
      const [href] = await page.locator(".rewrite a").evaluateAll((all) => all.map((one) => one.href));
      await page.goto(href);
      assert.ok((await page.locator("main h1").textContent()).length > 0);
      await page.goto(disk + BOARD);
      assert.equal(await page.locator("[data-rows] tr").count(), 60);
    }));

  test("says who is missing, takes the same result once, and says what is wrong with a file", () =>
    on(BOARD, {}, async (page) => {
      const siteId = await siteOf(page);
      const { results, parcel, codes } = await makeResults(sample.site, EXAM, { n: 3, siteId });
      const good = JSON.stringify(parcel(results));
      await give(page, [["好.json", good], ["坏.json", good.slice(0, 400)], ["别处.json", JSON.stringify({ ...parcel(results), site: "other" })], ["图.json", "GIF89a"]]);
      await soon(async () => assert.equal(await page.locator("[data-news] li").count(), 4));
      const news = await texts(page.locator("[data-news] li"));
      assert.equal(news.filter((line) => /新增 3 份/.test(line)).length, 1);
      assert.equal(await page.locator(".board-bad").count(), 3);
      assert.match(news.find((line) => line.startsWith("坏")) || "", /不完整/);
      await page.locator('[data-open="codes"]').click();
      await page.fill("#rb-codes", `王芳 14:02\n${results.map((one) => codes.encode("RBR1", parcel([one]))).join("\n李强 14:03\n")}`);
      await page.locator("[data-form=codes] button").click();
      assert.match((await texts(page.locator("[data-news] li"))).join(), /新增 0 份，3 份原来就有/);
      await page.locator('[data-open="roster"]').click();
      await page.fill("#rb-roster", "学员1，原材料库\n赵敏\t成品库\n");
      await page.locator("[data-form=roster] button").click();
      assert.match(await page.locator("[data-missing-list]").textContent(), /1 \/ 4.*赵敏/);
      await page.selectOption('[data-set="show"]', "missing");
      assert.deepEqual(await texts(page.locator("[data-rows] th")), ["赵敏"]);
      await page.selectOption('[data-set="show"]', "all");
      await page.locator('[data-sort="inventory-exam"]').click();
      const shares = (await texts(page.locator("[data-rows] .board-share"))).map(parseFloat);
      assert.deepEqual(shares, [...shares].sort((a, b) => b - a));
      // Once for all of them.
      assert.match(await page.locator("[data-summary-line]").textContent(), /不足 20 人/);
      assert.equal(await page.locator(".item-note:visible").count(), 0);
      await page.locator("button[data-forget]").click();
      await page.locator("[data-forget-yes]").click();
      assert.ok(await page.locator("[data-filled]").isHidden());
      await page.reload();
      assert.ok(await page.locator("[data-filled]").isHidden());
    }));

  test("takes a name for what came without one, keeps it, and asks for it once", () =>
    on(BOARD, {}, async (page) => {
      const { results, parcel } = await makeResults(sample.site, EXAM, { n: 12, siteId: await siteOf(page) });
      const files = results.map((one, at) => /** @type {[string, string]} */ (["成绩.json", JSON.stringify(parcel([at < 10 ? one : { ...one, person: { name: "", unit: "" } }]))]));
      const [rows, asked, fields] = ["[data-rows] tr", "[data-unnamed-list] li", "[data-unnamed-list] input"].map((one) => page.locator(one));
      const focused = (/** @type {import("playwright-core").Locator} */ one) => one.evaluate((element) => element === document.activeElement);
      await give(page, files);
      await soon(async () => assert.equal(await rows.count(), 10));
      assert.equal(await asked.count(), 2);
      await soon(async () => assert.match(await page.locator("[data-announce]").textContent(), /^2 份成绩没有姓名/));
      // Of the same name, yet told apart.
      assert.equal(new Set(await texts(asked)).size, 2);
      await page.reload();
      assert.equal(await asked.count(), 2);

      await fields.first().focus();
      await press(page, "Enter");
      assert.deepEqual([await fields.first().getAttribute("aria-invalid"), await fields.first().getAttribute("placeholder")], ["true", "请先填写姓名。"]);
      assert.equal(await asked.count(), 2);
      await page.keyboard.type("王芳，原材料库");
      await press(page, "Enter");
      assert.equal(await asked.count(), 1);
      assert.ok(await focused(fields.first()));
      assert.match(await page.locator("[data-rows] tr", { hasText: "王芳" }).textContent(), /原材料库.*姓名在看板上填写/);
      await page.locator("[data-news] button").click();
      assert.deepEqual([await asked.count(), await rows.count()], [2, 10]);
      assert.equal(await fields.last().inputValue(), "王芳，原材料库");
      await press(page, "Enter");
      const hostile = '<img src=x onerror="document.title=1">';
      await fields.first().fill(hostile);
      await page.locator("[data-unnamed-list] [data-name]").click();
      assert.ok(await page.locator("[data-unnamed]").isHidden());
      assert.ok(await focused(page.locator("[data-files]")));
      assert.ok((await texts(page.locator("[data-rows] th"))).includes(hostile));
      assert.equal(await page.locator(".board img").count(), 0);

      for (const again of [async () => {}, () => page.reload()]) {
        await again();
        await give(page, files);
        await soon(async () => assert.deepEqual(await texts(page.locator("[data-news] li")), ["12 个文件新增 0 份，12 份原来就有"]));
        assert.deepEqual([await asked.count(), await rows.count()], [0, 12]);
      }
      assert.match(await page.locator("[data-summary-line]").textContent(), /^12 人/);
      // Its owner has the last word.
      const owned = { ...results[11], person: { name: "王方", unit: "成品库" } };
      await give(page, [["王方.json", JSON.stringify(parcel([owned]))], ["成绩.json", files[10][1]], ["成绩.json", files[11][1]]]);
      await soon(async () => assert.ok((await texts(page.locator("[data-rows] th"))).includes("王方")));
      assert.deepEqual([await asked.count(), await rows.count()], [0, 12]);
    }));

  test("puts names right, marks essays, and moves to another computer as one file", () =>
    on(BOARD, {}, async (page) => {
      const { results, parcel } = await makeResults(sample.site, EXAM, { n: 5, siteId: await siteOf(page), names: (at) => ({ name: ["张伟", "刘扬", "陈静", "李娜", "王芳"][at], unit: ["一号库", "仓储部", "仓储部", "财务部", "仓储部"][at] }) });
      const [waiting] = results.filter(({ questions }) => questions.length);
      const [essay] = waiting.questions;
      const lost = essay.points;
      Object.assign(essay, { verdict: "open", points: 0, answer: { text: "先盘点，再<b>过账</b>。", self: essay.max } });
      Object.assign(waiting, { points: waiting.points - lost, passed: false, must_failed: [] });
      await give(page, results.map((one, at) => [`${at}.json`, JSON.stringify(parcel([one]))]));
      await page.locator('[data-open="roster"]').click();
      await page.fill("#rb-roster", "工号\t姓名\t部门\n1001\t张伟\t仓储部\n1002\t刘洋\t仓储部\n1003\t陈静\t仓储部");
      await page.locator("[data-form=roster] button").click();
      const names = () => texts(page.locator("[data-rows] th"));
      assert.equal(new Set(await names()).size, 6);
      assert.match(await page.locator("[data-rows] tr", { hasText: "张伟" }).textContent(), /仓储部.*一号库/);
      assert.match(await page.locator("[data-missing-list]").textContent(), /1 \/ 6.*刘洋/);
      // The name that looks alike is asked about.
      assert.match(await page.locator("[data-doubts-list]").textContent(), /刘扬（仓储部）.*是刘洋（仓储部）/);
      await page.locator("[data-doubts-list] button").first().click();
      assert.ok(await page.locator("[data-doubts]").isHidden());
      assert.match(await page.locator("[data-missing-list]").textContent(), /全部完成/);
      // Any row can be counted for somebody else, with a way back.
      await page.locator("[data-rows] tr", { hasText: "李娜" }).locator("[data-edit]").click();
      await page.fill("[data-person-name]", "赵敏");
      await press(page, "Enter");
      assert.match((await names()).join(), /赵敏自己写的是 李娜（财务部）/);
      await page.locator("[data-news] button").first().click();
      assert.ok(!(await names()).join().includes("赵敏"));
      await page.locator("[data-rows] tr", { hasText: "王芳" }).locator("[data-edit]").click();
      await page.locator("[data-person-remove]").click();
      assert.ok(!(await names()).join().includes("王芳"));
      // An essay is read and marked here, and not by who wrote it.
      assert.equal(await page.locator("[data-essays] summary").textContent(), "参考答案");
      assert.match(await page.locator("[data-essays] .essay-text").textContent(), /先盘点，再<b>过账<\/b>。/);
      assert.match(await page.locator("[data-rows] tr", { hasText: "张伟" }).textContent(), /1 题待评/);
      const points = page.locator("[data-essays] input");
      await points.fill(String(essay.max + 1));
      await press(page, "Enter");
      assert.equal(await points.getAttribute("aria-invalid"), "true");
      await points.fill(String(essay.max));
      await press(page, "Enter");
      assert.equal(await page.locator("[data-essays] li").count(), 0);
      assert.ok(!(await page.locator("[data-rows] tr", { hasText: "张伟" }).textContent()).includes("待评"));
      const table = (await texts(page.locator("[data-rows] tr"))).join("\n");
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-save]").click()]);
      const file = await read(download);
      await page.reload();
      assert.equal((await texts(page.locator("[data-rows] tr"))).join("\n"), table);
      await page.locator("button[data-forget]").click();
      await page.locator("[data-forget-yes]").click();
      assert.ok(await page.locator("[data-filled]").isHidden());
      await give(page, [["看板.json", file]]);
      await soon(async () => assert.equal((await texts(page.locator("[data-rows] tr"))).join("\n"), table));
      assert.equal(await page.locator("[data-essays-marked] li").count(), 1);
      // On paper it says of what, when and by whom.
      await page.emulateMedia({ media: "print" });
      assert.match(await page.locator(".board-printed").textContent(), /打印于 .*20\d\d/);
      assert.ok(await page.locator(".board-printed").isVisible());
    }));

  test("leads a writer on a phone to the sections to rewrite, above the questions", () =>
    on(BOARD, { viewport: { width: 390, height: 844 } }, async (page) => {
      const { results, parcel } = await makeResults(sample.site, EXAM, { n: 60, siteId: await siteOf(page) });
      await give(page, [["x.json", JSON.stringify(parcel(results))]]);
      const first = page.locator(".rewrite li").first();
      await first.waitFor();
      await page.locator('.board-nav [href="#rb-rewrite"]').click();
      await soon(async () => {
        const { y } = await first.boundingBox();
        assert.ok(y > 0 && y < 600, `${y}`);
      });
      const tops = await page.evaluate(() => ["[data-rewrite-list]", "[data-items]"].map((one) => document.querySelector(one).getBoundingClientRect().top));
      assert.ok(tops[0] < tops[1], tops.join());
      // By what is sure of a share, the solid part of its bar, and not by the share.
      const bars = await page.locator(".rewrite i").evaluateAll((all) => all.map(({ style }) => ["--surely", "--share"].map((one) => parseFloat(style.getPropertyValue(one)))));
      assert.deepEqual(bars, [...bars].sort(([a], [b]) => b - a));
      for (const [surely, share] of bars) assert.ok(surely > 0 && surely < share, `${surely} of ${share}`);
    }));

  test("keeps hostile names text, on the page and in a spreadsheet", () =>
    on(BOARD, {}, async (page) => {
      const { results, parcel } = await makeResults(sample.site, EXAM, { n: NASTY.length, siteId: await siteOf(page), names: (at) => ({ name: NASTY[at], unit: "" }) });
      await give(page, [["x.json", JSON.stringify(parcel(results))]]);
      await page.locator("[data-rows] tr").first().waitFor();
      assert.deepEqual((await texts(page.locator("[data-rows] th"))).sort(), [...NASTY].sort());
      assert.equal(await page.locator("[data-rows] img").count(), 0);
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-csv="people"]').click()]);
      const csv = await read(download);
      assert.ok(csv.startsWith("\uFEFF姓名,部门,"));
      assert.match(csv, /,(通过|未通过),网页作答,2026-11-27\r\n/);
      for (const line of csv.split("\r\n").slice(1)) assert.doesNotMatch(line, /^"?[=+\-@]/);
      assert.ok(csv.includes('"""quoted"", name"'));
    }));

  test("keeps the results of another edition apart, and leads the writer to the question and to the file", () =>
    on(BOARD, {}, async (page) => {
      const { results, parcel, keys } = await makeResults(sample.site, EXAM, { n: 6, siteId: await siteOf(page) });
      const [question] = results[0].questions;
      const old = results.slice(4).map((one) => ({ ...one, edition: "8.1", questions: one.questions.map((own) => (own.id === question.id ? { ...own, hash: "0" } : own)) }));
      await give(page, [...results.slice(0, 4), ...old].map((one, at) => [`${at}.json`, JSON.stringify(parcel([one]))]));
      const items = page.locator("[data-items] li.item");
      await items.first().waitFor();
      assert.deepEqual(await texts(page.locator("[data-news] li")), ["6 个文件新增 6 份"]);
      assert.match(await page.locator("[data-summary-line]").textContent(), /^4 人/);
      assert.ok(await page.locator("[data-rewrite-few]").isVisible());
      assert.deepEqual([...new Set(await texts(page.locator(".rewrite code")))].sort(), [...new Set(results.slice(0, 4).flatMap((one) => one.questions).filter(({ verdict }) => verdict !== "right").map(({ id }) => keys[id].file))].sort());
      await page.selectOption('[data-set="edition"]', "8.1");
      assert.match(await page.locator("[data-summary-line]").textContent(), /^2 人/);
      const changed = items.filter({ hasText: keys[question.id].ask });
      assert.match(await changed.locator(".item-topics").textContent(), /题目后来有改动$/);
      assert.ok(await changed.locator("details").isHidden());
      await page.selectOption('[data-set="edition"]', "*");
      assert.match(await page.locator("[data-summary-line]").textContent(), /^6 人/);
      const drawn = results[0].questions.find(({ id }) => id !== "inv-cutoff-01");
      await items.filter({ hasText: keys[drawn.id].ask }).first().locator("a").click();
      await page.locator(`[id="${drawn.id}"]`).waitFor();
    }));

  test("counts an order as a whole, in words", () =>
    on(BOARD, {}, async (page) => {
      const { results, parcel, keys } = await makeResults(sample.site, EXAM, { n: 30, siteId: await siteOf(page) });
      await give(page, [["x.json", JSON.stringify(parcel(results))]]);
      const { ask, order, texts: words } = Object.values(keys).find(({ kind, ask: own }) => kind === "order" && results.some(({ questions }) => questions.some(({ id }) => keys[id].ask === own)));
      const item = page.locator("[data-items] li.item", { hasText: ask });
      await item.locator("summary").click();
      assert.equal(await item.locator("[data-right] .counts-text").textContent(), order.map((one) => words[one]).join(" → "));
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-csv="items"]').click()]);
      assert.ok((await read(download)).includes(order.map((one) => words[one]).join(" → ")));
    }));

  test("knows a paper's questions also on a server", () =>
    on(BOARD, {}, async (page) => {
      const { results, parcel, keys } = await makeResults(sample.site, EXAM, { n: 2, siteId: await siteOf(page) });
      await give(page, [["x.json", JSON.stringify(parcel(results))]]);
      await page.locator("[data-items] li a").first().waitFor();
      assert.equal(await page.locator("[data-items] li a").first().textContent(), `1. ${keys[results[0].questions[0].id].ask}`);
    }, preview.address));
});

describe("nobody is left out", () => {
  const VIEWS = {
    toolbar: [EXAM, async () => {}],
    presenter: [EXAM, async (page) => { await open(page, "present", ".presenter"); await press(page, "PageDown", "PageDown"); }],
    papers: [EXAM, (page) => open(page, "papers", ".sheet-marking")],
    grid: [EXAM, async (page) => { await open(page, "papers", ".sheets"); await page.locator('[data-do="grid"]').click(); await page.keyboard.type("王芳"); }],
    practical: [BANK, (page) => open(page, "practical", ".practical")],
    board: [BOARD, async (page) => {
      const path = `${(await page.locator("html").getAttribute("lang")) === "en" ? "en/" : ""}${EXAM}`;
      const { results, parcel } = await makeResults(sample.site, path, { n: 24, siteId: await siteOf(page) });
      const [nameless, ...named] = results;
      await give(page, [["x.json", JSON.stringify(parcel(named))], ["bad.json", "{"], ["x.json", JSON.stringify(parcel([{ ...nameless, person: { name: "", unit: "" } }]))]]);
      await page.locator("[data-items] li a").first().waitFor();
      await page.evaluate(() => scrollTo(0, 0));
    }],
  };
  for (const [at, [name, [path, steps]]] of Object.entries(VIEWS).entries()) {
    test(`${name}: no fault of accessibility in both languages, themes and widths`, async () => {
      for (const surrounding of surroundings(at)) {
        await on(surrounding.folder + as(path), {}, async (page) => {
          await steps(page);
          await surround(page, surrounding);
          assert.deepEqual([...(await axeFaults(page)), ...(await sidewaysFaults(page))], [], JSON.stringify(surrounding));
        });
      }
    });

    test(`${name}: nothing sideways at 320 px`, () =>
      on(as(path), { viewport: { width: 320, height: 640 } }, async (page) => {
        await steps(page);
        assert.deepEqual(await sidewaysFaults(page), []);
      }));
  }
});

await run({ before, after });
