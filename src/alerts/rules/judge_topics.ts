import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { TopicEntry } from "../../model/partition_directory_view.ts";
import type { Finding, RuleResult } from "../rule.ts";

/** What a rule says of one topic: its finding, or whether all of it could be judged. */
export interface JudgedTopic {
  readonly finding?: Finding | undefined;
  readonly isTold: boolean;
}

/**
 * Judges topic by topic, each for itself. A topic that is gone is clear; one of which a part could
 * not be judged is unknown, unless what could be judged fires.
 */
export function* judgeTopics(
  snapshot: ClusterSnapshot,
  judge: (topic: TopicEntry) => JudgedTopic,
): Generator<void, RuleResult, void> {
  const { topics } = snapshot.directory;
  const findings: Finding[] = [];
  for (const topic of topics.values()) {
    yield;
    const { finding } = judge(topic);
    if (finding !== undefined) findings.push(finding);
  }
  return {
    findings,
    others: (subject) => {
      const topic = topics.get(subject.topic ?? "");
      return topic === undefined || judge(topic).isTold ? "clear" : "unknown";
    },
  };
}
