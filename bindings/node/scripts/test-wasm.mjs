// Installs the build for browsers into an empty project without any native module, tests it there, and the
// playground in Chromium: node scripts/test-wasm.mjs TARGET
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { run } from "./build.mjs";
import { install, pack } from "./pack.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const [target] = process.argv.slice(2);

const packed = join(folder, ".packed-wasm");
const [tarball] = pack(packed);
const project = join(packed, "project");
install(project, [tarball]);
cpSync(join(folder, "tests"), join(project, "tests"), { recursive: true });
const tests = ["api", "corpora", "docs", "browser", "playground"].map((name) => join(project, `tests/wasm/${name}.test.mjs`));
const env = { ...process.env, INKWASH_PLAYGROUND: join(target, "playground") };
run(process.execPath, ["--test", "--test-concurrency", "1", "--test-reporter", "dot", ...tests], { cwd: project, env });
const attw = join(folder, "node_modules/@arethetypeswrong/cli/dist/index.js");
run(process.execPath, [attw, "--quiet", "--profile", "esm-only", "--entrypoints", "wasm", "--", tarball]);
