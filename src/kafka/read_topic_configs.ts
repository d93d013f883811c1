import type { TopicConfig } from "../model/topic_config.ts";
import { runSliced } from "../runtime/slices.ts";
import {
  describeConfigs,
  type DescribedResource,
  TOPIC_RESOURCE,
} from "./messages/describe_configs.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import type { ReadContext } from "./read_context.ts";

/** Topics described by one request. */
const TOPICS_PER_REQUEST = 500;
/** Requests of one cycle: a large cluster is read over several cycles. */
const REQUESTS_PER_CYCLE = 4;
/** How long settings are used before they are read again. */
const READ_EVERY_MS = 300_000;

const KEYS = [
  "cleanup.policy",
  "min.insync.replicas",
  "remote.storage.enable",
  "retention.bytes",
  "retention.ms",
];

/** Settings by topic name, as far as they are known. */
export type TopicConfigs = ReadonlyMap<string, TopicConfig>;

/**
 * Reads the settings of topics that have none yet or whose settings were read long ago, and keeps
 * the others. A topic that may not be described counts as read, with nothing known.
 */
export async function readTopicConfigs(
  context: ReadContext,
  topics: readonly string[],
  known: TopicConfigs,
): Promise<TopicConfigs> {
  const due = await runSliced(dueTopics(topics, known, context.clock.nowMs()), context.signal);
  if (due.length === 0 && known.size === topics.length) return known;
  const requests: string[][] = [];
  for (let from = 0; from < due.length; from += TOPICS_PER_REQUEST) {
    requests.push(due.slice(from, from + TOPICS_PER_REQUEST));
  }
  const configs = new Map<string, TopicConfig>();
  for (const topic of topics) {
    const config = known.get(topic);
    if (config !== undefined) configs.set(topic, config);
  }
  const now = requests.slice(0, REQUESTS_PER_CYCLE);
  for (const found of await Promise.all(now.map((names) => describe(context, names)))) {
    for (const [topic, config] of found) configs.set(topic, config);
  }
  return configs;
}

/** Those that were never read first, then the oldest. */
function* dueTopics(
  topics: readonly string[],
  known: TopicConfigs,
  nowMs: number,
): Generator<void, string[], void> {
  const readAtMs = (topic: string) => known.get(topic)?.readAtMs ?? 0;
  const due: string[] = [];
  for (const topic of topics) {
    if (nowMs - readAtMs(topic) >= READ_EVERY_MS) due.push(topic);
    yield;
  }
  return due.sort((a, b) => readAtMs(a) - readAtMs(b));
}

async function describe(
  context: ReadContext,
  topics: readonly string[],
): Promise<(readonly [string, TopicConfig])[]> {
  const resources = topics.map((name) => ({ type: TOPIC_RESOURCE, name, keys: KEYS }));
  try {
    const { answer } = await context.client
      .sendToAny(describeConfigs, { resources }, context.signal);
    const readAtMs = context.clock.nowMs();
    return answer.resources
      .filter(({ errorCode }) => errorCode !== ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
      .map((resource) => [resource.name, toConfig(resource, readAtMs)]);
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("Settings of topics could not be read", {
      topics: topics.length,
      error: String(error),
    });
    return [];
  }
}

function toConfig({ entries }: DescribedResource, readAtMs: number): TopicConfig {
  const values = new Map(entries.map(({ name, value }) => [name, value]));
  return {
    readAtMs,
    cleanupPolicy: values.get("cleanup.policy"),
    minInSyncReplicas: toNumber(values.get("min.insync.replicas")),
    retentionMs: toLimit(values.get("retention.ms")),
    retentionBytes: toLimit(values.get("retention.bytes")),
    isTiered: toBoolean(values.get("remote.storage.enable")),
  };
}

function toNumber(text: string | undefined): number {
  return text === undefined || text.trim() === "" ? NaN : Number(text);
}

function toBoolean(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === "true";
}

/** Kafka writes "no limit" as -1. */
function toLimit(text: string | undefined): number {
  const number = toNumber(text);
  return number < 0 ? Infinity : number;
}
