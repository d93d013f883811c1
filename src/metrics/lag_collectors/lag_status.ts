import { GROUP_FLAGS, LAG_STATUSES, type LagStatus } from "../../model/lag_report.ts";
import type { Collector } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";
import { groupSamples, groupTopicFamily } from "./lag_families.ts";

const STATUS_LABELS = LAG_STATUSES.map((status) => encodeLabels([["status", status]]));
const FLAG_LABELS = new Map(GROUP_FLAGS.map((flag) => [flag, encodeLabels([["flag", flag]])]));

/** The verdicts on groups. */
export const lagStatus: Collector = {
  name: "lag_status",
  families: [
    groupSamples(
      {
        name: "kafka_consumergroup_group_status",
        help: "How the group fares: 1 for the status that holds, 0 for the others.",
      },
      ["status"],
      (out) => ({ status }, label) =>
        LAG_STATUSES.forEach((each: LagStatus, index) =>
          out.sample(each === status ? 1 : 0, label, STATUS_LABELS[index])
        ),
    ),
    groupTopicFamily(
      {
        name: "kafka_consumergroup_group_topic_status_severity",
        help: "How bad it is: 0 ok or unknown, 1 info, 2 warning, 3 critical.",
      },
      ({ severity }) => severity,
      "nothing",
    ),
    groupSamples(
      {
        name: "kafka_consumergroup_group_flag",
        help: "1 for what else holds of the group, whatever its status.",
      },
      ["flag"],
      (out) => ({ flags }, label) => {
        for (const flag of flags) out.sample(1, label, FLAG_LABELS.get(flag));
      },
    ),
  ],
};
