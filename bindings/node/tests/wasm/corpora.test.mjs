// A sample of the corpora, and all golden vectors.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { Scanner, Scrubber, init } from "inkwash/wasm";
import { cases, files, marked } from "../corpora.mjs";

before(() => init());

test("labelled hits and near-misses", () => {
  const scanners = new Map();
  const wrong = [];
  let count = 0;
  // Every third: all of them run in Rust, Python and Node.
  for (const { name, entity, example, isHit } of cases().filter((_, i) => i % 3 === 0)) {
    const regions = example.regions ?? [];
    if (!scanners.has(regions.join())) {
      scanners.set(regions.join(), new Scanner({ regions }));
    }
    const [plain, spans] = marked(example.text);
    const found = scanners.get(regions.join()).scan(plain).filter((f) => f.entity === entity).map((f) => [f.start, f.end]);
    count += 1;
    if (JSON.stringify(found) !== JSON.stringify(isHit ? spans : [])) {
      wrong.push({ name, why: example.why, spans, found });
    }
  }
  assert.ok(count > 3_000, `only ${count}`);
  assert.deepEqual(wrong.slice(0, 10), []);
});

test("golden vectors", () => {
  let count = 0;
  for (const [name, { key, vector: vectors }] of files("transforms")) {
    for (const { policy, input, output, format, name: title } of vectors) {
      const scrubber = new Scrubber({ policy, key });
      assert.equal(scrubber.scrub(input, { format }), output, `${name}: ${title}`);
      scrubber.free();
      count += 1;
    }
  }
  assert.ok(count >= 20, `only ${count}`);
});
