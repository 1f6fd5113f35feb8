/** The same for Node, Bun and Deno, which do not fetch files. */

import { init as start, type WasmSource } from "./index.mjs";

export * from "./index.mjs";

/** Loads the module; everything else wants that first. */
export async function init(source?: WasmSource): Promise<void> {
  if (source !== undefined) {
    return start(source);
  }
  const { readFile } = await import("node:fs/promises");
  return start(await readFile(new URL("./inkwash.wasm", import.meta.url)));
}
