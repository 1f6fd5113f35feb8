/** Joins the page's parts. */

import { type Catalogue, type DocumentFinding, InkwashError, Scrubber, catalogue, init, newKey } from "../lib/wasm/index.mjs";
import * as evidence from "./evidence";
import * as findings from "./findings";
import * as overview from "./overview";
import { element, make, note, plural, size } from "./page";
import * as source from "./source";

const text = element<HTMLTextAreaElement>("text");
const clean = element<HTMLTextAreaElement>("clean");
const key = element<HTMLInputElement>("key");
const buttons = ["copy", "save"].map((id) => element<HTMLButtonElement>(id));
let facts: Catalogue;
let result: Uint8Array<ArrayBuffer> = new Uint8Array();
let waiting: ReturnType<typeof setTimeout> | undefined;

async function module(): Promise<Uint8Array<ArrayBuffer>> {
  const packed = Uint8Array.from(atob(element("module").textContent ?? ""), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Nothing is shown as clean that was not made of what is in the field now. */
function withhold(): void {
  result = new Uint8Array();
  clean.value = "";
  note("clean-note", undefined);
  buttons.forEach((button) => (button.disabled = true));
  element("done").textContent = "";
}

function fail(error: unknown): void {
  withhold();
  const known = error instanceof InkwashError || error instanceof Error;
  element("status").textContent = "";
  element("fault").textContent = known ? error.message : "this cannot be read";
}

function explain(scrubber: Scrubber, bytes: Uint8Array, finding: DocumentFinding, value: string): void {
  const decode = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  let considered;
  if (finding.place === "") {
    const from = bytes.lastIndexOf(10, Math.max(finding.byteStart - 1, 0)) + 1;
    const end = bytes.indexOf(10, finding.byteEnd);
    const start = Math.max(from, finding.byteStart - 500);
    const line = decode(start, Math.min(end < 0 ? bytes.length : end, finding.byteEnd + 500));
    const near = (byte: number) => byte >= finding.byteStart - start - 1 && byte <= finding.byteEnd - start;
    considered = scrubber.explain(line).filter(({ byte }) => near(byte));
  } else {
    considered = scrubber.explain(value, finding.place);
  }
  evidence.show(finding, value, considered, facts);
}

let scrubber: Scrubber | undefined;
let made = "";

function scrubberNow(): Scrubber {
  const policy = overview.policy();
  if (scrubber === undefined || made !== policy + key.value) {
    const next = new Scrubber({ policy, key: key.value });
    scrubber?.free();
    scrubber = next;
    made = policy + key.value;
  }
  return scrubber;
}

function search(): void {
  const [bytes, started] = [source.bytes(), performance.now()];
  evidence.forget();
  element("fault").textContent = "";
  const by = scrubberNow();
  const format = element<HTMLSelectElement>("format").value;
  const found = by.scanDocument(bytes, { format });
  result = by.scrub(bytes, { format }) as Uint8Array<ArrayBuffer>;
  clean.value = new TextDecoder().decode(result.subarray(0, source.SHOWN));
  note("clean-note", result.length > source.SHOWN ? `The first ${size(source.SHOWN)} of ${size(result.length)} are shown; copy and save take all.` : undefined);
  buttons.forEach((button) => (button.disabled = bytes.length === 0));
  overview.show(found.findings, facts, soon);
  findings.show(bytes, found.findings, facts, (finding, value) => explain(by, bytes, finding, value));
  const entities = new Set(found.findings.map(({ entity }) => entity)).size;
  const took = `${Math.max(1, Math.round(performance.now() - started)).toLocaleString("en")} ms`;
  element("status").textContent =
    bytes.length === 0
      ? "Nothing to search yet."
      : `${plural(found.findings.length, "finding")} of ${plural(entities, "entity", "entities")} in ${size(bytes.length)}, read as ${found.format}, ${took}.`;
}

/** Searches once nothing has changed for a moment. */
function soon(): void {
  withhold();
  element("status").textContent = "Searching …";
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    try {
      search();
    } catch (error) {
      fail(error);
    }
  }, 120);
}

async function take(file: File | undefined | null): Promise<void> {
  if (file == null) {
    return;
  }
  withhold();
  element("status").textContent = `Reading ${file.name} …`;
  try {
    await source.take(file);
    soon();
  } catch (error) {
    fail(error);
  }
}

function save(): void {
  const link = make("a", "", { href: URL.createObjectURL(new Blob([result])), download: source.cleanName() });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  element("done").textContent = `Saved as ${link.download}`;
}

async function copy(): Promise<void> {
  const all = new TextDecoder().decode(result);
  try {
    await navigator.clipboard.writeText(all);
    element("done").textContent = "Copied";
  } catch {
    clean.select();
    element("done").textContent = "Your browser does not let pages copy: the text is selected, copy it from there";
  }
}

function turn(): void {
  const themes = ["system", "light", "dark"];
  const now = document.documentElement.dataset["theme"] ?? "system";
  const next = themes[(themes.indexOf(now) + 1) % themes.length] as string;
  document.documentElement.dataset["theme"] = next;
  element("theme").textContent = `Theme: ${next}`;
}

function listen(): void {
  text.addEventListener("input", soon);
  ["transform", "format", "key"].forEach((id) => element(id).addEventListener(id === "key" ? "input" : "change", soon));
  element("score").addEventListener("input", () => {
    element("score-shown").textContent = Number(element<HTMLInputElement>("score").value).toFixed(2);
    soon();
  });
  const file = element<HTMLInputElement>("file");
  element("open").addEventListener("click", () => file.click());
  file.addEventListener("change", () => void take(file.files?.[0]).then(() => (file.value = "")));
  const put = (what: string) => {
    source.set(what);
    text.focus();
    soon();
  };
  element("example").addEventListener("click", () => put(source.EXAMPLE));
  element("clear").addEventListener("click", () => put(""));
  element("copy").addEventListener("click", () => void copy());
  element("save").addEventListener("click", save);
  element("theme").addEventListener("click", turn);
  const drop = element("drop");
  addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.hidden = !event.dataTransfer?.types.includes("Files");
  });
  addEventListener("dragleave", (event) => (drop.hidden = event.relatedTarget === null || drop.hidden));
  addEventListener("drop", (event) => {
    drop.hidden = true;
    if (event.dataTransfer?.files.length) {
      event.preventDefault();
      void take(event.dataTransfer.files[0]);
    }
  });
}

async function start(): Promise<void> {
  await init(await module());
  facts = catalogue();
  overview.offer(facts);
  const formats = facts.formats.map(({ name, title }) => new Option(title, name));
  element("format").replaceChildren(new Option("Format: auto", "auto"), ...formats);
  key.value = /"([0-9a-zA-Z+/=_-]{32,})"/.exec(newKey())?.[1] ?? "";
  listen();
  search();
}

start().catch(fail);
