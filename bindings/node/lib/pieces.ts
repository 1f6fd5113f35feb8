import { string } from "./checks";

/** No label of a session is longer. */
const LONGEST = 64;

/** The pieces restored. What may be the beginning of a label is held back until it is known. */
export async function* restored(
  pieces: Iterable<string> | AsyncIterable<string>,
  restore: (text: string) => string,
): AsyncGenerator<string, void, undefined> {
  let held = "";
  for await (const piece of pieces) {
    held += string(piece, "a piece");
    let cut = held.lastIndexOf("[");
    if (cut < 0 || held.indexOf("]", cut) >= 0 || held.length - cut > LONGEST) {
      cut = held.length;
    }
    if (cut > 0) {
      yield restore(held.slice(0, cut));
      held = held.slice(cut);
    }
  }
  if (held !== "") {
    yield restore(held);
  }
}
