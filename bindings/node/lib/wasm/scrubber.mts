import { checked, format, isWellFormed, known, string as text } from "../checks.js";
import { argument } from "../errors.js";
import type { Considered, Finding, FormatOption } from "../types.js";
import { glue, guard } from "./module.mjs";
import { explain, SCAN, scan, scanDocument, withRules } from "./scanner.mjs";
import { transform } from "./stream.mjs";
import { bytes, string } from "./text.mjs";
import type { DocumentFindings, WasmScrubOptions } from "./types.mjs";

/** Rewrites what a `Scanner` finds. Make one, use it as often as you like. */
export class Scrubber {
  readonly #native: glue.Scrubber;
  readonly #scanner: glue.Scanner;

  constructor(options: WasmScrubOptions) {
    known(options, [...SCAN, "key", "project"]);
    const { key, project, ...rest } = options;
    if (key === undefined) {
      throw argument("no key: pass key (a text of 16 characters or more, 32 bytes or a key ring); newKey() makes one");
    }
    const secret = bytes(key, "a key");
    this.#native = withRules(rest, (rules) => new glue.Scrubber(rules, secret, project));
    this.#scanner = this.#native.scanner();
  }

  /** The text with its findings rewritten; everything else comes out as it was. */
  scrub(given: string, options?: FormatOption): string;
  scrub(given: Uint8Array, options?: FormatOption): Uint8Array;
  scrub(given: string | Uint8Array, options?: FormatOption): string | Uint8Array {
    checked(options, ["format"]);
    const [input, name] = [bytes(given), format(options, "text")];
    const clean = guard(() => this.#native.scrub(input, name));
    return typeof given === "string" ? string(clean, !isWellFormed(given)) : clean;
  }

  /** A `TransformStream` of bytes, in flat memory. The stream must not be compressed. */
  createScrubTransform(options?: FormatOption): TransformStream<string | Uint8Array, Uint8Array> {
    checked(options, ["format"]);
    const name = format(options, "auto");
    return transform(guard(() => this.#native.stream(name)));
  }

  /** The text with what the transform `tokenise` wrote restored. */
  restore(given: string): string {
    return guard(() => this.#native.restore(text(given, "a text")));
  }

  /** As a `Scanner` of the same policy does. */
  scan(given: string | Uint8Array): Finding[] {
    return scan(this.#scanner, given);
  }

  /** As a `Scanner` of the same policy does. */
  scanDocument(document: string | Uint8Array, options?: FormatOption): DocumentFindings {
    return scanDocument(this.#scanner, document, options);
  }

  /** As a `Scanner` of the same policy does. */
  explain(given: string, place = ""): Considered[] {
    return explain(this.#scanner, given, place);
  }

  /** Wipes its keys and gives its memory back at once. Otherwise the garbage collector does. */
  free(): void {
    this.#scanner.free();
    this.#native.free();
  }
}
