// Builds the native module for this machine and the TypeScript beside it:
// node scripts/build.mjs [--release]
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));
const { version, license, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** The platforms that there are packages for, as Node and npm call them. */
export const PLATFORMS = {
  "darwin-arm64": { os: ["darwin"], cpu: ["arm64"] },
  "darwin-x64": { os: ["darwin"], cpu: ["x64"] },
  "linux-arm64-gnu": { os: ["linux"], cpu: ["arm64"], libc: ["glibc"] },
  "linux-arm64-musl": { os: ["linux"], cpu: ["arm64"], libc: ["musl"] },
  "linux-x64-gnu": { os: ["linux"], cpu: ["x64"], libc: ["glibc"] },
  "linux-x64-musl": { os: ["linux"], cpu: ["x64"], libc: ["musl"] },
  "win32-x64-msvc": { os: ["win32"], cpu: ["x64"] },
};

export function platform() {
  const { platform, arch, report } = process;
  if (platform === "linux") {
    return `linux-${arch}-${report.getReport().header.glibcVersionRuntime ? "gnu" : "musl"}`;
  }
  return platform === "win32" ? `win32-${arch}-msvc` : `${platform}-${arch}`;
}

export function run(command, args, options = {}) {
  execFileSync(command, args, { stdio: ["ignore", "inherit", "inherit"], cwd: folder, ...options });
}

/** The package of this machine's platform, below `npm/`. */
export function build(release) {
  const name = platform();
  const one = ["rustc", "--release", "--package", "inkwash-node", "--lib"];
  // For tests: all packages at once, with the features that the tests of the workspace have, so that what those
  // built is used again.
  const all = ["build", "--workspace", "--lib"];
  const cargo = [...(release ? one : all), "--quiet", "--message-format", "json-render-diagnostics"];
  const output = execFileSync("cargo", [...cargo, ...(release ? ["--", "-C", "strip=symbols"] : [])], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const built = output
    .split("\n")
    .filter((line) => line.includes('"compiler-artifact"') && line.includes("inkwash_node"))
    .map((line) => JSON.parse(line))
    .find((artifact) => artifact.target.crate_types?.includes("cdylib"));
  const target = join(folder, "npm", name);
  mkdirSync(target, { recursive: true });
  const module = `inkwash.${name}.node`;
  copyFileSync(built.filenames.find((file) => /\.(so|dylib|dll)$/.test(file)), join(target, module));
  const manifest = {
    name: `@inkwash/${name}`,
    version,
    description: `The native module of inkwash for ${name}.`,
    license,
    repository,
    main: module,
    files: [module],
    engines: { node: ">=18" },
    ...PLATFORMS[name],
  };
  writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(target, "README.md"), `# ${manifest.name}\n\n${manifest.description} Install \`inkwash\`.\n`);
  const link = join(folder, "node_modules/@inkwash", name);
  rmSync(link, { recursive: true, force: true });
  mkdirSync(join(folder, "node_modules/@inkwash"), { recursive: true });
  symlinkSync(target, link, "junction");
  // What is in the folder for browsers is `cargo xtask wasm`'s.
  const stale = existsSync(join(folder, "dist")) ? readdirSync(join(folder, "dist")).filter((name) => name !== "wasm") : [];
  stale.forEach((name) => rmSync(join(folder, "dist", name), { recursive: true }));
  run(process.execPath, [join(folder, "node_modules/typescript/bin/tsc"), "--project", folder]);
  return target;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  build(process.argv.includes("--release"));
}
