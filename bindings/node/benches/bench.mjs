// How fast the package is, in one run: cargo xtask bench --node
//
// Prints Markdown tables. Times are processor times of this process, so that other work on the machine counts
// little; those of streams are by the clock, beside the command on the same file. The Rust core does the same with
// the same texts (the binary of the package inkwash-benches).
import { execFileSync } from "node:child_process";
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { OpenRedaction } from "@openredaction/openredaction";
import { Redactor } from "@redactpii/node";
import { Scrubber } from "inkwash";
import redactPii from "redact-pii";

const [core, command] = process.argv.slice(2);
const KEY = "an example secret, not for use";
const MB = 1e6;

/** Processor seconds of one call: the best of as many as fit into so many seconds. */
function timed(act, least = 0.5) {
  let best = Infinity;
  for (const until = performance.now() + least * 1e3; performance.now() < until || best === Infinity; ) {
    const start = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

/** Seconds by the clock: the best of five. */
async function waited(act) {
  let best = Infinity;
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await act();
    best = Math.min(best, (performance.now() - start) / 1e3);
  }
  return best;
}

/** Short lines of a log, of which one in four has personal data in it. */
const texts = Array.from({ length: 20_000 }, (_, i) =>
  i % 4 === 0 ? `order ${i} of p${i}@example.com from 192.0.2.${i % 250} was shipped` : `order ${i} was shipped in parcel ${i * 7}`,
);
const whole = Buffer.from(texts.join("\n"));
const prose = "the parcel was shipped and the customer was told about it in the evening of that day, as always\n".repeat(1000);
const folder = mkdtempSync(join(tmpdir(), "inkwash-bench-"));
const scrubber = new Scrubber({ key: KEY });

try {
  const file = join(folder, "texts");
  writeFileSync(file, whole);
  const told = execFileSync(core, ["texts", file], { encoding: "utf8" });
  const rust = Object.fromEntries(told.trim().split("\n").map((line) => line.split(" ")).map(([name, seconds]) => [name, Number(seconds)]));

  console.log(`A Buffer of ${(whole.length / MB).toFixed(2)} MB: ${texts.length} lines of a log, one in four with findings\n`);
  console.log("| | MB a second | of the Rust core's rate |\n|---|---:|---:|");
  const buffer = timed(() => scrubber.scrub(whole), 2);
  console.log(`| \`scrub\` of the Buffer | ${(whole.length / MB / buffer).toFixed(1)} | ${(rust.whole / buffer).toFixed(2)} |`);
  const string = whole.toString();
  const asString = timed(() => scrubber.scrub(string), 2);
  console.log(`| \`scrub\` of the same as a string | ${(whole.length / MB / asString).toFixed(1)} | ${(rust.whole / asString).toFixed(2)} |`);

  const many = join(folder, "many");
  writeFileSync(many, Buffer.concat(Array(64).fill(whole)));
  const size = (whole.length * 64) / MB;
  const through = await waited(() =>
    pipeline(createReadStream(many), scrubber.createScrubStream({ format: "text" }), new Writable({ write: (_, __, next) => next() })),
  );
  const env = { ...process.env, INKWASH_KEY: KEY };
  const null_ = openSync("/dev/null", "w");
  const its = await waited(() => execFileSync(command, ["scrub", "--quiet", "--input-format", "text", many], { env, stdio: ["ignore", null_, "inherit"] }));
  closeSync(null_);
  console.log(`\nA stream of ${size.toFixed(0)} MB: ${(size / through).toFixed(1)} MB a second, the command ${(size / its).toFixed(1)}: ${(its / through).toFixed(2)} of its rate.\n`);

  console.log("| one call, 100 clean bytes, all entities | µs | of which Node |\n|---|---:|---:|");
  const [clean, raw] = ["a".repeat(100), Buffer.alloc(100, "a")];
  const calls = [
    ["`scan`, string", () => scrubber.scan(clean), rust.call_scan],
    ["`scan`, Buffer", () => scrubber.scan(raw), rust.call_scan],
    ["`scrub`, string", () => scrubber.scrub(clean), rust.call_scrub],
    ["`scrub`, Buffer", () => scrubber.scrub(raw), rust.call_scrub],
  ];
  for (const [what, act, beside] of calls) {
    const seconds = timed(() => { for (let i = 0; i < 20_000; i++) act(); }, 1) / 20_000;
    console.log(`| ${what} | ${(seconds * 1e6).toFixed(2)} | ${((seconds - beside) * 1e6).toFixed(2)} |`);
  }

  const [pii, node, open] = [new redactPii.SyncRedactor(), new Redactor(), new OpenRedaction()];
  const some = texts.slice(0, 400);
  const lines = some.join("\n");
  const peers = [
    ["inkwash, all entities", (text) => scrubber.scrub(text)],
    ["redact-pii", (text) => pii.redact(text)],
    ["@redactpii/node", (text) => node.redact(text)],
    ["@openredaction/openredaction", (text) => open.detect(text)],
  ];
  console.log("\n| MB a second | a line a call | 400 lines | clean prose, 96 KB |\n|---|---:|---:|---:|");
  for (const [who, act] of peers) {
    const each = some.slice(0, who.startsWith("@open") ? 40 : 400);
    const rates = [
      each.join("").length / timed(() => each.forEach((text) => act(text))),
      lines.length / timed(() => act(lines)),
      prose.length / timed(() => act(prose)),
    ];
    console.log(`| ${who} | ${rates.map((rate) => (rate / MB).toFixed(2)).join(" | ")} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
