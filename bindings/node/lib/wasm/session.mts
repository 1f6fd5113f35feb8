import { known, string } from "../checks.js";
import { InkwashError } from "../errors.js";
import { restored } from "../pieces.js";
import { glue, guard } from "./module.mjs";
import { SCAN, withRules } from "./scanner.mjs";
import type { WasmScanOptions } from "./types.mjs";

/**
 * Replaces values by numbered labels and puts them back into an answer. The same value has the same number in
 * all texts of the session. Its values are in memory until it is closed.
 */
export class Session {
  #native: glue.Session | undefined;

  constructor(options: WasmScanOptions = {}) {
    known(options, SCAN);
    this.#native = withRules(options, (rules) => new glue.Session(rules));
  }

  #open(): glue.Session {
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

  /** Restores a stream of pieces, in which labels may be cut anywhere. */
  async *restoreStream(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
    yield* restored(pieces, (text) => this.restore(text));
  }

  /** Forgets all values. */
  close(): void {
    this.#native?.free();
    this.#native = undefined;
  }
}
