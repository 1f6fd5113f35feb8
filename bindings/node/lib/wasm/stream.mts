import { type glue, guard } from "./module.mjs";
import { bytes } from "./text.mjs";

/** A stream's pieces as bytes: a character may be cut between two strings. */
function joined(): (piece: string | Uint8Array) => Uint8Array {
  let held = "";
  return (piece) => {
    if (typeof piece !== "string") {
      return bytes(piece, "a stream's piece");
    }
    const text = held + piece;
    const cut = /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
    held = text.slice(cut);
    return bytes(text.slice(0, cut));
  };
}

export function transform(stream: glue.Stream): TransformStream<string | Uint8Array, Uint8Array> {
  const join = joined();
  const give = (clean: Uint8Array, controller: TransformStreamDefaultController<Uint8Array>) => {
    if (clean.length > 0) {
      controller.enqueue(clean);
    }
  };
  return new TransformStream({
    transform(piece, controller) {
      const input = join(piece);
      give(guard(() => stream.push(input)), controller);
    },
    flush(controller) {
      give(guard(() => stream.finish()), controller);
      stream.free();
    },
  });
}
