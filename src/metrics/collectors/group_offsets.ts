import type { Collector } from "../collector.ts";
import { commitFamily, commitSumFamily, type CommitValue } from "./commit_families.ts";

const committed: CommitValue = (_view, _snapshot, group, index) => group.commits.offsets[index]!;

/** What the groups have committed. A partition without a commit has no series. */
export const groupOffsets: Collector = {
  name: "group_offsets",
  families: [
    commitFamily(
      "kafka_consumergroup_current_offset",
      "Current Offset of a ConsumerGroup at Topic/Partition",
      committed,
    ),
    commitSumFamily(
      "kafka_consumergroup_current_offset_sum",
      "Current Offset of a ConsumerGroup at Topic for all partitions",
      committed,
    ),
  ],
};
