import type { Finding, FormatOption, ScanOptions, ScrubOptions } from "../types.js";

export type { Class, Considered, Finding, Format, FormatOption } from "../types.js";

/** What is looked for. */
export type WasmScanOptions = Omit<ScanOptions, "policyFile">;

/** What is looked for, and with which key it is rewritten. There is no environment to take a key from. */
export type WasmScrubOptions = Omit<ScrubOptions, "policyFile" | "keyFile" | "key"> & {
  /** A text of 16 characters or more, 32 bytes, or a key ring as `newKey()` makes it. */
  key: string | Uint8Array;
};

/** Something found in a document, and where it stands. */
export interface DocumentFinding extends Finding {
  /** From 1. */
  line: number;
  /** Row or line of NDJSON, from 1; 0 outside of records. */
  record: number;
  /** `table.column`, a CSV header or a JSON pointer; empty outside of such. */
  place: string;
}

/** What a document holds. */
export interface DocumentFindings {
  /** The format it was read in. */
  format: string;
  findings: DocumentFinding[];
}

/** What is known about entities, transforms and formats. */
export interface Catalogue {
  entities: { name: string; title: string; class: string; check: string; source: string; regions: string[] }[];
  transforms: { name: string; help: string; strength: string; reveals: boolean; reverses: boolean }[];
  formats: { name: string; title: string }[];
}

export type OneOff = WasmScrubOptions & FormatOption;
