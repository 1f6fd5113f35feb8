/** What is searched: what stands in the text field, or a file of which the field shows the beginning. */

import { element, note, size } from "./page";

/** Larger files are not read: this is a page for trying things out. */
const LARGEST = 32 * 1024 * 1024;
/** So much of a file is shown. */
export const SHOWN = 100_000;

export const EXAMPLE = `id,name,email,phone,card,signed_up,last_ip,note
1,Anna Berg,anna.berg@example.com,+47 22 22 55 55,4532 1143 9999 0017,2026-03-07,192.0.2.7,prefers mail
2,Bo Dahl,bo@example.org,+1 202-555-0143,5425 2334 3010 9903,2026-03-08,198.51.100.23,"asked bo@example.net, too"
3,Chloé Martin,chloe.martin@example.net,+33 1 99 00 12 34,4111 1111 1111 1111,2026-03-11,2001:db8::17,IBAN DE89 3704 0044 0532 0130 00
`;

const field = element<HTMLTextAreaElement>("text");
const encoder = new TextEncoder();
let file: { name: string; bytes: Uint8Array } | undefined;

export function bytes(): Uint8Array {
  return file?.bytes ?? encoder.encode(field.value);
}

/** What the clean result is saved as. */
export function cleanName(): string {
  const name = file?.name ?? "inkwash.txt";
  const dot = name.lastIndexOf(".");
  return dot > 0 ? `${name.slice(0, dot)}.clean${name.slice(dot)}` : `${name}.clean`;
}

export function set(text: string): void {
  file = undefined;
  field.readOnly = false;
  field.value = text;
  field.setSelectionRange(0, 0);
  field.scrollTop = 0;
  note("source-note", undefined);
}

async function content(given: File): Promise<Uint8Array> {
  const isGzip = given.name.endsWith(".gz");
  const stream = isGzip ? given.stream().pipeThrough(new DecompressionStream("gzip")) : given.stream();
  const [parts, reader] = [[] as Uint8Array<ArrayBuffer>[], stream.getReader()];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    length += next.value.length;
    if (length > LARGEST) {
      await reader.cancel();
      throw new Error(`the file is larger than ${size(LARGEST)}: the command inkwash takes files of any size`);
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Takes a file, decompressed if it is gzip. */
export async function take(given: File): Promise<void> {
  const taken = { name: given.name.replace(/\.gz$/, ""), bytes: await content(given) };
  file = taken;
  field.value = new TextDecoder().decode(taken.bytes.subarray(0, SHOWN));
  field.readOnly = true;
  const part = taken.bytes.length > SHOWN ? `; its first ${size(SHOWN)} are shown` : "";
  note("source-note", `${taken.name}, ${size(taken.bytes.length)}${part}. Clear it to type again.`);
}
