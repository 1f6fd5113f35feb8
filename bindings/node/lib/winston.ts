/** Logs of winston without personal data. */

import type { Scrubber } from "./scrubber";

/** What winston takes as a format. */
export interface WinstonFormat {
  transform: (info: WinstonInfo) => WinstonInfo;
}

/** What winston logs. Its symbols hold the level and the arguments. */
export interface WinstonInfo {
  level: string;
  message: unknown;
  [name: string | symbol]: unknown;
}

const LEVEL = Symbol.for("level");
const MESSAGE = Symbol.for("message");

/**
 * Scrubs a record: its message, its fields, its errors. Put it after formats that add to the record and before
 * those that write the line; what is written by then is scrubbed too.
 *
 *     format.combine(format.errors({ stack: true }), winstonFormat(scrubber), format.json())
 */
export function winstonFormat(scrubber: Scrubber): WinstonFormat {
  return {
    transform(info) {
      const { level, [LEVEL]: kept, [MESSAGE]: line, ...rest } = info;
      const clean = scrubber.scrubObject(rest) as WinstonInfo;
      clean.level = level;
      clean[LEVEL] = kept;
      if (typeof line === "string") {
        clean[MESSAGE] = line.startsWith("{") ? scrubber.scrubLine(line) : scrubber.scrub(line);
      }
      return clean;
    },
  };
}
