import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import { Scrubber } from "inkwash";
import { KEY, REDACT, random } from "./common.mjs";

const redact = new Scrubber({ policy: REDACT, key: KEY });

test("types stay, and what is named for what it is is found", () => {
  class Order {
    constructor() {
      this.mail = "bo@example.org";
    }
    get short() {
      return this.mail.slice(0, 5);
    }
  }
  const symbol = Symbol("s");
  const value = {
    name: "Anna Berg",
    mail: "anna.berg@example.com",
    n: 5,
    nan: NaN,
    yes: true,
    nothing: null,
    missing: undefined,
    big: 12345678901234567890n,
    when: new Date("2024-05-06T07:08:09Z"),
    map: new Map([["bo@example.org", new Set(["192.0.2.7", 3])]]),
    bytes: Buffer.from("to bo@example.org"),
    array: Uint8Array.from(Buffer.from("bo@example.org")),
    floats: Float64Array.of(1.5, 2.5),
    url: new URL("https://shop.example/?to=bo@example.org"),
    order: new Order(),
    list: [{ dob: new Date("1985-03-07") }, , "x"],
    [symbol]: "192.0.2.7",
    call: parseInt,
    "key of bo@example.org": 1,
  };
  const before = inspect(value, { depth: null });
  const clean = redact.scrubObject(value);
  assert.equal(clean.name, "[PERSON]");
  for (const same of ["n", "nan", "yes", "nothing", "missing", "big", "when", "floats", "call"]) {
    assert.deepEqual(clean[same], value[same], same);
  }
  assert.notEqual(clean.when, value.when);
  assert.deepEqual(clean.map, new Map([["[EMAIL_ADDRESS]", new Set(["[IP_ADDRESS]", 3])]]));
  assert.ok(Buffer.isBuffer(clean.bytes) && clean.bytes.toString() === "to [EMAIL_ADDRESS]");
  assert.ok(!Buffer.isBuffer(clean.array) && Buffer.from(clean.array).toString() === "[EMAIL_ADDRESS]");
  assert.ok(!String(clean.url).includes("bo@"));
  assert.ok(clean.order instanceof Order && clean.order.short === "[EMAI");
  assert.deepEqual(clean.list.length, 3);
  assert.ok(!(1 in clean.list) && clean.list[2] === "x");
  assert.ok(!JSON.stringify(clean.list[0]).includes("1985-03-07"));
  assert.equal(clean[symbol], "[IP_ADDRESS]");
  assert.deepEqual(Object.keys(clean), [...Object.keys(value).slice(0, -1), "key of [EMAIL_ADDRESS]"]);
  assert.equal(inspect(value, { depth: null }), before, "the value was changed");
});

test("numbers stay numbers where their stand-in is one", () => {
  const clean = new Scrubber({ key: KEY }).scrubObject({ card: 4532114399990017, big: 4532114399990017n });
  assert.deepEqual([typeof clean.card, typeof clean.big], ["number", "bigint"]);
  assert.notEqual(clean.card, 4532114399990017);
  assert.equal(BigInt(clean.card), clean.big);
  assert.equal(redact.scrubObject({ card: 4532114399990017 }).card, "[CREDIT_CARD]");
});

test("cycles and shared values", () => {
  const user = { mail: "bo@example.org" };
  const value = { a: user, b: user, list: [] };
  value.self = value;
  value.list.push(value.list, new Map([["v", value]]));
  const clean = redact.scrubObject(value);
  assert.equal(clean.self, clean);
  assert.equal(clean.a, clean.b);
  assert.equal(clean.list[0], clean.list);
  assert.equal(clean.list[1].get("v"), clean);
  assert.equal(clean.a.mail, "[EMAIL_ADDRESS]");
  let deep = {};
  for (let n = 0; n < 100_000; n++) {
    deep = { deep };
  }
  assert.throws(() => redact.scrubObject(deep), { code: "ERR_INKWASH_ARGUMENT" });
});

test("errors are scrubbed with what they carry", () => {
  const error = new TypeError("no bo@example.org", { cause: new Error("from 192.0.2.7") });
  error.user = "bo@example.org";
  const clean = redact.scrubObject(error);
  assert.ok(clean instanceof TypeError && clean.name === "TypeError");
  assert.deepEqual([clean.message, clean.cause.message, clean.user], ["no [EMAIL_ADDRESS]", "from [IP_ADDRESS]", "[EMAIL_ADDRESS]"]);
  assert.ok(clean.stack.startsWith("TypeError: no [EMAIL_ADDRESS]") && !clean.stack.includes("bo@example"));
});

test("keys that come out alike are kept apart, and __proto__ is a key like any other", () => {
  assert.deepEqual(redact.scrubObject({ "a@example.org": 1, "b@example.org": 2 }), { "[EMAIL_ADDRESS]": 1, "[EMAIL_ADDRESS]_2": 2 });
  const clean = redact.scrubObject(JSON.parse('{"__proto__":{"mail":"bo@example.org"}}'));
  assert.equal(Object.getPrototypeOf(clean), Object.prototype);
  assert.equal(JSON.stringify(clean), '{"__proto__":{"mail":"[EMAIL_ADDRESS]"}}');
});

test("places are JSON pointers, as policies name them", () => {
  const policy = `transforms.default = 'redact'
places."/user/notes/*" = "remove"
places."/user/card" = { entity = "CREDIT_CARD", transform = "mask" }`;
  const scrubber = new Scrubber({ policy, key: KEY });
  const value = { user: { notes: ["to bo@example.org", "x"], card: "4532 1143 9999 0017" }, mail: "bo@example.org" };
  const clean = { user: { notes: ["to ", "x"], card: "**** **** **** 0017" }, mail: "[EMAIL_ADDRESS]" };
  assert.deepEqual(scrubber.scrubObject(value), clean);
  assert.equal(scrubber.scrubLine(JSON.stringify(value)), JSON.stringify(clean));
});

test("what comes out of a record does not depend on those before", () => {
  const next = random(3);
  const values = ["Anna Berg", "bo@example.org", "4532 1143 9999 0017", "1985-03-07", "x", 17, 1e21, -0.5];
  const make = () => Object.fromEntries(["name", "mail", "note", "id", "dob"].filter(() => next(3)).map((k) => [k, values[next(values.length)]]));
  const records = Array.from({ length: 200 }, make);
  const used = records.map((record) => JSON.stringify(redact.scrubObject(record)));
  const again = records.map((record) => JSON.stringify(redact.scrubObject(record)));
  assert.deepEqual(again, used);
  for (const i of [0, 50, 199]) {
    assert.equal(JSON.stringify(new Scrubber({ policy: REDACT, key: KEY }).scrubObject(records[i])), used[i]);
  }
  // The order of keys makes another kind of record, but not another value.
  const turned = Object.fromEntries(Object.entries(records[7]).reverse());
  assert.deepEqual(redact.scrubObject(turned), redact.scrubObject(records[7]));
});

test("primitives alone", () => {
  assert.equal(redact.scrubObject("to bo@example.org"), "to [EMAIL_ADDRESS]");
  for (const value of [1, 1n, true, null, undefined, NaN]) {
    assert.equal(redact.scrubObject(value), value);
  }
});
