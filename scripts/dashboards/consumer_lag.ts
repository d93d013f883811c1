import { RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { board } from "./board.ts";
import { graph, stat, table } from "./panels.ts";

const CG = 'cluster=~"$cluster",group=~"$group"';
const CGT = `${CG},topic=~"$topic"`;
const N = "kafka_consumergroup_group";

/** How consumer groups fare: lag in messages and seconds, status, forecasts. */
export const consumerLag = board(
  "kafka-consumer-lag",
  "Kafka: consumer lag",
  "How consumer groups fare: lag in messages and in seconds, status, and what comes next.",
  ["group", "topic"],
)
  .withRow(new RowBuilder("Groups"))
  .withPanel(stat("Number of groups", `count(max by (group) (kafka:consumergroup_lag:sum{${CG}}))`))
  .withPanel(
    stat(
      "Not moving",
      `sum(max by (group, status) (${N}_status{${CG},status=~"stalled|stopped"}))`,
      {
        bad: { from: 1 },
        description:
          "Stalled, with a live member, or stopped, without one; both have unread messages.",
      },
    ),
  )
  .withPanel(stat("Falling behind", `sum(max by (group) (${N}_status{${CG},status="warning"}))`))
  .withPanel(
    stat("Largest lag", `max(kafka:consumergroup_lag_seconds:max{${CG}})`, { unit: "dtdurations" }),
  )
  .withPanel(stat("Unread in all", `sum(kafka:consumergroup_lag:sum{${CGT}})`))
  .withPanel(
    stat("First loss in", `min(${N}_seconds_until_loss{${CGT}})`, {
      unit: "dtdurations",
      bad: { below: 3_600 },
      description: "Until retention deletes something that a group has not read.",
    }),
  )
  .withPanel(
    stat(
      "Lost today",
      `sum(max by (group, topic) (increase(${N}_messages_lost_total{${CGT}}[1d])))`,
      {
        bad: { from: 1 },
        description: "At most so many messages were deleted unread.",
      },
    ),
  )
  .withPanel(
    stat("Not readable", `sum(max by (group) (${N}_partitions_unreadable{${CG}}))`, {
      description: "Partitions whose commit or lag is not known.",
    }),
  )
  .withPanel(
    table("Groups", { group: "Group", status: "Status" }, [
      { head: "Status holds", expr: `max by (group, status) (${N}_status{${CG}}) == 1` },
      {
        head: "Lag",
        expr: `max by (group) (kafka:consumergroup_lag_seconds:max{${CG}})`,
        unit: "dtdurations",
      },
      { head: "Unread messages", expr: `sum by (group) (kafka:consumergroup_lag:sum{${CG}})` },
      {
        head: "Caught up in",
        expr: `max by (group) (${N}_catch_up_seconds{${CG}})`,
        unit: "dtdurations",
      },
      {
        head: "First loss in",
        expr: `min by (group) (${N}_seconds_until_loss{${CG}})`,
        unit: "dtdurations",
      },
      {
        head: "Members",
        expr: `max by (group) (label_replace(
          kafka_consumergroup_members{cluster=~"$cluster",consumergroup=~"$group"},
          "group", "$1", "consumergroup", "(.*)"))`,
      },
    ], { description: "No time to catch up: the group is not getting nearer." }),
  )
  .withRow(new RowBuilder("Lag"))
  .withPanel(
    graph(
      "Lag in seconds",
      { "{{group}} {{topic}}": `kafka:consumergroup_lag_seconds:max{${CG}}` },
      {
        unit: "s",
        description: "The age of the oldest record that the group has not read.",
      },
    ),
  )
  .withPanel(
    graph("Unread messages", { "{{group}} {{topic}}": `kafka:consumergroup_lag:sum{${CGT}}` }),
  )
  .withPanel(
    graph("Written and read", {
      "{{group}} {{topic}} written": `max by (group, topic) (${N}_produce_rate{${CGT}})`,
      "{{group}} {{topic}} read": `max by (group, topic) (${N}_consume_rate{${CGT}})`,
    }, { unit: "mps" }),
  )
  .withPanel(
    graph("Severity of the status", {
      "{{group}} {{topic}}": `max by (group, topic) (${N}_topic_status_severity{${CGT}})`,
    }, { max: 3, description: "0 ok or unknown, 1 info, 2 warning, 3 critical." }),
  )
  .withRow(new RowBuilder("What comes next"))
  .withPanel(
    graph("Until unread messages are deleted", {
      "{{group}} {{topic}}": `min by (group, topic) (${N}_seconds_until_loss{${CGT}})`,
    }, { unit: "s" }),
  )
  .withPanel(
    graph("Until caught up", { "{{group}}": `max by (group) (${N}_catch_up_seconds{${CG}})` }, {
      unit: "s",
    }),
  )
  .withPanel(
    graph("Since an offset moved", {
      "{{group}} {{topic}}": `max by (group, topic) (${N}_seconds_since_offset_advanced{${CGT}})`,
    }, { unit: "s", description: "On partitions with unread messages." }),
  )
  .withPanel(
    graph("Rebalances", {
      "{{group}}":
        `max by (group) (increase(${N}_rebalances_observed_total{${CG}}[$__rate_interval]))`,
    }),
  )
  .withPanel(
    graph("How time lag is found", {
      "{{method}}":
        `sum by (method) (max by (method, cluster) (kafka_consumergroup_time_lag_partitions{cluster=~"$cluster"}))`,
    }, { stacked: true, span: 24, description: "Partitions by method; unknown has no time lag." }),
  );
