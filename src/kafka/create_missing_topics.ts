import type { Logger } from "../runtime/logger.ts";
import type { ClusterClient } from "./cluster_client.ts";
import { createTopics, type NewTopic } from "./messages/create_topics.ts";
import { ErrorCode, errorName } from "./messages/error_codes.ts";
import { metadata, type MetadataAnswer } from "./messages/metadata.ts";

/** How topics are made. */
export interface TopicSpec {
  readonly partitions: number;
  readonly retentionMs: number;
}

const DAY_MS = 86_400_000;
const USUAL_REPLICAS = 3;
const TIMEOUT_MS = 5_000;
/** Longest wait for a connection, in milliseconds. */
const SETTLE_MS = 5_000;

/**
 * Makes those of the topics that are not there: replicated so that one broker may fail without a
 * write being refused or lost, compacted by key, and deleted after the retention time. Rejects with
 * an error that says which topic could not be made and why.
 */
export async function createMissingTopics(
  client: ClusterClient,
  names: readonly string[],
  spec: TopicSpec,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { answer } = await client.sendToAny(metadata, { topics: names }, signal);
  const missing = answer.topics.flatMap(({ name, errorCode }) =>
    errorCode === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION && name !== undefined ? [name] : []
  );
  if (missing.length === 0) return;
  const topics = missing.map((name) => newTopic(name, spec, answer.brokers.length));
  const brokerId = await connectToController(client, answer, signal);
  const request = { topics, timeoutMs: TIMEOUT_MS };
  const created = await client.send(brokerId, createTopics, request, signal, 2 * TIMEOUT_MS);
  for (const { name, errorCode, errorMessage } of created.topics) {
    if (errorCode === ErrorCode.TOPIC_ALREADY_EXISTS) continue;
    if (errorCode !== ErrorCode.NONE) {
      throw new Error(
        `The topic ${name} cannot be created: ${errorName(errorCode)}: ${errorMessage ?? ""}`,
      );
    }
    logger.info("Created a topic", {
      topic: name,
      replicationFactor: topics[0]?.replicationFactor,
      partitions: spec.partitions,
    });
  }
}

function newTopic(name: string, spec: TopicSpec, brokers: number): NewTopic {
  const replicationFactor = Math.min(USUAL_REPLICAS, brokers);
  return {
    name,
    partitions: spec.partitions,
    replicationFactor,
    configs: {
      "cleanup.policy": "compact,delete",
      "retention.ms": String(spec.retentionMs),
      // Only whole segments are compacted and deleted.
      "segment.ms": String(Math.min(DAY_MS, spec.retentionMs)),
      "min.insync.replicas": String(Math.max(1, replicationFactor - 1)),
    },
  };
}

/** With ZooKeeper only the controller creates topics; KRaft names any broker, which will do. */
async function connectToController(
  client: ClusterClient,
  { brokers, controllerId }: MetadataAnswer,
  signal: AbortSignal,
): Promise<number> {
  const controller = brokers.find(({ id }) => id === controllerId) ?? brokers[0];
  if (controller === undefined) throw new Error("The cluster names no broker");
  client.learn([controller]);
  await client.settle(SETTLE_MS, signal);
  return controller.id;
}
