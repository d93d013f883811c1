import { machine } from "../machine.ts";
import { growthAnHour, type Held } from "./process_watch.ts";
import type { DoneFault } from "./recovery.ts";
import { PORTS, scrapeRows, SLOW_MS, slowRows, timeWithCores } from "./scrape_rows.ts";
import { failuresOf, type SoakResult } from "./soak_result.ts";

/** How a soak was asked for. */
export interface SoakCommand {
  readonly minutes: number;
  readonly seed: number;
  readonly quietEvery: number;
  readonly program: string;
}

const MOST_FAILURES = 30;
const SCRAPES_HEAD = ["", "times", ...PORTS.map((port) => `${port}: p50, p99, max`)];
const SLOW_HEAD = ["at", "during", "of", "took", "ran", "no core", "no core to scrape"];
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];

/** `bench/soak.md`: what a soak did and found. */
export function soakReport(result: SoakResult, command: SoakCommand): string {
  const { minutes, seed, quietEvery, program } = command;
  const flags = `--minutes=${minutes} --seed=${seed} --quiet-every=${quietEvery}`;
  return [
    "# Soak",
    "",
    `Random faults and churn on three KRaft nodes of Kafka, the program (from ${program}) reading`,
    "every second and scraped about four times a second on each address. Every answer is held",
    "against what Kafka's own client saw before and after it; a value that moves must lie between.",
    "In quiet moments every offset, commit, lag, partition count, leader, in-sync replica, group and",
    "member must be exactly what Kafka's own client says. The bare server is a process that only sends",
    "some bytes: how fast the machine, which starts Kafka's nodes meanwhile, lets anything answer.",
    "Kafka's nodes and clients run on the first core, anything else on the others: they would have",
    "machines of their own. The thread that compares has a lower priority (nice 10) than whatever",
    "answers and scrapes. Everything has the variables of glibc that the systemd unit sets.",
    `${new Date(result.startedMs).toISOString()}, ${machine()}.`,
    "",
    "```sh",
    `npx -y deno@2.9.6 task soak ${flags}${program === "source" ? "" : ` --program=${program}`}`,
    "```",
    "",
    ...table(["", "figure"], rowsOf(result)),
    "",
    "## Scrapes",
    "",
    "Milliseconds until the last byte, during faults of each kind until Kafka was whole again.",
    "",
    ...table(SCRAPES_HEAD, scrapeRows(result)),
    "",
    "The same, less the time for which the main thread of whoever answers, or the thread that scrapes,",
    "could run and had no core (schedstat of the kernel).",
    "",
    ...table(SCRAPES_HEAD, scrapeRows(result, timeWithCores)),
    "",
    `The slowest of those that took more than ${SLOW_MS} ms. What is left of the time, both threads slept:`,
    "other threads and processes had work to do first.",
    "",
    ...table(SLOW_HEAD, slowRows(result)),
    "",
    "## Faults",
    "",
    "Seconds. Kafka is whole when its own client sees all nodes, every replica in sync and all groups.",
    "",
    ...table(
      [
        "fault",
        "lasted",
        "not reachable after",
        "Kafka whole after repair",
        "served whole after that",
        "last of all missing",
      ],
      result.faults.map(faultRow),
    ),
    "",
    "## Churn",
    "",
    ...table(
      ["done", "times"],
      [...result.churn].sort().map(([what, times]) => [what, `${times}`]),
    ),
    "",
    ...wrongs(result),
  ].join("\n") + "\n";
}

function rowsOf(result: SoakResult): string[][] {
  const { wrong, quiet, held, failedScrapes } = result;
  const minute2 = held.filter(({ atMs }) => atMs >= result.startedMs + 60_000);
  const gone = wrong.filter(({ served }) => served.startsWith("gone")).length;
  const equal = quiet.map(({ equalAfterMs }) => equalAfterMs);
  return [
    ["minutes", ((result.endedMs - result.startedMs) / 60_000).toFixed(1)],
    ["faults", `${result.faults.length}`],
    ["changes by churn; refused by Kafka", `${sum([...result.churn.values()])}; ${result.refused}`],
    ["observations by Kafka's own client", `${result.observations}`],
    ["values held against the truth", `${result.judged}`],
    ["values about what came or went, which cannot be", `${result.unjudged}`],
    ["**wrong values served as fresh**", `**${wrong.length - gone}**`],
    ["**declared gone and not gone**", `**${gone}**`],
    [
      "**quiet moments; series that were not equal**",
      `**${quiet.length}; ${sum(quiet.map(({ differences }) => differences.length))}**`,
    ],
    ["until all was equal in a quiet moment, ms", equal.map((ms) => ms.toFixed(0)).join(", ")],
    [
      "**exit code; error and runtime lines in the log**",
      `**${result.ending.code}; ${result.logged.length}**`,
    ],
    ["records counted as lost (none was)", `${result.losses}`],
    ["**failed scrapes**", `**${failedScrapes.length}**`],
    ...heldRows(minute2),
  ];
}

function heldRows(held: readonly Held[]): string[][] {
  const rows: [string, (held: Held) => number, number][] = [
    ["resident, MiB", ({ residentMib }) => residentMib, 1],
    ["of which anonymous, MiB", ({ anonymousMib }) => anonymousMib, 1],
    ["open sockets", ({ sockets }) => sockets, 0],
    ["open files, sockets included", ({ descriptors }) => descriptors, 0],
  ];
  return rows.map(([what, of, digits]) => {
    const values = held.map(of);
    const at = (share: number) => values[Math.floor(share * (values.length - 1))] ?? NaN;
    const figures = [...QUARTERS.map(at), Math.max(...values)].map((each) => each.toFixed(digits));
    const [first, ...later] = figures.slice(0, -1);
    const grows = growthAnHour(held, of).toFixed(1);
    return [
      what,
      `minute 2: ${first}, by quarters: ${later.join(", ")}, most: ${
        figures.at(-1)
      }; ${grows} an hour`,
    ];
  });
}

function faultRow(fault: DoneFault): string[] {
  const { name, fromMs, noticedMs, repairedMs, kafkaWholeMs, servedWholeMs, lastTroubles } = fault;
  const seconds = (from?: number, to?: number) =>
    from === undefined || to === undefined ? "–" : Math.max(0, (to - from) / 1000).toFixed(1);
  return [
    name,
    seconds(fromMs, repairedMs),
    seconds(fromMs, noticedMs),
    seconds(repairedMs, kafkaWholeMs),
    seconds(kafkaWholeMs, servedWholeMs),
    lastTroubles?.join(", ") ?? "",
  ];
}

function wrongs(result: SoakResult): string[] {
  const failures = failuresOf(result);
  if (failures.length === 0) return ["Nothing was wrong."];
  const shown = failures.slice(0, MOST_FAILURES).map((failure) => `- ${failure}`);
  return ["## Wrong", "", `${failures.length} things; the first of them:`, "", ...shown];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
