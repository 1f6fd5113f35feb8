// Builds, packs, installs into an empty project, and tests what was installed there:
// node scripts/test.mjs [--release]
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build, run } from "./build.mjs";
import { install, npm, pack } from "./pack.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const packed = join(folder, ".packed");
const tarballs = pack(packed, build(process.argv.includes("--release")));
const project = join(packed, "project");
install(project, tarballs);
cpSync(join(folder, "tests"), join(project, "tests"), { recursive: true });
run(process.execPath, [join(project, "tests/smoke.cjs")], { cwd: project });
const tests = ["api", "corpora", "docs", "hooks", "object", "streams"].map((name) => join(project, `tests/${name}.test.mjs`));
run(process.execPath, ["--expose-gc", "--test", "--test-reporter", "dot", ...tests], { cwd: project });
npm(["exec", "--offline", "--", "inkwash", "--version"], project);
run(process.execPath, [join(folder, "node_modules/publint/src/cli.js"), "--strict", "--pack", "npm", join(packed, "stage")]);
run(process.execPath, [join(folder, "node_modules/@arethetypeswrong/cli/dist/index.js"), "--quiet", "--profile", "node16", "--exclude-entrypoints", "wasm", "wasm/inkwash.wasm", "--", tarballs[0]]);
