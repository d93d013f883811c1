import { describeQuorum } from "../../../../src/kafka/messages/describe_quorum.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { present, structs, text, uuid } from "../../../schema/expected_values.ts";
import type { Struct } from "../../../schema/schema_types.ts";

checkRequests(
  describeQuorum,
  () => ({}),
  () => ({ Topics: [{ TopicName: "__cluster_metadata", Partitions: [{ PartitionIndex: 0 }] }] }),
);

checkAnswers(describeQuorum, (value) => ({
  throttleTimeMs: 0,
  errorCode: value["ErrorCode"] as number,
  errorMessage: text(value["ErrorMessage"]),
  topics: structs(value, "Topics").map((topic) => ({
    name: topic["TopicName"] as string,
    partitions: structs(topic, "Partitions").map((partition) => ({
      partitionIndex: partition["PartitionIndex"] as number,
      errorCode: partition["ErrorCode"] as number,
      errorMessage: text(partition["ErrorMessage"]),
      leaderId: present(partition["LeaderId"]),
      leaderEpoch: present(partition["LeaderEpoch"]),
      highWatermark: present(partition["HighWatermark"]),
      voters: structs(partition, "CurrentVoters").map(replica),
      observers: structs(partition, "Observers").map(replica),
    })),
  })),
}));

function replica(value: Struct) {
  return {
    replicaId: value["ReplicaId"] as number,
    directoryId: uuid(value["ReplicaDirectoryId"]),
    logEndOffset: present(value["LogEndOffset"]),
    lastFetchTimestampMs: present(value["LastFetchTimestamp"]),
    lastCaughtUpTimestampMs: present(value["LastCaughtUpTimestamp"]),
  };
}

checkDamage(describeQuorum);
