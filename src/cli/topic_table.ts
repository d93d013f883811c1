import type { TopicView } from "../model/views/topic_view.ts";
import type { Known } from "../model/views/known.ts";
import { printable } from "../runtime/printable.ts";
import { bytesText, spanText } from "../runtime/quantity_text.ts";
import { countCell, NOTHING, rateCell, UNKNOWN, verdictColour } from "./cells.ts";
import type { Colour, Paint } from "./paint.ts";
import type { Column } from "./text_table.ts";

/** Columns of the table of topics; `severalClusters` adds the cluster. */
export function topicColumns(
  severalClusters: boolean,
  paint: (colour: Colour) => Paint,
): readonly Column<TopicView>[] {
  const cluster: Column<TopicView> = {
    head: "CLUSTER",
    text: (topic) => printable(topic.cluster),
    least: 8,
  };
  const alarming = (field: "offline_partitions" | "under_replicated_partitions") => ({
    text: (topic: TopicView) => countCell(topic[field]),
    align: "right" as const,
    paint: (topic: TopicView) => topic[field] > 0 ? paint("alarm") : undefined,
  });
  return [
    ...severalClusters ? [cluster] : [],
    { head: "TOPIC", text: ({ topic }) => printable(topic), least: 16 },
    { head: "PARTITIONS", text: ({ partitions }) => countCell(partitions), align: "right" },
    {
      head: "REPLICAS",
      text: ({ replication_factor }) => countCell(replication_factor),
      align: "right",
      dispensable: 1,
    },
    { head: "OFFLINE", ...alarming("offline_partitions") },
    { head: "UNDER-REPL", ...alarming("under_replicated_partitions") },
    { head: "MESSAGES/S", text: ({ message_rate }) => rateCell(message_rate), align: "right" },
    {
      head: "SIZE",
      text: ({ size_bytes }) => size_bytes === null ? UNKNOWN : bytesText(size_bytes),
      align: "right",
      dispensable: 2,
    },
    {
      head: "KEEPS",
      text: ({ retention_seconds }) => limitCell(retention_seconds),
      align: "right",
      dispensable: 3,
    },
    { head: "POLICY", text: ({ cleanup_policy }) => cleanup_policy ?? UNKNOWN, dispensable: 4 },
    { head: "GROUPS", text: ({ groups }) => countCell(groups), align: "right" },
    {
      head: "WORST",
      text: ({ worst_status }) => worst_status ?? NOTHING,
      paint: ({ worst_status }) =>
        worst_status === null ? undefined : paint(verdictColour(worst_status, "warning")),
      dispensable: 1,
    },
  ];
}

function limitCell(limit: Known | "unlimited"): string {
  if (limit === "unlimited") return "forever";
  return limit === null ? UNKNOWN : spanText(limit);
}
