import assert from "node:assert/strict";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { gunzipSync, gzipSync } from "node:zlib";

import { Scanner, Scrubber, createScrubStream, drift, scan } from "inkwash";
import { KEY, REDACT, random } from "./common.mjs";

const scrubber = new Scrubber({ policy: REDACT, key: KEY });
const DUMP = `CREATE TABLE users (id int, name text, mail text);
COPY users (id, name, mail) FROM stdin;
${Array.from({ length: 40 }, (_, i) => `${i}\tAnna Berg\tp${i}@example.com`).join("\n")}
\\.
`;
const INPUTS = {
  text: "login of bo@example.org\nand 192.0.2.7\n",
  ndjson: '{"user":{"mail":"bo@example.org","name":"Anna Berg"}}\n{"n":1}\n',
  csv: `id,name,mail\n${Array.from({ length: 40 }, (_, i) => `${i},Anna Berg,"p${i}@example.com"`).join("\n")}\n`,
  sql: DUMP,
};
const folder = await mkdtemp(join(tmpdir(), "inkwash-node-"));
after(() => rm(folder, { recursive: true }));

/** The text in pieces of odd sizes, of which many cut a character. */
function* pieces(text, next) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + next(90);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function collected(source, transform) {
  const out = [];
  await pipeline(source, transform, async (given) => {
    for await (const piece of given) {
      out.push(piece);
    }
  });
  return Buffer.concat(out).toString();
}

for (const [format, input] of Object.entries(INPUTS)) {
  test(`a stream of ${format} is as the whole, however it is cut`, async () => {
    const whole = scrubber.scrub(input, { format });
    assert.ok(!/@example/.test(whole) && whole.includes("[EMAIL_ADDRESS]"));
    const next = random(11);
    for (let n = 0; n < 5; n++) {
      assert.equal(await collected(Readable.from(pieces(input, next)), scrubber.createScrubStream({ format })), whole);
    }
    const web = Readable.toWeb(Readable.from(pieces(input, next))).pipeThrough(scrubber.createScrubTransform({ format }));
    let out = "";
    for await (const piece of web) {
      out += Buffer.from(piece).toString();
    }
    assert.equal(out, whole);
    const stream = createScrubStream({ scrubber });
    stream.end(input);
    assert.equal(Buffer.concat(await stream.toArray()).toString(), whole, "not recognised by content");
    assert.ok(stream.summary.findings.EMAIL_ADDRESS >= 1);
  });
}

test("a stream has back-pressure and flat memory", { timeout: 300_000 }, async () => {
  const megabytes = Number(process.env.INKWASH_STREAM_MB ?? 8);
  const line = `${"clean words of a log line, and more of them ".repeat(30)}\n`;
  const block = Buffer.from(line.repeat(Math.ceil(2 ** 18 / line.length)));
  let [read, written, most, held] = [0, 0, 0, 0];
  const slow = new Writable({
    highWaterMark: 1,
    write(piece, _, done) {
      written += piece.length;
      held = Math.max(held, read - written);
      if (written > 2 ** 21) {
        most = Math.max(most, process.memoryUsage().rss);
      }
      setImmediate(done);
    },
  });
  const source = function* () {
    for (; read < megabytes * 2 ** 20; read += block.length) {
      yield block;
    }
  };
  const before = process.memoryUsage().rss;
  await pipeline(source, scrubber.createScrubStream({ format: "text" }), slow);
  assert.equal(written, read);
  assert.ok(held < 2 ** 22, `${held} bytes were read ahead`);
  assert.ok(most - before < 150 * 2 ** 20, `${most - before} bytes more in memory`);
});

test("a stream fails closed", async () => {
  const compressed = scrubber.createScrubStream();
  compressed.end(gzipSync("bo@example.org"));
  await assert.rejects(once(compressed, "end"), { code: "ERR_INKWASH_DATA" });
  const controller = new AbortController();
  const stream = scrubber.createScrubStream({ format: "text", signal: controller.signal });
  stream.write("bo@example.org");
  controller.abort();
  await assert.rejects(once(stream, "end"), { name: "AbortError" });
});

test("files appear whole or not at all", async () => {
  const [source, target] = [join(folder, "people.csv"), join(folder, "clean.csv.gz")];
  await writeFile(source, INPUTS.csv);
  const summary = await scrubber.scrubFile(source, pathToFileURL(target));
  assert.deepEqual([summary.format, summary.findings.EMAIL_ADDRESS, summary.findings.PERSON], ["csv", 40, 40]);
  assert.equal(gunzipSync(await readFile(target)).toString(), scrubber.scrub(INPUTS.csv, { format: "csv" }));

  await assert.rejects(scrubber.scrubFile(join(folder, "none"), target), { code: "ERR_INKWASH_IO" });
  await assert.rejects(scrubber.scrubFile(source, target, { format: "nosuch" }), { code: "ERR_INKWASH_POLICY" });
  const controller = new AbortController();
  const big = join(folder, "big.txt");
  await writeFile(big, "bo@example.org and words ".repeat(200_000));
  const stopped = scrubber.scrubFile(big, join(folder, "stopped.txt"), { signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await assert.rejects(stopped, { name: "AbortError" });
  const temporary = async () => (await readdir(folder)).filter((name) => name.startsWith(".inkwash-"));
  for (let n = 0; n < 600 && (await temporary()).length > 0; n++) {
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.deepEqual((await readdir(folder)).sort(), ["big.txt", "clean.csv.gz", "people.csv"]);
  assert.ok((await stat(target)).size > 0);
});

test("a file goes through a stream", async () => {
  const path = join(folder, "users.sql");
  await writeFile(path, DUMP);
  assert.equal(await collected(createReadStream(path), scrubber.createScrubStream()), scrubber.scrub(DUMP, { format: "sql" }));
});

test("worker threads give the same", async () => {
  const code = `
    const { workerData, parentPort } = require("node:worker_threads");
    const { Scrubber } = require(workerData.inkwash);
    const scrubber = new Scrubber(workerData.options);
    const clean = Array.from({ length: 200 }, (_, i) => scrubber.scrub("p" + i + "@example.com"));
    scrubber.scrubAsync("p0@example.com").then((first) => parentPort.postMessage([...clean, first]));
  `;
  const options = { key: KEY };
  const here = new Scrubber(options);
  const expected = Array.from({ length: 200 }, (_, i) => here.scrub(`p${i}@example.com`));
  const { createRequire } = await import("node:module");
  const inkwash = createRequire(import.meta.url).resolve("inkwash");
  const workers = Array.from({ length: 3 }, () => new Worker(code, { eval: true, workerData: { inkwash, options } }));
  for (const [clean] of await Promise.all(workers.map((worker) => once(worker, "message")))) {
    assert.deepEqual(clean, [...expected, expected[0]]);
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  assert.equal(scan("bo@example.org").length, 1);
});

test("memory stays flat over many calls", () => {
  const calls = Number(process.env.INKWASH_CALLS ?? 20_000);
  const raw = Buffer.from("bo@example.org from 192.0.2.7");
  const use = (n) => {
    for (let i = 0; i < n; i++) {
      scrubber.scrub(i % 2 ? raw : "bo@example.org and no more");
      scrubber.scan("bo@example.org");
    }
    globalThis.gc?.();
    return process.memoryUsage().rss;
  };
  const before = use(calls / 4);
  const grown = use(calls) - before;
  assert.ok(grown < 60 * 2 ** 20, `${grown} bytes more in memory`);
});

test("a plan is kept to and refuses what it does not know", async () => {
  const [source, target] = [join(folder, "planned.csv"), join(folder, "planned.clean.csv")];
  await writeFile(source, INPUTS.csv);
  const plan = await scrubber.plan(pathToFileURL(source));
  assert.match(plan, /\[places\.mail\.found\.EMAIL_ADDRESS\]\ntransform = "redact"\ncount = 40\n/);
  assert.ok(!plan.includes("example.com") && !plan.includes("Anna"));
  assert.deepEqual(drift(plan, plan), { lines: [], gone: [], patch: "" });
  await scrubber.scrubFile(source, target, { plan: plan.replaceAll('"redact"', '"hash(len=12)"') });
  const clean = await readFile(target, "utf8");
  assert.match(clean, /^id,name,mail\n0,[a-z0-9]{12},"[a-z0-9]{12}"\n/);

  await writeFile(source, `${INPUTS.csv}41,192.0.2.7,"an@example.com"\n`);
  const refused = await scrubber.scrubFile(source, target, { plan }).catch((error) => error);
  assert.equal(refused.code, "ERR_INKWASH_REFUSED");
  assert.match(refused.message, /^refused, not in the plan: name holds IP_ADDRESS$/);
  assert.match(refused.patch, /^\n\[places\.name\.found\.IP_ADDRESS\]\n/);
  assert.ok(!`${refused.message}${refused.patch}`.includes("192.0"));
  assert.equal(await readFile(target, "utf8"), clean, "the target was touched");
  assert.equal(drift(plan, await new Scanner().plan(source)).lines.length, 1);
  await scrubber.scrubFile(source, target, { plan: plan + refused.patch });
  await assert.rejects(scrubber.scrubFile(source, target, { plan: "plan = 2" }), { code: "ERR_INKWASH_POLICY" });
  await assert.rejects(scrubber.scrubFile(source, target, { plan: 2 }), { code: "ERR_INKWASH_ARGUMENT" });
});
