/** Looks at arguments, for Node and for browsers. */

import { argument } from "./errors";
import type { FormatOption } from "./types";

export function known(given: object, names: readonly string[]): void {
  if (given === null || typeof given !== "object") {
    throw argument("options are an object");
  }
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw argument(`there is no option ${JSON.stringify(unknown)}; there are ${names.join(", ")}`);
  }
}

/** Without what is undefined. */
export function defined<T extends object>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}

export function checked(given: object | undefined, names: readonly string[]): void {
  if (given !== undefined) {
    known(given, names);
  }
}

export function format(given: FormatOption | undefined, otherwise: string): string {
  const format = given?.format ?? otherwise;
  if (typeof format !== "string") {
    throw argument("a format is a string");
  }
  return format;
}

export function string(given: unknown, what: string): string {
  if (typeof given !== "string") {
    throw argument(`${what} is a string`);
  }
  return given;
}

const LONE = /\p{Surrogate}/u;
const native = (String.prototype as { isWellFormed?: () => boolean }).isWellFormed;

/** Whether no surrogate stands alone in it. */
export function isWellFormed(text: string): boolean {
  return native === undefined ? !LONE.test(text) : native.call(text);
}
