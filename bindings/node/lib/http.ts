/** Request logs of Express and Fastify without personal data. */

import type { IncomingMessage, ServerResponse } from "node:http";

import type { Scrubber } from "./scrubber";

/** What is logged of a request. */
export interface RequestRecord {
  method: string;
  url: string;
  status: number;
  /** Milliseconds until the response was sent. */
  ms: number;
  ip: string | undefined;
  headers: Record<string, unknown>;
  /** What the framework's parser made of the body, if it was asked for. */
  body?: unknown;
}

export interface RequestLogOptions {
  /** Takes the scrubbed record; by default it is written to standard output, as a line of JSON. */
  log?: (record: RequestRecord) => void;
  /** Whether the parsed body is logged; by default not. */
  body?: boolean;
}

interface Request {
  method?: string | undefined;
  url?: string | undefined;
  originalUrl?: string | undefined;
  ip?: string | undefined;
  headers: Record<string, unknown>;
  body?: unknown;
  socket?: { remoteAddress?: string | undefined };
}

function stdout(record: RequestRecord): void {
  process.stdout.write(`${JSON.stringify(record)}\n`);
}

/** Never let into a log, whatever they look like. */
const SECRET = ["authorization", "cookie", "proxy-authorization", "set-cookie"];

function record(scrubber: Scrubber, request: Request, status: number, ms: number, options: RequestLogOptions): void {
  const headers = { ...request.headers };
  SECRET.filter((name) => name in headers).forEach((name) => (headers[name] = "[withheld]"));
  const { status: sent, ms: taken, method, ...rest } = {
    method: request.method ?? "",
    status,
    ms: Math.round(ms * 1000) / 1000,
    url: request.originalUrl ?? request.url ?? "",
    ip: request.ip ?? request.socket?.remoteAddress,
    headers,
    ...(options.body === true && request.body !== undefined ? { body: request.body } : {}),
  };
  const clean = scrubber.scrubObject(rest);
  (options.log ?? stdout)({ method, status: sent, ms: taken, ...clean });
}

/**
 * Middleware for Express (and Connect) that logs each request, scrubbed.
 *
 *     app.use(expressLogger(scrubber));
 */
export function expressLogger(
  scrubber: Scrubber,
  options: RequestLogOptions = {},
): (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void {
  return (request, response, next) => {
    const start = performance.now();
    response.once("finish", () => record(scrubber, request, response.statusCode, performance.now() - start, options));
    next();
  };
}

/** A Fastify server of any kind: its hook takes a request and a reply. */
interface FastifyLike {
  addHook(name: "onResponse", hook: (request: any, reply: any, done: () => void) => void): unknown;
}

/**
 * Logs each request of a Fastify server, scrubbed.
 *
 *     fastifyLogger(app, scrubber);
 */
export function fastifyLogger(app: FastifyLike, scrubber: Scrubber, options: RequestLogOptions = {}): void {
  app.addHook("onResponse", (request: Request, reply: { statusCode: number; elapsedTime: number }, done) => {
    record(scrubber, request, reply.statusCode, reply.elapsedTime, options);
    done();
  });
}
