/** How sensitive an entity is. */
export type Class = "critical" | "confidential" | "internal" | "public";

/** Something found. It never holds the value: `text.slice(start, end)` takes that from the text. */
export interface Finding {
  /** `EMAIL_ADDRESS`, … */
  entity: string;
  class: Class;
  /** In UTF-16 units of a string, in bytes of a Buffer or Uint8Array. */
  start: number;
  end: number;
  /** In bytes of UTF-8. */
  byteStart: number;
  byteEnd: number;
  /** How sure, from 0 to 1. */
  score: number;
  /** Why. */
  evidence: string[];
}

/** Something that was considered, and what became of it. */
export interface Considered {
  entity: string;
  trigger: string;
  /** Where, in bytes of UTF-8. */
  byte: number;
  score?: number;
  evidence?: string[];
  /** `found`, `refused`, `too weak`, `look-alike` or `lost to ENTITY`. */
  verdict: string;
}

/** What is looked for. */
export interface ScanOptions {
  /** A policy (TOML). */
  policy?: string;
  /** The path of one. */
  policyFile?: string;
  /** Only these entities. */
  entities?: string[];
  /** Regions that are likely: `NO`, `US`. */
  regions?: string[];
  /** Findings below it are none. */
  minScore?: number;
  /** Which of the policy's environments this is. */
  environment?: string;
}

/** What is looked for, and with which key it is rewritten. */
export interface ScrubOptions extends ScanOptions {
  /** A text of 16 characters or more, 32 bytes, or a key ring; by default what `INKWASH_KEY` holds. */
  key?: string | Uint8Array;
  /** The path of one. */
  keyFile?: string;
  /** Stand-ins differ from those of other projects with the same key. */
  project?: string;
}

/** A format's name; `auto` looks at the content. */
export type Format =
  | "auto" | "text" | "csv" | "tsv" | "json" | "ndjson" | "sql"
  | "xml" | "html" | "yaml" | "logfmt" | "syslog" | "mail" | (string & {});

export interface FormatOption {
  /** `text` by default for texts, `auto` for files and streams. */
  format?: Format;
}

export interface SignalOption {
  /** Aborts the promise; work that waits or goes through a file ends too. */
  signal?: AbortSignal;
}

export interface PlanOption {
  /** A reviewed plan (TOML, as `plan` gives it). What it does not know is refused. */
  plan?: string;
}

/** What a data set holds that its plan does not know. */
export interface Drift {
  /** What is new or changed, one line each. */
  lines: string[];
  /** The places that are no more. */
  gone: string[];
  /** What accepts it when it is added to the end of the plan. */
  patch: string;
}

/** What a file or a stream came to. */
export interface Summary {
  /** The format it was read in. */
  format: string;
  /** How many findings there were of each entity. */
  findings: Record<string, number>;
}
