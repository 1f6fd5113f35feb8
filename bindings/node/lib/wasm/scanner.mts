import { checked, defined, format, known, string } from "../checks.js";
import type { Considered, Finding, FormatOption } from "../types.js";
import { glue, guard } from "./module.mjs";
import { bytes, counter } from "./text.mjs";
import type { DocumentFinding, DocumentFindings, WasmScanOptions } from "./types.mjs";

export const SCAN = ["policy", "entities", "regions", "minScore", "environment"];

/** Does something with what is looked for by these options. */
export function withRules<T>(given: WasmScanOptions, act: (rules: glue.Rules) => T): T {
  const { policy, entities, regions, minScore, environment } = defined(given);
  return guard(({ Rules }) => {
    const rules = new Rules(policy, entities, regions ?? [], minScore, environment);
    try {
      return act(rules);
    } finally {
      rules.free();
    }
  });
}

/** Findings as the module gives them: with offsets in bytes alone. */
type Found<F> = Omit<F, "start" | "end">;

function placed<F extends Finding>(found: Found<F>[], text: Uint8Array, isString: boolean): F[] {
  const units = isString ? counter(text) : (byte: number) => byte;
  return found.map(({ byteStart, byteEnd, ...rest }) => {
    const [start, end] = [units(byteStart), units(byteEnd)];
    return { start, end, byteStart, byteEnd, ...rest } as unknown as F;
  });
}

/** Finds personal data and secrets. Make one, use it as often as you like. */
export class Scanner {
  readonly #native: glue.Scanner;

  constructor(options: WasmScanOptions = {}) {
    known(options, SCAN);
    this.#native = withRules(options, (rules) => new glue.Scanner(rules));
  }

  /** All findings in a text, in order. */
  scan(text: string | Uint8Array): Finding[] {
    return scan(this.#native, text);
  }

  /** All findings in a document of a format, in order, and where each stands. */
  scanDocument(document: string | Uint8Array, options?: FormatOption): DocumentFindings {
    return scanDocument(this.#native, document, options);
  }

  /** What was considered in a text, and why it was found or not. `place` is the column or key it is in. */
  explain(text: string, place = ""): Considered[] {
    return explain(this.#native, text, place);
  }

  /** Gives its memory back at once. Otherwise the garbage collector does. */
  free(): void {
    this.#native.free();
  }
}

export function scan(scanner: glue.Scanner, text: string | Uint8Array): Finding[] {
  const input = bytes(text);
  const found = guard(() => scanner.scan(input));
  return placed<Finding>(JSON.parse(found), input, typeof text === "string");
}

export function scanDocument(
  scanner: glue.Scanner,
  document: string | Uint8Array,
  options?: FormatOption,
): DocumentFindings {
  checked(options, ["format"]);
  const input = bytes(document, "a document");
  const found = guard(() => scanner.scanDocument(input, format(options, "auto")));
  const { format: name, findings } = JSON.parse(found) as { format: string; findings: Found<DocumentFinding>[] };
  return { format: name, findings: placed<DocumentFinding>(findings, input, typeof document === "string") };
}

export function explain(scanner: glue.Scanner, text: string, place: string): Considered[] {
  const input = bytes(string(text, "a text"));
  return JSON.parse(guard(() => scanner.explain(input, string(place, "a place"))));
}
