// Packs what was built as it is published, and installs that into an empty project.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { PLATFORMS, platform, run } from "./build.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));

export function npm(args, cwd = folder) {
  run("npm", [...args, "--no-fund", "--no-audit", "--loglevel=error"], { cwd });
}

/** The entries that were built: a suite builds one part alone. */
function built(exports) {
  const files = (entry) => (typeof entry === "string" ? [entry] : Object.values(entry));
  const isThere = (entry) => files(entry).every((file) => existsSync(join(folder, file)));
  return Object.fromEntries(Object.entries(exports).filter(([, entry]) => isThere(entry)));
}

/** The package's tarball, with the platforms' packages as optional dependencies, and this platform's. */
export function pack(into, platformPackage) {
  const stage = join(into, "stage");
  rmSync(into, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const part of ["bin", "dist", "README.md"]) {
    cpSync(join(folder, part), join(stage, part), { recursive: true });
  }
  cpSync(join(folder, "../../LICENSE"), join(stage, "LICENSE"));
  const { scripts: _, devDependencies: __, ...manifest } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  manifest.exports = built(manifest.exports);
  manifest.optionalDependencies = Object.fromEntries(Object.keys(PLATFORMS).map((p) => [`@inkwash/${p}`, manifest.version]));
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const { version } = manifest;
  npm(["pack", "--silent", "--pack-destination", into], stage);
  const tarballs = [join(into, `inkwash-${version}.tgz`)];
  if (platformPackage !== undefined) {
    npm(["pack", "--silent", "--pack-destination", into], platformPackage);
    tarballs.push(join(into, `inkwash-${platform()}-${version}.tgz`));
  }
  return tarballs;
}

/** An empty project with nothing but the packages in it. */
export function install(project, tarballs) {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true }\n');
  // Offline: it has no dependencies, and other platforms' packages are not looked for.
  npm(["install", "--offline", ...tarballs], project);
}
