import { freshDescription } from "../../model/fresh_parts.ts";
import type { Collector } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

/** Every member of every group. Member ids change with every restart, so it is off by default. */
export const groupMembers: Collector = {
  name: "group_members",
  families: [{
    name: "kafka_consumergroup_member_info",
    type: "gauge",
    help: "A member of a consumer group.",
    labels: ["consumergroup", "member_id", "group_instance_id", "client_id", "host"],
    *samples({ snapshot, nowMs, caches }, out) {
      for (const group of snapshot?.groups ?? []) {
        for (const member of freshDescription(group, snapshot!, nowMs)?.members ?? []) {
          yield;
          const labels = encodeLabels([
            ["member_id", member.memberId],
            ["group_instance_id", member.groupInstanceId ?? ""],
            ["client_id", member.clientId],
            ["host", member.clientHost],
          ]);
          out.sample(1, caches.consumerGroup(group.groupId), labels);
        }
      }
    },
  }],
};
