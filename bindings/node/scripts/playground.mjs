// Writes the playground as one page that needs nothing else: node scripts/playground.mjs TARGET.html
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

import { run } from "./build.mjs";
import { MODULE } from "./wasm.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const source = join(folder, "playground");
const [target = join(folder, "playground/inkwash.html")] = process.argv.slice(2);

run(process.execPath, [join(folder, "node_modules/typescript/bin/tsc"), "--project", join(folder, "tsconfig.playground.json")]);
const { outputFiles } = await build({
  entryPoints: [join(source, "main.ts")],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  // The module comes from the page itself.
  define: { "import.meta.url": '""' },
  logLevel: "warning",
  write: false,
});
const script = outputFiles[0].text;
const { code: style } = await transform(readFileSync(join(source, "style.css"), "utf8"), { loader: "css", minify: true });
if (/<\/(script|style)/i.test(script + style)) {
  throw new Error("the script or the style would end its element");
}
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const parts = {
  policy: `default-src 'none'; script-src ${hash(script)} 'wasm-unsafe-eval'; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`,
  module: gzipSync(readFileSync(MODULE), { level: 9 }).toString("base64"),
  script,
  style,
};
const page = readFileSync(join(source, "index.html"), "utf8").replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, page);
console.log(`${target} (${(page.length / 1e6).toFixed(2)} MB)`);
