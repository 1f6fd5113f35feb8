// Compiled, never run: what the types allow and what they refuse.
import express from "express";
import fastify from "fastify";
import pino from "pino";
import winston from "winston";

import { InkwashError, Scanner, Scrubber, Session, createScrubStream, drift, scan, scrub, type Finding } from "inkwash";
import { expressLogger, fastifyLogger } from "inkwash/http";
import { pinoOptions, pinoSerializers } from "inkwash/pino";
import { winstonFormat } from "inkwash/winston";

const found: Finding[] = scan("x");
const kind: "critical" | "confidential" | "internal" | "public" | undefined = found[0]?.class;
const scrubber = new Scrubber({ policy: "", key: Buffer.alloc(32), entities: ["EMAIL_ADDRESS"], minScore: 0.5 });
const text: string = scrub("x", { format: "ndjson" });
const bytes: Buffer = scrubber.scrub(new Uint8Array(2));
const later: Promise<string> = scrubber.scrubAsync("x", { signal: AbortSignal.timeout(1) });
const laterBytes: Promise<Buffer> = scrubber.scrubAsync(Buffer.alloc(2));
const same: { a: Map<string, Date> } = scrubber.scrubObject({ a: new Map([["x", new Date()]]) });
const counts: Record<string, number> | undefined = createScrubStream({ scrubber }).summary?.findings;
createScrubStream({ key: "x", format: "csv" }).pipe(process.stdout);
new ReadableStream<Uint8Array>().pipeThrough(scrubber.createScrubTransform());
async function restore(session: Session): Promise<string> {
  let all = "";
  for await (const piece of session.restoreStream(["x"])) all += piece;
  return all;
}
pino({ ...pinoOptions(scrubber), serializers: pinoSerializers(scrubber, ["user"]) });
winston.createLogger({ format: winston.format.combine(winstonFormat(scrubber), winston.format.json()) });
express().use(expressLogger(scrubber, { body: true }));
fastifyLogger(fastify(), scrubber);
async function accepted(known: string): Promise<string> {
  const now: string = await new Scanner().plan("people.csv", { format: "csv" });
  await scrubber.scrubFile(new URL("file:///people.csv"), "clean.csv", { plan: known });
  const patch: string | undefined = new InkwashError("ERR_INKWASH_REFUSED", "x").patch;
  return known + (patch ?? drift(known, now).patch);
}
const code: string = new InkwashError("ERR_INKWASH_DATA", "x").code;

// @ts-expect-error there is no such option
new Scanner({ polcy: "x" });
// @ts-expect-error a number is no text
scan(5);
// @ts-expect-error a Scanner has no key
new Scanner({ key: "x" });
// @ts-expect-error a string gives no Buffer
const wrong: Buffer = scrubber.scrub("x");

export { accepted, bytes, code, counts, kind, later, laterBytes, restore, same, text, wrong };
