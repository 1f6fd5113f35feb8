/** Why something was found. */

import type { Catalogue, Considered, DocumentFinding } from "../lib/wasm/index.mjs";
import { element, make, plural } from "./page";

const pane = element("reasons");

export function forget(): void {
  pane.replaceChildren(make("p", "Choose a finding to see why it is one: its score, its check, and what else it could have been.", { class: "hint" }));
}

function pair(list: HTMLElement, name: string, value: string): void {
  if (value !== "") {
    list.append(make("dt", name), make("dd", value));
  }
}

function others(considered: Considered[], titles: Map<string, string>): HTMLElement[] {
  const seen = new Map(considered.map((c) => [`${c.entity} ${c.verdict} ${c.score}`, c]));
  if (seen.size === 0) {
    return [];
  }
  const table = make("table");
  const head = make("tr");
  head.append(make("th", "Entity", { scope: "col" }), make("th", "Score", { scope: "col", class: "number" }), make("th", "What became of it", { scope: "col" }));
  table.createTHead().append(head);
  const body = table.createTBody();
  for (const { entity, score, verdict, evidence } of seen.values()) {
    const line = make("tr");
    const why = evidence === undefined || evidence.length === 0 ? verdict : `${verdict}: ${evidence.join(", ")}`;
    const title = make("th", titles.get(entity) ?? entity, { scope: "row" });
    line.append(title, make("td", score?.toFixed(2) ?? "–", { class: "number" }), make("td", why));
    body.append(line);
  }
  return [make("h4", "What was considered"), table];
}

/** Shows it. */
export function show(finding: DocumentFinding, text: string, considered: Considered[], catalogue: Catalogue): void {
  const facts = catalogue.entities.find(({ name }) => name === finding.entity);
  const titles = new Map(catalogue.entities.map(({ name, title }) => [name, title]));
  const list = make("dl");
  const className = make("span", finding.class, { class: "class", "data-class": finding.class });
  list.append(make("dt", "Class"), make("dd"));
  list.lastElementChild?.append(className);
  pair(list, "Score", finding.score.toFixed(2));
  pair(list, "Evidence", finding.evidence.join(", "));
  pair(list, "Place", finding.place);
  pair(list, "Where", finding.record > 0 ? `line ${finding.line}, record ${finding.record}` : `line ${finding.line}`);
  pair(list, "Length", plural([...text].length, "character"));
  pair(list, "Source", facts?.source ?? "");
  pane.replaceChildren(make("h3", facts?.title ?? finding.entity), make("code", finding.entity), list, ...others(considered, titles));
}
