// How often a spoken question finds a page that answers it, over public manuals that are not part of this repository.
// Not part of tests/run.
//
//   node tests/search/spoken.js build FOLDER [PROGRAM]    builds each manual whose clone is FOLDER/NAME into FOLDER/NAME.site
//   node tests/search/spoken.js ask FOLDER [open|kept] [list]    asks, and prints first / first five by kind
//
// `spoken/NAME.yaml` names the repository, the commit, and the questions with their pages. They were written before the
// ranking was; every second one (`kept`) was not looked at while it was made, and is what the figures are taken from.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "./load.js";

const here = path.dirname(fileURLToPath(import.meta.url));
const [what, folder, ...more] = process.argv.slice(2);
if (!folder || !["build", "ask"].includes(what)) {
  console.error("node tests/search/spoken.js build|ask FOLDER");
  process.exit(2);
}

/** A set: what is known of the manual, and its questions. @param {string} file */
function setOf(file) {
  const text = fs.readFileSync(path.join(here, "spoken", file), "utf8");
  const value = (key) => (new RegExp(`^${key}: (.*)$`, "m").exec(text) || [])[1];
  const list = (text) => text.replace(/^\[|\]$/g, "").split(",").map((one) => one.trim()).filter(Boolean);
  const questions = Array.from(text.matchAll(/^ {2}- \{ ask: (.*), kind: (\w+), pages: \[(.*)\] \}$/gm), ([, ask, kind, pages], at) => (
    { ask, kind, pages: list(pages), half: at % 2 ? "kept" : "open" }
  ));
  return { name: path.basename(file, ".yaml"), repository: value("repository"), commit: value("commit"), folder: value("folder"), leave: list(value("leave")), language: value("language"), questions };
}

const sets = fs.readdirSync(path.join(here, "spoken")).sort().map(setOf).filter(({ name }) => fs.existsSync(path.join(folder, name)));

/** Markdown of another generator with what this one reads otherwise taken out; links to pages of the manual stay. */
function cleaned(written, file, files) {
  const text = written.replace(/^[\ufeff\s]+/, "").replace(/<!--[\s\S]*?(?:-->|$)/g, "");
  const matter = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text);
  const title = matter && (/^title:\s*(.+)$/m.exec(matter[1]) || [])[1];
  let fence = "";
  const lines = text.slice(matter ? matter[0].length : 0).split(/\r?\n/).map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line);
    if (mark && !fence) fence = mark[1][0];
    else if (mark && mark[1][0] === fence) fence = "";
    if (fence || mark) return line.replace(/^(\s*(?:`{3,}|~{3,})\s*[\w+-]*).*$/, mark ? "$1" : "$&");
    return line
      .replace(/:::.*$/, "").replace(/<\/?[a-zA-Z][^>]*>/g, "").replace(/\[!INCLUDE.*?\]\(.*?\)|\[!INCLUDE.*?\]|\[!div.*?\]/gi, "")
      .replace(/\[!VIDEO.*?\]/gi, "").replace(/!\[[^\]]*\]\([^)]*\)/g, "").replace(/\{\{+[^}]*\}+|\{[#.%:][^}]*\}/g, "")
      .replace(/\[([^\]]*)\]\(([^)\s]*)[^)]*\)/g, (_, words, to) => {
        const target = path.posix.join(path.posix.dirname(file), to.split("#")[0].split("?")[0]);
        const rooted = to.startsWith("/") ? to.slice(1).split("#")[0] : target;
        const found = [target, rooted].find((one) => files.has(one));
        return found && words.trim() ? `[${words}](${path.posix.relative(path.posix.dirname(file), found)})` : words;
      })
      .replace(/\]\(\/[^)]*\)/g, "]").replace(/\[\^/g, "[").replace(/^\s{0,3}\[[^\]]+\]:.*$/, "").replace(/\\*\$/g, "\\$").replace(/^(#+ .*?)\s*\{.*\}\s*$/, "$1");
  });
  const words = title ? title.replace(/^["']|["']$/g, "").replace(/<[^>]*>/g, "").replace(/#.*$/, "").trim() : "";
  return `${words ? `---\ntitle: ${JSON.stringify(words)}\n---\n` : ""}${lines.join("\n")}\n`;
}

function build(set, program) {
  const clone = path.join(folder, set.name);
  const git = (...words) => execFileSync("git", ["-c", "core.quotepath=false", "-C", clone, ...words], { maxBuffer: 1 << 30 });
  const begin = set.folder === "." ? "" : `${set.folder}/`;
  const isLeft = (file) => set.leave.some((left) => file === left || file.startsWith(left.endsWith(".md") ? left : `${left}/`) || (!left.includes("/") && file.startsWith(left) && file.endsWith(".md") && left === left.toUpperCase()));
  const all = String(git("ls-tree", "-r", "--name-only", set.commit, ...(begin ? [begin] : []))).split("\n").filter((file) => file.endsWith(".md"));
  const files = new Set(all.map((file) => file.slice(begin.length)).filter((file) => !isLeft(file)));
  const root = path.join(folder, `${set.name}.project`);
  fs.rmSync(root, { recursive: true, force: true });
  fs.mkdirSync(root, { recursive: true });
  fs.writeFileSync(path.join(root, "rolebook.yaml"), `title: ${set.name}\nlanguages: [${set.language}]\n`);
  for (const file of files) {
    const to = path.join(root, file);
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.writeFileSync(to, cleaned(String(git("show", `${set.commit}:${begin}${file}`)), file, files));
  }
  execFileSync(program, ["build", "--root", root, "-o", path.join(folder, `${set.name}.site`)], { stdio: ["ignore", "ignore", "inherit"] });
}

/** What is counted of some questions. */
const tally = () => ({ asked: 0, first: 0, five: 0 });
const share = (part, whole) => `${String(part).padStart(3)} (${((100 * part) / (whole || 1)).toFixed(0).padStart(3)} %)`;

async function ask(half, isListed) {
  const all = new Map();
  for (const set of sets) {
    const { search } = await open(path.resolve(folder, `${set.name}.site`), set.language);
    for (const { ask, kind, pages, half: own } of set.questions) {
      if (half && own !== half) continue;
      const { groups } = await search.query(ask);
      const found = groups.map(({ page }) => decodeURIComponent(page.href).replace(/\.html$/, ""));
      const at = found.findIndex((page) => pages.includes(page));
      for (const name of [set.name, `kind ${kind}`, "all"]) {
        const sum = all.get(name) || all.set(name, tally()).get(name);
        sum.asked += 1;
        sum.first += at === 0 ? 1 : 0;
        sum.five += at >= 0 && at < 5 ? 1 : 0;
      }
      if (isListed) {
        console.log(`${at < 0 ? "-" : at + 1}  ${set.name.slice(0, 4)}  ${ask}`);
        if (at !== 0) groups.slice(0, 4).forEach(({ page, hits }) => console.log(`        ${page.href}  ${page.title}  [${hits[0] ? hits[0].snippet.map(({ text, mark }) => (mark ? `«${text}»` : text)).join("").slice(0, 70) : ""}]`));
      }
    }
  }
  for (const [name, { asked, first, five }] of all) {
    console.log(`${name.padEnd(20)} ${String(asked).padStart(4)} questions   first ${share(first, asked)}   first five ${share(five, asked)}`);
  }
}

if (what === "build") {
  for (const set of sets) build(set, path.resolve(more[0] || path.join(here, "../../target/debug/rolebook")));
} else {
  await ask(["open", "kept"].find((half) => more.includes(half)), more.includes("list"));
}
