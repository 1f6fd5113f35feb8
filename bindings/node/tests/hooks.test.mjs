// The real packages, which log what they are given.
import assert from "node:assert/strict";
import { once } from "node:events";
import { Writable } from "node:stream";
import { test } from "node:test";

import express from "express";
import fastify from "fastify";
import pino from "pino";
import winston from "winston";

import { Scrubber } from "inkwash";
import { expressLogger, fastifyLogger } from "inkwash/http";
import { pinoOptions, pinoSerializers } from "inkwash/pino";
import { winstonFormat } from "inkwash/winston";
import { KEY, REDACT } from "./common.mjs";

const scrubber = new Scrubber({ policy: REDACT, key: KEY });
const LEAKS = /bo@example|192\.0\.2\.7|Anna|hunter/;

function sink() {
  const lines = [];
  const stream = new Writable({
    write(line, _, done) {
      lines.push(...line.toString().split("\n").filter(Boolean));
      done();
    },
  });
  return { lines, stream };
}

test("pino: whole lines", () => {
  const { lines, stream } = sink();
  const log = pino({ ...pinoOptions(scrubber), mixin: () => ({ host: "192.0.2.7" }) }, stream);
  log.info({ user: { name: "Anna Berg", mail: "bo@example.org", n: 1.5 } }, "login of %s", "bo@example.org");
  log.child({ password: "hunter22x" }).error(new Error("no bo@example.org"));
  const [first, second] = lines.map((line) => JSON.parse(line));
  assert.deepEqual(first.user, { name: "[PERSON]", mail: "[EMAIL_ADDRESS]", n: 1.5 });
  assert.equal(first.msg, "login of [EMAIL_ADDRESS]");
  assert.deepEqual([second.err.message, second.err.type, second.password], ["no [EMAIL_ADDRESS]", "Error", "[PASSWORD]"]);
  assert.equal(lines.length, 2);
  assert.doesNotMatch(lines.join("\n"), LEAKS);
  assert.equal(first.level, 30);
  assert.ok(Math.abs(first.time - Date.now()) < 60_000, "the time was changed");
});

test("pino: serializers", () => {
  const { lines, stream } = sink();
  const log = pino({ serializers: pinoSerializers(scrubber, ["user", "err", "password"]) }, stream);
  log.info({ user: { mail: "bo@example.org" }, password: "hunter22x", kept: "public" }, "hello");
  log.error({ err: Object.assign(new Error("no bo@example.org"), { ip: "192.0.2.7" }) }, "failed");
  const [first, second] = lines.map((line) => JSON.parse(line));
  assert.deepEqual([first.user, first.password, first.kept], [{ mail: "[EMAIL_ADDRESS]" }, "[PASSWORD]", "public"]);
  assert.deepEqual([second.err.message, second.err.ip], ["no [EMAIL_ADDRESS]", "[IP_ADDRESS]"]);
  assert.doesNotMatch(lines.join("\n"), LEAKS);
});

test("winston: a format", async () => {
  for (const last of [winston.format.json(), winston.format.simple()]) {
    for (const order of [0, 1]) {
      const { lines, stream } = sink();
      const formats = [winston.format.errors({ stack: true }), winston.format.splat()];
      formats.push(...(order === 0 ? [winstonFormat(scrubber), last] : [last, winstonFormat(scrubber)]));
      const log = winston.createLogger({
        format: winston.format.combine(...formats),
        transports: [new winston.transports.Stream({ stream })],
      });
      log.info("login of %s", "bo@example.org", { user: { mail: "bo@example.org" }, ip: "192.0.2.7" });
      log.error(new Error("no bo@example.org"));
      log.child({ password: "hunter22x" }).warn("x");
      log.end();
      await once(log, "finish");
      assert.ok(lines.length >= 3);
      assert.match(lines[0], /login of \[EMAIL_ADDRESS\]/);
      assert.match(lines[0], /info/);
      assert.doesNotMatch(lines.join("\n"), LEAKS);
    }
  }
});

const REQUEST = {
  method: "POST",
  headers: { "content-type": "application/json", authorization: "Bearer abc", "x-forwarded-for": "192.0.2.7" },
  body: JSON.stringify({ mail: "bo@example.org", name: "Anna Berg" }),
};

function expected(records) {
  assert.equal(records.length, 1);
  const [record] = records;
  assert.deepEqual([record.method, record.status], ["POST", 201]);
  assert.ok(record.ms >= 0 && record.url.startsWith("/users?to="));
  assert.deepEqual(record.body, { mail: "[EMAIL_ADDRESS]", name: "[PERSON]" });
  assert.equal(record.headers.authorization, "[withheld]");
  assert.equal(record.headers["content-type"], "application/json");
  assert.doesNotMatch(JSON.stringify(records), LEAKS);
}

test("Express: a middleware that logs requests", async () => {
  const records = [];
  const app = express();
  app.use(expressLogger(scrubber, { log: (record) => records.push(record), body: true }));
  app.use(express.json());
  app.post("/users", (request, response) => response.status(201).send(request.body.mail));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const response = await fetch(`http://127.0.0.1:${server.address().port}/users?to=bo@example.org`, REQUEST);
  assert.equal(await response.text(), "bo@example.org", "the request itself was changed");
  server.close();
  await once(server, "close");
  expected(records);
});

test("Fastify: a hook that logs requests", async () => {
  const records = [];
  const app = fastify();
  fastifyLogger(app, scrubber, { log: (record) => records.push(record), body: true });
  app.post("/users", (request, reply) => reply.code(201).send(request.body.mail));
  const response = await app.inject({ ...REQUEST, url: "/users?to=bo@example.org", payload: REQUEST.body });
  assert.equal(response.body, "bo@example.org", "the request itself was changed");
  await app.close();
  expected(records);
});
