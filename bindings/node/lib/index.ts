/**
 * Finds personal data and secrets in text, logs, tables and dumps, and rewrites them.
 *
 * @packageDocumentation
 */

import { string } from "./arguments";
import { guard } from "./errors";
import { native } from "./native";
import { Scanner } from "./scanner";
import { Scrubber } from "./scrubber";
import type { ScrubStream } from "./stream";
import type { Considered, Drift, Finding, FormatOption, PlanOption, ScrubOptions, SignalOption, Summary } from "./types";

export { InkwashError, type InkwashErrorCode } from "./errors";
export { Scanner } from "./scanner";
export { Scrubber } from "./scrubber";
export { Session } from "./session";
export type { ScrubStream } from "./stream";
export type * from "./types";

/** The version of inkwash. */
export const version: string = native.version();

/** The names of all entities. */
export function entities(): string[] {
  return native.entities();
}

/** A new key ring as text, to be kept where only its custodians read. */
export function newKey(): string {
  return guard(() => native.newKey());
}

/** What a plan (TOML) of the data of today holds that the plan that it was reviewed with does not know. */
export function drift(known: string, now: string): Drift {
  return guard(() => native.drift(string(known, "a plan"), string(now, "a plan")));
}

let scanner: Scanner | undefined;
let scrubber: Scrubber | undefined;

/** One that looks for everything. */
function everything(): Scanner {
  return (scanner ??= new Scanner());
}

/** One whose key is in the environment variable `INKWASH_KEY`. */
function ambient(): Scrubber {
  return (scrubber ??= new Scrubber());
}

/** All findings in a text, in order. Make a `Scanner` to choose what is looked for. */
export function scan(text: string | Uint8Array): Finding[] {
  return everything().scan(text);
}

/** What was considered in a text, and why it was found or not. */
export function explain(text: string, place = ""): Considered[] {
  return everything().explain(text, place);
}

/**
 * The text with stand-ins for what is found, made with the key in the environment variable `INKWASH_KEY`. Make
 * a `Scrubber` to give the key or a policy.
 */
export function scrub(text: string, options?: FormatOption): string;
export function scrub(text: Uint8Array, options?: FormatOption): Buffer;
export function scrub(text: string | Uint8Array, options?: FormatOption): string | Buffer {
  return ambient().scrub(text as string, options);
}

/** A copy of the value, scrubbed with the key in `INKWASH_KEY`; see `Scrubber.scrubObject`. */
export function scrubObject<T>(value: T): T {
  return ambient().scrubObject(value);
}

/** The text with what `tokenise` wrote restored, with the key in `INKWASH_KEY`. */
export function restore(text: string): string {
  return ambient().restore(text);
}

/** Scrubs a file into another, with the key in `INKWASH_KEY`; see `Scrubber.scrubFile`. */
export async function scrubFile(
  source: string | URL,
  target: string | URL,
  options?: FormatOption & PlanOption & SignalOption,
): Promise<Summary> {
  return ambient().scrubFile(source, target, options);
}

/** What a stream is scrubbed with: a `Scrubber`, or the options to make one. */
export type StreamOptions = FormatOption & SignalOption & ({ scrubber: Scrubber } | ScrubOptions);

/** A `stream.Transform` that scrubs; see `Scrubber.createScrubStream`. */
export function createScrubStream(options: StreamOptions = {}): ScrubStream {
  const { format, signal, ...rest } = options;
  const by = "scrubber" in rest && rest.scrubber instanceof Scrubber ? rest.scrubber : new Scrubber(rest as ScrubOptions);
  return by.createScrubStream({ ...(format === undefined ? {} : { format }), ...(signal === undefined ? {} : { signal }) });
}
