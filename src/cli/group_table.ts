import type { GroupView } from "../model/views/group_view.ts";
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

/** Columns of the table of groups; `severalClusters` adds the cluster. */
export function groupColumns(
  severalClusters: boolean,
  paint: (colour: Colour) => Paint,
): readonly Column<GroupView>[] {
  const number = (
    head: string,
    text: (group: GroupView) => string,
    dispensable?: number,
  ): Column<GroupView> => ({
    head,
    text,
    align: "right",
    ...dispensable === undefined ? {} : { dispensable },
  });
  const cluster: Column<GroupView> = {
    head: "CLUSTER",
    text: (group) => printable(group.cluster),
    least: 8,
  };
  return [
    ...severalClusters ? [cluster] : [],
    { head: "GROUP", text: ({ group }) => printable(group), least: 20 },
    {
      head: "STATUS",
      text: ({ status }) => status,
      paint: ({ status, severity }) => paint(verdictColour(status, severity)),
    },
    number("LAG", ({ lag, lag_at_least }) => atLeastCell(lag, lag_at_least)),
    number(
      "BEHIND",
      ({ lag_seconds, lag_seconds_at_least }) =>
        atLeastCell(lag_seconds, lag_seconds_at_least, spanText),
    ),
    number("CATCH-UP", ({ catch_up_seconds }) => spanCell(catch_up_seconds)),
    number("LOSS IN", ({ seconds_until_loss }) => spanCell(seconds_until_loss)),
    number("TOPICS", ({ topics }) => countCell(topics), 1),
    number("MEMBERS", ({ members }) => countCell(members)),
    { head: "STATE", text: ({ state }) => state ?? UNKNOWN, dispensable: 4 },
    {
      head: "WORST TOPIC",
      text: ({ worst_topic }) => worst_topic === null ? NOTHING : printable(worst_topic),
      least: 12,
      dispensable: 2,
    },
    number("READS/S", ({ consume_rate }) => rateCell(consume_rate), 3),
    number("COMES/S", ({ produce_rate }) => rateCell(produce_rate), 3),
    { head: "NOTES", text: ({ flags }) => flags.join(",") || NOTHING, least: 8, dispensable: 4 },
  ];
}
