/** The WebAssembly module, once it is loaded. */

import glue, * as module from "../../.wasm/inkwash.js";
import { InkwashError, told } from "../errors.js";

export * as glue from "../../.wasm/inkwash.js";

/** Where the module comes from: an address, a response, its bytes, or compiled. */
export type WasmSource = string | URL | Response | PromiseLike<Response> | BufferSource | WebAssembly.Module;

let state: "missing" | "ready" | "broken" = "missing";
let loading: Promise<void> | undefined;

async function start(source: WasmSource): Promise<void> {
  await glue({ module_or_path: source });
  state = "ready";
}

/** Loads it once, however often it is asked for. */
export async function load(source: () => WasmSource): Promise<void> {
  loading ??= start(source());
  try {
    await loading;
  } catch (error) {
    loading = undefined;
    throw new InkwashError("ERR_INKWASH_PLATFORM", "the WebAssembly module cannot be loaded", { cause: error });
  }
}

/** What it gives, or an `InkwashError`. */
export function guard<T>(act: (module: typeof import("../../.wasm/inkwash.js")) => T): T {
  if (state === "missing") {
    throw new InkwashError("ERR_INKWASH_PLATFORM", "the WebAssembly module is not loaded: await init() first");
  }
  if (state === "broken") {
    throw new InkwashError("ERR_INKWASH_INTERNAL", "inkwash has failed before: load the page or the worker anew");
  }
  try {
    return act(module);
  } catch (error) {
    if (error instanceof InkwashError) {
      throw error;
    }
    // After a trap nothing that is in the module's memory can be trusted.
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      state = "broken";
      throw new InkwashError("ERR_INKWASH_INTERNAL", "inkwash has a defect, or the memory does not suffice");
    }
    throw told(error);
  }
}
