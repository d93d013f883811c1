import { produce } from "../../../../src/kafka/messages/produce.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { present, structs, text } from "../../../schema/expected_values.ts";

checkRequests(
  produce,
  (random) => ({
    timeoutMs: random.below(2 ** 31),
    topics: Array.from({ length: random.below(4) }, () => ({
      name: random.text(),
      partitions: Array.from({ length: random.below(4) }, () => ({
        index: random.below(2 ** 31),
        records: random.bytes(random.pick([0, 1, 100, 5000])),
      })),
    })),
  }),
  ({ topics, timeoutMs }) => ({
    TransactionalId: null,
    Acks: -1,
    TimeoutMs: timeoutMs,
    TopicData: topics.map(({ name, partitions }) => ({
      Name: name,
      PartitionData: partitions.map(({ index, records }) => ({ Index: index, Records: records })),
    })),
  }),
);

checkAnswers(produce, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  topics: structs(value, "Responses").map((topic) => ({
    name: topic["Name"] as string,
    partitions: structs(topic, "PartitionResponses").map((partition) => ({
      index: partition["Index"] as number,
      errorCode: partition["ErrorCode"] as number,
      baseOffset: present(partition["BaseOffset"]),
      errorMessage: text(partition["ErrorMessage"]),
    })),
  })),
}));

checkDamage(produce);
