/** Classes and entities with their counts, and what happens to them. */

import type { Catalogue, Class, DocumentFinding } from "../lib/wasm/index.mjs";
import { element, make } from "./page";

const CLASSES: Class[] = ["critical", "confidential", "internal", "public"];
/** These want a column, or one of the page's settings more than it has. */
const LEFT_OUT = ["shuffle", "null"];

/** What was chosen for single entities. */
const chosen = new Map<string, string>();

export function transforms(catalogue: Catalogue): Catalogue["transforms"] {
  return catalogue.transforms.filter(({ name }) => !LEFT_OUT.includes(name));
}

function options(catalogue: Catalogue): HTMLOptionElement[] {
  return transforms(catalogue).map(({ name, reveals }) => new Option(reveals ? `${name} (hides nothing)` : name, name));
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Fills the choice for all entities. */
export function offer(catalogue: Catalogue): void {
  const select = element<HTMLSelectElement>("transform");
  select.replaceChildren(...options(catalogue));
  const tell = () => {
    const facts = catalogue.transforms.find(({ name }) => name === select.value);
    element("strength").textContent = facts === undefined ? "" : `${sentence(facts.help)} ${sentence(facts.strength)}`;
  };
  select.addEventListener("change", tell);
  tell();
}

/** The policy (TOML) for what is chosen. */
export function policy(): string {
  const all = element<HTMLSelectElement>("transform").value;
  const lines = [...chosen].map(([entity, transform]) => `${entity} = "${transform}"`);
  return [`min_score = ${element<HTMLInputElement>("score").value}`, "[transforms]", `default = "${all}"`, ...lines].join("\n");
}

function counts<K>(findings: DocumentFinding[], by: (finding: DocumentFinding) => K): Map<K, number> {
  const all = new Map<K, number>();
  findings.forEach((finding) => all.set(by(finding), (all.get(by(finding)) ?? 0) + 1));
  return all;
}

function row(entity: string, count: number, kind: Class, catalogue: Catalogue, changed: () => void): HTMLElement {
  const title = catalogue.entities.find(({ name }) => name === entity)?.title ?? entity;
  const select = make("select", "", { "aria-label": `Transform for ${title}`, "data-entity": entity });
  select.append(new Option("as above", ""), ...options(catalogue));
  select.value = chosen.get(entity) ?? "";
  select.addEventListener("change", () => {
    if (select.value === "") {
      chosen.delete(entity);
    } else {
      chosen.set(entity, select.value);
    }
    changed();
  });
  const cells = [make("th", title, { scope: "row", title: entity }), make("td", count.toLocaleString("en"), { class: "number" }), make("td")];
  cells[2]?.append(select);
  const made = make("tr", "", { "data-class": kind });
  made.append(...cells);
  return made;
}

/** Shows them. The choice that has the focus keeps it. */
export function show(findings: DocumentFinding[], catalogue: Catalogue, changed: () => void): void {
  const classes = counts(findings, (finding) => finding.class);
  element("classes").replaceChildren(
    ...CLASSES.map((name) => {
      const item = make("li", name, { "data-class": name });
      item.append(make("strong", (classes.get(name) ?? 0).toLocaleString("en")));
      return item;
    }),
  );
  const kinds = new Map(findings.map((finding) => [finding.entity, finding.class]));
  const entities = [...counts(findings, (finding) => finding.entity)].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const held = document.activeElement?.getAttribute("data-entity");
  element("entities").replaceChildren(
    ...entities.map(([entity, count]) => row(entity, count, kinds.get(entity) as Class, catalogue, changed)),
  );
  if (held != null) {
    element("entities").querySelector<HTMLElement>(`[data-entity="${held}"]`)?.focus();
  }
}
