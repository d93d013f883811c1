import assert from "node:assert/strict";
import { ErrorCode } from "../../src/kafka/messages/error_codes.ts";
import { fetch, type FetchedPartition } from "../../src/kafka/messages/fetch.ts";
import {
  EARLIEST_LOCAL_TIMESTAMP,
  EARLIEST_TIMESTAMP,
  LATEST_TIMESTAMP,
  listOffsets,
  MAX_TIMESTAMP,
} from "../../src/kafka/messages/list_offsets.ts";
import { type MessageCase, messageCase } from "./message_case.ts";
import { type MessageFacts, TIMES_MS } from "./message_facts.ts";

const leader = ({ leaderId }: MessageFacts) => leaderId;

/** Asks for the offset at a time, and holds offset and time of the answer. */
function offsetAt(
  timestamp: number,
  holds: (offset: number, timestampMs: number) => boolean,
  from = 0,
): MessageCase {
  return messageCase(
    listOffsets,
    leader,
    ({ topic }) => ({
      isolation: "read_uncommitted" as const,
      timestamp,
      topics: [{ name: topic, from: 0, to: 1 }],
      partitionIndexes: Int32Array.of(0),
      leaderEpochs: Float64Array.of(NaN),
    }),
    ({ errorCodes, offsets, timestampsMs }) => {
      assert.equal(errorCodes[0], ErrorCode.NONE);
      const [offset, timestampMs] = [offsets[0]!, timestampsMs?.[0] ?? NaN];
      assert.ok(holds(offset, timestampMs), `asked for ${timestamp}: ${offset} at ${timestampMs}`);
    },
    from,
  );
}

const [first, second] = TIMES_MS;
const TOMORROW_MS = Date.now() + 86_400_000;

/** Offsets by the log's ends and by time; the records are those of `messageFacts`. */
export const LIST_OFFSETS_CASES: readonly MessageCase[] = [
  offsetAt(LATEST_TIMESTAMP, (offset) => offset === 8),
  offsetAt(EARLIEST_TIMESTAMP, (offset) => offset === 0),
  offsetAt(0, (offset, timestampMs) => offset === 0 && timestampMs === first),
  offsetAt(first + 1, (offset, timestampMs) => offset === 3 && timestampMs === second),
  offsetAt(TOMORROW_MS, (offset, timestampMs) => Number.isNaN(offset) && Number.isNaN(timestampMs)),
  offsetAt(MAX_TIMESTAMP, (offset, timestampMs) => offset >= 5 && timestampMs > second, 7),
  offsetAt(EARLIEST_LOCAL_TIMESTAMP, (offset) => offset === 0, 8),
];

function fetchFrom(
  fetchOffset: number,
  maxBytes: number,
  check: (partition: FetchedPartition) => void,
): MessageCase {
  return messageCase(
    fetch,
    leader,
    ({ topic }) => ({
      isolation: "read_committed" as const,
      maxBytes,
      topics: [{
        name: topic,
        partitions: [{ partitionIndex: 0, leaderEpoch: NaN, fetchOffset, maxBytes }],
      }],
    }),
    ({ errorCode, topics }) => {
      assert.equal(errorCode, ErrorCode.NONE);
      check(topics[0]!.partitions[0]!);
    },
  );
}

/** Batch headers, from the start, from the middle of a batch, and from where nothing is. */
export const FETCH_CASES: readonly MessageCase[] = [
  fetchFrom(0, 1 << 20, (partition) => {
    assert.equal(partition.errorCode, ErrorCode.NONE);
    const { highWatermark, lastStableOffset, logStartOffset, batches } = partition;
    assert.deepEqual([highWatermark, lastStableOffset, logStartOffset], [8, 8, 0]);
    assert.equal(batches[0]?.baseOffset, 0);
    assert.equal(batches[0]?.firstTimestampMs, first);
    assert.equal(batches[0]?.timestampType, "create");
    const counts = batches.map(({ recordCount }) => recordCount);
    assert.equal(counts.reduce((sum, count) => sum + count, 0), 8);
    const last = batches.at(-1)!;
    assert.ok(last.control && last.transactional && last.lastOffset === 7);
    assert.ok(batches.every(({ control }) => !control || last.control));
    assert.deepEqual(partition.abortedTransactions, [
      { producerId: last.producerId, firstOffset: 5 },
    ]);
    assert.equal(partition.otherFormat, NaN);
  }),
  fetchFrom(4, 1, ({ batches: [batch] }) => {
    assert.ok(batch!.baseOffset <= 4 && batch!.lastOffset >= 4, "whole, though it is larger");
    assert.equal(batch!.maxTimestampMs, second);
  }),
  fetchFrom(8, 1 << 20, ({ errorCode, batches }) => {
    assert.deepEqual([errorCode, batches], [ErrorCode.NONE, []]);
  }),
  fetchFrom(100, 1 << 20, ({ errorCode, batches }) => {
    assert.deepEqual([errorCode, batches], [ErrorCode.OFFSET_OUT_OF_RANGE, []]);
  }),
];
