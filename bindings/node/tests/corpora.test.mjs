// The same corpora and golden vectors as Rust's.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Scanner, Scrubber } from "inkwash";
import { cases, files, marked } from "./corpora.mjs";

test("labelled hits and near-misses", () => {
  const scanners = new Map();
  const wrong = [];
  let count = 0;
  for (const { name, entity, example, isHit } of cases()) {
    const regions = example.regions ?? [];
    const key = regions.join();
    if (!scanners.has(key)) {
      scanners.set(key, new Scanner({ regions }));
    }
    const [plain, spans] = marked(example.text);
    const found = scanners.get(key).scan(plain).filter((f) => f.entity === entity).map((f) => [f.start, f.end]);
    count += 1;
    if (JSON.stringify(found) !== JSON.stringify(isHit ? spans : [])) {
      wrong.push({ name, why: example.why, spans, found });
    }
  }
  assert.ok(count > 10_000, `only ${count}`);
  assert.deepEqual(wrong.slice(0, 10), []);
});

test("golden vectors", async () => {
  let count = 0;
  for (const [name, { key, vector: vectors }] of files("transforms")) {
    for (const { policy, input, output, format, name: title } of vectors) {
      const scrubber = new Scrubber({ policy, key });
      assert.equal(scrubber.scrub(input, { format }), output, `${name}: ${title}`);
      const stream = scrubber.createScrubStream({ format });
      for (const character of input) {
        stream.write(character);
      }
      stream.end();
      assert.equal(Buffer.concat(await stream.toArray()).toString(), output, `${name}: ${title}, as a stream`);
      count += 1;
    }
  }
  assert.ok(count >= 20, `only ${count}`);
});
