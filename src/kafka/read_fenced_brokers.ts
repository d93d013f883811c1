import type { BrokerAddress } from "./cluster_client.ts";
import { describeCluster } from "./messages/describe_cluster.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import type { ReadContext } from "./read_context.ts";

/** First version that names fenced brokers (KIP-1073, Kafka 4.0). */
const FENCED_VERSION = 2;

/**
 * Brokers that are registered but fenced: stopped, dead, or still catching up. undefined where
 * brokers do not tell, so that who is registered is not known. With an answer it is. Nodes that are
 * `late` are asked last.
 */
export async function readFencedBrokers(
  context: ReadContext,
  late: ReadonlySet<number>,
): Promise<readonly BrokerAddress[] | undefined> {
  const { client, signal, logger } = context;
  const speaks = client.knownBrokers().some(({ id }) =>
    (client.version(id, describeCluster) ?? 0) >= FENCED_VERSION
  );
  if (!speaks) return undefined;
  try {
    const request = { includeFencedBrokers: true };
    const { brokerId, answer } = await client.sendToAny(describeCluster, request, signal, late);
    const version = brokerId === undefined ? undefined : client.version(brokerId, describeCluster);
    if (answer.errorCode !== ErrorCode.NONE || (version ?? 0) < FENCED_VERSION) return undefined;
    return answer.brokers.filter(({ fenced }) => fenced);
  } catch (error) {
    signal.throwIfAborted();
    logger.debug("Fenced brokers could not be read", { error: String(error) });
    return undefined;
  }
}
