import type { SimulatedTopic } from "./simulated_topic.ts";

/** Commits of a group on one topic; the arrays go together. */
export interface TopicCommits {
  readonly topic: SimulatedTopic;
  readonly partitions: Int32Array;
  readonly offsets: Float64Array;
}

/** A group of a simulated cluster. */
export interface SimulatedGroup {
  readonly id: string;
  readonly idBytes: Uint8Array;
  readonly type: "Classic" | "Consumer";
  readonly state: "Stable" | "Empty";
  readonly members: number;
  /** Broker id. */
  coordinator: number;
  commits: readonly TopicCommits[];
}

/** What member `member` of the group owns on a topic: every n-th partition. */
export function ownedPartitions(
  { members }: SimulatedGroup,
  { partitions }: TopicCommits,
  member: number,
): number[] {
  return [...partitions].filter((_, index) => index % members === member);
}
