/** What went wrong. */
export type InkwashErrorCode =
  /** A policy, an entity, a region, a transform or a format that there is not. */
  | "ERR_INKWASH_POLICY"
  /** A key that cannot be read or used, or a token that it does not open. */
  | "ERR_INKWASH_KEY"
  /** No key was given, and `INKWASH_KEY` is not set. */
  | "ERR_INKWASH_MISSING_KEY"
  /** Data that cannot be searched: a damaged file, a compressed stream. */
  | "ERR_INKWASH_DATA"
  /** Data that its plan does not know; `patch` accepts it. */
  | "ERR_INKWASH_REFUSED"
  /** Reading or writing failed. */
  | "ERR_INKWASH_IO"
  /** An argument of the wrong type, or an option that there is not. */
  | "ERR_INKWASH_ARGUMENT"
  /** The session is closed. */
  | "ERR_INKWASH_CLOSED"
  /** There is no native module for this platform. */
  | "ERR_INKWASH_PLATFORM"
  /** A defect of inkwash. */
  | "ERR_INKWASH_INTERNAL";

/** The one class of errors. No message holds a value from the data. */
export class InkwashError extends Error {
  readonly code: InkwashErrorCode;
  /** What accepts data that is refused when it is added to the plan. */
  readonly patch?: string;

  constructor(code: InkwashErrorCode, message: string, options?: { cause?: unknown; patch?: string }) {
    super(message, options);
    if (options?.patch !== undefined) {
      this.patch = options.patch;
    }
    this.name = "InkwashError";
    this.code = code;
  }
}

/** The error for one of the native module, whose message begins with its code. */
export function told(error: unknown): InkwashError {
  const message = error instanceof Error ? error.message : "";
  const [code, ...words] = message.split(" ");
  if (code === "ERR_INKWASH_REFUSED") {
    const [line = "", ...patch] = words.join(" ").split("\n");
    return new InkwashError(code, line, { patch: patch.join("\n") });
  }
  if (code?.startsWith("ERR_INKWASH_")) {
    return new InkwashError(code as InkwashErrorCode, words.join(" "));
  }
  // What the glue between the languages says shows the argument, which may be data.
  return new InkwashError("ERR_INKWASH_ARGUMENT", "an argument has the wrong type");
}

/** What it gives, or an `InkwashError`. */
export function guard<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof InkwashError ? error : told(error);
  }
}

export function argument(message: string): InkwashError {
  return new InkwashError("ERR_INKWASH_ARGUMENT", message);
}
