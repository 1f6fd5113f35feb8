/** The text with its findings marked. */

import type { Catalogue, DocumentFinding } from "../lib/wasm/index.mjs";
import { element, make, note, plural, size } from "./page";
import { SHOWN } from "./source";

/** So many are marked; all are counted and rewritten. */
const MARKED = 2_000;

const pane = element("marked");
const decoder = new TextDecoder();
let marks: HTMLButtonElement[] = [];

function mark(finding: DocumentFinding, text: string, title: string): HTMLButtonElement {
  const score = finding.score.toFixed(2);
  const label = `${text}: ${title}, ${finding.class}, score ${score}`;
  const name = `${finding.entity}, ${score}`;
  return make("button", text, { type: "button", class: "mark", "data-class": finding.class, tabindex: "-1", "aria-label": label, title: name });
}

/** Shows them; `select` is told which one is looked at. */
export function show(
  bytes: Uint8Array,
  findings: DocumentFinding[],
  catalogue: Catalogue,
  select: (finding: DocumentFinding, text: string) => void,
): void {
  const titles = new Map(catalogue.entities.map(({ name, title }) => [name, title]));
  const shown = bytes.subarray(0, SHOWN);
  const inside = findings.filter((finding) => finding.byteEnd <= shown.length).slice(0, MARKED);
  const parts: Node[] = [];
  let at = 0;
  marks = inside.map((finding) => {
    const text = decoder.decode(shown.subarray(finding.byteStart, finding.byteEnd));
    parts.push(document.createTextNode(decoder.decode(shown.subarray(at, finding.byteStart))));
    at = finding.byteEnd;
    const button = mark(finding, text, titles.get(finding.entity) ?? finding.entity);
    button.addEventListener("focus", () => {
      marks.forEach((other) => other.setAttribute("aria-current", String(other === button)));
      marks.forEach((other) => (other.tabIndex = other === button ? 0 : -1));
      select(finding, text);
    });
    button.addEventListener("click", () => button.focus());
    parts.push(button);
    return button;
  });
  const end = inside.length === MARKED ? at : shown.length;
  parts.push(document.createTextNode(decoder.decode(shown.subarray(at, end))));
  pane.replaceChildren(...parts.filter((part) => part.textContent !== ""));
  const [first] = marks;
  if (first !== undefined) {
    first.tabIndex = 0;
  }
  const rest = findings.length - inside.length;
  const unmarked = rest > 0 ? `${plural(rest, "more finding")} behind the first ${size(end)}` : undefined;
  note("found-note", unmarked === undefined ? undefined : `${unmarked}: counted and rewritten, not shown.`);
}

pane.addEventListener("keydown", (event) => {
  const at = marks.findIndex((other) => other === document.activeElement);
  const steps: Record<string, number> = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 };
  const next = marks[steps[event.key] ?? -1];
  if (at >= 0 && next !== undefined) {
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
});
