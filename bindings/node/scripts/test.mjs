// Builds, packs, installs into an empty project, and tests what was installed there:
// node scripts/test.mjs [--release]
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { PLATFORMS, build, platform, run } from "./build.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const npm = (args, cwd = folder) => run("npm", [...args, "--no-fund", "--no-audit", "--loglevel=error"], { cwd });

/** Packs the package as it is published: with the platforms' packages as optional dependencies. */
function pack(platformPackage, into) {
  const stage = join(into, "stage");
  rmSync(into, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const part of ["bin", "dist", "README.md"]) {
    cpSync(join(folder, part), join(stage, part), { recursive: true });
  }
  cpSync(join(folder, "../../LICENSE"), join(stage, "LICENSE"));
  const { scripts: _, devDependencies: __, ...manifest } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  manifest.optionalDependencies = Object.fromEntries(Object.keys(PLATFORMS).map((p) => [`@inkwash/${p}`, manifest.version]));
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  npm(["pack", "--silent", "--pack-destination", into], stage);
  npm(["pack", "--silent", "--pack-destination", into], platformPackage);
  const { version } = manifest;
  return [join(into, `inkwash-${version}.tgz`), join(into, `inkwash-${platform()}-${version}.tgz`)];
}

/** An empty project with nothing but the packages in it. */
function install(project, tarballs) {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true }\n');
  // Offline: it has no dependencies, and other platforms' packages are not looked for.
  npm(["install", "--offline", ...tarballs], project);
}

const packed = join(folder, ".packed");
const tarballs = pack(build(process.argv.includes("--release")), packed);
const project = join(packed, "project");
install(project, tarballs);
cpSync(join(folder, "tests"), join(project, "tests"), { recursive: true });
run(process.execPath, [join(project, "tests/smoke.cjs")], { cwd: project });
const tests = ["api", "corpora", "docs", "hooks", "object", "streams"].map((name) => join(project, `tests/${name}.test.mjs`));
run(process.execPath, ["--expose-gc", "--test", "--test-reporter", "dot", ...tests], { cwd: project });
npm(["exec", "--offline", "--", "inkwash", "--version"], project);
run(process.execPath, [join(folder, "node_modules/publint/src/cli.js"), "--strict", "--pack", "npm", join(packed, "stage")]);
run(process.execPath, [join(folder, "node_modules/@arethetypeswrong/cli/dist/index.js"), "--quiet", "--profile", "node16", tarballs[0]]);
