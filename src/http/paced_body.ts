import type { Pieces } from "../runtime/joined.ts";

/** Longest time in which a client must take the whole of an answer, in milliseconds. */
const TAKE_WITHIN_MS = 60_000;

/**
 * Largest answer in bytes that is given away whole, and the length of the pieces of others. Where
 * the runtime leaves Nagle's algorithm on, as Deno 2.7 does, more and smaller pieces sometimes make
 * an answer wait 40 ms for the other side's delayed acknowledgement.
 */
const PIECE_BYTES = 2 * 2 ** 20;

/** A client has not taken an answer in time: what is left of it is not sent. */
export class NotTaken extends Error {
  override readonly name = "NotTaken";
}

/**
 * The body of an answer that is not kept for clients that do not read it: while they do not, only
 * what is on its way takes memory. After `withinMs` the stream fails with NotTaken, which a
 * connection that is full notices when the client reads on.
 */
export function pacedBody(pieces: Pieces, withinMs = TAKE_WITHIN_MS): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      timer ??= setTimeout(() => {
        isLate = true;
        controller.error(
          new NotTaken(
            `A client did not take an answer within ${withinMs / 1000} s; the rest is not sent`,
          ),
        );
        void pieces.return();
      }, withinMs);
      const { value, done } = await pieces.next().catch((error) => {
        clearTimeout(timer);
        throw error;
      });
      if (isLate) return;
      if (!done) return controller.enqueue(value);
      clearTimeout(timer);
      controller.close();
    },
    async cancel() {
      clearTimeout(timer);
      await pieces.return();
    },
  }, { highWaterMark: 0 });
}

/** The body of an answer that is there already: whole if it is small. */
export function bodyOf(bytes: Uint8Array): Uint8Array | ReadableStream<Uint8Array> {
  return bytes.length <= PIECE_BYTES ? bytes : pacedBody(cut(bytes));
}

async function* cut(bytes: Uint8Array): Pieces {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES);
  }
}
