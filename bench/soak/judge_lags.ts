import type { Exposition } from "../../tests/program/exposition_parser.ts";
import type { Wrong } from "./judge_values.ts";
import { placeOf } from "./served.ts";

/** How one address calls ends, starts, commits, lags and the sum of lags. */
interface Names {
  readonly end: string;
  readonly start: string;
  readonly commit: string;
  readonly lag: string;
  readonly sum: string;
}

const NAMES: readonly Names[] = [
  {
    end: "kafka_topic_partition_current_offset",
    start: "kafka_topic_partition_oldest_offset",
    commit: "kafka_consumergroup_current_offset",
    lag: "kafka_consumergroup_lag",
    sum: "kafka_consumergroup_lag_sum",
  },
  {
    end: "kafka_partition_latest_offset",
    start: "kafka_partition_earliest_offset",
    commit: "kafka_consumergroup_group_offset",
    lag: "kafka_consumergroup_group_lag",
    sum: "kafka_consumergroup_group_topic_sum_lag",
  },
];

/** Every lag of an answer that is not the difference of the offsets of the same answer. */
export function judgeLags(seen: Exposition, atMs: number): Wrong[] {
  return NAMES.flatMap((
    names,
  ) => [...wrongLags(seen, names, atMs), ...wrongSums(seen, names, atMs)]);
}

function wrongLags(seen: Exposition, names: Names, atMs: number): Wrong[] {
  const ends = byPlace(seen, names.end);
  const starts = byPlace(seen, names.start);
  const commits = byPlace(seen, names.commit);
  return seen.select(names.lag).flatMap((sample) => {
    const { group, topic, partition, value } = placeOf(sample);
    const where = ` ${topic} ${partition}`;
    const end = ends.get(where);
    const committed = commits.get(group + where);
    if (end === undefined || committed === undefined) return [];
    const lag = Math.max(0, end - Math.max(committed, starts.get(where) ?? 0));
    if (lag === value) return [];
    return [{
      atMs,
      what: `${names.lag} ${group}${where}`,
      served: String(value),
      truth: `${lag}: end ${end}, committed ${committed}, start ${starts.get(where)}`,
    }];
  });
}

function wrongSums(seen: Exposition, names: Names, atMs: number): Wrong[] {
  const sums = new Map<string, number>();
  for (const sample of seen.select(names.lag)) {
    const { group, topic, value } = placeOf(sample);
    sums.set(`${group} ${topic}`, (sums.get(`${group} ${topic}`) ?? 0) + value);
  }
  return seen.select(names.sum).flatMap((sample) => {
    const { group, topic, value } = placeOf(sample);
    const sum = sums.get(`${group} ${topic}`);
    if (sum === undefined || sum === value) return [];
    const what = `${names.sum} ${group} ${topic}`;
    return [{ atMs, what, served: String(value), truth: String(sum) }];
  });
}

function byPlace(seen: Exposition, name: string): Map<string, number> {
  return new Map(
    seen.select(name).map((sample) => {
      const { group, topic, partition, value } = placeOf(sample);
      return [`${group} ${topic} ${partition}`, value];
    }),
  );
}
