/** Logs of pino without personal data. */

import type { Scrubber } from "./scrubber";

/** What pino takes as its options; spread it into yours. */
export interface PinoOptions {
  hooks: { streamWrite: (line: string) => string };
}

/**
 * Scrubs whole lines, whatever wrote into them: messages, bindings of child loggers, serializers' output. Needs
 * pino 9.1 or later. What a field is called tells what it holds.
 *
 *     const log = pino({ ...pinoOptions(scrubber) });
 */
export function pinoOptions(scrubber: Scrubber): PinoOptions {
  return { hooks: { streamWrite: (line) => scrubber.scrubLine(line) } };
}

/**
 * Serializers for fields of these names, for loggers whose lines are not all to be scrubbed. Messages are not:
 * neither what a call gives nor an error's, which pino takes where a call gives none.
 *
 *     const log = pino({ serializers: pinoSerializers(scrubber, ["req", "user", "err"]) });
 */
export function pinoSerializers(scrubber: Scrubber, fields: readonly string[]): Record<string, (value: unknown) => unknown> {
  // By its name, so that the name tells what a value is.
  const of = (field: string) => (value: unknown) => scrubber.scrubObject({ [field]: plain(value) })[field];
  return Object.fromEntries(fields.map((field) => [field, of(field)]));
}

/** Errors as pino shows them; it would not look into an `Error` that a serializer gives. */
function plain(value: unknown): unknown {
  if (!(value instanceof Error)) {
    return value;
  }
  return { ...value, type: value.name, message: value.message, stack: value.stack };
}
