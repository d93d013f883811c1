import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { freshDescription } from "../../model/fresh_parts.ts";
import { isFresh } from "../../model/freshness.ts";
import { groupKind } from "../../model/group_kind.ts";
import type { GroupSnapshot } from "../../model/group_snapshot.ts";
import type { Collector, CollectorView, MetricFamily } from "../collector.ts";
import { encodeLabels, type LabelPairs } from "../label_bytes.ts";
import type { SampleWriter } from "../sample_writer.ts";

/** What is known of a group as a whole. */
export const groups: Collector = {
  name: "groups",
  families: [
    groupFamily(
      "kafka_consumergroup_members",
      "Amount of members in a consumer group",
      [],
      (group, view, snapshot, out) => {
        const members = freshDescription(group, snapshot, view.nowMs)?.members;
        if (members !== undefined) {
          out.sample(members.length, view.caches.consumerGroup(group.groupId));
        }
      },
    ),
    groupFamily(
      "kafka_consumergroup_state",
      "The state of a consumer group.",
      ["state"],
      (group, view, snapshot, out) => {
        const state = group.state ?? freshDescription(group, snapshot, view.nowMs)?.state;
        if (state !== undefined) writeInfo(group, [["state", state]], view, out);
      },
    ),
    groupFamily(
      "kafka_consumergroup_info",
      "Type and protocol of a consumer group, and the broker that coordinates it.",
      ["type", "protocol", "coordinator"],
      (group, view, snapshot, out) => {
        if (!isFresh(group.listedAtMs, snapshot.limits.offsetsMs, view.nowMs)) return;
        const { protocolType, coordinatorId } = group;
        writeInfo(
          group,
          [
            ["type", groupKind(group)],
            ["protocol", protocolType],
            ["coordinator", String(coordinatorId)],
          ],
          view,
          out,
        );
      },
    ),
  ],
};

/** A gauge with at most one sample a group. */
function groupFamily(
  name: string,
  help: string,
  labels: readonly string[],
  write: (
    group: GroupSnapshot,
    view: CollectorView,
    snapshot: ClusterSnapshot,
    out: SampleWriter,
  ) => void,
): MetricFamily {
  return {
    name,
    type: "gauge",
    help,
    labels: ["consumergroup", ...labels],
    *samples(view, out) {
      for (const group of view.snapshot?.groups ?? []) {
        write(group, view, view.snapshot!, out);
        yield;
      }
    },
  };
}

function writeInfo(
  group: GroupSnapshot,
  labels: LabelPairs,
  view: CollectorView,
  out: SampleWriter,
): void {
  out.sample(1, view.caches.consumerGroup(group.groupId), encodeLabels(labels));
}
