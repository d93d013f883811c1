import { describeCluster } from "../../../../src/kafka/messages/describe_cluster.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { present, structs, text } from "../../../schema/expected_values.ts";

checkRequests(
  describeCluster,
  (random) => ({ includeFencedBrokers: random.below(2) === 1 }),
  ({ includeFencedBrokers }, version) => ({
    IncludeClusterAuthorizedOperations: false,
    ...(version >= 1 ? { EndpointType: 1 } : {}),
    ...(version >= 2 ? { IncludeFencedBrokers: includeFencedBrokers } : {}),
  }),
);

checkAnswers(describeCluster, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  errorCode: value["ErrorCode"] as number,
  errorMessage: text(value["ErrorMessage"]),
  clusterId: value["ClusterId"] as string,
  controllerId: present(value["ControllerId"]),
  brokers: structs(value, "Brokers").map((broker) => ({
    id: broker["BrokerId"] as number,
    host: broker["Host"] as string,
    port: broker["Port"] as number,
    rack: text(broker["Rack"]),
    fenced: broker["IsFenced"] === true,
  })),
}));

checkDamage(describeCluster);
