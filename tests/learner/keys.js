// Keys while an input method is at work: each script that listens to keys asks the one helper.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "../harness.js";
import { load, repository } from "./load.js";

const { isComposing } = load(["keys"]).keys;
const folder = join(repository, "themes/default/js");
const scripts = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(".js"));

test("a key of an input method is known while it composes, and by its code where Safari has ended it first", () => {
  assert.equal(isComposing({ key: "Enter", isComposing: true, keyCode: 13 }), true);
  assert.equal(isComposing({ key: "Enter", isComposing: false, keyCode: 229 }), true);
  assert.equal(isComposing({ key: "Enter", isComposing: false, keyCode: 13 }), false);
});

test("every script that listens to keys asks whether an input method is at work, and none asks by itself", () => {
  const listens = /["']?keydown["']?\s*[,:]/g;
  for (const name of scripts) {
    const text = readFileSync(join(folder, name), "utf8");
    const handlers = (text.match(listens) || []).length - (text.match(/removeEventListener\("key/g) || []).length;
    const asked = (text.match(/[^.]\bisComposing\(event\)/g) || []).length;
    assert.ok(asked >= handlers, `${name}: ${handlers} listeners, ${asked} questions`);
    if (name !== "keys.js") assert.ok(!text.includes("keyCode"), name);
  }
});
