import type { FreshReading } from "../model/freshness.ts";
import type { KnownGroup } from "../model/views/group_view.ts";
import type { BurrowPartitions } from "./group_answer.ts";

/**
 * The topics of a group as JSON, in pieces: by name, each a list whose n-th item is partition n. A
 * partition without a commit has no offsets, and its lag is null.
 */
export function* consumerTopics(
  { lag }: KnownGroup,
  { snapshot }: FreshReading,
  partitions: BurrowPartitions,
): Generator<string, void, void> {
  const indexOf = new Map<number, number>();
  lag?.slots.forEach((slot, index) => indexOf.set(slot, index));
  let separator = "{";
  for (const { topic: name } of lag?.topics ?? []) {
    const topic = snapshot?.directory.topics.get(name);
    if (topic === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:[`;
    separator = "],";
    for (const [number, slot] of topic.slots.entries()) {
      const index = indexOf.get(slot);
      const partition = index === undefined ? undefined : partitions.at(index);
      const answer = {
        offsets: partition?.end ? [partition.end] : [],
        owner: partition?.owner ?? "",
        client_id: partition?.client_id ?? "",
        "current-lag": partition?.current_lag ?? null,
      };
      yield (number === 0 ? "" : ",") + JSON.stringify(answer);
    }
  }
  yield separator === "{" ? "{}" : "]}";
}
