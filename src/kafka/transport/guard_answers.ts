import { messageOf } from "../errors.ts";
import type { RawConnection } from "./kafkajs_internals.ts";

/** No answer that this program asks for comes near; a larger length field is not Kafka's. */
const MAX_ANSWER_BYTES = 256 * 2 ** 20;

/**
 * Makes bytes that are no Kafka answers a failure of the connection. kafkajs alone throws them
 * into the event loop (a frame of less than four bytes), waits for gigabytes (a wrong length), or
 * ignores them (an answer that no request waits for).
 */
export function guardAnswers(raw: RawConnection, fail: (reason: Error) => void): void {
  const { requestQueue: queue } = raw;
  const { fulfillRequest } = queue;
  queue.fulfillRequest = (answer) => {
    if (!queue.inflight.has(answer.correlationId)) {
      throw new RangeError(
        `no request with correlation id ${answer.correlationId} waits for an answer`,
      );
    }
    fulfillRequest.call(queue, answer);
  };
  const { processData } = raw;
  raw.processData = (data) => {
    try {
      processData.call(raw, data);
      // What is left of the answers that were received is empty, but would keep their memory.
      if (raw.bytesBuffered === 0) raw.chunks = [];
      if (raw.bytesNeeded > MAX_ANSWER_BYTES) {
        throw new RangeError(`an answer of ${raw.bytesNeeded} bytes is announced`);
      }
    } catch (cause) {
      fail(new Error(`it sent what is no Kafka answer: ${messageOf(cause)}`, { cause }));
    }
  };
}
