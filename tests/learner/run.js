// The learner's core, without a browser.  node tests/learner/run.js [words in the names of the tests to run]

import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, run } from "../harness.js";

// Days are days of where the learner is; in these tests that is Greenwich.
process.env.TZ = "UTC";

const here = dirname(fileURLToPath(import.meta.url));
for (const name of readdirSync(here).filter((name) => name.endsWith(".js") && !["run.js", "load.js"].includes(name))) {
  await describe(name.replace(".js", ""), () => import(`./${name}`));
}
await run({ words: process.argv[2] });
