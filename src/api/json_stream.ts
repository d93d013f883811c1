import { nextTurn, SLICE_MS } from "../runtime/slices.ts";

/** Characters of JSON that are sent at once. */
const PIECE_CHARACTERS = 32 * 1024;

/**
 * An object as JSON, with one more field that is an array of whatever the generator gives: written
 * as fast as the client reads, in pieces that let the event loop have turns in between.
 */
export function jsonStream(
  head: object,
  field: string,
  items: Generator<unknown, void, void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let text = `${JSON.stringify(head).slice(0, -1)},${JSON.stringify(field)}:[`;
  let separator = "";
  return new ReadableStream({
    pull: async (controller) => {
      await nextTurn();
      const sliceEnd = performance.now() + SLICE_MS;
      while (text.length < PIECE_CHARACTERS && performance.now() < sliceEnd) {
        const next = items.next();
        if (next.done === true) {
          controller.enqueue(encoder.encode(`${text}]}\n`));
          return controller.close();
        }
        text += separator + JSON.stringify(next.value);
        separator = ",";
      }
      controller.enqueue(encoder.encode(text));
      text = "";
    },
    cancel: () => void items.return(),
  });
}
