/** The native module: what stands in `src/` beside this. */

import { InkwashError } from "./errors";
import type { Considered, Drift, Finding } from "./types";

export interface NativeOptions {
  policy?: string;
  policyFile?: string;
  entities?: string[];
  regions?: string[];
  minScore?: number;
  environment?: string;
  key?: string | Buffer;
  keyFile?: string;
  project?: string;
}

export interface Cancel {
  cancel(): void;
}

export interface Counted {
  format: string;
  findings: Record<string, number>;
  rest?: Buffer;
}

export interface NativeScanner {
  scanText(text: string): Finding[];
  scanBytes(bytes: Uint8Array, wide: boolean): Finding[];
  scanTextLater(text: string, cancel: Cancel): Promise<Finding[]>;
  scanBytesLater(bytes: Uint8Array, wide: boolean, cancel: Cancel): Promise<Finding[]>;
  scanFile(path: string, format: string, cancel: Cancel): Promise<Counted>;
  planFile(path: string, format: string, cancel: Cancel): Promise<string>;
  explain(text: string, place: string): Considered[];
}

export interface NativeStream {
  push(piece: Uint8Array): Buffer;
  pushLater(piece: Uint8Array, cancel: Cancel): Promise<Buffer>;
  finish(cancel: Cancel): Promise<Counted>;
}

export interface NativeScrubber {
  scanner(): NativeScanner;
  scrubText(text: string, format: string): string;
  scrubBytes(bytes: Uint8Array, format: string, wide: boolean): Buffer;
  scrubTextLater(text: string, format: string, cancel: Cancel): Promise<string>;
  scrubBytesLater(bytes: Uint8Array, format: string, wide: boolean, cancel: Cancel): Promise<Buffer>;
  scrubLines(lines: string): string;
  scrubRecord(places: string[], values: string[]): string[];
  restore(text: string): string;
  restoreLater(text: string, cancel: Cancel): Promise<string>;
  scrubFile(source: string, target: string, format: string, plan: string | undefined, cancel: Cancel): Promise<Counted>;
  stream(format: string): NativeStream;
}

export interface NativeSession {
  scrub(text: string): string;
  restore(text: string): string;
}

interface Native {
  Scanner: new (options: NativeOptions) => NativeScanner;
  Scrubber: new (options: NativeOptions) => NativeScrubber;
  Session: new (options: NativeOptions) => NativeSession;
  Cancel: new () => Cancel;
  drift(known: string, now: string): Drift;
  newKey(): string;
  entities(): string[];
  run(args: string[]): number;
  version(): string;
}

/** The platform as the packages' names say it: `linux-x64-gnu`. */
function platform(): string {
  const { platform, arch } = process;
  if (platform === "linux") {
    const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
    return `linux-${arch}-${header?.glibcVersionRuntime ? "gnu" : "musl"}`;
  }
  return platform === "win32" ? `win32-${arch}-msvc` : `${platform}-${arch}`;
}

function load(): Native {
  const name = `@inkwash/${platform()}`;
  let path: string;
  try {
    path = require.resolve(name);
  } catch (cause) {
    const how = `inkwash needs the package ${name}: install without --omit=optional, on the platform where it runs`;
    throw new InkwashError("ERR_INKWASH_PLATFORM", how, { cause });
  }
  return require(path) as Native;
}

export const native = load();
