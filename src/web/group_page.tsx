import type { Child } from "hono/jsx";
import type {
  GroupDetail,
  GroupPartitionView,
  GroupTopicView,
} from "../model/views/group_detail.ts";
import { printable } from "../runtime/printable.ts";
import { spanText } from "../runtime/quantity_text.ts";
import { countAmount, NOTHING, rateAmount, spanAmount, UNKNOWN, wholeAmount } from "./amounts.ts";
import { Flags, StatusBadge, toneOf } from "./badges.tsx";
import { FactList } from "./fact_list.tsx";
import { nameText } from "./name_text.ts";
import { topicHref } from "./page_links.ts";
import { rendered } from "./rendered.ts";

/** Partitions that a page shows at most, the gravest. */
export const PARTITION_ROWS = 200;

export interface GroupPageProps {
  readonly group: GroupDetail;
  /** How the group's partitions and their owners look, from `partitionTable`. */
  readonly partitions: Child;
}

/** One group: how it fares as a whole, by topic, and by partition. */
export function GroupPage({ group, partitions }: GroupPageProps) {
  const { status, severity, flags, cluster } = group;
  return (
    <div id="group" data-live>
      <section class={`card ${toneOf(status, severity)}`}>
        <header>
          <h1>{nameText(group.group)}</h1>
          <StatusBadge status={status} severity={severity} />
        </header>
        <p class="quiet">
          {`${group.type} group of ${cluster}, ${group.state ?? "state not known"}`}
          <Flags flags={flags} />
        </p>
        <FactList facts={factsOf(group)} />
      </section>
      <h2>Topics</h2>
      <TopicTable cluster={cluster} topics={group.by_topic} />
      <h2>Partitions</h2>
      {(group.partitions ?? 0) > PARTITION_ROWS
        ? <p class="quiet">The {PARTITION_ROWS} gravest of {countAmount(group.partitions)}</p>
        : null}
      {partitions}
    </div>
  );
}

function factsOf(group: GroupDetail) {
  return [
    { name: "Lag", value: wholeAmount(group.lag, group.lag_at_least), title: "messages" },
    {
      name: "Behind",
      value: wholeAmount(group.lag_seconds, group.lag_seconds_at_least, spanText),
      title: "age of the oldest message that is not read",
    },
    { name: "Catch-up", value: spanAmount(group.catch_up_seconds), title: "until all is read" },
    {
      name: "Loss in",
      value: spanAmount(group.seconds_until_loss),
      title: "until retention deletes unread messages",
    },
    {
      name: "Last moved",
      value: group.seconds_since_advanced === null
        ? NOTHING
        : `${spanText(group.seconds_since_advanced)} ago`,
      title: "since a committed offset moved, on partitions with lag",
    },
    { name: "Reads", value: rateAmount(group.consume_rate) },
    { name: "Comes", value: rateAmount(group.produce_rate) },
    { name: "Members", value: countAmount(group.members) },
    { name: "Partitions", value: countAmount(group.partitions) },
    {
      name: "Unreadable",
      value: countAmount(group.partitions_unreadable),
      bad: (group.partitions_unreadable ?? 0) > 0,
    },
    {
      name: "Lost",
      value: countAmount(group.messages_lost),
      title: "messages deleted before they were read, at most",
      bad: (group.messages_lost ?? 0) > 0,
    },
  ];
}

function TopicTable(
  { cluster, topics }: { cluster: string; topics: readonly GroupTopicView[] },
) {
  if (topics.length === 0) return <p class="quiet">No commits are known.</p>;
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Topic</th>
            <th>Status</th>
            <th class="number">Lag</th>
            <th class="number">Behind</th>
            <th class="number">Loss in</th>
            <th class="number minor">Reads</th>
            <th class="number minor">Comes</th>
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => (
            <tr>
              <td class="name">
                <a href={topicHref(cluster, topic.topic)}>{nameText(topic.topic)}</a>
              </td>
              <td>
                <StatusBadge status={topic.status} severity={topic.severity} />
              </td>
              <td class="number">{countAmount(topic.lag)}</td>
              <td class="number">
                {topic.lag_seconds === null ? UNKNOWN : spanText(topic.lag_seconds)}
              </td>
              <td class="number">{spanAmount(topic.seconds_until_loss)}</td>
              <td class="number minor">{rateAmount(topic.consume_rate)}</td>
              <td class="number minor">{rateAmount(topic.produce_rate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The table of a group's partitions, each with the member that owns it. */
export function* partitionTable(group: GroupDetail, partitions: readonly GroupPartitionView[]) {
  const members = new Map(group.by_member?.map((member) => [member.member_id, member]));
  const ownerText = (id: string) => {
    const { client_id, host } = members.get(id) ?? { client_id: id, host: "" };
    return printable(`${client_id} at ${host.replace(/^\//, "")}`);
  };
  const rows = yield* rendered(partitions, (partition) => (
    <tr>
      <td class="name">{nameText(partition.topic)}</td>
      <td class="number">{partition.partition}</td>
      <td>
        <StatusBadge status={partition.status} severity={group.severity} />
      </td>
      <td class="number">{countAmount(partition.lag)}</td>
      <td class="number" title={`found by ${partition.lag_seconds_method}`}>
        {partition.lag_seconds === null ? UNKNOWN : spanText(partition.lag_seconds)}
      </td>
      <td class="number minor">{partition.committed ?? UNKNOWN}</td>
      <td class="number minor">{partition.log_end ?? UNKNOWN}</td>
      <td class="minor name">
        {partition.owners.map(ownerText).join(", ") || (group.by_member ? NOTHING : UNKNOWN)}
      </td>
    </tr>
  ));
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Topic</th>
            <th class="number">Partition</th>
            <th>Status</th>
            <th class="number">Lag</th>
            <th class="number">Behind</th>
            <th class="number minor">Committed</th>
            <th class="number minor">Log end</th>
            <th class="minor">Owner</th>
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
    </div>
  );
}
