import { nextTurn, SLICE_MS } from "./slices.ts";

/** Characters that are sent at once. */
const CHUNK_CHARACTERS = 32 * 1024;

/**
 * A text as a stream of bytes, made as fast as its reader takes it, in chunks between which the
 * event loop has a turn. A reader that leaves ends the generator.
 */
export function textStream(pieces: Generator<string, void, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      await nextTurn();
      const sliceEnd = performance.now() + SLICE_MS;
      let text = "";
      let ended = false;
      while (!ended && text.length < CHUNK_CHARACTERS && performance.now() < sliceEnd) {
        const next = pieces.next();
        if (next.done) ended = true;
        else text += next.value;
      }
      controller.enqueue(encoder.encode(text));
      if (ended) controller.close();
    },
    cancel: () => void pieces.return(),
  });
}

/** The items as JSON with commas between them, an item a piece, and a text before and after. */
export function* jsonItems(
  before: string,
  items: Iterable<unknown>,
  after: string,
): Generator<string, void, void> {
  yield before;
  let separator = "";
  for (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ",";
  }
  yield after;
}
