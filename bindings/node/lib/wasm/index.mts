/**
 * inkwash for browsers and edge runtimes: the same core, as WebAssembly. Nothing leaves the page.
 *
 * @packageDocumentation
 */

import { glue, guard, load, type WasmSource } from "./module.mjs";
import { Scanner } from "./scanner.mjs";
import { Scrubber } from "./scrubber.mjs";
import type { Catalogue, Considered, Finding, OneOff } from "./types.mjs";

export { InkwashError, type InkwashErrorCode } from "../errors.js";
export type { WasmSource } from "./module.mjs";
export { Scanner } from "./scanner.mjs";
export { Scrubber } from "./scrubber.mjs";
export { Session } from "./session.mjs";
export type * from "./types.mjs";

/**
 * Loads the module; everything else wants that first. By default it is looked for beside this file, as bundlers
 * and browsers do; where there are no files, pass what your runtime imports from `inkwash/wasm/inkwash.wasm`.
 */
export async function init(source?: WasmSource): Promise<void> {
  await load(() => source ?? new URL("./inkwash.wasm", import.meta.url));
}

/** The version of inkwash. */
export function version(): string {
  return guard(() => glue.version());
}

/** What there is: entities, transforms, formats. */
export function catalogue(): Catalogue {
  return JSON.parse(guard(() => glue.catalogue()));
}

/** A new key ring as text, to be kept where only its custodians read. */
export function newKey(): string {
  return guard(() => glue.newKey());
}

let scanner: Scanner | undefined;

/** All findings in a text, in order. Make a `Scanner` to choose what is looked for. */
export function scan(text: string | Uint8Array): Finding[] {
  return (scanner ??= new Scanner()).scan(text);
}

/** What was considered in a text, and why it was found or not. */
export function explain(text: string, place = ""): Considered[] {
  return (scanner ??= new Scanner()).explain(text, place);
}

/** The text with its findings rewritten. For more than one text make a `Scrubber`: that takes milliseconds. */
export function scrub(text: string, options: OneOff): string;
export function scrub(text: Uint8Array, options: OneOff): Uint8Array;
export function scrub(text: string | Uint8Array, options: OneOff): string | Uint8Array {
  const { format, ...rest } = options;
  const scrubber = new Scrubber(rest);
  try {
    return scrubber.scrub(text as string, format === undefined ? {} : { format });
  } finally {
    scrubber.free();
  }
}
