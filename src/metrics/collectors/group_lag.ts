import { lagOfCommit } from "../../model/offset_lag.ts";
import type { Collector } from "../collector.ts";
import { commitFamily, commitSumFamily, type CommitValue } from "./commit_families.ts";

/** Share groups are done with records in any order, so that their lag is no difference of offsets. */
const lag: CommitValue = ({ reading, nowMs }, snapshot, { commits }, index) => {
  const told = commits.toldLags?.[index] ?? NaN;
  if (!Number.isNaN(told)) return told;
  return lagOfCommit(
    snapshot,
    commits.slots[index]!,
    commits.offsets[index]!,
    commits.readAtMs,
    reading.intervalMs,
    nowMs,
  );
};

/** How many messages the groups have yet to read. */
export const groupLag: Collector = {
  name: "group_lag",
  families: [
    commitFamily(
      "kafka_consumergroup_lag",
      "Current Approximate Lag of a ConsumerGroup at Topic/Partition",
      lag,
    ),
    commitSumFamily(
      "kafka_consumergroup_lag_sum",
      "Current Approximate Lag of a ConsumerGroup at Topic for all partitions",
      lag,
    ),
  ],
};
