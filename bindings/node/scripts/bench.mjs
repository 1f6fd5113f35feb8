// Builds for release, packs, installs into an empty project beside the npm packages that do the like, and measures
// what was installed there: node scripts/bench.mjs CORE COMMAND, the binaries of inkwash-benches and inkwash-cli
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { run } from "./build.mjs";
import { npm, project as installed } from "./pack.mjs";

const PEERS = ["redact-pii@3.4.0", "@redactpii/node@1.0.17", "@openredaction/openredaction@1.0.4"];

const { project } = installed(true);
npm(["install", "--ignore-scripts", ...PEERS], project);
const bench = join(project, "bench.mjs");
cpSync(fileURLToPath(new URL("../benches/bench.mjs", import.meta.url)), bench);
run(process.execPath, [bench, ...process.argv.slice(2)], { cwd: project });
