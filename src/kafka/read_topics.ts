import type { TopicEntry } from "../model/partition_directory_view.ts";
import { runSliced } from "../runtime/slices.ts";
import type { BrokerAddress } from "./cluster_client.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import { metadata, type MetadataAnswer, type MetadataTopic } from "./messages/metadata.ts";
import type { ToldTopics } from "./apply_metadata.ts";
import { countOlder } from "./older_metadata.ts";
import type { CarriedFrom } from "./partition_table.ts";
import type { ReadContext } from "./read_context.ts";

/** A drop of known topics by more than this share is not believed from one broker. */
const SUSPICIOUS_DROP = 0.2;

/** The cluster's brokers and topics, as one or two brokers told them. */
export interface TopicsReading {
  readonly readAtMs: number;
  readonly clusterId: string | undefined;
  readonly brokers: readonly BrokerAddress[];
  /** NaN where unknown; in KRaft mode any broker. */
  readonly controllerId: number;
  /** Live brokers with replicas that are offline: they have lost a log directory. */
  readonly brokersWithOffline: ReadonlySet<number>;
  /** Every partition of `__consumer_offsets` has a leader, so every group has a coordinator. */
  readonly groupsAreCoordinated: boolean;
  /** Topics that pass the filter, without error of their own, by the answers that tell them. */
  readonly told: readonly ToldTopics[];
  /** Known topics that were missing from the answer and that nobody confirmed as deleted. */
  readonly unconfirmed: readonly TopicEntry[];
}

/** What the cycle before knew. */
export interface KnownBefore {
  /** Known topics that the Metadata before had. */
  readonly expected: readonly TopicEntry[];
  /** Undefined before the first cycle. */
  readonly snapshot: CarriedFrom | undefined;
  /** Brokers that do not follow the cluster's metadata: what they tell may be of a time before. */
  readonly late: ReadonlySet<number>;
}

interface Answered {
  readonly brokerId: number | undefined;
  readonly answer: MetadataAnswer;
}

/**
 * Asks one broker for all topics. A known topic that is missing counts as deleted only when
 * another broker, asked for it by name, does not know it either. Rejects if no broker answers.
 */
export async function readTopics(
  context: ReadContext,
  known: ReadonlyMap<string, TopicEntry>,
  before: KnownBefore,
): Promise<TopicsReading> {
  const { brokerId, answer } = await askForAllTopics(context, before);
  const topics = answer.topics.filter((topic) => isReadable(context, topic));
  const missing = missingTopics([...known.values()], topics);
  const found = missing.length === 0
    ? { present: [], unconfirmed: [] }
    : await lookForMissing(context, missing, alsoAvoiding(before.late, brokerId));
  return {
    readAtMs: context.clock.nowMs(),
    clusterId: answer.clusterId,
    brokers: answer.brokers,
    controllerId: answer.controllerId,
    brokersWithOffline: answer.brokersWithOffline
      .intersection(new Set(answer.brokers.map(({ id }) => id))),
    groupsAreCoordinated: answer.topics.some((topic) => isLedOffsetsTopic(topic, answer)),
    told: [{ topics, partitions: answer.partitions }, ...found.present],
    unconfirmed: found.unconfirmed,
  };
}

/**
 * A broker that lags, as after a pause, tells topics and leaders that were. It gives itself away by
 * leader epochs that are lower than those that are known, or by many missing topics; then another
 * one is asked. What two brokers tell is taken, as epochs of topics without an id begin again.
 */
async function askForAllTopics(context: ReadContext, before: KnownBefore): Promise<Answered> {
  const { expected, snapshot, late } = before;
  const ask = async (avoid: ReadonlySet<number>) => {
    const answered = await context.client
      .sendToAny(metadata, { topics: undefined }, context.signal, avoid);
    const older = snapshot === undefined
      ? 0
      : await runSliced(countOlder(answered.answer, snapshot), context.signal);
    return { ...answered, older };
  };
  const first = await ask(late);
  const missing = missingTopics(expected, first.answer.topics).length;
  const hasDropped = missing > SUSPICIOUS_DROP * expected.length;
  if (!hasDropped && first.older === 0) return first;
  const { brokerId, older } = first;
  const why = { brokerId, expected: expected.length, missing, older };
  if (hasDropped) {
    context.logger.warn(
      "Asking another broker for topics, as many are missing from one answer",
      why,
    );
  } else {
    context.logger.info("Asking another broker for topics, as one tells earlier leaders", why);
  }
  const second = await ask(alsoAvoiding(late, brokerId)).catch(() => first);
  if (second.older !== first.older) return second.older < first.older ? second : first;
  return second.answer.topics.length >= first.answer.topics.length ? second : first;
}

function alsoAvoiding(ids: ReadonlySet<number>, id: number | undefined): ReadonlySet<number> {
  return id === undefined ? ids : new Set([...ids, id]);
}

function isLedOffsetsTopic(topic: MetadataTopic, { partitions }: MetadataAnswer): boolean {
  const { name, errorCode, from, to } = topic;
  return name === "__consumer_offsets" && errorCode === ErrorCode.NONE &&
    !partitions.leaders.subarray(from, to).some(Number.isNaN);
}

function isReadable(context: ReadContext, topic: MetadataTopic): boolean {
  return topic.errorCode === ErrorCode.NONE && topic.name !== undefined &&
    context.topicFilter(topic.name);
}

function missingTopics(
  from: readonly TopicEntry[],
  topics: readonly MetadataTopic[],
): TopicEntry[] {
  const present = new Set(topics.map((topic) => topic.name));
  return from.filter((topic) => !present.has(topic.name));
}

async function lookForMissing(
  context: ReadContext,
  missing: readonly TopicEntry[],
  avoid: ReadonlySet<number>,
): Promise<{ present: ToldTopics[]; unconfirmed: TopicEntry[] }> {
  const names = missing.map((topic) => topic.name);
  try {
    const { answer: { topics, partitions } } = await context.client
      .sendToAny(metadata, { topics: names }, context.signal, avoid);
    const byName = new Map(topics.map((topic) => [topic.name, topic.errorCode]));
    const isGone = (name: string) => byName.get(name) === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    const isThere = (name: string) => byName.get(name) === ErrorCode.NONE;
    return {
      present: [{
        topics: topics.filter(({ errorCode }) => errorCode === ErrorCode.NONE),
        partitions,
      }],
      unconfirmed: missing.filter(({ name }) => !isThere(name) && !isGone(name)),
    };
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("No second broker could be asked for missing topics", {
      missing: missing.length,
      error: String(error),
    });
  }
  return { present: [], unconfirmed: [...missing] };
}
