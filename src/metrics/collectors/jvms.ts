import type { JvmReading } from "../../model/jvm_reading.ts";
import type { Collector, MetricFamily } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

/** JVMs that are watched through their JMX agents. */
export const jvms: Collector = {
  name: "jvms",
  families: [
    jvmGauge(
      "kafka_sentinel_jvm_up",
      "1 if the JMX agent's newest answer could be read, 0 otherwise.",
      ({ readAtMs, error }) => Number.isNaN(readAtMs) && error === undefined ? NaN : error ? 0 : 1,
    ),
    jvmGauge(
      "kafka_sentinel_jvm_heap_after_collection_ratio",
      "Share of the old generation that was in use right after its newest collection.",
      ({ heapAfterCollectionRatio }) => heapAfterCollectionRatio,
    ),
    jvmGauge(
      "kafka_sentinel_jvm_heap_trough_ratio",
      "Least share of the heap that was in use within the window.",
      ({ heapTroughRatio }) => heapTroughRatio,
    ),
    jvmGauge(
      "kafka_sentinel_jvm_gc_time_ratio",
      "Share of the window's time in collections that stop the program.",
      ({ gcTimeRatio }) => gcTimeRatio,
    ),
  ],
};

/** A gauge a JVM; none where it is not known. */
function jvmGauge(
  name: string,
  help: string,
  valueOf: (jvm: JvmReading) => number,
): MetricFamily {
  return {
    name,
    type: "gauge",
    help,
    labels: ["jvm"],
    samples({ reading }, out) {
      for (const jvm of reading.jvms) {
        out.sample(valueOf(jvm), encodeLabels([["jvm", jvm.instance]]));
      }
    },
  };
}
