// How every script of the tests runs its tests: in a row, one line each with the seconds it took, and a last line that
// counts them. A test that fails makes the exit code 1. None is tried twice: what passes only sometimes is broken.

/** @typedef {() => Promise<unknown> | unknown} Body */

/** @type {{name: string, body: Body}[]} */
const all = [];
let about = "";

/** Names what the tests inside are about. @param {string} title @param {Body} body */
export async function describe(title, body) {
  about = `${title}: `;
  const inside = body();
  if (inside instanceof Promise) await inside;
  about = "";
}

/** @param {string} name a sentence @param {Body} body */
export function test(name, body) {
  all.push({ name: about + name, body });
}

/**
 * Runs the tests whose names hold the words; called once, after the last of them.
 * @param {{words?: string, before?: Body, after?: Body}} [around] the words are the last argument of the script
 */
export async function run({ words = process.argv[3] || "", before, after } = {}) {
  const chosen = all.filter(({ name }) => name.includes(words));
  let passed = 0;
  try {
    await before?.();
    for (const { name, body } of chosen) {
      const begun = performance.now();
      const took = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
      try {
        await body();
        passed += 1;
        console.log(`ok      ${name} (${took()})`);
      } catch (error) {
        console.log(`FAILED  ${name} (${took()})\n${indented(error)}`);
      }
    }
  } catch (error) {
    console.log(`FAILED  before the first test\n${indented(error)}`);
  } finally {
    await after?.();
  }
  console.log(`${passed} passed, ${chosen.length - passed} failed`);
  if (passed < chosen.length || !chosen.length) process.exitCode = 1;
}

/** @param {unknown} error */
function indented(error) {
  const text = error instanceof Error ? error.stack || error.message : String(error);
  // Playwright colours its reports.
  return text.replace(/\x1b\[\d+m/g, "").replace(/^/gm, "        ");
}
