import type { Child } from "hono/jsx";
import type { TopicView } from "../model/views/topic_view.ts";
import { bytesText } from "../runtime/quantity_text.ts";
import { countAmount, NOTHING, rateAmount, UNKNOWN } from "./amounts.ts";
import { StatusBadge } from "./badges.tsx";
import { nameText } from "./name_text.ts";
import { topicHref } from "./page_links.ts";
import { rendered } from "./rendered.ts";

/** Which topics a page shows. */
export const TOPIC_CHOICES = ["usual", "unhealthy", "all"] as const;
export type TopicChoice = typeof TOPIC_CHOICES[number];

export interface TopicsPageProps {
  readonly text: string;
  readonly choice: TopicChoice;
  readonly found: number;
  readonly shown: number;
  readonly isKnown: boolean;
  readonly table: Child;
}

const CHOICE_WORDS: Readonly<Record<TopicChoice, string>> = {
  usual: "all but Kafka's own",
  unhealthy: "those that are not well",
  all: "Kafka's own, too",
};

/** The list of topics. */
export function TopicsPage({ text, choice, found, shown, isKnown, table }: TopicsPageProps) {
  const none = isKnown ? "No topic fits." : "Topics are not known now.";
  const more = shown < found ? ` The first ${shown.toLocaleString("en")} are shown.` : "";
  return (
    <>
      <h1>Topics</h1>
      <form action="/topics" method="get" class="filter" aria-label="Filter topics">
        <input type="search" name="q" value={text} placeholder="Part of a topic's name" />
        <select name="show" aria-label="Which topics">
          {TOPIC_CHOICES.map((each) => (
            <option value={each} selected={each === choice}>{CHOICE_WORDS[each]}</option>
          ))}
        </select>
        <button type="submit">Filter</button>
      </form>
      <div id="topics" data-live>
        <p class="quiet">
          {found === 0
            ? none
            : `${found.toLocaleString("en")} ${found === 1 ? "topic" : "topics"}.${more}`}
        </p>
        {shown === 0 ? null : table}
      </div>
    </>
  );
}

/** The table of topics; with several clusters each topic names its own. */
export function* topicTable(topics: readonly TopicView[], severalClusters: boolean) {
  const rows = yield* rendered(topics, (topic) => (
    <tr class={isUnwell(topic) ? "critical" : ""}>
      <td class="name">
        <a href={topicHref(topic.cluster, topic.topic)}>{nameText(topic.topic)}</a>
        {severalClusters ? <span class="of">{topic.cluster}</span> : null}
      </td>
      <td class="number">{countAmount(topic.partitions)}</td>
      <td class={topic.offline_partitions > 0 ? "number bad" : "number"}>
        {countAmount(topic.offline_partitions)}
      </td>
      <td class={topic.under_replicated_partitions > 0 ? "number bad" : "number"}>
        {countAmount(topic.under_replicated_partitions)}
      </td>
      <td class="number">{rateAmount(topic.message_rate)}</td>
      <td class="number minor">
        {topic.size_bytes === null ? UNKNOWN : bytesText(topic.size_bytes)}
      </td>
      <td class="number minor">{countAmount(topic.groups)}</td>
      <td class="minor">
        {topic.worst_status === null
          ? NOTHING
          : <StatusBadge status={topic.worst_status} severity="warning" />}
      </td>
    </tr>
  ));
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Topic</th>
            <th class="number">Partitions</th>
            <th class="number">Offline</th>
            <th class="number" title="Partitions with fewer replicas in sync than meant">
              Under-repl.
            </th>
            <th class="number">Messages</th>
            <th class="number minor" title="Of all replicas">Size</th>
            <th class="number minor">Groups</th>
            <th class="minor" title="Status of the group that fares worst on it">Worst</th>
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
    </div>
  );
}

/** Whether a partition of the topic is offline or under-replicated. */
export function isUnwell({ offline_partitions, under_replicated_partitions }: TopicView): boolean {
  return offline_partitions + under_replicated_partitions > 0;
}

/** Whether a choice has a topic in it. */
export function isChosen(choice: TopicChoice, topic: TopicView): boolean {
  if (choice === "all") return true;
  return choice === "usual"
    ? !topic.internal
    : isUnwell(topic) || (topic.under_min_isr_partitions ?? 0) > 0;
}
