/** Arguments as users give them, for the native module. */

import { defined, isWellFormed, known, string } from "./checks";
import { argument, told } from "./errors";
import { native, type Cancel, type NativeOptions } from "./native";
import type { ScanOptions, ScrubOptions } from "./types";

export { checked, format, string } from "./checks";

const SCAN = ["policy", "policyFile", "entities", "regions", "minScore", "environment"];
const SCRUB = [...SCAN, "key", "keyFile", "project"];

export function scanOptions(given: ScanOptions = {}): NativeOptions {
  known(given, SCAN);
  if (given.policy !== undefined && given.policyFile !== undefined) {
    throw argument("a policy is given by policy or policyFile, not by both");
  }
  return defined(given);
}

export function scrubOptions(given: ScrubOptions = {}): NativeOptions {
  known(given, SCRUB);
  const { key, keyFile, project, ...rest } = given;
  if (key !== undefined && keyFile !== undefined) {
    throw argument("a key is given by key or keyFile, not by both");
  }
  return defined({
    ...scanOptions(rest),
    key: key instanceof Uint8Array ? Buffer.from(key) : key,
    keyFile,
    project,
  }) as NativeOptions;
}

export function path(given: string | URL, what: string): string {
  return given instanceof URL ? require("node:url").fileURLToPath(given) : string(given, what);
}

/** A text's bytes; `wide` if they are UTF-16, since surrogates in it stand alone, which UTF-8 cannot say. */
export interface Bytes {
  bytes: Uint8Array;
  wide: boolean;
}

/** A string as it is, or bytes. */
export function text(given: string | Uint8Array): string | Bytes {
  if (typeof given === "string") {
    return isWellFormed(given) ? given : { bytes: Buffer.from(given, "utf16le"), wide: true };
  }
  if (!(given instanceof Uint8Array)) {
    throw argument("a text is a string, a Buffer or a Uint8Array");
  }
  // What another thread can write to meanwhile is copied.
  const shared = typeof SharedArrayBuffer !== "undefined" && given.buffer instanceof SharedArrayBuffer;
  return { bytes: shared ? Buffer.from(given) : given, wide: false };
}

/** Starts work that leaves the event loop, and stops waiting when the signal says so. */
export async function wait<T>(signal: AbortSignal | undefined, start: (cancel: Cancel) => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  const cancel = new native.Cancel();
  let aborted: (() => void) | undefined;
  const abort = new Promise<never>((_, reject) => {
    aborted = () => {
      cancel.cancel();
      reject(signal?.reason);
    };
  });
  signal?.addEventListener("abort", aborted as () => void, { once: true });
  try {
    const work = start(cancel).catch((error: unknown) => {
      throw told(error);
    });
    return await (signal === undefined ? work : Promise.race([work, abort]));
  } finally {
    signal?.removeEventListener("abort", aborted as () => void);
  }
}
