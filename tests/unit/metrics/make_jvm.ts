import type { JvmReading } from "../../../src/model/jvm_reading.ts";

const UNREAD: JvmReading = {
  instance: "kafka-1:7071",
  url: "http://kafka-1:7071/metrics",
  cluster: undefined,
  readAtMs: NaN,
  error: undefined,
  heapAfterCollectionRatio: NaN,
  heapTroughRatio: NaN,
  gcTimeRatio: NaN,
  heapUsedBytes: NaN,
  heapMaxBytes: NaN,
};

/** What is told of a JVM; without more it was never read. */
export function madeJvm(more: Partial<JvmReading> = {}): JvmReading {
  return { ...UNREAD, ...more };
}
