import { freshLogDirs } from "../../model/fresh_parts.ts";
import type { LogDir } from "../../model/log_dirs.ts";
import type { Collector, MetricFamily } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

/** The directories in which brokers keep their logs. */
export const logDirs: Collector = {
  name: "log_dirs",
  families: [
    dirFamily(
      "kafka_broker_log_dir_size_bytes",
      "Bytes of all logs in the directory.",
      ({ sizeBytes }) => sizeBytes,
    ),
    dirFamily(
      "kafka_broker_log_dir_total_bytes",
      "Bytes of the file system of the directory.",
      ({ totalBytes }) => totalBytes,
    ),
    dirFamily(
      "kafka_broker_log_dir_usable_bytes",
      "Bytes of the directory's file system that the broker may still use.",
      ({ usableBytes }) => usableBytes,
    ),
    dirFamily(
      "kafka_broker_log_dir_up",
      "1 if the broker can use the directory, 0 if it lost it.",
      ({ up }) => up ? 1 : 0,
    ),
  ],
};

function dirFamily(name: string, help: string, valueOf: (dir: LogDir) => number): MetricFamily {
  return {
    name,
    type: "gauge",
    help,
    labels: ["id", "dir"],
    samples({ snapshot, nowMs }, out) {
      if (snapshot === undefined) return;
      for (const { brokerId, dirs } of freshLogDirs(snapshot, nowMs)) {
        for (const dir of dirs) {
          out.sample(valueOf(dir), encodeLabels([["id", String(brokerId)], ["dir", dir.path]]));
        }
      }
    },
  };
}
