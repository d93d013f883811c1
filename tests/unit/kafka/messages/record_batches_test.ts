import assert from "node:assert/strict";
import { readRecordBatches } from "../../../../src/kafka/messages/record_batches.ts";
import { DecodeError } from "../../../../src/kafka/wire/decode_error.ts";
import { WireReader } from "../../../../src/kafka/wire/wire_reader.ts";
import { runAtOnce } from "../../../../src/runtime/slices.ts";
import {
  ATTRIBUTE,
  type BatchFields,
  encodeBatches,
  PLAIN_BATCH,
} from "../../../schema/record_batches.ts";

/** Reads the bytes as a records field, with a byte behind it that must be left. */
function read(records: Uint8Array) {
  const bytes = new Uint8Array(4 + records.length + 1);
  new DataView(bytes.buffer).setInt32(0, records.length);
  bytes.set(records, 4);
  const reader = new WireReader(bytes, false);
  const found = runAtOnce(readRecordBatches(reader));
  assert.equal(reader.remaining, 1, "everything of the field was passed over");
  return found;
}

const one = (fields: Partial<BatchFields>) =>
  read(encodeBatches([{ ...PLAIN_BATCH, ...fields }])).batches[0]!;

Deno.test("what a batch's header says is told, in the program's terms", () => {
  const batch = one({
    baseOffset: 40n,
    lastOffsetDelta: 9,
    recordCount: 4,
    baseTimestamp: 100n,
    maxTimestamp: 300n,
    producerId: 7n,
    attributes: ATTRIBUTE.transactional,
  });
  assert.deepEqual(batch, {
    baseOffset: 40,
    lastOffset: 49,
    recordCount: 4,
    firstTimestampMs: 100,
    maxTimestampMs: 300,
    timestampType: "create",
    transactional: true,
    control: false,
    producerId: 7,
  });
  const marker = one({ attributes: ATTRIBUTE.transactional | ATTRIBUTE.control });
  assert.equal(marker.control, true);
});

Deno.test("where the broker gave the times, the first record has the batch's time too", () => {
  const batch = one({ attributes: ATTRIBUTE.logAppendTime, baseTimestamp: 1n, maxTimestamp: 90n });
  assert.deepEqual([batch.timestampType, batch.firstTimestampMs], ["log_append", 90]);
});

Deno.test("the first time is not known where the field holds a time to be removed at", () => {
  const batch = one({ attributes: ATTRIBUTE.deleteHorizon, baseTimestamp: 5n, maxTimestamp: 90n });
  assert.deepEqual([batch.firstTimestampMs, batch.maxTimestampMs], [NaN, 90]);
});

Deno.test("what Kafka writes as -1 is not known", () => {
  const batch = one({ baseTimestamp: -1n, maxTimestamp: -1n, producerId: -1n });
  const { firstTimestampMs, maxTimestampMs, producerId } = batch;
  assert.deepEqual([firstTimestampMs, maxTimestampMs, producerId], [NaN, NaN, NaN]);
});

Deno.test("a last batch that is cut off is told if its header is whole", () => {
  const batches = [PLAIN_BATCH, { ...PLAIN_BATCH, baseOffset: 1n, records: new Uint8Array(50) }];
  const bytes = encodeBatches(batches);
  const first = 61 + PLAIN_BATCH.records.length;
  for (const [length, count] of [[first + 61, 2], [first + 60, 1], [first + 16, 1], [0, 0]]) {
    assert.equal(read(bytes.subarray(0, length)).batches.length, count, `${length} bytes`);
  }
});

for (const magic of [0, 1, 3]) {
  Deno.test(`a batch of format ${magic} ends what is read, and is told`, () => {
    const old = { ...PLAIN_BATCH, magic };
    const found = read(encodeBatches([PLAIN_BATCH, old, PLAIN_BATCH]));
    assert.equal(found.batches.length, 1);
    assert.equal(found.otherFormat, magic);
    assert.equal(read(encodeBatches([PLAIN_BATCH])).otherFormat, NaN);
  });
}

Deno.test("a message of format 1, as brokers before 0.11 wrote it, is told apart", () => {
  // Offset, size, checksum, format, attributes, timestamp, no key, a value of one byte.
  const message = "0000000000000005" + "00000017" + "cafebabe" + "01" + "00" +
    "0000018bcfe56800" + "ffffffff" + "0000000161";
  assert.deepEqual(read(Uint8Array.fromHex(message)), { batches: [], otherFormat: 1 });
});

const BROKEN: readonly [what: string, fields: Partial<BatchFields>][] = [
  ["base offset -1", { baseOffset: -1n }],
  ["last offset delta -1", { lastOffsetDelta: -1 }],
  ["number of records -1", { recordCount: -1 }],
];

for (const [what, fields] of BROKEN) {
  Deno.test(`a batch with the ${what} is a decode error`, () => {
    assert.throws(() => one(fields), (error) => {
      assert.ok(error instanceof DecodeError);
      assert.equal(error.what, `a record batch has the ${what}`);
      return true;
    });
  });
}

Deno.test("a batch that is shorter than its header is a decode error, and ends", () => {
  for (const length of [48, 0, -1, -(2 ** 31)]) {
    const bytes = encodeBatches([PLAIN_BATCH, PLAIN_BATCH]);
    new DataView(bytes.buffer).setInt32(8, length);
    assert.throws(() => read(bytes), /a record batch has the length/);
  }
});
