// The learner's core, without a browser: `node tests/learner/run.js`, with a part of a file's name to choose.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [, , word = ""] = process.argv;
const files = readdirSync(here).filter((name) => name.endsWith(".js") && !["run.js", "load.js"].includes(name) && name.includes(word));

// Days are days of where the learner is; in these tests that is Greenwich.
process.env.TZ = "UTC";
const tests = run({ files: files.map((name) => join(here, name)), concurrency: 2 });
tests.on("test:fail", () => (process.exitCode = 1));
tests.compose(spec).pipe(process.stdout);
