// Compiled, never run: what the types allow and what they refuse.
import { InkwashError, Scanner, Scrubber, Session, catalogue, init, newKey, scan, scrub, type DocumentFindings, type Finding } from "inkwash/wasm";

await init(await WebAssembly.compile(new Uint8Array()));
await init(fetch("x"));
const found: Finding[] = scan("x");
const kind: "critical" | "confidential" | "internal" | "public" | undefined = found[0]?.class;
const scrubber = new Scrubber({ key: newKey(), policy: "", entities: ["EMAIL_ADDRESS"], minScore: 0.5 });
const text: string = scrubber.scrub("x", { format: "ndjson" });
const bytes: Uint8Array = scrubber.scrub(new Uint8Array(2));
const once: string = scrub("x", { key: "x", format: "csv" });
const document: DocumentFindings = new Scanner().scanDocument("x");
new ReadableStream<Uint8Array>().pipeThrough(scrubber.createScrubTransform());
const restored: AsyncGenerator<string> = new Session({ regions: ["NO"] }).restoreStream(["x"]);
const names: string[] = catalogue().entities.map(({ name }) => name);
const code: string = new InkwashError("ERR_INKWASH_DATA", "x").code;

// @ts-expect-error there is no environment that a key could be in
new Scrubber({ policy: "" });
// @ts-expect-error there are no files
new Scanner({ policyFile: "x" });
// @ts-expect-error a number is no text
scan(5);

export { bytes, code, document, kind, names, once, restored, text };
