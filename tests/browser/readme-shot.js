// Makes the pictures of both READMEs: the home page of the sample.  node readme-shot.js path/to/rolebook

import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, copyOfSample, openBrowser } from "./tools.js";

const here = dirname(fileURLToPath(import.meta.url));
const MOST_BYTES = 250_000;

const sample = copyOfSample();
const browser = await openBrowser();
try {
  const disk = build(sample.root, sample.site);
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    deviceScaleFactor: 1,
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  for (const [language, address] of [["zh", "index.html"], ["en", "en/index.html"]]) {
    const path = join(here, `readme-${language}.png`);
    await page.goto(disk + address);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path, caret: "initial" });
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new Error(`${path}: ${size} bytes, at most ${MOST_BYTES}`);
    console.log(`${path}: ${size} bytes`);
  }
} finally {
  await browser.close();
  sample.remove();
}
