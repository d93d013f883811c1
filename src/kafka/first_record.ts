import type { FetchedPartition } from "./messages/fetch.ts";
import type { RecordBatch } from "./messages/record_batches.ts";

/** The first record for consumers in what was fetched, and up to where that holds. */
export interface FirstRecord {
  /** Infinity if there is none. */
  readonly offset: number;
  /** Milliseconds since the epoch; NaN if there is none or it is not told. */
  readonly recordMs: number;
  readonly end: number;
}

/**
 * Finds the first record at or after the offset that a consumer of committed records would get:
 * none of an aborted transaction, no marker, and none of a batch that compaction has emptied. Its
 * time is taken between the first and the last of its batch. undefined if nothing was fetched.
 */
export function firstRecord(fetched: FetchedPartition, offset: number): FirstRecord | undefined {
  const { batches, otherFormat } = fetched;
  if (batches.length === 0) {
    return Number.isNaN(otherFormat) ? undefined : { offset, recordMs: NaN, end: offset + 1 };
  }
  const aborted = new AbortedTransactions(fetched);
  for (const batch of batches) {
    const isForNobody = aborted.has(batch) || batch.control || batch.recordCount === 0;
    if (isForNobody || batch.lastOffset < offset) continue;
    const first = Math.max(offset, batch.baseOffset);
    return { offset: first, recordMs: timeOf(batch, first), end: batch.lastOffset + 1 };
  }
  const end = batches.at(-1)!.lastOffset + 1;
  if (!Number.isNaN(otherFormat)) return { offset: end, recordMs: NaN, end };
  return { offset: Infinity, recordMs: NaN, end };
}

/** Records of a batch come in the order of their offsets, spread over the time that it spans. */
function timeOf(batch: RecordBatch, offset: number): number {
  const { baseOffset, lastOffset, firstTimestampMs, maxTimestampMs } = batch;
  if (Number.isNaN(firstTimestampMs) || lastOffset === baseOffset) return maxTimestampMs;
  const part = (offset - baseOffset) / (lastOffset - baseOffset);
  return firstTimestampMs + part * (maxTimestampMs - firstTimestampMs);
}

/** Follows which producers' batches are aborted, from the first to the last that was fetched. */
class AbortedTransactions {
  /** First offsets of each producer's aborted transactions, in order. */
  readonly #starts = new Map<number, number[]>();

  constructor({ abortedTransactions }: FetchedPartition) {
    for (const { producerId, firstOffset } of abortedTransactions) {
      const starts = this.#starts.get(producerId) ?? [];
      starts.push(firstOffset);
      this.#starts.set(producerId, starts.sort((a, b) => a - b));
    }
  }

  /** Whether the batch is of an aborted transaction; to be asked for one batch after the other. */
  has({ transactional, control, producerId, baseOffset }: RecordBatch): boolean {
    const starts = this.#starts.get(producerId);
    if (!transactional || starts === undefined || !(starts[0]! <= baseOffset)) return false;
    // The marker ends the transaction.
    if (control) starts.shift();
    return true;
  }
}
