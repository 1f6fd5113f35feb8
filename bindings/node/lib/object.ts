/** Scrubs what is in objects. */

import { argument, guard } from "./errors";
import type { NativeScrubber } from "./native";

const INTEGER = /^-?(0|[1-9][0-9]*)$/;
const MIDNIGHT = "T00:00:00.000Z";

/** Collects the texts of a value on the way down, and makes its copy once they are scrubbed. */
class Walk {
  readonly places: string[] = [];
  readonly texts: string[] = [];
  /** What is to be done with each text. */
  readonly takers: ((clean: string) => void)[] = [];
  /** What is to be done when all texts are there, innermost first. */
  readonly later: (() => void)[] = [];
  readonly #copies = new Map<object, unknown>();
  readonly #bytes: (bytes: Uint8Array) => Buffer;

  constructor(bytes: (bytes: Uint8Array) => Buffer) {
    this.#bytes = bytes;
  }

  text(place: string, text: string, take: (clean: string) => void): void {
    this.places.push(place);
    this.texts.push(text);
    this.takers.push(take);
  }

  /** Gives a copy of the value to `take`, now or when its text is scrubbed. */
  value(place: string, value: unknown, take: (copy: unknown) => void): void {
    switch (typeof value) {
      case "string":
        this.text(place, value, take);
        return;
      case "number":
        if (Number.isFinite(value)) {
          const text = String(value);
          this.text(place, text, (clean) => take(clean === text ? value : number(clean)));
        } else {
          take(value);
        }
        return;
      case "bigint": {
        const text = String(value);
        this.text(place, text, (clean) => take(clean === text ? value : INTEGER.test(clean) ? BigInt(clean) : clean));
        return;
      }
      case "object":
        if (value !== null) {
          this.#object(place, value, take);
          return;
        }
    }
    take(value);
  }

  #object(place: string, value: object, take: (copy: unknown) => void): void {
    if (this.#copies.has(value)) {
      take(this.#copies.get(value));
      return;
    }
    const keep = <T extends object>(copy: T): T => {
      this.#copies.set(value, copy);
      take(copy);
      return copy;
    };
    if (Array.isArray(value)) {
      const copy = keep(new Array<unknown>(value.length));
      value.forEach((element, i) => this.value(`${place}/*`, element, (clean) => (copy[i] = clean)));
    } else if (value instanceof Date) {
      this.#date(place, value, take);
    } else if (value instanceof Uint8Array) {
      const clean = this.#bytes(value);
      keep(Buffer.isBuffer(value) ? clean : new Uint8Array(clean));
    } else if (value instanceof ArrayBuffer || isShared(value)) {
      keep(new Uint8Array(this.#bytes(new Uint8Array(value))).buffer);
    } else if (ArrayBuffer.isView(value)) {
      const { buffer, byteOffset, byteLength } = value;
      const clean = new Uint8Array(this.#bytes(new Uint8Array(buffer, byteOffset, byteLength)));
      const Kind = value.constructor as new (buffer: ArrayBuffer) => object;
      keep(new Kind(clean.buffer));
    } else if (value instanceof Map) {
      const copy = keep(new Map<unknown, unknown>());
      const entries = [...value].map(([key, inner]) => {
        const entry = { key: undefined as unknown, inner: undefined as unknown };
        this.value("", key, (clean) => (entry.key = clean));
        const name = typeof key === "string" || typeof key === "number" ? String(key) : "*";
        this.value(inside(place, name), inner, (clean) => (entry.inner = clean));
        return entry;
      });
      this.later.push(() => entries.forEach(({ key, inner }) => copy.set(free(key, (k) => copy.has(k)), inner)));
    } else if (value instanceof Set) {
      const copy = keep(new Set<unknown>());
      const elements = [...value].map((element) => {
        const entry = { inner: undefined as unknown };
        this.value(`${place}/*`, element, (clean) => (entry.inner = clean));
        return entry;
      });
      this.later.push(() => elements.forEach(({ inner }) => copy.add(inner)));
    } else if (value instanceof URL) {
      this.text(place, value.href, (clean) => take(URL.canParse?.(clean) ? new URL(clean) : clean));
    } else if (value instanceof RegExp || value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) {
      this.value(place, String(value), take);
    } else if (value instanceof Error) {
      const copy = keep(Object.create(Object.getPrototypeOf(value)) as object);
      // Neither can be enumerated, and both are what loggers print.
      for (const name of ["message", "stack", "cause", "errors"]) {
        if (Object.hasOwn(value, name)) {
          const inner = (value as unknown as Record<string, unknown>)[name];
          this.value(inside(place, name), inner, (clean) => define(copy, name, clean, false));
        }
      }
      this.#properties(place, value, copy);
    } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      this.value(place, value.valueOf(), take);
    } else if (typeof (value as { toJSON?: unknown }).toJSON === "function") {
      this.value(place, (value as { toJSON: () => unknown }).toJSON(), take);
    } else {
      this.#properties(place, value, keep(Object.create(Object.getPrototypeOf(value)) as object));
    }
  }

  #properties(place: string, value: object, copy: object): void {
    for (const symbol of Object.getOwnPropertySymbols(value)) {
      if (Object.prototype.propertyIsEnumerable.call(value, symbol)) {
        const inner = (value as Record<symbol, unknown>)[symbol];
        this.value(place, inner, (clean) => define(copy, symbol, clean, true));
      }
    }
    const entries = Object.entries(value).map(([name, inner]) => {
      const entry = { name, inner: undefined as unknown };
      this.text("", name, (clean) => (entry.name = clean));
      this.value(inside(place, name), inner, (clean) => (entry.inner = clean));
      return entry;
    });
    this.later.push(() => {
      for (const { name, inner } of entries) {
        define(copy, free(name, (n) => Object.hasOwn(copy, n as string)) as string, inner, true);
      }
    });
  }

  #date(place: string, value: Date, take: (copy: unknown) => void): void {
    if (Number.isNaN(value.getTime())) {
      take(new Date(NaN));
      return;
    }
    const iso = value.toISOString();
    const text = iso.endsWith(MIDNIGHT) ? iso.slice(0, -MIDNIGHT.length) : iso;
    this.text(place, text, (clean) => {
      const copy = new Date(clean === text ? value.getTime() : clean);
      take(Number.isNaN(copy.getTime()) ? clean : copy);
    });
  }
}

function isShared(value: object): value is SharedArrayBuffer {
  return typeof SharedArrayBuffer !== "undefined" && value instanceof SharedArrayBuffer;
}

/** A number if its text still is one that can be told exactly. */
function number(clean: string): number | string {
  const value = Number(clean);
  return clean !== "" && String(value) === clean ? value : clean;
}

/** The place of what is called so, as JSON pointers write it (RFC 6901). */
function inside(place: string, name: string): string {
  return `${place}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** A key that is not taken yet: two keys may come out alike. */
function free(key: unknown, taken: (key: unknown) => boolean): unknown {
  if (typeof key !== "string" || !taken(key)) {
    return key;
  }
  let n = 2;
  while (taken(`${key}_${n}`)) {
    n += 1;
  }
  return `${key}_${n}`;
}

/** Never calls a setter, and `__proto__` is a name like any other. */
function define(copy: object, name: PropertyKey, value: unknown, enumerable: boolean): void {
  Object.defineProperty(copy, name, { value, enumerable, writable: true, configurable: true });
}

export function scrubObject(scrubber: NativeScrubber, value: unknown): unknown {
  const walk = new Walk((bytes) => scrubber.scrubBytes(bytes, "text", false));
  let copy: unknown;
  return guard(() => {
    try {
      walk.value("", value, (clean) => (copy = clean));
    } catch (error) {
      throw error instanceof RangeError ? argument("the value is nested too deeply") : error;
    }
    const clean = walk.texts.length > 0 ? scrubber.scrubRecord(walk.places, walk.texts) : [];
    walk.takers.forEach((take, i) => take(clean[i] as string));
    walk.later.reverse().forEach((act) => act());
    return copy;
  });
}
