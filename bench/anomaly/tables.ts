import type { AccidentClass } from "./classes.ts";
import { classOf } from "./classes.ts";
import type { Finding } from "./score.ts";
import { TRAINED_MS, WARM_MS } from "./score.ts";
import type { BedTopic, Result } from "./test_bed.ts";
import { MINUTE, SECOND, START_MS, WEEK } from "./traffic.ts";

/** Outages and spikes must be found within this time. */
const IN_TIME_MS = 3 * MINUTE;
/** False notifications are told for a cluster of so many topics. */
const CLUSTER_TOPICS = 2_000;

/** Which part of the test bed a table is about. */
export interface Part {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The time after the hours of the week are known, and the time before, without the warm-up. */
export function partsOf(weeks: number): { readonly trained: Part; readonly early: Part } {
  return {
    trained: { fromMs: TRAINED_MS, toMs: START_MS + weeks * WEEK },
    early: { fromMs: WARM_MS, toMs: TRAINED_MS },
  };
}

/** A row a kind of traffic: what was found of a method, and what it told wrongly. */
export function kindTable(topics: readonly BedTopic[], result: Result, part: Part): string[] {
  const kinds = [...new Set(topics.map(({ shape }) => shape.kind))];
  const rows = [...kinds, undefined].map((kind) => {
    const isOf = (topic: number) => kind === undefined || topics[topic]!.shape.kind === kind;
    const found = findingsOf(topics, result, part).filter(({ topic }) => isOf(topic));
    const wrong = falseOf(result, part).filter(({ topic }) => isOf(topic)).length;
    const cell = (which: AccidentClass) => share(found.filter((each) => each.class === which));
    return [
      kind ?? "all",
      cell("outage"),
      cell("spike"),
      cell("weak spike"),
      cell("near a regular change"),
      cell("in bulks"),
      cell("drop"),
      String(wrong),
    ];
  });
  return table(
    [
      "Traffic",
      "Outages",
      "Spikes",
      "Weak spikes",
      "Near a regular change",
      "In bulks",
      "Drops",
      "False",
    ],
    rows,
  );
}

/** A row a method. */
export function methodTable(topics: readonly BedTopic[], results: readonly Result[], part: Part) {
  const weeks = (part.toMs - part.fromMs) / WEEK;
  const rows = results.map((result) => {
    const found = findingsOf(topics, result, part);
    const of = (...which: AccidentClass[]) => found.filter((each) => which.includes(each.class));
    const must = of("outage", "spike");
    const told = result.score.notifications.filter((each) => isIn(each.atMs, part));
    const wrong = falseOf(result, part).length;
    const delays = must.map(({ delayMs }) => delayMs).filter((ms) => ms >= 0).sort((a, b) => a - b);
    const median = delays[Math.floor(delays.length / 2)] ?? NaN;
    return [
      result.method.name,
      percent(must.filter(inTime).length, must.length),
      percent(delays.length, must.length),
      `${(median / SECOND).toFixed(0)} s`,
      percent(of("drop").filter(({ delayMs }) => delayMs >= 0).length, of("drop").length),
      percent(told.length - wrong, told.length),
      (wrong / topics.length * CLUSTER_TOPICS / weeks).toFixed(1),
    ];
  });
  return table([
    "Method",
    "Found in 3 min",
    "Found at all",
    "Median delay",
    "Drops found",
    "Precision",
    "False a week",
  ], rows);
}

/** What must hold and what did not, one line each. */
export function misses(topics: readonly BedTopic[], result: Result, part: Part): string[] {
  const must = findingsOf(topics, result, part)
    .filter((each) => (each.class === "outage" || each.class === "spike") && !inTime(each));
  const late = must.map(({ topic, accident, delayMs }) =>
    `${topics[topic]!.shape.kind} topic ${topic}: ${accident.kind} x${
      accident.factor.toFixed(1)
    } ` +
    `at ${new Date(accident.fromMs).toISOString()}: ` +
    (delayMs >= 0 ? `after ${(delayMs / SECOND).toFixed(0)} s` : "not found")
  );
  const wrong = falseOf(result, part).map(({ topic, atMs }) =>
    `${topics[topic]!.shape.kind} topic ${topic}: false at ${new Date(atMs).toISOString()}`
  );
  return [...late, ...wrong];
}

/** The row of a Markdown table under a line of headings. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

type Classified = Finding & { readonly class: AccidentClass };

function findingsOf(topics: readonly BedTopic[], { score }: Result, part: Part): Classified[] {
  return score.findings.filter(({ accident }) => isIn(accident.fromMs, part))
    .map((each) => {
      const { shape, traffic } = topics[each.topic]!;
      const { accident } = each;
      return { ...each, class: classOf(shape, accident, traffic.begunAt(accident)) };
    });
}

function falseOf({ score }: Result, part: Part) {
  return score.notifications.filter(({ atMs, accident }) =>
    accident === undefined && isIn(atMs, part)
  );
}

const isIn = (atMs: number, { fromMs, toMs }: Part) => fromMs <= atMs && atMs < toMs;
const inTime = ({ delayMs }: Finding) => delayMs <= IN_TIME_MS;

/** "in time / found / all, slowest". */
function share(found: readonly Finding[]): string {
  if (found.length === 0) return "–";
  const delays = found.map(({ delayMs }) => delayMs).filter((ms) => ms >= 0);
  const slowest = delays.length === 0 ? "" : `, ${(Math.max(...delays) / SECOND).toFixed(0)} s`;
  return `${found.filter(inTime).length} / ${delays.length} / ${found.length}${slowest}`;
}

function percent(part: number, all: number): string {
  return all === 0 ? "–" : `${(100 * part / all).toFixed(1)} %`;
}
