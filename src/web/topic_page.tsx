import type { Child } from "hono/jsx";
import type { PartitionView, TopicDetail } from "../model/views/topic_detail.ts";
import { bytesText, spanText } from "../runtime/quantity_text.ts";
import { countAmount, rateAmount, spanAmount, UNKNOWN } from "./amounts.ts";
import { StatusBadge } from "./badges.tsx";
import { FactList } from "./fact_list.tsx";
import { nameText } from "./name_text.ts";
import { groupHref } from "./page_links.ts";
import { rendered } from "./rendered.ts";
import { isUnwell } from "./topics_page.tsx";

/** Rows of each table that a page shows at most. */
export const TOPIC_ROWS = 200;

export interface TopicPageProps {
  readonly topic: TopicDetail;
  /** How the partitions look, from `topicPartitionTable`. */
  readonly partitions: Child;
}

/** One topic: its health and settings, who reads it, and its partitions. */
export function TopicPage({ topic, partitions }: TopicPageProps) {
  const { cluster, by_group } = topic;
  return (
    <div id="topic" data-live>
      <section class={`card ${isUnwell(topic) ? "critical" : "fine"}`}>
        <header>
          <h1>{nameText(topic.topic)}</h1>
        </header>
        <p class="quiet">
          {`${topic.internal ? "Kafka's own topic" : "topic"} of ${cluster}, cleanup policy ` +
            (topic.cleanup_policy ?? "not known")}
        </p>
        <FactList facts={factsOf(topic)} />
      </section>
      <h2>Groups</h2>
      <GroupTable topic={topic} />
      {(by_group?.length ?? 0) > TOPIC_ROWS
        ? <p class="quiet">The {TOPIC_ROWS} gravest of {countAmount(topic.groups)}</p>
        : null}
      <h2>Partitions</h2>
      {topic.partitions > TOPIC_ROWS
        ? (
          <p class="quiet">
            {TOPIC_ROWS} of {countAmount(topic.partitions)}, those that are not well first
          </p>
        )
        : null}
      {partitions}
    </div>
  );
}

function factsOf(topic: TopicDetail) {
  const { offline_partitions, under_replicated_partitions, under_min_isr_partitions } = topic;
  return [
    { name: "Partitions", value: countAmount(topic.partitions) },
    { name: "Replicas", value: countAmount(topic.replication_factor) },
    {
      name: "Offline",
      value: countAmount(offline_partitions),
      bad: offline_partitions > 0,
      title: "partitions that nobody leads",
    },
    {
      name: "Under-replicated",
      value: countAmount(under_replicated_partitions),
      bad: under_replicated_partitions > 0,
      title: "partitions with fewer replicas in sync than meant",
    },
    {
      name: "Under min ISR",
      value: countAmount(under_min_isr_partitions),
      bad: (under_min_isr_partitions ?? 0) > 0,
      title: "partitions that refuse producers with acks=all",
    },
    { name: "Messages", value: rateAmount(topic.message_rate) },
    { name: "Size", value: topic.size_bytes === null ? UNKNOWN : bytesText(topic.size_bytes) },
    {
      name: "Keeps",
      value: topic.retention_seconds === "unlimited"
        ? "for ever"
        : topic.retention_seconds === null
        ? UNKNOWN
        : spanText(topic.retention_seconds),
      title: "retention by time",
    },
  ];
}

function GroupTable({ topic }: { topic: TopicDetail }) {
  const groups = topic.by_group;
  if (groups === null) return <p class="quiet">Groups are not known now.</p>;
  if (groups.length === 0) return <p class="quiet">No group has committed on it.</p>;
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Group</th>
            <th>Status</th>
            <th class="number">Lag</th>
            <th class="number">Behind</th>
            <th class="number">Loss in</th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, TOPIC_ROWS).map((group) => (
            <tr>
              <td class="name">
                <a href={groupHref(topic.cluster, group.group)}>{nameText(group.group)}</a>
              </td>
              <td>
                <StatusBadge status={group.status} severity={group.severity} />
              </td>
              <td class="number">{countAmount(group.lag)}</td>
              <td class="number">
                {group.lag_seconds === null ? UNKNOWN : spanText(group.lag_seconds)}
              </td>
              <td class="number">{spanAmount(group.seconds_until_loss)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The table of a topic's partitions. */
export function* topicPartitionTable(partitions: readonly PartitionView[]) {
  const rows = yield* rendered(partitions, (partition) => {
    const { replicas, in_sync_replicas, offline } = partition;
    const isShort = in_sync_replicas.length < replicas.length;
    return (
      <tr class={offline || isShort ? "critical" : ""}>
        <td class="number">{partition.partition}</td>
        <td class={offline ? "number bad" : "number"}>
          {offline ? "none" : partition.leader ?? UNKNOWN}
        </td>
        <td>{replicas.join(", ") || UNKNOWN}</td>
        <td class={isShort ? "bad" : ""}>
          {replicas.length === 0 ? UNKNOWN : in_sync_replicas.join(", ") || "none"}
        </td>
        <td class="number minor">{partition.log_start ?? UNKNOWN}</td>
        <td class="number minor">{partition.log_end ?? UNKNOWN}</td>
      </tr>
    );
  });
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th class="number">Partition</th>
            <th class="number">Leader</th>
            <th>Replicas</th>
            <th>In sync</th>
            <th class="number minor">Log start</th>
            <th class="number minor">Log end</th>
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
    </div>
  );
}

/** How unwell a partition is: those without a leader first, then those short of replicas. */
export function illness({ offline, replicas, in_sync_replicas }: PartitionView): number {
  return offline ? 2 : in_sync_replicas.length < replicas.length ? 1 : 0;
}
