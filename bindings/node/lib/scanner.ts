import { checked, format, path, scanOptions, string, text, wait } from "./arguments";
import { guard } from "./errors";
import { native, type NativeScanner } from "./native";
import type { Considered, Finding, FormatOption, ScanOptions, SignalOption, Summary } from "./types";

/** Finds personal data and secrets. Make one, use it as often as you like. */
export class Scanner {
  readonly #native: NativeScanner;

  constructor(options?: ScanOptions) {
    this.#native = guard(() => new native.Scanner(scanOptions(options)));
  }

  /** All findings in a text, in order. */
  scan(given: string | Uint8Array): Finding[] {
    return scan(this.#native, given);
  }

  /** The same, leaving the event loop free. Bytes are copied, so that they may change meanwhile. */
  async scanAsync(given: string | Uint8Array, options?: SignalOption): Promise<Finding[]> {
    return scanAsync(this.#native, given, options);
  }

  /** Counts what a file holds, of any format, compressed or not. */
  async scanFile(file: string | URL, options?: FormatOption & SignalOption): Promise<Summary> {
    checked(options, ["format", "signal"]);
    const name = format(options, "auto");
    return wait(options?.signal, (cancel) => this.#native.scanFile(path(file, "a path"), name, cancel));
  }

  /**
   * What a file holds, place by place, with what the policy would do to it: a plan (TOML), as `inkwash plan`
   * writes it, for people to review and for `scrubFile` to keep to. No value is in it.
   */
  async plan(file: string | URL, options?: FormatOption & SignalOption): Promise<string> {
    return plan(this.#native, file, options);
  }

  /** What was considered in a text, and why it was found or not. `place` is the column or key it is in. */
  explain(given: string, place = ""): Considered[] {
    return explain(this.#native, given, place);
  }
}

export function scan(scanner: NativeScanner, given: string | Uint8Array): Finding[] {
  const input = text(given);
  return guard(() => (typeof input === "string" ? scanner.scanText(input) : scanner.scanBytes(input.bytes, input.wide)));
}

export async function plan(
  scanner: NativeScanner,
  file: string | URL,
  options?: FormatOption & SignalOption,
): Promise<string> {
  checked(options, ["format", "signal"]);
  const name = format(options, "auto");
  return wait(options?.signal, (cancel) => scanner.planFile(path(file, "a path"), name, cancel));
}

export async function scanAsync(
  scanner: NativeScanner,
  given: string | Uint8Array,
  options?: SignalOption,
): Promise<Finding[]> {
  checked(options, ["signal"]);
  const input = text(given);
  return wait(options?.signal, (cancel) =>
    typeof input === "string"
      ? scanner.scanTextLater(input, cancel)
      : scanner.scanBytesLater(input.bytes, input.wide, cancel),
  );
}

export function explain(scanner: NativeScanner, given: string, place: string): Considered[] {
  return guard(() => scanner.explain(string(given, "a text"), string(place, "a place")));
}
