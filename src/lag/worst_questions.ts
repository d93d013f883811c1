import type { OffsetHistory, WrittenBracket } from "../history/offset_history.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import type { OffsetQuestion } from "../model/offset_questions.ts";
import { boundsOf, nextTimes } from "./bisection.ts";
import type { KnownTimes } from "./known_times.ts";

/** Partitions that are asked about in one cycle. */
const MOST_PARTITIONS = 500;
/** Partitions of one leader whose batches are looked at in one cycle. */
export const MOST_BATCHES_OF_BROKER = 16;

/** A record whose time would be good to know. */
export interface OpenTime {
  readonly slot: number;
  readonly offset: number;
  /** What matters more has more. */
  readonly weight: number;
  /** Whether only the batches are of interest: is there something to read at all? */
  readonly isTail: boolean;
}

/** Keeps the weightiest of very many open times, each partition once. */
export class WorstOpenTimes {
  #kept: OpenTime[] = [];
  #least = -Infinity;

  add(slot: number, offset: number, weight: number, isTail: boolean): void {
    if (weight <= this.#least) return;
    this.#kept.push({ slot, offset, weight, isTail });
    if (this.#kept.length >= 4 * MOST_PARTITIONS) this.#cut();
  }

  /** Weightiest first. */
  list(): readonly OpenTime[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    const seen = new Set<number>();
    this.#kept = this.#kept.sort((a, b) => b.weight - a.weight)
      .filter(({ slot }) => !seen.has(slot) && seen.add(slot))
      .slice(0, MOST_PARTITIONS);
    if (this.#kept.length === MOST_PARTITIONS) this.#least = this.#kept.at(-1)!.weight;
  }
}

/** What is known of partitions that are asked about. */
export interface LogAccess {
  /** The slot's leader; NaN if there is none. */
  readonly leader: (slot: number) => number;
  readonly end: (slot: number) => number;
  /** Whether batches may be looked at. */
  readonly mayRead: (topic: string) => boolean;
}

/** What to ask so that the open times become known, weightiest first. */
export function questionsOf(
  open: readonly OpenTime[],
  directory: PartitionDirectoryView,
  history: OffsetHistory,
  known: KnownTimes,
  access: LogAccess,
  nowMs: number,
): OffsetQuestion[] {
  const questions: OffsetQuestion[] = [];
  const ofBroker = new Map<number, number>();
  for (const { slot, offset, isTail } of open) {
    const leader = access.leader(slot);
    const topic = directory.slotTopic[slot];
    if (Number.isNaN(leader) || topic === undefined) continue;
    const birth = directory.slotBirth[slot]!;
    const asked = ofBroker.get(leader) ?? 0;
    const isUseful = isTail || !known.isFromBatch(slot, birth, offset);
    if (isUseful && asked < MOST_BATCHES_OF_BROKER && access.mayRead(topic.name)) {
      ofBroker.set(leader, asked + 1);
      questions.push({ ask: "batches", slot, birth, offset });
      continue;
    }
    if (isTail) continue;
    const end = access.end(slot);
    const bounds = known.bounds(slot, birth, offset, end, nowMs) ??
      boundsOf([], offset, end, nowMs);
    const guessMs = history.find(slot, offset, bracket) ? bracket.afterMs : NaN;
    for (const timeMs of nextTimes(bounds, offset, guessMs)) {
      questions.push({ ask: "offset", slot, birth, timeMs });
    }
  }
  return questions;
}

const bracket: WrittenBracket = { afterMs: NaN, beforeMs: NaN, atMs: NaN };
