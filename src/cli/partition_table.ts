import type { GroupDetail, GroupPartitionView } from "../model/views/group_detail.ts";
import { printable } from "../runtime/printable.ts";
import { spanText } from "../runtime/quantity_text.ts";
import {
  atLeastCell,
  countCell,
  NOTHING,
  rateCell,
  spanCell,
  UNKNOWN,
  verdictColour,
} from "./cells.ts";
import type { Colour, Paint } from "./paint.ts";
import type { Column } from "./text_table.ts";

/** A group in full, as the API tells it. */
export interface ToldGroup extends GroupDetail {
  readonly by_partition: readonly GroupPartitionView[];
}

/** Columns of the table of a group's partitions. */
export function partitionColumns(
  group: ToldGroup,
  paint: (colour: Colour) => Paint,
): readonly Column<GroupPartitionView>[] {
  const members = new Map(group.by_member?.map((member) => [member.member_id, member]));
  const owner = ({ owners }: GroupPartitionView) => {
    const named = owners.map((id) => {
      const { client_id, host } = members.get(id) ?? { client_id: id, host: "" };
      return printable(`${client_id}@${host.replace(/^\//, "")}`);
    });
    return named.join(",") || (group.by_member === null ? UNKNOWN : NOTHING);
  };
  return [
    { head: "TOPIC", text: ({ topic }) => printable(topic), least: 14 },
    { head: "PARTITION", text: ({ partition }) => String(partition), align: "right" },
    {
      head: "STATUS",
      text: ({ status }) => status,
      paint: ({ status }) => paint(verdictColour(status, group.severity)),
    },
    { head: "COMMITTED", text: exact("committed"), align: "right", dispensable: 2 },
    { head: "LOG END", text: exact("log_end"), align: "right", dispensable: 2 },
    { head: "LAG", text: ({ lag }) => countCell(lag), align: "right" },
    {
      head: "BEHIND",
      text: ({ lag_seconds }) => lag_seconds === null ? UNKNOWN : spanText(lag_seconds),
      align: "right",
    },
    { head: "BY", text: ({ lag_seconds_method }) => lag_seconds_method, dispensable: 3 },
    { head: "OWNER", text: owner, least: 12, dispensable: 1 },
  ];
}

/** Offsets are compared digit by digit, so that they are written in full. */
function exact(field: "committed" | "log_end"): (partition: GroupPartitionView) => string {
  return (partition) => partition[field] === null ? UNKNOWN : String(partition[field]);
}

/** What holds of the group as a whole, a line each. */
export function groupSummary(group: ToldGroup, paint: (colour: Colour) => Paint): string[] {
  const verdict = paint(verdictColour(group.status, group.severity))(group.status);
  const flags = group.flags.length === 0 ? "" : ` (${group.flags.join(", ")})`;
  const lag = atLeastCell(group.lag, group.lag_at_least);
  const behind = atLeastCell(group.lag_seconds, group.lag_seconds_at_least, spanText);
  return [
    `${paint("bold")(printable(group.group))} in ${printable(group.cluster)}: ${verdict}${flags}`,
    `  ${group.type} group, ${group.state ?? "state not known"}; members: ` +
    `${countCell(group.members)}, topics: ${countCell(group.topics)}, ` +
    `partitions: ${countCell(group.partitions)}`,
    `  lag: ${lag} messages, ${behind} behind; reads ${rateCell(group.consume_rate)}/s of ` +
    `${rateCell(group.produce_rate)}/s that come`,
    `  caught up in: ${spanCell(group.catch_up_seconds)}; unread messages are deleted in: ` +
    `${spanCell(group.seconds_until_loss)}; last moved: ` +
    `${spanCell(group.seconds_since_advanced)} ago`,
  ];
}
