/** Texts for a language model, and the way back. */

import { scanOptions, string } from "./arguments";
import { guard, InkwashError } from "./errors";
import { native, type NativeSession } from "./native";
import { restored } from "./pieces";
import type { ScanOptions } from "./types";

/**
 * Replaces values by numbered labels and puts them back into an answer. The same value has the same number in
 * all texts of the session. Its values are in memory until it is closed.
 */
export class Session {
  #native: NativeSession | undefined;

  constructor(options?: ScanOptions) {
    this.#native = guard(() => new native.Session(scanOptions(options)));
  }

  #open(): NativeSession {
    if (this.#native === undefined) {
      throw new InkwashError("ERR_INKWASH_CLOSED", "the session has forgotten its values: make a new one");
    }
    return this.#native;
  }

  /** The text with numbered labels for its findings. */
  scrub(text: string): string {
    return guard(() => this.#open().scrub(string(text, "a text")));
  }

  /** The text with values for this session's labels; others stay. */
  restore(text: string): string {
    return guard(() => this.#open().restore(string(text, "a text")));
  }

  /**
   * Restores a stream of pieces, in which labels may be cut anywhere. What may be the beginning of a label is
   * held back until it is known; nothing else is.
   */
  async *restoreStream(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
    yield* restored(pieces, (text) => this.restore(text));
  }

  /** Forgets all values. */
  close(): void {
    this.#native = undefined;
  }
}
