import { fetch } from "../../../../src/kafka/messages/fetch.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { present, structs } from "../../../schema/expected_values.ts";
import { expectedBatches } from "../../../schema/record_batches.ts";
import type { Random } from "../../../schema/random.ts";
import type { Struct } from "../../../schema/schema_types.ts";

const ANY = -1;

checkRequests(
  fetch,
  (random) => ({
    isolation: random.pick(["read_uncommitted", "read_committed"] as const),
    maxBytes: random.below(2 ** 31),
    topics: Array.from({ length: random.below(4) }, () => ({
      name: random.text(),
      partitions: Array.from({ length: random.below(4) }, () => partitionRequest(random)),
    })),
  }),
  ({ isolation, maxBytes, topics }) => ({
    ReplicaId: -1,
    MaxWaitMs: 0,
    MinBytes: 0,
    MaxBytes: maxBytes,
    IsolationLevel: isolation === "read_committed" ? 1 : 0,
    SessionId: 0,
    SessionEpoch: -1,
    Topics: topics.map(({ name, partitions }): Struct => ({
      Topic: name,
      Partitions: partitions.map((partition): Struct => ({
        Partition: partition.partitionIndex,
        CurrentLeaderEpoch: Number.isNaN(partition.leaderEpoch) ? ANY : partition.leaderEpoch,
        FetchOffset: BigInt(partition.fetchOffset),
        LastFetchedEpoch: ANY,
        LogStartOffset: -1n,
        PartitionMaxBytes: partition.maxBytes,
      })),
    })),
    ForgottenTopicsData: [],
    RackId: "",
    ClusterId: null,
  }),
);

function partitionRequest(random: Random) {
  return {
    partitionIndex: random.below(2 ** 31),
    leaderEpoch: random.pick([NaN, 0, random.below(2 ** 31)]),
    fetchOffset: random.pick([0, 2 ** 40, 2 ** 53 - 1]),
    maxBytes: random.below(2 ** 31),
  };
}

checkAnswers(fetch, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  errorCode: value["ErrorCode"] as number,
  topics: structs(value, "Responses").map((topic) => ({
    name: topic["Topic"] as string,
    partitions: structs(topic, "Partitions").map((partition) => ({
      partitionIndex: partition["PartitionIndex"] as number,
      errorCode: partition["ErrorCode"] as number,
      highWatermark: present(partition["HighWatermark"]),
      lastStableOffset: present(partition["LastStableOffset"]),
      logStartOffset: present(partition["LogStartOffset"]),
      abortedTransactions: (partition["AbortedTransactions"] as Struct[] | null ?? [])
        .map((aborted) => ({
          producerId: Number(aborted["ProducerId"]),
          firstOffset: Number(aborted["FirstOffset"]),
        })),
      ...expectedBatches(partition["Records"] as Uint8Array | null ?? new Uint8Array()),
    })),
  })),
}));

checkDamage(fetch);
