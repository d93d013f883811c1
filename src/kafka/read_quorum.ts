import type { ClusterMode, QuorumReplica, QuorumSnapshot } from "../model/quorum_snapshot.ts";
import { UnsupportedApiError } from "./errors.ts";
import {
  describeQuorum,
  type QuorumPartition,
  type QuorumReplica as ToldReplica,
} from "./messages/describe_quorum.ts";
import { ErrorCode, errorName } from "./messages/error_codes.ts";
import type { ReadContext } from "./read_context.ts";

/** How metadata is kept; undefined parts could not be told in this cycle. */
export interface QuorumReading {
  readonly mode: ClusterMode | undefined;
  readonly quorum: QuorumSnapshot | undefined;
}

/**
 * Asks the controller for the metadata quorum. Brokers in ZooKeeper mode do not know the request, or
 * say UNSUPPORTED_VERSION: nothing else tells the modes apart.
 */
export async function readQuorum(context: ReadContext): Promise<QuorumReading> {
  if (isZookeeper(context)) return ZOOKEEPER;
  try {
    const answer = await context.client.sendToController(describeQuorum, {}, context.signal);
    if (answer.errorCode === ErrorCode.UNSUPPORTED_VERSION) return ZOOKEEPER;
    const partition = answer.topics[0]?.partitions[0];
    const errorCode = answer.errorCode || (partition?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR);
    if (partition !== undefined && errorCode === ErrorCode.NONE) {
      return { mode: "kraft", quorum: toQuorum(partition, context.clock.nowMs()) };
    }
    context.logger.debug("The quorum was not told", { error: errorName(errorCode) });
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof UnsupportedApiError) return ZOOKEEPER;
    context.logger.debug("The quorum could not be read", { error: String(error) });
  }
  return { mode: undefined, quorum: undefined };
}

/** Whether brokers are connected, and none of them knows a quorum. */
export function isZookeeper({ client }: ReadContext): boolean {
  const connected = client.knownBrokers().filter(({ id }) => client.isReachable(id));
  return connected.length > 0 &&
    connected.every(({ id }) => client.version(id, describeQuorum) === undefined);
}

const ZOOKEEPER: QuorumReading = { mode: "zookeeper", quorum: undefined };

function toQuorum(partition: QuorumPartition, readAtMs: number): QuorumSnapshot {
  const { leaderId, leaderEpoch, highWatermark, voters, observers } = partition;
  const replicas = [...newestOfEach(voters, "voter"), ...newestOfEach(observers, "observer")];
  return { readAtMs, leaderId, leaderEpoch, highWatermark, replicas };
}

/** A node whose disk was replaced is listed under both directory ids: the newest one counts. */
function newestOfEach(
  told: readonly ToldReplica[],
  role: QuorumReplica["role"],
): Iterable<QuorumReplica> {
  const newest = new Map<number, QuorumReplica>();
  for (const { replicaId: id, logEndOffset, lastCaughtUpTimestampMs: lastCaughtUpAtMs } of told) {
    const known = newest.get(id);
    const replica = { id, role, logEndOffset, lastCaughtUpAtMs };
    if (known === undefined || isNewer(replica, known)) newest.set(id, replica);
  }
  return newest.values();
}

function isNewer(a: QuorumReplica, b: QuorumReplica): boolean {
  const behind = (offset: number) => Number.isNaN(offset) ? -1 : offset;
  return behind(a.logEndOffset) > behind(b.logEndOffset);
}
