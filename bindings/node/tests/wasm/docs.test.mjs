// The examples of docs/browser.md run, and the types hold.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { ROOT } from "../common.mjs";

const here = dirname(fileURLToPath(import.meta.url));

function inFolder(act) {
  const folder = mkdtempSync(join(here, ".docs-"));
  try {
    act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the guide's examples", () => {
  const blocks = [...readFileSync(join(ROOT, "docs/browser.md"), "utf8").matchAll(/```js\n(.*?)```/gs)];
  assert.ok(blocks.length >= 2, `only ${blocks.length}`);
  inFolder((folder) => {
    const outputs = blocks.map(([, code], i) => {
      writeFileSync(join(folder, `${i}.mjs`), code);
      return execFileSync(process.execPath, [join(folder, `${i}.mjs`)], { encoding: "utf8" });
    });
    assert.match(outputs[0], /^EMAIL_ADDRESS anna\.berg@example\.com\nname,mail\n\[PERSON\],\[EMAIL_ADDRESS\]\n/);
    assert.match(outputs[1], /^mail\n\[EMAIL_ADDRESS\]\n/);
  });
});

test("the types", () => {
  const tsc = join(ROOT, "bindings/node/node_modules/typescript/bin/tsc");
  inFolder((folder) => {
    cpSync(join(here, "types.mts"), join(folder, "types.mts"));
    for (const resolution of [["--module", "node20"], ["--module", "esnext", "--moduleResolution", "bundler"]]) {
      const args = ["--ignoreConfig", "--noEmit", "--strict", "--exactOptionalPropertyTypes", ...resolution, "--target", "es2022", "--lib", "es2022,dom", "--types", "", join(folder, "types.mts")];
      const run = spawnSync(process.execPath, [tsc, ...args], { cwd: folder, encoding: "utf8" });
      assert.equal(run.status, 0, run.stdout);
    }
  });
});
