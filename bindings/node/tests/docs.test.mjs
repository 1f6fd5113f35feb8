// Every example in the README runs, and the types hold.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import * as esm from "inkwash";
import { ROOT } from "./common.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const README = readFileSync(join(ROOT, "bindings/node/README.md"), "utf8");

test("the README's examples", () => {
  const blocks = [...README.matchAll(/```(js|cjs)\n(.*?)```/gs)];
  assert.ok(blocks.length >= 8, `only ${blocks.length}`);
  const folder = mkdtempSync(join(here, ".readme-"));
  try {
    writeFileSync(join(folder, "people.csv"), "name,mail\nAnna Berg,anna.berg@example.com\n");
    for (const [i, [, kind, code]] of blocks.entries()) {
      const file = join(folder, `${i}.${kind === "js" ? "mjs" : "cjs"}`);
      writeFileSync(file, code);
      const { INKWASH_KEY: _, ...env } = process.env;
      execFileSync(process.execPath, [file], { cwd: folder, stdio: ["ignore", "ignore", "inherit"], env: { ...env, INKWASH_KEY: "a secret text, for examples only" } });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("import and require give the same", () => {
  const cjs = require("inkwash");
  assert.deepEqual(Object.keys(esm).filter((name) => !["__esModule", "default", "module.exports"].includes(name)).sort(), Object.keys(cjs).sort());
  assert.equal(esm.Scrubber, cjs.Scrubber);
  for (const path of ["pino", "winston", "http"]) {
    assert.ok(Object.keys(require(`inkwash/${path}`)).length > 0);
  }
});

test("the types", () => {
  const tsc = join(ROOT, "bindings/node/node_modules/typescript/bin/tsc");
  for (const file of ["types.mts", "types.cts"]) {
    const folder = mkdtempSync(join(here, ".types-"));
    try {
      cpSync(join(here, "types.mts"), join(folder, file));
      const args = ["--ignoreConfig", "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--module", "node20", "--target", "es2022", "--types", "node", join(folder, file)];
      const run = spawnSync(process.execPath, [tsc, ...args], { cwd: folder, encoding: "utf8" });
      assert.equal(run.status, 0, run.stdout);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});

test("the command", () => {
  const command = join(dirname(require.resolve("inkwash/package.json")), "bin/inkwash.js");
  assert.ok(existsSync(command));
  const run = (args, input, env) => spawnSync(process.execPath, [command, ...args], { encoding: "utf8", input, env: { ...process.env, ...env } });
  const scrubbed = run(["scrub", "--quiet"], "to bo@example.org\n", { INKWASH_KEY: "a secret text, for examples only" });
  assert.match(scrubbed.stdout, /^to \S+@\S+\n$/);
  assert.ok(!scrubbed.stdout.includes("bo@example.org") && scrubbed.status === 0);
  assert.match(run(["--version"]).stdout, new RegExp(esm.version.replaceAll(".", "\\.")));
  assert.equal(run(["nosuch"]).status, 2);
  assert.equal(run(["scan", "--quiet", "--fail-on", "critical"], "to bo@example.org\n").status, 1);
});
