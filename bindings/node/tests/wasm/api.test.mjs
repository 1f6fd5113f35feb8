// The build for browsers, in Node and without a native module.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import * as inkwash from "inkwash/wasm";
import { KEY, REDACT, random } from "../common.mjs";

const { InkwashError, Scanner, Scrubber, Session, catalogue, explain, init, newKey, scan, scrub, version } = inkwash;
const code = (code) => (error) => error instanceof InkwashError && error.code === code;

test("everything wants the module first", async () => {
  assert.throws(() => scan("x"), code("ERR_INKWASH_PLATFORM"));
  await assert.rejects(init(new Uint8Array(8)), code("ERR_INKWASH_PLATFORM"));
  await Promise.all([init(), init()]);
  assert.equal(version(), JSON.parse(readFileSync(createRequire(import.meta.url).resolve("inkwash/package.json"), "utf8")).version);
});

test("the module stays small", () => {
  const module = readFileSync(createRequire(import.meta.url).resolve("inkwash/wasm/inkwash.wasm"));
  const gzip = gzipSync(module, { level: 9 }).length;
  assert.ok(gzip < 1_400_000, `${gzip} bytes as gzip: docs/browser.md says less`);
});

test("findings are in UTF-16 units, and in bytes", () => {
  const text = "Åse 😀 to bo@example.org and 192.0.2.7";
  const found = scan(text);
  assert.deepEqual(found.map((f) => text.slice(f.start, f.end)), ["bo@example.org", "192.0.2.7"]);
  const bytes = new TextEncoder().encode(text);
  const decode = (f) => new TextDecoder().decode(bytes.subarray(f.byteStart, f.byteEnd));
  assert.deepEqual(found.map(decode), ["bo@example.org", "192.0.2.7"]);
  assert.deepEqual(scan(bytes).map((f) => [f.start, f.end]), found.map((f) => [f.byteStart, f.byteEnd]));
  assert.equal(found[0].class, "critical");
  assert.ok(found[0].score > 0.5 && found[0].evidence.length > 0 && !JSON.stringify(found).includes("bo@"));
});

test("surrogates that stand alone come out as they went in", () => {
  const next = random(7);
  const parts = ["\ud800", "\udc00", "😀", "Å", "a", " bo@example.org ", "\ufeff", "\0"];
  const scrubber = new Scrubber({ policy: REDACT, key: KEY });
  for (let i = 0; i < 300; i += 1) {
    const text = Array.from({ length: next(8) }, () => parts[next(parts.length)]).join("");
    const clean = scrubber.scrub(text);
    assert.equal(clean, text.replaceAll("bo@example.org", "[EMAIL_ADDRESS]"), JSON.stringify(text));
    assert.deepEqual(scrubber.scan(text).map((f) => text.slice(f.start, f.end)), text.match(/bo@example\.org/g) ?? []);
  }
});

test("documents, with places", () => {
  const csv = "name;mail\nÅse Berg;bo@example.org\n";
  const { format, findings } = new Scanner({ entities: ["EMAIL_ADDRESS"] }).scanDocument(csv);
  assert.deepEqual([format, findings.length], ["csv", 1]);
  const [{ start, end, place, record, line }] = findings;
  assert.deepEqual([csv.slice(start, end), place, record, line], ["bo@example.org", "mail", 1, 2]);
  assert.equal(scrub(csv, { policy: REDACT, key: KEY, format: "csv" }).split("\n")[1].split(";")[1], "[EMAIL_ADDRESS]");
});

test("why something was found or not", () => {
  const considered = explain("card 4532 1143 9999 0017");
  assert.ok(considered.some(({ entity, verdict }) => entity === "CREDIT_CARD" && verdict === "found"));
  assert.ok(explain("card 4532 1143 9999 0018").every(({ entity, verdict }) => entity !== "CREDIT_CARD" || verdict !== "found"));
});

test("streams, however they are cut", async () => {
  const scrubber = new Scrubber({ policy: REDACT, key: KEY });
  const csv = `note,mail\n${"😀 Åse,bo@example.org\n".repeat(50)}`;
  const whole = scrubber.scrub(csv, { format: "csv" });
  assert.equal(whole.match(/\[EMAIL_ADDRESS\]/g).length, 50);
  for (const size of [1, 7, 1000]) {
    const cut = (text) => Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
    for (const pieces of [cut(csv), cut(new TextEncoder().encode(csv))]) {
      const stream = ReadableStream.from(pieces).pipeThrough(scrubber.createScrubTransform({ format: "csv" }));
      assert.equal(await new Response(stream).text(), whole);
    }
  }
  const gzip = ReadableStream.from([new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0])]);
  await assert.rejects(new Response(gzip.pipeThrough(scrubber.createScrubTransform())).text(), code("ERR_INKWASH_DATA"));
});

test("sessions number values and put them back", async () => {
  const session = new Session();
  const asked = session.scrub("Has anna.berg@example.com answered bo@example.org?");
  assert.equal(asked, "Has [EMAIL_ADDRESS_1] answered [EMAIL_ADDRESS_2]?");
  let all = "";
  for await (const piece of session.restoreStream(["[EMAIL_ADD", "RESS_1] has."])) all += piece;
  assert.equal(all, "anna.berg@example.com has.");
  session.close();
  assert.throws(() => session.restore("x"), code("ERR_INKWASH_CLOSED"));
});

test("keys: new ones, projects, and the way back", () => {
  const key = newKey();
  assert.notEqual(key, newKey());
  const policy = "transforms.default = 'tokenise'";
  const scrubber = new Scrubber({ policy, key });
  const clean = scrubber.scrub("to bo@example.org");
  assert.ok(!clean.includes("bo@"));
  assert.equal(new Scrubber({ policy, key }).restore(clean), "to bo@example.org");
  assert.notEqual(new Scrubber({ policy, key, project: "other" }).scrub("to bo@example.org"), clean);
  assert.throws(() => new Scrubber({ policy, key: newKey() }).restore(clean), code("ERR_INKWASH_KEY"));
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => i);
  assert.equal(new Scrubber({ key: bytes }).scrub("to bo@example.org"), new Scrubber({ key: KEY }).scrub("to bo@example.org"));
});

test("errors have codes and no values", () => {
  assert.throws(() => new Scrubber({}), code("ERR_INKWASH_ARGUMENT"));
  assert.throws(() => new Scrubber({ key: "short" }), code("ERR_INKWASH_KEY"));
  assert.throws(() => new Scanner({ polcy: "" }), code("ERR_INKWASH_ARGUMENT"));
  assert.throws(() => new Scanner({ policyFile: "x" }), code("ERR_INKWASH_ARGUMENT"));
  assert.throws(() => new Scanner({ policy: "nosuch = 1" }), code("ERR_INKWASH_POLICY"));
  assert.throws(() => new Scanner().scanDocument("x", { format: "nosuch" }), code("ERR_INKWASH_POLICY"));
  assert.throws(() => scan(4532114399990017), (e) => code("ERR_INKWASH_ARGUMENT")(e) && !e.message.includes("4532"));
});

test("exceptions expire by the clock", () => {
  const until = (day) => `
    transforms.default = "redact"
    [[exceptions]]
    entity = "EMAIL_ADDRESS"
    place = "mail"
    reason = "published"
    approver = "Kari"
    expires = ${day}
  `;
  const csv = "mail\nbo@example.org\n";
  const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  assert.equal(scrub(csv, { policy: until(day(2)), key: KEY, format: "csv" }), csv);
  let clean = "";
  try {
    clean = scrub(csv, { policy: until(day(-2)), key: KEY, format: "csv" });
  } catch (error) {
    assert.ok(error instanceof InkwashError);
  }
  assert.ok(!clean.includes("bo@example.org"));
});

test("the catalogue", () => {
  const { entities, transforms, formats } = catalogue();
  assert.ok(entities.length > 100 && entities.some(({ name, check }) => name === "IBAN_CODE" && check !== ""));
  assert.ok(transforms.some(({ name, reveals }) => name === "keep" && reveals) && formats.some(({ name }) => name === "csv"));
});
