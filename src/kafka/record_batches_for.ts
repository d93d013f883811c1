import {
  type BatchOrigin,
  type RecordToWrite,
  writeRecordBatch,
} from "./messages/write_record_batch.ts";
import { partitionOf } from "./murmur2.ts";

/** A record for a topic. */
export interface OutgoingRecord extends RecordToWrite {
  readonly topic: string;
}

/** A batch on its way to one partition: the same bytes however often it is sent. */
export interface OutgoingBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: number;
  readonly bytes: Uint8Array;
}

/** Batches well below the 1 MiB that brokers take by default. */
const MOST_BATCH_BYTES = 400_000;

/** Splits records into runs that are small enough for one batch, in their order. */
export function splitBySize(records: readonly OutgoingRecord[]): OutgoingRecord[][] {
  const runs: OutgoingRecord[][] = [];
  let size = Infinity;
  for (const record of records) {
    // Three bytes for each UTF-16 unit are the most that UTF-8 needs.
    const bytes = 3 * (record.value.length + JSON.stringify(record.headers).length);
    if (size + bytes > MOST_BATCH_BYTES) {
      runs.push([]);
      size = 0;
    }
    runs.at(-1)!.push(record);
    size += bytes;
  }
  return runs;
}

/** One batch for each partition; `originOf` tells who writes it and the number it begins with. */
export function batchesFor(
  records: readonly OutgoingRecord[],
  partitionsOf: (topic: string) => number,
  originOf: (topic: string, partition: number) => BatchOrigin,
): OutgoingBatch[] {
  const groups = Map.groupBy(
    records,
    ({ topic, key }) => JSON.stringify([topic, partitionOf(key, partitionsOf(topic))]),
  );
  return [...groups].map(([key, group]) => {
    const [topic, partition] = JSON.parse(key) as [string, number];
    const bytes = writeRecordBatch(group, originOf(topic, partition));
    return { topic, partition, records: group.length, bytes };
  });
}
