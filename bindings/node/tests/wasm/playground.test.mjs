// The playground as a person has it: a file, opened in a browser. Pictures of it lie beside it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { launch, open, violations } from "./chromium.mjs";

const FOLDER = process.env.INKWASH_PLAYGROUND;
const PAGE = pathToFileURL(join(FOLDER, "inkwash.html")).href;
const CSV = "name,mail\nAnna Berg,anna.berg@example.com\nBo Dahl,bo@example.org\n";
let browser;

before(async () => (browser = await launch()));
after(() => browser.close());

/** Opens the page, does something, and looks whether anything went out or wrong. */
async function on(options, act) {
  const { page, requests, faults, close } = await open(browser, options);
  await page.goto(PAGE);
  await status(page, /Nothing to search/);
  await act(page);
  assert.deepEqual(requests.filter((url) => url !== PAGE && !/^(data|blob):/.test(url)), [], "requests");
  assert.deepEqual(faults, []);
  await close();
}

async function status(page, like) {
  const shown = ([source]) => new RegExp(source).test(document.getElementById("status").textContent);
  const told = () => page.evaluate(() => document.getElementById("status").textContent + document.getElementById("fault").textContent);
  await page.waitForFunction(shown, [like.source], { timeout: 60_000 }).catch(async () => assert.fail(await told()));
}

const clean = (page) => page.getByRole("textbox", { name: "Clean" }).inputValue();

async function drop(page, name, bytes) {
  const data = await page.evaluateHandle(([name, bytes]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], name));
    return transfer;
  }, [name, [...bytes]]);
  await page.dispatchEvent("body", "dragover", { dataTransfer: data });
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

test("by mouse: example, transforms, evidence, copy, save", async () => {
  await on({ permissions: ["clipboard-read", "clipboard-write"], acceptDownloads: true }, async (page) => {
    await page.getByRole("button", { name: "Example" }).click();
    await status(page, /^\d+ findings of \d+ entities in .*, read as csv/);
    assert.ok(!/anna\.berg@|4532 1143/.test(await clean(page)) && (await clean(page)).startsWith("id,name,email,"));
    await page.getByLabel("What happens to findings").selectOption("redact");
    await status(page, /findings/);
    await page.getByLabel("Transform for E-mail address").selectOption("mask");
    await page.waitForFunction(() => /\[PERSON\],[^,[]*\*/.test(document.getElementById("clean").value));
    const mark = page.locator(".mark", { hasText: "4532 1143 9999 0017" });
    await mark.click();
    const reasons = page.locator("#reasons");
    assert.match(await reasons.innerText(), /CREDIT_CARD[\s\S]*critical[\s\S]*Luhn/i);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("Copied").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await clean(page));
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save" }).click()]);
    assert.equal(download.suggestedFilename(), "inkwash.clean.txt");
    assert.equal(readFileSync(await download.path(), "utf8"), await clean(page));
    await page.getByRole("button", { name: "Clear" }).click();
    await status(page, /Nothing to search/);
    assert.ok(await page.getByRole("button", { name: "Save" }).isDisabled());
  });
});

test("by keyboard alone", async () => {
  await on({}, async (page) => {
    const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);
    const seen = [];
    for (let i = 0; i < 30 && seen.at(-1) !== "text"; i += 1) {
      await page.keyboard.press("Tab");
      seen.push(await focus());
    }
    assert.deepEqual(seen, ["skip", "theme", "transform", "score", "key", "format", "open", "example", "clear", "text"]);
    await page.keyboard.type("Write to bo@example.org, or to anna.berg@example.com.");
    await status(page, /^2 findings of 1 entity/);
    while ((await focus()) !== "mark") await page.keyboard.press("Tab");
    assert.match(await page.locator("#reasons").innerText(), /E-mail address/);
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "anna.berg@example.com");
    assert.equal(await page.locator(".mark[tabindex='0']").count(), 1);
    await page.keyboard.press("Home");
    assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /^bo@example.org: .*, critical, score 0\.\d\d|score 1/);
    await page.keyboard.press("Tab");
    assert.equal(await focus(), "reasons");
  });
});

test("files: dropped, compressed, large, and ones that cannot be read", async () => {
  await on({}, async (page) => {
    await drop(page, "people.csv", Buffer.from(CSV));
    await status(page, /^4 findings of 2 entities in 65 bytes, read as csv/);
    await page.getByText("people.csv, 65 bytes. Clear it to type again.").waitFor();
    await page.locator("#file").setInputFiles({ name: "people.csv.gz", mimeType: "", buffer: gzipSync(CSV) });
    await status(page, /^4 findings of 2 entities in 65 bytes, read as csv/);
    const log = "2026-03-07 login of bo@example.org from 192.0.2.7\n".repeat(4000);
    await drop(page, "large.log", Buffer.from(log));
    await status(page, /^8,000 findings/);
    await page.getByText(/more findings behind the first/).waitFor();
    assert.ok(!(await clean(page)).includes("bo@example.org"));
    await drop(page, "people.zst", Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0]));
    await page.locator("#fault:not(:empty)").waitFor();
    assert.equal(await clean(page), "");
    assert.ok(await page.getByRole("button", { name: "Copy" }).isDisabled());
  });
});

test("text is never markup", async () => {
  await on({}, async (page) => {
    await page.getByRole("textbox", { name: "Your text" }).fill("<img src=x onerror=document.title=1> <b>bo@example.org</b>");
    await status(page, /1 finding/);
    assert.equal(await page.locator("main img, #marked b").count(), 0);
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`accessible, and as pictures: ${colorScheme}`, async () => {
    const sizes = { wide: [1440, 900], tablet: [900, 1200], phone: [390, 844] };
    for (const [name, [width, height]] of Object.entries(sizes)) {
      await on({ colorScheme, viewport: { width, height } }, async (page) => {
        assert.deepEqual(await violations(page), []);
        await page.getByRole("button", { name: "Example" }).click();
        await status(page, /findings/);
        await page.locator(".mark", { hasText: "4532 1143 9999 0017" }).click();
        await page.evaluate(() => scrollTo(0, 0));
        assert.deepEqual(await violations(page), []);
        const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
        assert.equal(await page.evaluate(overflow), 0, "it is wider than the window");
        await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`), fullPage: true });
      });
    }
  });
}
