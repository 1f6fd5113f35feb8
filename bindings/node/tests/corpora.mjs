// The shared corpora, as the tests here want them.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";

import { ROOT } from "./common.mjs";

export function files(folder) {
  const names = readdirSync(join(ROOT, "corpora", folder)).filter((name) => name.endsWith(".toml"));
  return names.sort().map((name) => [name, parse(readFileSync(join(ROOT, "corpora", folder, name), "utf8"))]);
}

/** The text without its marks, and where they were, in UTF-16 units. */
export function marked(text) {
  const spans = [];
  let plain = "";
  for (const c of text) {
    if (c === "«") {
      spans.push([plain.length]);
    } else if (c === "»") {
      spans.at(-1).push(plain.length);
    } else {
      plain += c;
    }
  }
  return [plain, spans];
}

/** All examples of texts that stand in no column. */
export function cases() {
  const all = files("entities").flatMap(([name, corpus]) => [
    ...(corpus.row ?? []).flatMap(({ entity, hit }) => hit.map((text) => ({ name, entity, example: { text }, isHit: true }))),
    ...(corpus.hit ?? []).map((example) => ({ name, entity: corpus.entity, example, isHit: true })),
    ...(corpus.miss ?? []).map((example) => ({ name, entity: corpus.entity, example, isHit: false })),
  ]);
  return all.filter(({ example }) => !example.column);
}
