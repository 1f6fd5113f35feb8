// node page.mjs CHROMIUM PAGE: uses a report as people do, with the mouse, by keyboard alone, in both schemes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, file] = process.argv.slice(2);
const address = pathToFileURL(file).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** The page in a window of its own; whatever it complains of or fetches fails the test. */
async function opened(options, use) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => request.url() === address || complaints.push(`fetches ${request.url()}`));
  await page.goto(address);
  await use(page);
  assert.deepEqual(complaints, []);
  await context.close();
}

/** What axe finds at fault, or cannot tell, by its rules for WCAG 2.2 AA and good practice. */
async function isAccessible(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join("\n  ")}`);
  assert.deepEqual(told, [], what);
}

const shown = (page) => page.locator("#rows tbody tr:visible").count();
const told = (page) => page.locator("#f-count").textContent();
const column = (page, n) => page.locator(`#rows tbody tr:visible td:nth-child(${n})`).allTextContents();

async function filters(page) {
  const all = await shown(page);
  assert.ok(all >= 4, `${all} rows`);
  const entity = page.getByRole("combobox", { name: "Entity" });
  await entity.selectOption("PHONE_NUMBER");
  assert.deepEqual(new Set(await column(page, 3)), new Set(["PHONE_NUMBER"]));
  assert.match(await told(page), new RegExp(`^1 of ${all} rows, 1 findings$`));
  await page.getByRole("button", { name: "Reset" }).click();
  assert.equal(await shown(page), all);
  await page.getByRole("searchbox").fill("B.CSV phone");
  assert.equal(await shown(page), 1, "words in any case, in any column");
  await page.getByRole("searchbox").fill("nothing has this");
  assert.equal(await shown(page), 0);
  assert.match(await told(page), new RegExp(`^0 of ${all} rows, 0 findings$`));
  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByRole("combobox", { name: "Class" }).selectOption("critical");
  assert.deepEqual(new Set(await column(page, 4)), new Set(["critical"]));
}

/** Tabs on until what has the focus fits. */
async function tabTo(page, selector) {
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

async function keyboard(page) {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip", "the first stop skips the head");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, "none", "what has the focus is to be seen");
  await page.keyboard.press("Enter");
  assert.ok(page.url().endsWith("#content"));
  await tabTo(page, "#f-text");
  await page.keyboard.type("phone_number");
  assert.equal(await shown(page), 1);
  await tabTo(page, "#filters button");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("f-text").value === "");
  const all = await shown(page);
  await tabTo(page, "#rows thead th:nth-child(3) button");
  const sort = () => page.locator("#rows thead th:nth-child(3)").getAttribute("aria-sort");
  await page.keyboard.press("Enter");
  assert.equal(await sort(), "ascending");
  const ascending = await column(page, 3);
  assert.deepEqual(ascending, [...ascending].sort());
  await page.keyboard.press("Space");
  assert.equal(await sort(), "descending");
  assert.deepEqual(await column(page, 3), [...ascending].sort().reverse());
  assert.equal(await shown(page), all, "sorting loses no row");
}

try {
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 800 }]) {
      await opened({ colorScheme, viewport }, async (page) => {
        await isAccessible(page, `${colorScheme}, ${viewport.width} pixels`);
        const overflows = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.ok(!overflows, `the page scrolls sideways at ${viewport.width} pixels`);
      });
    }
  }
  await opened({}, filters);
  await opened({}, keyboard);
  await opened({ javaScriptEnabled: false }, async (page) => {
    assert.ok((await shown(page)) >= 4 && !(await page.locator("#filters").isVisible()), "it is whole without scripts");
  });
  await opened({}, async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.locator("#filters").isVisible()), "paper has no filters");
    assert.ok((await shown(page)) >= 4);
  });
} finally {
  await browser.close();
}
