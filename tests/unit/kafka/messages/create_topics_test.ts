import { createTopics } from "../../../../src/kafka/messages/create_topics.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { structs, text } from "../../../schema/expected_values.ts";

checkRequests(
  createTopics,
  (random) => ({
    timeoutMs: random.below(2 ** 31),
    topics: Array.from({ length: random.below(4) }, () => ({
      name: random.text(),
      partitions: random.below(1000),
      replicationFactor: random.below(5),
      configs: random.pick([{}, { "cleanup.policy": "compact,delete", [random.text()]: "1" }]),
    })),
  }),
  ({ topics, timeoutMs }) => ({
    Topics: topics.map(({ name, partitions, replicationFactor, configs }) => ({
      Name: name,
      NumPartitions: partitions,
      ReplicationFactor: replicationFactor,
      Assignments: [],
      Configs: Object.entries(configs).map(([key, value]) => ({ Name: key, Value: value })),
    })),
    timeoutMs,
    validateOnly: false,
  }),
);

checkAnswers(createTopics, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  topics: structs(value, "Topics").map((topic) => ({
    name: topic["Name"] as string,
    errorCode: topic["ErrorCode"] as number,
    errorMessage: text(topic["ErrorMessage"]),
  })),
}));

checkDamage(createTopics);
