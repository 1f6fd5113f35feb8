// Puts the build for browsers and edge runtimes into dist/wasm, from what wasm-bindgen wrote into .wasm:
// node scripts/wasm.mjs. `cargo xtask wasm` runs it after it has built the module.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build as bundle } from "esbuild";

import { run } from "./build.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const target = join(folder, "dist/wasm");
export const MODULE = join(folder, ".wasm/inkwash_bg.wasm");

async function build() {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const tsc = join(folder, "node_modules/typescript/bin/tsc");
  run(process.execPath, [tsc, "--project", join(folder, "tsconfig.wasm.json")]);
  declareGlue();
  const options = { bundle: true, format: "esm", platform: "neutral", target: "es2022", logLevel: "warning" };
  await bundle({ ...options, entryPoints: [join(folder, "lib/wasm/index.mts")], outfile: join(target, "index.mjs") });
  const external = ["./index.mjs", "node:fs/promises"];
  await bundle({ ...options, entryPoints: [join(folder, "lib/wasm/node.mts")], outfile: join(target, "node.mjs"), external });
  copyFileSync(MODULE, join(target, "inkwash.wasm"));
}

/** Puts the types of what wasm-bindgen wrote where the other types look for them, for any `lib`. */
function declareGlue() {
  const types = readFileSync(join(folder, ".wasm/inkwash.d.ts"), "utf8");
  writeFileSync(join(target, "glue.d.mts"), types.replaceAll(/^ *\[Symbol\.dispose\].*\n/gm, ""));
  for (const file of readdirSync(target).filter((name) => name.endsWith(".d.mts"))) {
    const declared = readFileSync(join(target, file), "utf8");
    writeFileSync(join(target, file), declared.replaceAll("../../.wasm/inkwash.js", "./glue.mjs"));
  }
}

/** How large the module is: as it is, and as servers send it. */
export function size() {
  const module = readFileSync(MODULE);
  const [gzip, brotli] = [gzipSync(module, { level: 9 }), brotliCompressSync(module)];
  return { wasm: module.length, gzip: gzip.length, brotli: brotli.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build();
  const inMegabytes = Object.entries(size()).map(([how, bytes]) => `${how} ${(bytes / 1e6).toFixed(2)} MB`);
  console.log(`inkwash.wasm: ${inMegabytes.join(", ")}`);
}
