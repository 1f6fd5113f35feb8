import { createRequire } from "node:module";
import { join } from "node:path";

import { ROOT } from "../common.mjs";

const require = createRequire(join(ROOT, "bindings/node/package.json"));
const { chromium } = require("playwright-core");

const AXE = require.resolve("axe-core/axe.min.js");

/** Debian's Chromium, which asks nobody for anything. */
export function launch() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
}

/** A page in a context of its own, with everything it asks for, and what went wrong in it. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const [requests, faults] = [[], []];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  return { page, requests, faults, close: () => context.close() };
}

/** What axe-core holds against the page, by WCAG 2.2 AA and its own best practices. */
export async function violations(page) {
  await page.evaluate(await (await import("node:fs/promises")).readFile(AXE, "utf8"));
  const run = () => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  const { violations } = await page.evaluate(run);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any?.[0]?.message ?? ""}`).slice(0, 4).join("; ")}`);
}
