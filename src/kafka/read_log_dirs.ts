import type { BrokerLogDirs, LogDir } from "../model/log_dirs.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { release } from "../runtime/release.ts";
import { runSliced } from "../runtime/slices.ts";
import { describeLogDirs, type DescribeLogDirsAnswer } from "./messages/describe_log_dirs.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import type { ReadContext } from "./read_context.ts";

/** How long log directories are used before they are read again. */
const READ_EVERY_MS = 60_000;
/** Brokers walk through their directories: with slow disks this takes longer than other answers. */
const TIMEOUT_MS = 10_000;

const NOTHING = new Int32Array(0);
const NO_SIZES = new Float64Array(0);

/**
 * Reads the log directories of brokers that were never read, or not lately, or in which replicas
 * have gone offline or have come back since; others are carried on. A broker that does not answer
 * keeps what was read of it, with its read time.
 */
export async function readLogDirs(
  context: ReadContext,
  directory: PartitionDirectoryView,
  carried: readonly BrokerLogDirs[],
  brokersWithOffline: ReadonlySet<number>,
): Promise<readonly BrokerLogDirs[]> {
  const known = new Map(carried.map((dirs) => [dirs.brokerId, dirs]));
  const nowMs = context.clock.nowMs();
  const isDue = (id: number) => {
    const { readAtMs = 0, hadOffline = false } = known.get(id) ?? {};
    return nowMs - readAtMs >= READ_EVERY_MS || hadOffline !== brokersWithOffline.has(id);
  };
  const due = context.client.knownBrokers()
    .filter(({ id }) => context.client.isReachable(id) && isDue(id));
  await Promise.all(due.map(async ({ id }) => {
    const dirs = await readOfBroker(context, id, directory);
    if (dirs !== undefined) known.set(id, { ...dirs, hadOffline: brokersWithOffline.has(id) });
  }));
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
    const work = toLogDirs(brokerId, answer, directory, clock.nowMs());
    const logDirs = await runSliced(work, signal);
    release(answer.partitionIndexes, answer.sizesBytes, answer.future);
    return logDirs;
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
  answer: DescribeLogDirsAnswer,
  directory: PartitionDirectoryView,
  readAtMs: number,
): Generator<void, BrokerLogDirs, void> {
  const { partitionIndexes, sizesBytes, future } = answer;
  const dirs: LogDir[] = [];
  const replicas = new Replicas(directory.capacity, partitionIndexes.length);
  for (const dir of answer.dirs) {
    let sizeBytes = 0;
    for (const topic of dir.topics) {
      const slots = directory.topics.get(topic.name)?.slots;
      for (let row = topic.from; row < topic.to; row++) {
        sizeBytes += sizesBytes[row]!;
        const slot = slots?.[partitionIndexes[row]!];
        if (slot !== undefined && future[row] === 0) replicas.put(slot, sizesBytes[row]!);
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
  return { brokerId, readAtMs, dirs, ...replicas.columns() };
}

/** Sizes by slot, each slot once: the last that was told. */
class Replicas {
  readonly #slots: Int32Array;
  readonly #sizesBytes: Float64Array;
  /** One more than the row of each slot; 0 for none. */
  readonly #rows: Int32Array;
  #length = 0;

  constructor(capacity: number, most: number) {
    this.#slots = new Int32Array(most);
    this.#sizesBytes = new Float64Array(most);
    this.#rows = new Int32Array(capacity);
  }

  put(slot: number, sizeBytes: number): void {
    const row = (this.#rows[slot] ||= ++this.#length) - 1;
    this.#slots[row] = slot;
    this.#sizesBytes[row] = sizeBytes;
  }

  /** Copies, so that they take no more room than they need. */
  columns(): Pick<BrokerLogDirs, "slots" | "sizesBytes"> {
    return {
      slots: this.#slots.slice(0, this.#length),
      sizesBytes: this.#sizesBytes.slice(0, this.#length),
    };
  }
}
