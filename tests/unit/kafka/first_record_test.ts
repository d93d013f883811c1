import assert from "node:assert/strict";
import { firstRecord } from "../../../src/kafka/first_record.ts";
import type { FetchedPartition } from "../../../src/kafka/messages/fetch.ts";
import type { RecordBatch } from "../../../src/kafka/messages/record_batches.ts";

function batch(baseOffset: number, lastOffset: number, more: Partial<RecordBatch> = {}) {
  return {
    baseOffset,
    lastOffset,
    recordCount: lastOffset - baseOffset + 1,
    firstTimestampMs: 1_000,
    maxTimestampMs: 2_000,
    timestampType: "create" as const,
    transactional: false,
    control: false,
    producerId: NaN,
    ...more,
  };
}

const ofTransaction = { transactional: true, producerId: 7 };
const marker = { ...ofTransaction, control: true };

function fetched(
  batches: readonly RecordBatch[],
  more: Partial<FetchedPartition> = {},
): FetchedPartition {
  return {
    partitionIndex: 0,
    errorCode: 0,
    highWatermark: 100,
    lastStableOffset: 100,
    logStartOffset: 0,
    abortedTransactions: [],
    otherFormat: NaN,
    batches,
    ...more,
  };
}

Deno.test("the record is in the first batch that reaches to the offset, and dated by its place", () => {
  const found = firstRecord(fetched([batch(0, 9), batch(10, 20)]), 15);
  assert.deepEqual(found, { offset: 15, recordMs: 1_500, end: 21 });
});

Deno.test("where the offset's own record is gone, the next one counts", () => {
  const found = firstRecord(fetched([batch(30, 30)]), 12);
  assert.deepEqual(found, { offset: 30, recordMs: 2_000, end: 31 });
});

Deno.test("markers and batches that compaction emptied are nothing to read", () => {
  const emptied = batch(10, 19, { recordCount: 0 });
  const found = firstRecord(fetched([emptied, batch(20, 20, marker)]), 10);
  assert.deepEqual(found, { offset: Infinity, recordMs: NaN, end: 21 });
});

Deno.test("records of aborted transactions are nothing to read, those of committed ones are", () => {
  const abortedTransactions = [{ producerId: 7, firstOffset: 10 }];
  const batches = [
    batch(10, 14, ofTransaction),
    batch(15, 15, marker),
    batch(16, 18, ofTransaction),
    batch(19, 19, marker),
  ];
  const found = firstRecord(fetched(batches, { abortedTransactions }), 10);
  assert.equal(found?.offset, 16);
});

Deno.test("a producer's aborted transactions one after another are all passed over", () => {
  const abortedTransactions = [
    { producerId: 7, firstOffset: 12 },
    { producerId: 7, firstOffset: 10 },
  ];
  const batches = [
    batch(10, 10, ofTransaction),
    batch(11, 11, marker),
    batch(12, 12, ofTransaction),
    batch(13, 13, marker),
    batch(14, 14, { transactional: true, producerId: 8 }),
  ];
  assert.equal(firstRecord(fetched(batches, { abortedTransactions }), 10)?.offset, 14);
});

Deno.test("nothing fetched tells nothing", () => {
  assert.equal(firstRecord(fetched([]), 10), undefined);
});

Deno.test("records of older formats are something to read, of unknown age", () => {
  const found = firstRecord(fetched([], { otherFormat: 1 }), 10);
  assert.deepEqual(found, { offset: 10, recordMs: NaN, end: 11 });
});

Deno.test("a batch without a first time has the time of its latest record", () => {
  const found = firstRecord(fetched([batch(0, 9, { firstTimestampMs: NaN })]), 3);
  assert.equal(found?.recordMs, 2_000);
});
