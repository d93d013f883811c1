import { kafkajsClient, type KafkajsClientOptions } from "./kafkajs_client.ts";

/** Which topics are read, and what is done with their records. */
export interface FollowTopicsOptions extends KafkajsClientOptions {
  readonly topics: readonly string[];
  readonly fromBeginning: boolean;
  /** Given each record's value as text. */
  readonly onEvent: (text: string) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Kafka cannot be reached. */
export class KafkaAwayError extends Error {
  override readonly name = "KafkaAwayError";
}

/** Heartbeats are only sent between fetches. */
const MOST_WAIT_MS = 500;

/**
 * Reads topics with a consumer group of its own, which stores nothing and is deleted afterwards,
 * until the signal ends it. Topics that are not there are left out; rejects if none is.
 */
export async function followTopics(options: FollowTopicsOptions): Promise<void> {
  const { topics, fromBeginning, onEvent, signal } = options;
  const kafka = await kafkajsClient(options);
  const groupId = `kafka-sentinel-follow-${crypto.randomUUID()}`;
  const consumer = kafka.consumer({
    groupId,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: MOST_WAIT_MS,
    retry: { retries: 10 },
  });
  const ended = Promise.withResolvers<void>();
  const end = () => ended.resolve();
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  consumer.on("consumer.crash", ({ payload: { error, restart } }) => {
    if (!restart) ended.reject(error);
  });
  try {
    await consumer.connect();
    const there = await subscribe(topics, (topic) => consumer.subscribe({ topic, fromBeginning }));
    if (there === 0) throw new Error(`There is no topic ${topics.join(", nor ")}`);
    await consumer.run({
      autoCommit: false,
      eachMessage: ({ message }) => {
        if (message.value !== null) onEvent(message.value.toString("utf8"));
        return Promise.resolve();
      },
    });
    await ended.promise;
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    const servers = options.bootstrapServers.join(", ");
    throw new KafkaAwayError(`Kafka cannot be reached at ${servers}: ${error.message}`, {
      cause: error,
    });
  } finally {
    signal.removeEventListener("abort", end);
    await consumer.disconnect();
    await deleteGroup(() => kafka.admin(), groupId);
  }
}

async function subscribe(
  topics: readonly string[],
  to: (topic: string) => Promise<void>,
): Promise<number> {
  let count = 0;
  for (const topic of topics) {
    try {
      await to(topic);
      count++;
    } catch (error) {
      if (typeOf(error) !== "UNKNOWN_TOPIC_OR_PARTITION") throw error;
    }
  }
  return count;
}

/** An empty group vanishes by itself, too, but only after minutes. */
async function deleteGroup(
  open: () => ReturnType<Awaited<ReturnType<typeof kafkajsClient>>["admin"]>,
  groupId: string,
): Promise<void> {
  const admin = open();
  try {
    await admin.connect();
    await admin.deleteGroups([groupId]);
  } catch {
    // There is nothing that anybody should do about it.
  } finally {
    await admin.disconnect();
  }
}

function isUnreachable(error: unknown): error is Error {
  return error instanceof Error &&
    /^KafkaJS(ConnectionError|NumberOfRetriesExceeded|ConnectionClosedError)$/.test(error.name) &&
    typeOf(error) === "";
}

function typeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("type" in at && typeof at.type === "string") return at.type;
  }
  return "";
}
