import { checked, format, path, scrubOptions, string, text, wait } from "./arguments";
import { guard } from "./errors";
import { native, type NativeScanner, type NativeScrubber } from "./native";
import { scrubObject } from "./object";
import { explain, plan, scan, scanAsync } from "./scanner";
import { nodeStream, webStream, type ScrubStream } from "./stream";
import type { Considered, Finding, FormatOption, PlanOption, ScrubOptions, SignalOption, Summary } from "./types";

/** Rewrites what a `Scanner` finds. Make one, use it as often as you like. */
export class Scrubber {
  readonly #native: NativeScrubber;
  readonly #scanner: NativeScanner;

  constructor(options?: ScrubOptions) {
    this.#native = guard(() => new native.Scrubber(scrubOptions(options)));
    this.#scanner = this.#native.scanner();
  }

  /** The text with its findings rewritten; everything else comes out as it was. */
  scrub(given: string, options?: FormatOption): string;
  scrub(given: Uint8Array, options?: FormatOption): Buffer;
  scrub(given: string | Uint8Array, options?: FormatOption): string | Buffer {
    checked(options, ["format"]);
    const [input, name] = [text(given), format(options, "text")];
    if (typeof input === "string") {
      return guard(() => this.#native.scrubText(input, name));
    }
    const clean = guard(() => this.#native.scrubBytes(input.bytes, name, input.wide));
    return input.wide ? clean.toString("utf16le") : clean;
  }

  /** The same, leaving the event loop free. Bytes are copied, so that they may change meanwhile. */
  async scrubAsync(given: string, options?: FormatOption & SignalOption): Promise<string>;
  async scrubAsync(given: Uint8Array, options?: FormatOption & SignalOption): Promise<Buffer>;
  async scrubAsync(given: string | Uint8Array, options?: FormatOption & SignalOption): Promise<string | Buffer> {
    checked(options, ["format", "signal"]);
    const [input, name] = [text(given), format(options, "text")];
    if (typeof input === "string") {
      return wait(options?.signal, (cancel) => this.#native.scrubTextLater(input, name, cancel));
    }
    const { bytes, wide } = input;
    const clean = await wait(options?.signal, (cancel) => this.#native.scrubBytesLater(bytes, name, wide, cancel));
    return wide ? clean.toString("utf16le") : clean;
  }

  /**
   * A line of JSON, or several, as loggers write them. Each is judged on its own, by what its fields are called
   * and hold; what is no finding comes out byte for byte.
   */
  scrubLine(given: string): string {
    return guard(() => this.#native.scrubLines(string(given, "a line")));
  }

  /**
   * A copy of the value in which every string, number, key and byte is scrubbed, and types stay. What a value
   * is called tells what it is, and its place is a JSON pointer, as for the rules of a policy: `/user/mails/*`.
   */
  scrubObject<T>(value: T): T {
    return scrubObject(this.#native, value) as T;
  }

  /** A `stream.Transform` of bytes, with back-pressure, in flat memory. The stream must not be compressed. */
  createScrubStream(options?: FormatOption & SignalOption): ScrubStream {
    checked(options, ["format", "signal"]);
    return nodeStream(guard(() => this.#native.stream(format(options, "auto"))), options?.signal);
  }

  /** The same as a WHATWG `TransformStream`. */
  createScrubTransform(options?: FormatOption): TransformStream<string | Uint8Array, Uint8Array> {
    checked(options, ["format"]);
    return webStream(guard(() => this.#native.stream(format(options, "auto"))));
  }

  /**
   * Scrubs a file of any format, compressed or not, Parquet too, into another, which appears whole or not at
   * all, or in its own place. With a plan by that: what it does not know is an error, `ERR_INKWASH_REFUSED`.
   */
  async scrubFile(
    source: string | URL,
    target: string | URL,
    options?: FormatOption & PlanOption & SignalOption,
  ): Promise<Summary> {
    checked(options, ["format", "plan", "signal"]);
    const [from, into, name] = [path(source, "a path"), path(target, "a path"), format(options, "auto")];
    const plan = options?.plan === undefined ? undefined : string(options.plan, "a plan");
    return wait(options?.signal, (cancel) => this.#native.scrubFile(from, into, name, plan, cancel));
  }

  /** The text with what the transform `tokenise` wrote restored. */
  restore(given: string): string {
    return guard(() => this.#native.restore(string(given, "a text")));
  }

  /** The same, leaving the event loop free. */
  async restoreAsync(given: string, options?: SignalOption): Promise<string> {
    checked(options, ["signal"]);
    return wait(options?.signal, (cancel) => this.#native.restoreLater(string(given, "a text"), cancel));
  }

  /** As a `Scanner` of the same policy does. */
  scan(given: string | Uint8Array): Finding[] {
    return scan(this.#scanner, given);
  }

  /** As a `Scanner` of the same policy does. */
  async scanAsync(given: string | Uint8Array, options?: SignalOption): Promise<Finding[]> {
    return scanAsync(this.#scanner, given, options);
  }

  /** As a `Scanner` of the same policy does. */
  async plan(file: string | URL, options?: FormatOption & SignalOption): Promise<string> {
    return plan(this.#scanner, file, options);
  }

  /** As a `Scanner` of the same policy does. */
  explain(given: string, place = ""): Considered[] {
    return explain(this.#scanner, given, place);
  }
}

