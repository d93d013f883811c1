import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type {
  BatchesQuestion,
  OffsetAnswer,
  OffsetAtTimeQuestion,
  OffsetQuestion,
} from "../model/offset_questions.ts";
import { firstRecord } from "./first_record.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import { fetch, type FetchAnswer } from "./messages/fetch.ts";
import { listOffsets, type ListOffsetsAnswer } from "./messages/list_offsets.ts";
import type { ReadContext } from "./read_context.ts";

/** Looking up old times may make a broker read its disk. */
const TIMEOUT_MS = 5_000;
/** Bytes of one partition that are looked at. */
const PARTITION_BYTES = 1 << 20;

/** What answering needs of a cycle's context. */
export type AnswerContext = Pick<ReadContext, "client" | "logger" | "signal">;

/** Asks leaders; what they do not answer, or refuse for a passing reason, is left out. */
export async function readAnswers(
  context: AnswerContext,
  questions: readonly OffsetQuestion[],
  snapshot: ClusterSnapshot,
): Promise<OffsetAnswer[]> {
  const byLeader = Map.groupBy(questions, ({ slot }) => snapshot.partitions.leader[slot] ?? NaN);
  const answers = await Promise.all([...byLeader].map(async ([brokerId, asked]) => {
    if (!context.client.isReachable(brokerId)) return [];
    try {
      return await askLeader(context, brokerId, asked, snapshot);
    } catch (error) {
      context.signal.throwIfAborted();
      context.logger.debug("Times of records could not be asked for", {
        brokerId,
        questions: asked.length,
        error: String(error),
      });
      return [];
    }
  }));
  return answers.flat();
}

async function askLeader(
  { client, signal }: AnswerContext,
  brokerId: number,
  questions: readonly OffsetQuestion[],
  snapshot: ClusterSnapshot,
): Promise<OffsetAnswer[]> {
  const answers: OffsetAnswer[] = [];
  for (const round of rounds(questions.filter(({ ask }) => ask === "offset"))) {
    const request = {
      isolation: "read_uncommitted" as const,
      timestamp: 0,
      ...rowsOf(round, snapshot),
    };
    const answer = await client.send(brokerId, listOffsets, request, signal, TIMEOUT_MS);
    answers.push(...offsetAnswers(answer, round, snapshot));
  }
  const batches = questions.filter(({ ask }) => ask === "batches") as BatchesQuestion[];
  if (batches.length === 0) return answers;
  const request = {
    isolation: "read_committed" as const,
    maxBytes: batches.length * PARTITION_BYTES,
    topics: [...topicsOf(batches, snapshot)].map(([name, ofTopic]) => ({
      name,
      partitions: ofTopic.map(({ slot, offset }) => ({
        partitionIndex: snapshot.directory.slotPartition[slot]!,
        leaderEpoch: snapshot.partitions.leaderEpoch[slot]!,
        fetchOffset: offset,
        maxBytes: PARTITION_BYTES,
      })),
    })),
  };
  const answer = await client.send(brokerId, fetch, request, signal, TIMEOUT_MS);
  return [...answers, ...batchesAnswers(answer, batches, snapshot)];
}

/** A request may name each partition once only. */
function rounds(questions: readonly OffsetQuestion[]): OffsetAtTimeQuestion[][] {
  const rounds: OffsetAtTimeQuestion[][] = [];
  const asked = new Map<number, number>();
  for (const question of questions as readonly OffsetAtTimeQuestion[]) {
    const round = asked.get(question.slot) ?? 0;
    asked.set(question.slot, round + 1);
    (rounds[round] ??= []).push(question);
  }
  return rounds;
}

function topicsOf<Q extends OffsetQuestion>(
  questions: readonly Q[],
  { directory }: ClusterSnapshot,
): Map<string, Q[]> {
  return Map.groupBy(questions, ({ slot }) => directory.slotTopic[slot]?.name ?? "");
}

function rowsOf(questions: readonly OffsetAtTimeQuestion[], snapshot: ClusterSnapshot) {
  const { directory, partitions } = snapshot;
  const byTopic = topicsOf(questions, snapshot);
  const rows = [...byTopic.values()].flat();
  let to = 0;
  return {
    topics: [...byTopic].map(([name, ofTopic]) => ({ name, from: to, to: to += ofTopic.length })),
    partitionIndexes: Int32Array.from(rows, ({ slot }) => directory.slotPartition[slot]!),
    leaderEpochs: Float64Array.from(rows, ({ slot }) => partitions.leaderEpoch[slot]!),
    timestamps: Float64Array.from(rows, ({ timeMs }) => timeMs),
  };
}

/** Questions by topic and partition, to find those that answers belong to. */
function finder<Q extends OffsetQuestion>(questions: readonly Q[], snapshot: ClusterSnapshot) {
  const bySlot = new Map(questions.map((question) => [question.slot, question]));
  return (topic: string, partition: number): Q | undefined =>
    bySlot.get(snapshot.directory.topics.get(topic)?.slots[partition] ?? -1);
}

function offsetAnswers(
  { topics, partitionIndexes, errorCodes, offsets, timestampsMs }: ListOffsetsAnswer,
  questions: readonly OffsetAtTimeQuestion[],
  snapshot: ClusterSnapshot,
): OffsetAnswer[] {
  const find = finder(questions, snapshot);
  return topics.flatMap(({ name, from, to }) =>
    Array.from(partitionIndexes.subarray(from, to)).flatMap((partition, index): OffsetAnswer[] => {
      const question = find(name, partition);
      if (question === undefined || errorCodes[from + index] !== ErrorCode.NONE) return [];
      const offset = offsets[from + index]!;
      const recordMs = timestampsMs?.[from + index] ?? NaN;
      if (Number.isNaN(offset)) return [{ question, offset: Infinity, recordMs }];
      return Number.isNaN(recordMs) ? [] : [{ question, offset, recordMs }];
    })
  );
}

function batchesAnswers(
  { topics }: FetchAnswer,
  questions: readonly BatchesQuestion[],
  snapshot: ClusterSnapshot,
): OffsetAnswer[] {
  const find = finder(questions, snapshot);
  return topics.flatMap(({ name, partitions }) =>
    partitions.flatMap((fetched): OffsetAnswer[] => {
      const question = find(name, fetched.partitionIndex);
      if (question === undefined) return [];
      if (fetched.errorCode === ErrorCode.TOPIC_AUTHORIZATION_FAILED) {
        return [{ question, refused: true }];
      }
      if (fetched.errorCode !== ErrorCode.NONE) return [];
      const found = firstRecord(fetched, question.offset);
      return found === undefined ? [] : [{ question, ...found }];
    })
  );
}
