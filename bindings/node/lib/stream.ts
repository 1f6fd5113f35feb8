/** Streams of bytes. Pieces are scrubbed outside of the event loop, one at a time. */

import { Transform, type TransformCallback } from "node:stream";

import { argument, told } from "./errors";
import { native, type NativeStream } from "./native";
import type { Summary } from "./types";

/** So few bytes are scrubbed sooner than another thread is woken. */
const SHORT = 2048;

/** A `stream.Transform` that knows what went through it. */
export interface ScrubStream extends Transform {
  /** What the stream came to, once it has ended. */
  readonly summary: Summary | undefined;
}

function bytes(piece: unknown): Uint8Array {
  if (typeof piece === "string") {
    return Buffer.from(piece);
  }
  if (!(piece instanceof Uint8Array)) {
    throw argument("a stream's pieces are strings, Buffers or Uint8Arrays");
  }
  return piece;
}

class NodeScrubStream extends Transform implements ScrubStream {
  summary: Summary | undefined;
  readonly #native: NativeStream;
  readonly #cancel = new native.Cancel();

  constructor(stream: NativeStream, signal?: AbortSignal) {
    super(signal === undefined ? {} : { signal });
    this.#native = stream;
  }

  override _transform(piece: unknown, _: BufferEncoding, done: TransformCallback): void {
    try {
      const given = bytes(piece);
      if (given.length <= SHORT) {
        done(null, this.#native.push(given));
        return;
      }
      this.#native.pushLater(given, this.#cancel).then(
        (clean) => done(null, clean),
        (error: unknown) => done(told(error)),
      );
    } catch (error) {
      done(told(error));
    }
  }

  override _flush(done: TransformCallback): void {
    this.#native.finish(this.#cancel).then(
      ({ rest, ...summary }) => {
        this.summary = summary;
        done(null, rest);
      },
      (error: unknown) => done(told(error)),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#cancel.cancel();
    done(error);
  }
}

export function nodeStream(stream: NativeStream, signal?: AbortSignal): ScrubStream {
  return new NodeScrubStream(stream, signal);
}

export function webStream(stream: NativeStream): TransformStream<string | Uint8Array, Uint8Array> {
  const cancel = new native.Cancel();
  const failed = (error: unknown): never => {
    throw told(error);
  };
  return new TransformStream({
    async transform(piece, controller) {
      const clean = await stream.pushLater(bytes(piece), cancel).catch(failed);
      if (clean.length > 0) {
        controller.enqueue(clean);
      }
    },
    async flush(controller) {
      const { rest } = await stream.finish(cancel).catch(failed);
      if (rest !== undefined && rest.length > 0) {
        controller.enqueue(rest);
      }
    },
  });
}
