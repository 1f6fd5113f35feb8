// The package in a page, loaded as it is and bundled.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { after, before, test } from "node:test";

import { ROOT } from "../common.mjs";
import { launch, open } from "./chromium.mjs";

const require = createRequire(import.meta.url);
const dist = join(dirname(require.resolve("inkwash/package.json")), "dist/wasm");
const types = { ".html": "text/html", ".mjs": "text/javascript", ".wasm": "application/wasm" };
const SITE = "https://site.example/";
let browser;

before(async () => (browser = await launch()));
after(() => browser.close());

/** What the page's module script says, on a site that has the package's files and `more`. */
async function answer(script, more = {}) {
  const { page, requests, faults, close } = await open(browser);
  const files = { "index.html": `<!doctype html><title>x</title><script type="module">${script}</script>`, ...more };
  await page.route("**/*", (route) => {
    const name = route.request().url().slice(SITE.length) || "index.html";
    const body = files[name] ?? readFileSync(join(dist, name));
    return route.fulfill({ body, contentType: types[extname(name)] });
  });
  await page.goto(SITE);
  await page.waitForFunction(() => document.title !== "x", undefined, { timeout: 60_000 }).catch(() => assert.fail(faults.join()));
  const title = await page.title();
  await close();
  assert.deepEqual(faults, []);
  return { title, requests };
}

const USE = `
  await init();
  const scrubber = new Scrubber({ policy: "transforms.default = 'redact'", key: newKey() });
  document.title = scrubber.scrub("to bo@example.org");
`;
const IMPORT = (from) => `import { Scrubber, init, newKey } from "${from}";`;

test("as it is: fetches its module once, from its own site, and nothing else", async () => {
  const { title, requests } = await answer(IMPORT("/index.mjs") + USE);
  assert.equal(title, "to [EMAIL_ADDRESS]");
  assert.deepEqual(requests.map((url) => url.slice(SITE.length)).sort(), ["", "index.mjs", "inkwash.wasm"]);
});

test("bundled", async () => {
  const { buildSync } = createRequire(join(ROOT, "bindings/node/package.json"))("esbuild");
  const stdin = { contents: IMPORT("inkwash/wasm") + USE, resolveDir: dirname(new URL(import.meta.url).pathname) };
  const { outputFiles } = buildSync({ stdin, bundle: true, format: "esm", target: "es2022", write: false, minify: true });
  const { title } = await answer('import "/app.mjs";', { "app.mjs": outputFiles[0].text });
  assert.equal(title, "to [EMAIL_ADDRESS]");
});

test("a compiled module, as edge runtimes give it", async () => {
  const script = `
    import { init, scan } from "/index.mjs";
    await init(await WebAssembly.compileStreaming(fetch("/inkwash.wasm")));
    document.title = scan("to bo@example.org")[0].entity;
  `;
  assert.equal((await answer(script)).title, "EMAIL_ADDRESS");
});
