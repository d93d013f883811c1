import { describeConfigs } from "../../../../src/kafka/messages/describe_configs.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { structs, text } from "../../../schema/expected_values.ts";

checkRequests(
  describeConfigs,
  (random) => ({
    resources: Array.from({ length: random.below(4) }, () => ({
      type: random.pick([2, 4]),
      name: random.text(),
      keys: random.pick([undefined, [], ["cleanup.policy", random.text()]]),
    })),
  }),
  ({ resources }) => ({
    Resources: resources.map(({ type, name, keys }) => ({
      ResourceType: type,
      ResourceName: name,
      ConfigurationKeys: keys === undefined ? null : [...keys],
    })),
    IncludeSynonyms: false,
    IncludeDocumentation: false,
  }),
);

checkAnswers(describeConfigs, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  resources: structs(value, "Results").map((resource) => ({
    errorCode: resource["ErrorCode"] as number,
    errorMessage: text(resource["ErrorMessage"]),
    type: resource["ResourceType"] as number,
    name: resource["ResourceName"] as string,
    entries: structs(resource, "Configs").map((entry) => ({
      name: entry["Name"] as string,
      value: text(entry["Value"]),
      source: entry["ConfigSource"] as number,
    })),
  })),
}));

checkDamage(describeConfigs);
