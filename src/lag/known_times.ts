import type { BatchesAnswer, OffsetAnswer } from "../model/offset_questions.ts";
import { boundsOf, type TimeBounds, type TimeFact } from "./bisection.ts";

/** Partitions of which answers are kept; those that were asked for longest ago go first. */
const MOST_PARTITIONS = 5_000;
/** Answers kept of one partition; the oldest go first. */
const MOST_FACTS = 48;
/** How long a topic that may not be read is not tried again, in milliseconds. */
const REFUSED_MS = 3_600_000;

interface Known {
  readonly birth: number;
  readonly facts: TimeFact[];
  /** The newest look at batches. */
  batches: BatchesAnswer | undefined;
}

/** What answers have told of the times of records, kept for as long as it may be of use. */
export class KnownTimes {
  readonly #bySlot = new Map<number, Known>();
  readonly #refusedAtMs = new Map<string, number>();

  /** Takes over an answer about a partition of the topic. */
  take(answer: OffsetAnswer, topic: string, nowMs: number): void {
    const { question } = answer;
    if ("refused" in answer) return void this.#refusedAtMs.set(topic, nowMs);
    const known = this.#known(question.slot, question.birth);
    if (question.ask === "offset") {
      const { offset, recordMs } = answer;
      known.facts.push({ askedMs: question.timeMs, offset, recordMs });
    } else {
      const batches = answer as BatchesAnswer;
      known.batches = batches;
      const { offset, recordMs } = batches;
      if (Number.isNaN(recordMs)) return;
      // Below the record there is nothing for consumers, so it stands for the offset asked for.
      known.facts.push({ askedMs: recordMs, offset: question.offset, recordMs });
      if (offset > question.offset) known.facts.push({ askedMs: recordMs, offset, recordMs });
    }
    if (known.facts.length > MOST_FACTS) known.facts.splice(0, known.facts.length - MOST_FACTS);
  }

  /** Where the time of the record at the offset can be; undefined if nothing was ever told. */
  bounds(
    slot: number,
    birth: number,
    offset: number,
    end: number,
    nowMs: number,
  ): TimeBounds | undefined {
    const known = this.#bySlot.get(slot);
    return known?.birth === birth ? boundsOf(known.facts, offset, end, nowMs) : undefined;
  }

  /** Whether the batches from exactly this offset on were looked at last. */
  isFromBatch(slot: number, birth: number, offset: number): boolean {
    const known = this.#bySlot.get(slot);
    return known?.birth === birth && known.batches?.question.offset === offset;
  }

  /** Whether a look at the batches found nothing for consumers from the offset to the log's end. */
  isEmptyFrom(slot: number, birth: number, offset: number, end: number): boolean {
    const known = this.#bySlot.get(slot);
    if (known?.birth !== birth || known.batches === undefined) return false;
    const { question, offset: first, end: lookedAt } = known.batches;
    return question.offset <= offset && first >= end && lookedAt >= end;
  }

  /** Whether it is known if there is something for consumers from the offset to the log's end. */
  tellsOfTail(slot: number, birth: number, offset: number, end: number): boolean {
    const batches = this.#bySlot.get(slot)?.batches;
    return this.isFromBatch(slot, birth, offset) &&
      (batches!.offset < Infinity || batches!.end >= end);
  }

  mayBeRead(topic: string, nowMs: number): boolean {
    return !(nowMs - (this.#refusedAtMs.get(topic) ?? NaN) < REFUSED_MS);
  }

  #known(slot: number, birth: number): Known {
    let known = this.#bySlot.get(slot);
    if (known?.birth !== birth) known = { birth, facts: [], batches: undefined };
    this.#bySlot.delete(slot);
    this.#bySlot.set(slot, known);
    const [oldest] = this.#bySlot.keys();
    if (this.#bySlot.size > MOST_PARTITIONS) this.#bySlot.delete(oldest!);
    return known;
  }
}
