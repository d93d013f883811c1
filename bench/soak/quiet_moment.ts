import type { Exposition } from "../../tests/program/exposition_parser.ts";
import { waitFor } from "../../tests/program/wait_for.ts";
import { contentOf, exporterDifferences, lagMonitorDifferences } from "./differences.ts";
import { isWhole, type Observation } from "./observation.ts";

const STILL_WITHIN_MS = 120_000;
const EQUAL_WITHIN_MS = 60_000;
/** Observations one after the other that must be the same. */
const SAME_OBSERVATIONS = 3;
/** Answers one after the other that must be equal. */
const EQUAL_ANSWERS = 8;
/** A member that has died is noticed by Kafka later, so that it may move on by itself. */
const TRIES = 3;

/** What a quiet moment looks at; the newest of each. */
export interface QuietView {
  observation(): Observation | undefined;
  exporter(): Exposition | undefined;
  lagMonitor(): Exposition | undefined;
}

/** What came of a quiet moment. */
export interface QuietMoment {
  readonly atMs: number;
  /** From when Kafka was seen to stand still until everything served was equal to it. */
  readonly equalAfterMs: number;
  /** Series that were not equal after a minute, or any more after they had been. */
  readonly differences: readonly string[];
  readonly partitions: number;
}

/** Waits until Kafka stands still, and until everything that is served is exactly what is there. */
export async function quietMoment(view: QuietView): Promise<QuietMoment> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const truth = await standsStill(view);
    const moment = await compare(view, truth);
    const after = await standsStill(view);
    if (contentOf(after) === contentOf(truth)) return moment;
  }
  throw new Error(`Kafka changed by itself in ${TRIES} quiet moments`);
}

async function compare(view: QuietView, truth: Observation): Promise<QuietMoment> {
  const atMs = Date.now();
  const found = { atMs, partitions: Object.keys(truth.ends.value ?? {}).length };
  const now = () => differences(view, truth);
  const isEqual = await waitFor("all is equal", () => now().length === 0, EQUAL_WITHIN_MS)
    .then(() => true, () => false);
  if (!isEqual) return { ...found, equalAfterMs: NaN, differences: now() };
  const equalAfterMs = Date.now() - atMs;
  const later = new Set<string>();
  let seen = view.exporter();
  let answers = 0;
  await waitFor("it was served some times more", () => {
    if (view.exporter() !== seen) answers++;
    seen = view.exporter();
    for (const each of now()) later.add(each);
    return answers >= EQUAL_ANSWERS;
  }, EQUAL_WITHIN_MS);
  return { ...found, equalAfterMs, differences: [...later] };
}

function differences(view: QuietView, truth: Observation): string[] {
  const [exporter, lagMonitor] = [view.exporter(), view.lagMonitor()];
  if (exporter === undefined || lagMonitor === undefined) return ["nothing was served"];
  return [...exporterDifferences(exporter, truth), ...lagMonitorDifferences(lagMonitor, truth)];
}

async function standsStill(view: QuietView): Promise<Observation> {
  let newest: Observation | undefined;
  let same = 0;
  await waitFor("Kafka stands still", () => {
    const now = view.observation();
    if (now === undefined || now === newest) return false;
    const isSame = newest !== undefined && contentOf(now) === contentOf(newest);
    same = !isWhole(now) ? 0 : isSame ? same + 1 : 1;
    newest = now;
    return same >= SAME_OBSERVATIONS;
  }, STILL_WITHIN_MS);
  return newest!;
}
