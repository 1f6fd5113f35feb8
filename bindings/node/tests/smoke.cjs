// What must hold in every runtime; nothing but the package is needed.
"use strict";
const assert = require("node:assert");
const { Scrubber, Session, InkwashError, scan } = require("inkwash");

(async () => {
  const { Scanner } = await import("inkwash");
  assert.strictEqual(new Scanner().scan("bo@example.org").length, 1);
  const scrubber = new Scrubber({ policy: "transforms.default = 'redact'", key: "a secret text, for tests only" });
  const text = "Åse 😀 \ud800 to bo@example.org";
  assert.strictEqual(text.slice(scan(text)[0].start), "bo@example.org");
  assert.strictEqual(scrubber.scrub(text), "Åse 😀 \ud800 to [EMAIL_ADDRESS]");
  assert.strictEqual(await scrubber.scrubAsync(text), scrubber.scrub(text));
  assert.strictEqual(scrubber.scrub(Buffer.from("to bo@example.org")).toString(), "to [EMAIL_ADDRESS]");
  assert.deepStrictEqual(scrubber.scrubObject({ a: [1n, new Date(0), { mail: "bo@example.org" }] }), { a: [1n, new Date(0), { mail: "[EMAIL_ADDRESS]" }] });
  const stream = scrubber.createScrubStream({ format: "csv" });
  stream.write("mail\nbo@exam");
  stream.end("ple.org\n");
  let out = "";
  for await (const piece of stream) out += piece;
  assert.strictEqual(out, "mail\n[EMAIL_ADDRESS]\n");
  const session = new Session();
  assert.strictEqual(session.restore(session.scrub("to bo@example.org")), "to bo@example.org");
  assert.throws(() => new Scrubber({ key: "short" }), (e) => e instanceof InkwashError && e.code === "ERR_INKWASH_KEY");
  console.log("inkwash works here");
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
