import assert from "node:assert/strict";
import { test } from "node:test";

import { InkwashError, Scanner, Scrubber, Session, entities, explain, newKey, scan, scrub, version } from "inkwash";
import { KEY, REDACT, random } from "./common.mjs";

const redact = new Scrubber({ policy: REDACT, key: KEY });
const TEXT = "Skriv til Åse 😀 anna.berg@example.com fra 192.0.2.7";

test("offsets count UTF-16 units of strings and bytes of Buffers", () => {
  const found = scan(TEXT);
  assert.deepEqual(found.map((f) => f.entity), ["EMAIL_ADDRESS", "IP_ADDRESS"]);
  assert.equal(TEXT.slice(found[0].start, found[0].end), "anna.berg@example.com");
  const raw = Buffer.from(TEXT);
  const inBytes = scan(raw);
  assert.equal(raw.toString("utf8", inBytes[1].start, inBytes[1].end), "192.0.2.7");
  found.forEach((f, i) => assert.deepEqual([f.byteStart, f.byteEnd], [inBytes[i].start, inBytes[i].end]));
  assert.equal(found[0].class, "critical");
  assert.ok(found[0].score > 0.5 && found[0].evidence.length > 0);
});

test("offsets hold for any text, with lone surrogates too, and nothing of it is lost", () => {
  const parts = ["bo@example.org", "192.0.2.7", "é", "e\u0301", "𝔸", "😀", "\ud83d", "\ude00", "\ufffd", "\0", "\r\n", "a", " ", "日本", "«"];
  const next = random(7);
  let lone = 0;
  for (let n = 0; n < 400; n++) {
    const text = Array.from({ length: next(9) }, () => parts[next(parts.length)]).join(next(2) ? " " : "");
    lone += /\p{Surrogate}/u.test(text) ? 1 : 0;
    const found = scan(text);
    assert.ok(found.length > 0 || !/(^| )(bo@example\.org|192\.0\.2\.7)( |$)/.test(text), JSON.stringify(text));
    let expected = text;
    const raw = Buffer.from(text);
    for (const f of [...found].reverse()) {
      assert.equal(raw.toString("utf8", f.byteStart, f.byteEnd), text.slice(f.start, f.end));
      expected = `${expected.slice(0, f.start)}[${f.entity}]${expected.slice(f.end)}`;
    }
    assert.equal(redact.scrub(text), expected, JSON.stringify(text));
  }
  assert.ok(lone > 50);
});

test("bytes come out as bytes, whatever they are", () => {
  const raw = Buffer.from("\xff\xfe\xfd bo@example.org \0", "latin1");
  const clean = Buffer.from("\xff\xfe\xfd [EMAIL_ADDRESS] \0", "latin1");
  const part = new Uint8Array([...Buffer.from("xx"), ...raw, 9]).subarray(2, 2 + raw.length);
  const shared = new Uint8Array(new SharedArrayBuffer(raw.length));
  shared.set(raw);
  for (const given of [raw, new Uint8Array(raw), part, shared]) {
    const out = redact.scrub(given);
    assert.ok(Buffer.isBuffer(out));
    assert.deepEqual(out, clean);
  }
  assert.equal(raw.toString("latin1"), "\xff\xfe\xfd bo@example.org \0", "the given Buffer was changed");
});

test("nothing is lost", () => {
  for (const text of ["", "\n", "a\r\nb\0", "x".repeat(300_000), "\u{10ffff}", "\ufeffx"]) {
    assert.equal(redact.scrub(text), text);
    assert.equal(redact.scrub(Buffer.from(text)).toString(), text);
  }
});

test("promises give what the sync methods give, while the event loop goes on", async () => {
  const text = `${TEXT}\n`.repeat(20_000);
  let [turns, done] = [0, false];
  const turn = () => {
    turns += 1;
    done || setImmediate(turn);
  };
  turn();
  const clean = await redact.scrubAsync(text);
  done = true;
  assert.ok(turns > 10, `${turns} turns: the event loop stood still`);
  assert.equal(clean, redact.scrub(text));
  assert.deepEqual(await redact.scrubAsync(Buffer.from(text)), redact.scrub(Buffer.from(text)));
  assert.equal(await redact.scrubAsync("\ud800 bo@example.org"), "\ud800 [EMAIL_ADDRESS]");
  assert.deepEqual(await new Scanner().scanAsync(TEXT), scan(TEXT));
  assert.deepEqual(await redact.scanAsync(Buffer.from(TEXT)), redact.scan(Buffer.from(TEXT)));
  const many = await Promise.all(Array.from({ length: 50 }, (_, i) => redact.scrubAsync(`${i} bo@example.org`)));
  assert.deepEqual(many, Array.from({ length: 50 }, (_, i) => `${i} [EMAIL_ADDRESS]`));
});

test("bytes that change or go away while a promise waits change nothing", async () => {
  const bytes = new Uint8Array(Buffer.from("bo@example.org ".repeat(2000)));
  const clean = redact.scrubAsync(bytes);
  structuredClone(bytes, { transfer: [bytes.buffer] });
  assert.equal((await clean).toString(), "[EMAIL_ADDRESS] ".repeat(2000));
});

test("an AbortSignal ends the waiting with its reason", async () => {
  await assert.rejects(redact.scrubAsync("x", { signal: AbortSignal.abort(new Error("before")) }), { message: "before" });
  const controller = new AbortController();
  const waiting = redact.scrubAsync(TEXT.repeat(5000), { signal: controller.signal });
  controller.abort();
  await assert.rejects(waiting, { name: "AbortError" });
  const { signal } = new AbortController();
  assert.equal(await redact.scrubAsync("bo@example.org", { signal }), "[EMAIL_ADDRESS]");
});

test("errors have a code and say what to do, without the data", async () => {
  const code = (name) => (error) => error instanceof InkwashError && error.code === `ERR_INKWASH_${name}` && !/secret-value/.test(error.message);
  assert.throws(() => new Scrubber({ entities: ["NOSUCH"], key: KEY }), code("POLICY"));
  assert.throws(() => new Scrubber({ policy: "nonsense = 1", key: KEY }), code("POLICY"));
  assert.throws(() => new Scanner({ policyFile: "/nonexistent/policy.toml" }), code("IO"));
  assert.throws(() => new Scrubber({ key: "short" }), code("KEY"));
  assert.throws(() => new Scrubber(), code("MISSING_KEY"));
  assert.throws(() => new Scanner({ polcy: "" }), code("ARGUMENT"));
  assert.throws(() => new Scanner({ entities: { a: "secret-value" } }), code("ARGUMENT"));
  assert.throws(() => new Scrubber({ key: KEY, keyFile: "x" }), code("ARGUMENT"));
  for (const wrong of [5, null, undefined, {}, ["secret-value"], new Uint16Array(2)]) {
    assert.throws(() => scan(wrong), code("ARGUMENT"));
    assert.throws(() => redact.scrub(wrong), code("ARGUMENT"));
    await assert.rejects(redact.scrubAsync(wrong), code("ARGUMENT"));
  }
  assert.throws(() => redact.scrub("x", { format: "nosuch" }), code("POLICY"));
  assert.throws(() => redact.restore("[EMAIL_ADDRESS~1~tpodbsynzlslxxm7g3sd5n5b4pwsklgj4msvocx5jhcecgsqgmfh4huewxha]"), code("KEY"));
  assert.throws(() => scrub("x"), code("MISSING_KEY"));
});

test("keys and projects", () => {
  const bytes = new Scrubber({ key: Buffer.from(KEY, "hex") });
  const [text, other, project] = [{ key: KEY }, { key: newKey() }, { key: KEY, project: "p" }].map((o) => new Scrubber(o));
  const mail = "bo@example.org";
  assert.equal(bytes.scrub(mail), text.scrub(mail));
  assert.equal(new Set([text, other, project].map((s) => s.scrub(mail))).size, 3);
});

test("formats of texts", () => {
  assert.equal(redact.scrub('{"a":"bo@example.org","n":1.0}\n', { format: "ndjson" }), '{"a":"[EMAIL_ADDRESS]","n":1.0}\n');
  assert.equal(redact.scrub("name,mail\nAnna Berg,bo@example.org\n", { format: "csv" }), "name,mail\n[PERSON],[EMAIL_ADDRESS]\n");
  assert.equal(redact.scrub(Buffer.from("name,mail\nAnna Berg,bo@example.org\n"), { format: "auto" }).toString(), "name,mail\n[PERSON],[EMAIL_ADDRESS]\n");
});

test("lines are judged each on its own, and come out byte for byte", () => {
  const line = '{"level":30,"n":1.50,"big":12345678901234567890,"name":"Anna Berg","mail":"bo@example.org","msg":"to bo@example.org\\n"}';
  const clean = '{"level":30,"n":1.50,"big":12345678901234567890,"name":"[PERSON]","mail":"[EMAIL_ADDRESS]","msg":"to [EMAIL_ADDRESS]\\n"}';
  for (let n = 0; n < 3; n++) {
    assert.equal(redact.scrubLine(line), clean);
    assert.equal(redact.scrubLine(`${line}\n${line}\n`), `${clean}\n${clean}\n`);
    for (const odd of ["", "{}", "{}\n", '{"a":"x', "plain\n", "\n\n", '{"a":\n']) {
      assert.equal(redact.scrubLine(odd), odd);
    }
    assert.equal(redact.scrubLine('{"a":"bo@example.org'), '{"a":"[EMAIL_ADDRESS]');
    assert.equal(redact.scrubLine('{"name":"Anna Berg"}\n'), '{"name":"Anna Berg"}\n', "it was judged by lines before");
  }
});

test("explain says why", () => {
  const rows = explain(TEXT);
  const mail = rows.find((r) => r.entity === "EMAIL_ADDRESS");
  assert.deepEqual([mail.verdict, typeof mail.score], ["found", "number"]);
  assert.ok(new Scanner().explain("Anna Berg", "customer.name").some((r) => r.entity === "PERSON"));
});

test("tokens are restored", async () => {
  const scrubber = new Scrubber({ policy: "transforms.default = 'tokenise'", key: KEY });
  const clean = scrubber.scrub(TEXT);
  assert.ok(!clean.includes("anna.berg"));
  assert.equal(scrubber.restore(clean), TEXT);
  assert.equal(await scrubber.restoreAsync(clean), TEXT);
});

test("sessions number values and put them back, in streams cut anywhere", async () => {
  const session = new Session();
  const prompt = session.scrub("Has anna.berg@example.com answered bo@example.org? And anna.berg@example.com?");
  assert.equal(prompt, "Has [EMAIL_ADDRESS_1] answered [EMAIL_ADDRESS_2]? And [EMAIL_ADDRESS_1]?");
  const answer = "[x] [EMAIL_ADDRESS_2] has, [EMAIL_ADDRESS_1] not. [EMAIL_ADDRESS_9]";
  const whole = "[x] bo@example.org has, anna.berg@example.com not. [EMAIL_ADDRESS_9]";
  assert.equal(session.restore(answer), whole);
  for (let cut = 1; cut <= 7; cut++) {
    const pieces = answer.match(new RegExp(`.{1,${cut}}`, "g"));
    let restored = "";
    for await (const piece of session.restoreStream(pieces)) {
      restored += piece;
    }
    assert.equal(restored, whole);
  }
  session.close();
  assert.throws(() => session.scrub("x"), { code: "ERR_INKWASH_CLOSED" });
});

test("what there is", () => {
  assert.ok(entities().length > 600 && entities().includes("IBAN_CODE"));
  assert.match(version, /^\d+\.\d+\.\d+$/);
});

test("a policy has environments, and some are ready by name", () => {
  const policy = '[transforms]\ndefault = "redact"\n[environments.staging.classes]\ncritical = "hash"\n';
  assert.equal(new Scrubber({ policy, key: KEY }).scrub("bo@example.org"), "[EMAIL_ADDRESS]");
  const staging = new Scrubber({ policy, key: KEY, environment: "staging" });
  assert.match(staging.scrub("bo@example.org"), /^[0-9a-f]{32}$/);
  assert.throws(() => new Scanner({ policy, environment: "test" }), InkwashError);
  assert.notEqual(new Scrubber({ policy: "gdpr", key: KEY }).scrub("bo@example.org"), "bo@example.org");
});
