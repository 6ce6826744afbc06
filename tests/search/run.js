// The search engine against the index that the program writes: terms, recall, sounds, ranking. Without a browser.
// node tests/search/run.js path/to/rolebook [words in the names of the tests to run]

import assert from "node:assert";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run, test } from "../harness.js";
import { open } from "./load.js";

const here = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.join(here, "../..");
const PROGRAM = path.resolve(process.argv[2] || path.join(ROOT, "target/debug/rolebook"));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "rolebook-search-"));

/** Builds a project and returns the folder of its site. */
function build(root, name) {
  const out = path.join(scratch, `${name}-site`);
  execFileSync(PROGRAM, ["build", "--root", root, "-o", out], { stdio: "pipe", env: { ...process.env, RUST_BACKTRACE: "0" } });
  return out;
}

/** The same numbers on every run (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Everything the index holds: pages with their lines, title and headings first. */
function texts(site, language) {
  const folder = path.join(site, "search", language);
  const pages = new Map();
  for (const name of fs.readdirSync(folder).sort()) {
    const script = fs.readFileSync(path.join(folder, name), "utf8");
    const data = script.slice(script.indexOf(",") + 1, script.lastIndexOf(")"));
    if (!data.startsWith("[[")) continue;
    for (const [title, href, , units] of JSON.parse(data)) {
      const lines = pages.get(href) || [title];
      for (const [, ...pieces] of units) for (const [, heading, text] of pieces) lines.push(heading, ...text.split("\n"));
      pages.set(href, lines);
    }
  }
  return pages;
}

const HAN = /[\u3400-\u4dbf\u4e00-\u9fff]{2,}/g;

/** Every page in which a substring stands is found by it. */
async function recall(site, language, count, seed) {
  const { search, scripts } = await open(site, language);
  const { fold } = scripts.text;
  const pages = Array.from(texts(site, language), ([href, lines]) => [href, lines.map(fold)]);
  const runs = pages.flatMap(([, lines]) => lines.flatMap((line) => line.match(HAN) || []));
  const below = random(seed);
  const missed = [];
  for (let i = 0; i < count; i++) {
    const run = Array.from(runs[below(runs.length)]);
    const size = 2 + below(Math.min(run.length - 1, 14));
    const from = below(run.length - size + 1);
    const wanted = run.slice(from, from + size).join("");
    const there = pages.filter(([, lines]) => lines.some((line) => line.includes(wanted))).map(([href]) => href);
    const { groups } = await search.query(wanted, { limit: Infinity });
    const found = new Set(groups.map(({ page }) => page.href));
    missed.push(...there.filter((href) => !found.has(href)).map((href) => `${wanted} in ${href}`));
    // What stands there is also said to stand there.
    const exact = new Set(groups.filter(({ hits }) => hits.some(({ match }) => match === "exact")).map(({ page }) => page.href));
    missed.push(...there.filter((href) => !exact.has(href)).map((href) => `${wanted} in ${href}, not called exact`));
  }
  assert.deepStrictEqual(missed, []);
}

let sample;
const site = () => (sample = sample || build(path.join(ROOT, "content"), "sample"));

/** The cases that both sides are tested by. */
function tableOf(name) {
  const lines = fs.readFileSync(path.join(here, name), "utf8").split("\n");
  return lines.filter((line) => line.startsWith("- ")).map((line) => JSON.parse(line.slice(2)));
}

test("a text becomes the terms of the table", async () => {
  const { scripts } = await open(site(), "zh-CN");
  const { sorts, terms: termsOf, fold } = scripts.text;
  // A query with a traditional character would load their table.
  const pairs = Array.from("會会計计帳帐與与憑凭證证");
  for (let i = 0; i < pairs.length; i += 2) sorts.set(pairs[i], pairs[i + 1]);
  for (const { text, terms } of tableOf("tokens.yaml")) {
    const found = termsOf(fold(text)).map(([term, at]) => `${term}@${at}`);
    assert.deepStrictEqual(found, terms, text);
  }
});

test("codes are told from words as in the table", async () => {
  const { scripts } = await open(site(), "zh-CN");
  for (const { text, code } of tableOf("codes.yaml")) assert.strictEqual(scripts.rows.isCode(text), code, text);
});

test("every substring of the sample is found on every page that has it", async () => {
  await recall(site(), "zh-CN", 150, 1);
  await recall(site(), "en", 40, 2);
});

test("every substring of a dense text is found, in units of every length", async () => {
  const root = path.join(scratch, "dense");
  fs.mkdirSync(root, { recursive: true });
  fs.writeFileSync(path.join(root, "rolebook.yaml"), "title: 密\nlanguages: [zh-CN]\n");
  const below = random(7);
  const word = (size) => Array.from({ length: size }, () => "收发存盘点账库单料采购销"[below(12)]).join("");
  for (let page = 0; page < 40; page++) {
    let text = `# ${word(2 + below(5))}\n\n`;
    const parts = 1 + below(6);
    for (let part = 0; part < parts; part++) {
      text += `## ${word(3)}${page}\n\n`;
      for (let lines = 1 + below(page % 5 === 0 ? 60 : 5); lines > 0; lines--) {
        text += `${word(1 + below(40))}**${word(2)}**${word(3)}，${word(5)}A-${below(99)} ${word(1)}\n\n`;
      }
    }
    fs.writeFileSync(path.join(root, `p${page}.md`), text);
  }
  await recall(build(root, "dense"), "zh-CN", 250, 3);
});

/** The addresses of the first pages. */
const first = async (engine, query, count = 5, options = {}) =>
  (await engine.query(query, options)).groups.slice(0, count).map(({ page }) => page.href);

test("one spelling: width, case, traditional, codes in parts, one typing error", async () => {
  const { search } = await open(site(), "zh-CN");
  const { search: english } = await open(site(), "en");
  const same = async (engine, a, b) => assert.deepStrictEqual(await first(engine, a), await first(engine, b), `${a} / ${b}`);
  await same(search, "會計科目", "会计科目");
  await same(search, "ＰＯ－２０２６１１", "PO-202611");
  await same(search, "mrp", "ＭＲＰ");
  const codes = await search.query("dh 202611 0061");
  assert(codes.groups.some(({ page }) => page.href === "manual/inventory/receipt.html"), "a code in parts");
  for (const [typed, wanted] of [["purchsae", "purchase"], ["inventroy", "inventory"], ["nventory", "inventory"], ["inventori", "inventory"], ["stokctaking", "stocktaking"]]) {
    const { label, groups } = await english.query(typed);
    assert.strictEqual(label, "typo", `${typed} -> ${wanted}`);
    assert(groups.some(({ hits, page }) => page.title.toLowerCase().includes(wanted) || hits.some(({ snippet }) => snippet.some(({ text, mark }) => mark && text.toLowerCase().includes(wanted)))), typed);
  }
  // A word by its beginning.
  assert((await first(english, "stockt")).length > 0);
});

test("characters are found by their sounds", async () => {
  const { search } = await open(site(), "zh-CN");
  const table = [
    ["kjkm", "manual/finance/chart-of-accounts.html"],
    ["kuaijikemu", "manual/finance/chart-of-accounts.html"],
    ["kuaijikm", "manual/finance/chart-of-accounts.html"],
    ["会jkm", "manual/finance/chart-of-accounts.html"],
    ["pandian", "manual/inventory/stocktaking.html"],
    ["diaobo", "manual/inventory/transfer.html"],
    ["cgrk", "manual/inventory/receipt.html"],
  ];
  for (const [typed, wanted] of table) {
    const found = await search.query(typed);
    assert.strictEqual(found.label, "pinyin", typed);
    assert(found.groups.slice(0, 3).some(({ page }) => page.href === wanted), `${typed}: ${found.groups.map(({ page }) => page.href)}`);
  }
});

test("sounds are those of a name that is there, in pieces and while they are typed", async () => {
  const root = path.join(scratch, "sounds");
  fs.mkdirSync(root, { recursive: true });
  fs.writeFileSync(path.join(root, "rolebook.yaml"), "title: 音\nlanguages: [zh-CN]\n");
  const write = (name, title, text = "一段文字。") => fs.writeFileSync(path.join(root, `${name}.md`), `# ${title}\n\n${text}\n`);
  write("print", "模板打印");
  write("basic", "基本类型", "## import\n\n写 `import` 的地方。");
  // Pairs of which chains can be made that stand nowhere, each commoner than those of the real names.
  const pairs = ["目标", "标的", "的运", "的应", "的影", "的样", "的要", "的页"];
  write("pairs", "散", [...pairs, ...pairs].map((pair, i) => `## ${pair}${i % 2 ? "，" : "。"}${i}`).join("\n\n"));
  const { search } = await open(build(root, "sounds"), "zh-CN");
  const typed = ["mbdy", "muban", "mubandayin", "mu ban da yin", "mubandayi", "mubandy", "模bdy", "模板dayin"].map((query) => [query, "print.html"]);
  // `xi` is a syllable too, and becomes `xing`.
  typed.push(...["jblx", "jibenleixi", "jibenleixing"].map((query) => [query, "basic.html"]));
  for (const [query, wanted] of typed) {
    const { label, groups } = await search.query(query);
    assert.deepStrictEqual([label, groups[0] && groups[0].page.href], ["pinyin", wanted], query);
  }
  assert.strictEqual((await search.query("import")).label, "exact");
});

test("a typing error is forgiven in a long word, and in a code of short parts", async () => {
  const root = path.join(scratch, "errors");
  fs.mkdirSync(root, { recursive: true });
  fs.writeFileSync(path.join(root, "rolebook.yaml"), "title: 错\nlanguages: [zh-CN]\n");
  for (const [name, title] of [["a", "registerInstruction()"], ["b", "PreparedStatement"], ["c", "PG_CLASS"], ["d", "PG_PROC"]]) {
    fs.writeFileSync(path.join(root, `${name}.md`), `# ${title}\n\n说明。\n`);
  }
  const { search } = await open(build(root, "errors"), "zh-CN");
  const table = [
    ["registerInstuction", "a"], ["rgisterInstruction", "a"], ["reggisterInstruction", "a"], ["registerInsrtuction", "a"],
    ["PreparedStatment", "b"], ["PrepardStatement", "b"],
    ["PG_CASS", "c"], ["PG_CLASSS", "c"], ["PG_PxOC", "d"], ["pg_porc", "d"],
  ];
  for (const [query, wanted] of table) {
    const { label, groups } = await search.query(query);
    assert.deepStrictEqual([label, groups[0] && groups[0].page.href], ["typo", `${wanted}.html`], query);
  }
});

test("a question finds what is asked for", async () => {
  const { search } = await open(site(), "zh-CN");
  const table = [
    ["怎么盘点", "manual/inventory/stocktaking.html"],
    ["盘点怎么做", "manual/inventory/stocktaking.html"],
    ["请问如何采购入库？", "manual/inventory/receipt.html"],
    ["什么是会计科目", "manual/finance/chart-of-accounts.html"],
    ["为什么不能月末结账", "manual/finance/month-end.html"],
    ["月末结账怎么办", "manual/finance/month-end.html"],
    ["月末结账不了", "manual/finance/month-end.html"],
  ];
  for (const [query, wanted] of table) {
    const { label, groups } = await search.query(query);
    const found = groups.map(({ page }) => page.href);
    assert(found.slice(0, 3).includes(wanted), `${query}: ${found.join(" ")}`);
    assert(label === "exact" || label === "page", `${query}: ${label}`);
  }
  // A word that asks is a word like any other where nothing else is said.
  assert((await search.query("怎么")).groups.length > 0);
});

test("what people say at a desk finds what the manual writes otherwise", async () => {
  const { search } = await open(site(), "zh-CN");
  const table = [
    ["扫码打不出来", "manual/basics/navigation.html"],
    ["料在库里领不出来", "manual/inventory/issue.html"],
    ["密码忘了", "manual/basics/login.html"],
    ["盘点差了找谁", "manual/inventory/stocktaking.html"],
    ["少了几件", "faq/inventory.faq.html"],
    ["货多送了怎么办", "manual/inventory/receipt.html"],
    ["单子录错了怎么改", "manual/inventory/receipt.html"],
    ["系统卡住了", "manual/basics/login.html"],
    ["这张单卡在谁那里", "faq/general.faq.html"],
  ];
  for (const [query, wanted] of table) {
    const found = await first(search, query, 2, { role: "warehouse" });
    assert(found.includes(wanted), `${query}: ${found.join(" ")}`);
  }
  // An entry of questions brings its answer.
  const { groups } = await search.query("这张单卡在谁那里", { role: "warehouse" });
  assert(groups[0].hits[0].answer.map(({ text }) => text).join("").length > 100);
});

test("a question finds a page by what others call it, and no page by its size", async () => {
  const pages = {
    "a.md": "# 过账\n\n一句话。\n", "b.md": "# 总账\n\n要把分录记进去，见[怎么把凭证入账](a.md)。\n",
    "release-notes.md": `# 新增功能\n\n${"凭证可以入账，凭证也可以不入账，怎么都行。".repeat(30)}\n`,
  };
  const { search } = await open(project("told", pages), "zh-CN");
  assert.strictEqual((await first(search, "凭证怎么才能入账呢"))[0], "a.html");
});

test("a fixed set of queries finds its pages at the top", async () => {
  const { search } = await open(site(), "zh-CN");
  const table = [
    ["采购入库", "manual/inventory/receipt.html"],
    ["差异处理", "manual/inventory/receipt.html"],
    ["月末结账", "manual/finance/month-end.html"],
    ["结账顺序", "manual/finance/month-end.html"],
    ["月结", "manual/finance/month-end.html"],
    ["会计科目", "manual/finance/chart-of-accounts.html"],
    ["盘库", "manual/inventory/stocktaking.html"],
    ["循环盘点", "manual/inventory/stocktaking.html"],
    ["采购订单", "manual/purchasing/order.html"],
    ["采购 审批", "manual/purchasing/order.html"],
    ["到货不符", "scenarios/receipt-mismatch.html"],
    ["错误队列", "manual/admin/interfaces.html"],
    ["仓库管理员", "roles/warehouse.html"],
    ["销售发货", "manual/sales/delivery.html"],
    ["Purchase receipt", "manual/inventory/receipt.html"],
    ["8.2 版本", "releases/8.2.html"],
  ];
  let top = 0;
  const wrong = [];
  for (const [query, wanted] of table) {
    const found = await first(search, query);
    if (found[0] === wanted) top++;
    else wrong.push(`${query}: ${found.indexOf(wanted) + 1 || "-"} of ${found.join(" ")}`);
    assert(found.includes(wanted), `${query}: ${found.join(" ")}`);
  }
  assert(top >= table.length - 2, wrong.join("\n"));
});

test("the reader's role comes first, other roles apart", async () => {
  const { search } = await open(site(), "zh-CN");
  const { groups, others } = await search.query("结账", { role: "warehouse" });
  assert(groups.length > 0 && others.length > 0);
  const isFor = ({ page }) => !page.role_ids || page.role_ids.split(" ").includes("warehouse");
  assert(groups.every(isFor) && !others.some(isFor));
});

test("kinds narrow the pages and never the counts", async () => {
  const { search } = await open(site(), "zh-CN");
  const all = await search.query("盘点");
  const some = await search.query("盘点", { kinds: ["faq", "glossary"] });
  assert.deepStrictEqual(some.facets, all.facets);
  assert(some.groups.length > 0 && some.groups.every(({ page }) => ["faq", "glossary"].includes(page.kind)));
});

test("kinds count what there is to show", async () => {
  const { search } = await open(site(), "zh-CN");
  for (const query of ["盘点", "采购 差异", "结账"]) {
    const { facets, total, totalOthers } = await search.query(query, { role: "warehouse" });
    // Of rows nobody knows how many there are, so their kind has no number, nor have pages that are nothing but rows.
    const { groups, others } = await search.query(query, { role: "warehouse", limit: 1000 });
    const isOfRows = ({ page }) => facets.some(({ kind, n }) => kind === page.kind && !n);
    const ofRows = [...groups, ...others].filter(isOfRows).length;
    assert.strictEqual(facets.reduce((sum, { n }) => sum + n, 0) + ofRows, total + totalOthers, query);
    for (const { kind, n } of facets.filter(({ n }) => n)) {
      const some = await search.query(query, { role: "warehouse", kinds: [kind] });
      assert.strictEqual(some.total + some.totalOthers, n, `${query}: ${kind}`);
      assert.strictEqual(some.isMore, false);
    }
  }
});

/** A project of pages by their paths. */
function project(name, pages) {
  const root = path.join(scratch, name);
  fs.mkdirSync(root, { recursive: true });
  fs.writeFileSync(path.join(root, "rolebook.yaml"), `title: ${name}\nlanguages: [zh-CN]\n`);
  for (const [file, text] of Object.entries(pages)) fs.writeFileSync(path.join(root, file), text);
  return build(root, name);
}

test("rows of tables and entries of codes are kinds of their own", async () => {
  const pages = {
    "fields.md": "# 字段\n\n绿松石在正文里。\n\n## 物料\n\n| 绿松石 | 说明 |\n|---|---|\n| 编码 | 唯一 |\n| 绿松石单位 | 计量 |\n| 绿松石批次 | 追溯 |\n",
    "errors.md": "# 报错\n\n| 序号 | 代码 | 含义 |\n|---|---|---|\n| 1 | E301 | 绿松石不足 |\n\n## ORA-00054 绿松石正忙\n\n稍后再试。\n",
    "plain.md": "# 闲话\n\n绿松石绿松石。\n",
  };
  const { search } = await open(project("rows", pages), "zh-CN");
  const all = await search.query("绿松石");
  assert.deepStrictEqual(all.facets, [{ kind: "page", n: 3 }, { kind: "table", n: 0 }, { kind: "code", n: 0 }]);
  const said = (found) => found.groups.map(({ page, hits }) => [page.href, ...hits.map(({ kind, snippet }) => `${kind}: ${snippet.map(({ text }) => text).join("").trim()}`)]);
  const rows = await search.query("绿松石", { kinds: ["table"] });
  // The row that names the columns is no row of its own.
  assert.deepStrictEqual(said(rows).sort(), [["errors.html", "code: 1 · E301 · 绿松石不足"], ["fields.html", "table: 绿松石单位 · 计量", "table: 绿松石批次 · 追溯"]]);
  assert.deepStrictEqual(rows.facets, all.facets);
  assert.strictEqual(rows.total, 2);
  const codes = await search.query("绿松石", { kinds: ["code"] });
  assert.deepStrictEqual(said(codes), [["errors.html", "code: 1 · E301 · 绿松石不足", "code: 稍后再试。"]]);
  assert.strictEqual(codes.groups[0].hits[1].title, "ORA-00054 绿松石正忙");
  // Words may stand in the heading above the row.
  assert.deepStrictEqual(said(await search.query("物料 批次", { kinds: ["table"] })), [["fields.html", "table: 绿松石批次 · 追溯"]]);
  assert.deepStrictEqual((await search.query("闲话")).facets, [{ kind: "page", n: 1 }]);
});

test("a word that stands on very many pages says that there are more", async () => {
  const pages = Object.fromEntries(Array.from({ length: 4200 }, (_, at) => [`p${at}.md`, `# 物料 ${at}\n\n${at === 7 ? "珊瑚" : ""}\n`]));
  const { search } = await open(project("many", pages), "zh-CN");
  const common = await search.query("物料");
  assert(common.isMore && common.total < 4200 && common.total > 1000, String(common.total));
  const rare = await search.query("珊瑚");
  assert(!rare.isMore && rare.total === 1);
  assert(!(await search.query("珊瑚 物料")).isMore);
});

test("below a page that has all words stand those named after one of them, called partial", async () => {
  const pages = { "a.md": "# 报表\n\n导出成 excel 文件。\n", "b.md": "# 导出\n\n怎么导。\n", "c.md": "# 闲话\n\n说到导出。\n", "d.md": "# 编号\n\nFI-AP-01\n", "e.md": "# fi 说明\n\n别的。\n" };
  const { search } = await open(project("below", pages), "zh-CN");
  const found = await search.query("导出 excel");
  assert.deepStrictEqual(found.groups.map(({ page, hits }) => [page.href, hits[0].match]), [["a.html", "exact"], ["b.html", "partial"]]);
  // A code is one word, whatever its parts.
  assert.deepStrictEqual(await first(search, "FI-AP-01"), ["d.html"]);
});

test("one writing finds the other, and shows it: traditional, a code without its joints, a version without its letter", async () => {
  const pages = { "a.md": "# 單據\n\n先審核採購訂單，再入庫。\n", "b.md": "# 编号\n\n错误 FI-AP-01 和 fiar02。\n", "c.md": "# 说明\n\n从 v8.10 起，9.20 也是。\n" };
  const site = project("writings", pages);
  const table = [["采购订单", "a", "採購訂單"], ["採購訂單", "a", "採購訂單"], ["fiap01", "b", "FI-AP-01"], ["FI-AR-02", "b", "fiar02"], ["8.10", "c", "v8.10"], ["v9.20", "c", "9.20"]];
  for (const [query, page, shown] of table) {
    // The table of forms is kept once it was read: each query asks anew.
    const { search } = await open(site, "zh-CN");
    const { label, groups } = await search.query(query);
    const marks = groups.flatMap(({ hits }) => hits.flatMap(({ snippet }) => snippet.filter(({ mark }) => mark).map(({ text }) => text)));
    assert.deepStrictEqual([label, groups[0] && groups[0].page.href, marks], ["exact", `${page}.html`, [shown]], query);
  }
});

test("never a dead end: nearest titles, and partial answers are called so", async () => {
  const { search } = await open(site(), "zh-CN");
  const nothing = await search.query("库龟");
  assert.strictEqual(nothing.label, "none");
  assert(nothing.nearest.length > 0);
  const partial = await search.query("盘点 龟兔赛跑");
  assert.strictEqual(partial.label, "partial");
  assert.deepStrictEqual((await search.query("")).groups, []);
  assert.deepStrictEqual((await search.query("！？ …")).groups, []);
});

test("a message pasted whole finds the entry of its code", async () => {
  const { search } = await open(site(), "zh-CN");
  const { groups } = await search.query("2026-11-20 08:31:07 接口 WMS-IN-204 失败：错误代码 E301，单据 RK-202611-0059 已进入错误队列，请联系管理员");
  assert(groups.slice(0, 3).some(({ page }) => page.href === "manual/admin/interfaces.html"), groups.map(({ page }) => page.href).join(" "));
});

test("an index that was made anew is read anew", async () => {
  const copy = path.join(scratch, "copy");
  fs.cpSync(site(), copy, { recursive: true });
  const { search } = await open(copy, "zh-CN");
  const folder = path.join(copy, "search/zh-CN");
  for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name));
  fs.cpSync(path.join(site(), "search/zh-CN"), folder, { recursive: true });
  assert((await search.query("盘点")).groups.length > 0);
});

test("nothing of an answer is in the index", async () => {
  const root = path.join(scratch, "answers");
  fs.mkdirSync(root, { recursive: true });
  fs.writeFileSync(path.join(root, "rolebook.yaml"), "title: 答\nlanguages: [zh-CN]\n");
  fs.writeFileSync(path.join(root, "a.md"), "# 页\n\n问一问。\n\n::: answer\n藏起来的话\n:::\n");
  fs.writeFileSync(
    path.join(root, "x.bank.yaml"),
    "title: 题库\nquestions:\n  - {id: q1, ask: 收货先做什么？, options: [{right: 点数, why: 藏起来的话}, {wrong: 签字}], explain: 藏起来的话, hint: 藏起来的话}\n  - {id: q2, ask: 写一篇, model: 藏起来的话}\n  - {id: q3, ask: '贷记____', blanks: [藏起来的话]}\n  - {id: q4, task: 做一遍, criteria: [{check: 藏起来的话}]}\n",
  );
  const out = build(root, "answers");
  const { search } = await open(out, "zh-CN");
  assert.strictEqual((await search.query("藏起来的话")).label, "none");
  assert.strictEqual((await search.query("签字")).groups[0].hits[0].href, "x.bank.html#q1");
  const folder = path.join(out, "search/zh-CN");
  for (const name of fs.readdirSync(folder)) assert(!fs.readFileSync(path.join(folder, name), "utf8").includes("藏起"), name);
});

await run({ after: () => fs.rmSync(scratch, { recursive: true, force: true }) });
