import type { BrokerLogDirs, LogDir } from "../model/log_dirs.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { runSliced } from "../runtime/slices.ts";
import { type DescribedLogDir, describeLogDirs } from "./messages/describe_log_dirs.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import type { ReadContext } from "./read_context.ts";

/** How long log directories are used before they are read again. */
const READ_EVERY_MS = 60_000;
/** Brokers walk through their directories: with slow disks this takes longer than other answers. */
const TIMEOUT_MS = 10_000;

const NOTHING = new Int32Array(0);
const NO_SIZES = new Float64Array(0);

/**
 * Reads the log directories of brokers that were never read, or not lately; others are carried on.
 * A broker that does not answer keeps what was read of it, with its read time.
 */
export async function readLogDirs(
  context: ReadContext,
  directory: PartitionDirectoryView,
  carried: readonly BrokerLogDirs[],
): Promise<readonly BrokerLogDirs[]> {
  const known = new Map(carried.map((dirs) => [dirs.brokerId, dirs]));
  const nowMs = context.clock.nowMs();
  const due = context.client.knownBrokers().filter(({ id }) =>
    context.client.isReachable(id) && nowMs - (known.get(id)?.readAtMs ?? 0) >= READ_EVERY_MS
  );
  const read = await Promise.all(due.map(({ id }) => readOfBroker(context, id, directory)));
  for (const dirs of read) if (dirs !== undefined) known.set(dirs.brokerId, dirs);
  return [...known.values()].sort((a, b) => a.brokerId - b.brokerId);
}

async function readOfBroker(
  context: ReadContext,
  brokerId: number,
  directory: PartitionDirectoryView,
): Promise<BrokerLogDirs | undefined> {
  const { client, clock, logger, signal } = context;
  try {
    const answer = await client
      .send(brokerId, describeLogDirs, { topics: undefined }, signal, TIMEOUT_MS);
    // A broker that does not allow it is not asked again before the time; nothing is known of it.
    if (answer.errorCode === ErrorCode.CLUSTER_AUTHORIZATION_FAILED) {
      return { brokerId, readAtMs: clock.nowMs(), dirs: [], slots: NOTHING, sizesBytes: NO_SIZES };
    }
    if (answer.errorCode !== ErrorCode.NONE) return undefined;
    const work = toLogDirs(brokerId, answer.dirs, directory, clock.nowMs());
    return await runSliced(work, signal);
  } catch (error) {
    signal.throwIfAborted();
    logger.debug("Log directories of one broker could not be read", {
      brokerId,
      error: String(error),
    });
    return undefined;
  }
}

function* toLogDirs(
  brokerId: number,
  told: readonly DescribedLogDir[],
  directory: PartitionDirectoryView,
  readAtMs: number,
): Generator<void, BrokerLogDirs, void> {
  const dirs: LogDir[] = [];
  const sizes = new Map<number, number>();
  for (const dir of told) {
    let sizeBytes = 0;
    for (const topic of dir.topics) {
      const slots = directory.topics.get(topic.name)?.slots;
      for (let index = 0; index < topic.partitionIndexes.length; index++) {
        sizeBytes += topic.sizesBytes[index]!;
        const slot = slots?.[topic.partitionIndexes[index]!];
        if (slot === undefined || topic.future[index] === 1) continue;
        sizes.set(slot, topic.sizesBytes[index]!);
      }
      yield;
    }
    const up = dir.errorCode === ErrorCode.NONE;
    dirs.push({
      path: dir.path,
      up,
      sizeBytes: up ? sizeBytes : NaN,
      totalBytes: dir.totalBytes,
      usableBytes: dir.usableBytes,
    });
  }
  return {
    brokerId,
    readAtMs,
    dirs,
    slots: Int32Array.from(sizes.keys()),
    sizesBytes: Float64Array.from(sizes.values()),
  };
}
