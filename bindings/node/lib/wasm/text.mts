/** Strings as bytes of UTF-8 and back. Surrogates that stand alone are written as UTF-8 would if it did (WTF-8). */

import { isWellFormed } from "../checks.js";
import { argument } from "../errors.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A string's bytes, or the bytes. */
export function bytes(given: string | Uint8Array, what = "a text"): Uint8Array {
  if (given instanceof Uint8Array) {
    return given;
  }
  if (typeof given !== "string") {
    throw argument(`${what} is a string or a Uint8Array`);
  }
  return isWellFormed(given) ? encoder.encode(given) : encodeLone(given);
}

function encodeLone(text: string): Uint8Array {
  const out = new Uint8Array(text.length * 3);
  let at = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code >= 0xd800 && code <= 0xdfff) {
      out.set([0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)], at);
      at += 3;
    } else {
      at += encoder.encodeInto(character, out.subarray(at)).written;
    }
  }
  return out.subarray(0, at);
}

/** The string that the bytes stand for. */
export function string(bytes: Uint8Array, mayBeLone: boolean): string {
  if (!mayBeLone) {
    return decoder.decode(bytes);
  }
  let [out, from] = ["", 0];
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    const [first, high, low] = bytes.subarray(at, at + 3) as unknown as [number, number, number];
    if (first === 0xed && high >= 0xa0 && high <= 0xbf && low >> 6 === 2) {
      out += decoder.decode(bytes.subarray(from, at)) + String.fromCharCode(0xd000 | ((high & 0x3f) << 6) | (low & 0x3f));
      at += 2;
      from = at + 1;
    }
  }
  return out + decoder.decode(bytes.subarray(from));
}

/** Turns offsets in bytes into ones in UTF-16 units; must be asked for them in ascending order. */
export function counter(bytes: Uint8Array): (byte: number) => number {
  let [at, units] = [0, 0];
  return (byte) => {
    for (; at < byte; at += 1) {
      const value = bytes[at] as number;
      units += Number((value & 0xc0) !== 0x80) + Number(value >= 0xf0);
    }
    return units;
  };
}
