import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import Decoder from "kafkajs/src/protocol/decoder.js";
import decodeBatch from "kafkajs/src/protocol/recordBatch/v0/decoder.js";
import { crc32c } from "../../../../src/kafka/messages/crc32c.ts";
import { writeRecordBatch } from "../../../../src/kafka/messages/write_record_batch.ts";

const ORIGIN = { producerId: 2 ** 40 + 7, producerEpoch: 3, baseSequence: 41 };
const encoder = new TextEncoder();
/** A record as kafkajs decodes it. */
interface DecodedRecord {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, Buffer>>;
  readonly timestamp: string;
  readonly offset: string;
}

const text = (bytes: Buffer) => bytes.toString("utf8");

Deno.test("CRC-32C is that of RFC 3720's examples", () => {
  assert.equal(crc32c(encoder.encode("123456789")), 0xe3069283);
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  assert.equal(crc32c(new Uint8Array(32).fill(0xff)), 0x62a8ab43);
});

Deno.test("a batch is read back as it was written, by a decoder of somebody else", async () => {
  const records = [
    { key: "a", value: "{}", headers: {}, timestampMs: 1_795_000_000_500 },
    {
      key: "ż語🐟",
      value: "x".repeat(70_000),
      headers: { ce_id: "1", empty: "" },
      timestampMs: 1_795_000_000_123,
    },
  ];
  const bytes = writeRecordBatch(records, ORIGIN);
  const batch = await decodeBatch(new Decoder(Buffer.from(bytes)));
  assert.deepEqual([batch.lastOffsetDelta, batch.isControlBatch], [1, false]);
  assert.deepEqual(
    [batch.producerId, batch.producerEpoch, batch.firstSequence],
    [String(ORIGIN.producerId), 3, 41],
  );
  assert.equal(batch.maxTimestamp, "1795000000500");
  assert.deepEqual(
    (batch.records as DecodedRecord[]).map(({ key, value, headers, timestamp, offset }) => ({
      key: text(key),
      value: text(value),
      headers: Object.fromEntries(Object.entries(headers).map(([name, of]) => [name, text(of)])),
      timestampMs: Number(timestamp),
      offset,
    })),
    records.map((record, index) => ({ ...record, offset: String(index) })),
  );
});

Deno.test("the checksum covers what follows it", () => {
  const bytes = writeRecordBatch(
    [{ key: "k", value: "v", headers: {}, timestampMs: 0 }],
    ORIGIN,
  );
  const view = new DataView(bytes.buffer);
  assert.equal(view.getUint32(17), crc32c(bytes.subarray(21)));
  assert.equal(view.getInt32(8), bytes.length - 12);
});
