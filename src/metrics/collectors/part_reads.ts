import type { Collector } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

const A_STEP = 1024;

/** When the parts of the snapshot were read; true however old they are. */
export const partReads: Collector = {
  name: "part_reads",
  families: [{
    name: "kafka_sentinel_part_read_timestamp_seconds",
    type: "gauge",
    help: "When any of this part of the snapshot was last read, in seconds since the epoch.",
    labels: ["part"],
    *samples({ reading: { snapshot } }, out) {
      if (snapshot === undefined) return;
      const { partitions, groups, metadataReadAtMs, quorum, reassignments } = snapshot;
      const configs = [...snapshot.topicConfigs.values()];
      const newest = {
        metadata: metadataReadAtMs,
        earliest_offsets: yield* newestOf(partitions.earliestReadAtMs),
        latest_offsets: yield* newestOf(partitions.latestReadAtMs),
        groups: yield* newestOf(groups.map((group) => group.listedAtMs)),
        commits: yield* newestOf(groups.map((group) => group.commits?.readAtMs ?? NaN)),
        quorum: quorum?.readAtMs ?? NaN,
        reassignments: reassignments?.readAtMs ?? NaN,
        stable_offsets: snapshot.stableOffsetsAskedAtMs,
        log_dirs: yield* newestOf(snapshot.logDirs.map(({ readAtMs }) => readAtMs)),
        topic_configs: yield* newestOf(configs.map(({ readAtMs }) => readAtMs)),
        descriptions: yield* newestOf(groups.map((group) => group.description?.readAtMs ?? NaN)),
      };
      for (const [part, readAtMs] of Object.entries(newest)) {
        out.sample(readAtMs / 1000, encodeLabels([["part", part]]));
      }
    },
  }],
};

/** The largest number; NaN if there is none. */
function* newestOf(times: ArrayLike<number>): Generator<void, number, void> {
  let newest = NaN;
  for (let index = 0; index < times.length; index++) {
    if (!(times[index]! <= newest) && !Number.isNaN(times[index])) newest = times[index]!;
    if (index % A_STEP === 0) yield;
  }
  return newest;
}
