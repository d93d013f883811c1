import { Command, Option } from "commander";
import { say } from "../../scripts/say.ts";
import { AdaptiveBands } from "./methods/adaptive_bands.ts";
import { FixedRules } from "./methods/fixed_rules.ts";
import { HourMedians } from "./methods/hour_medians.ts";
import { SuddenAndOutOfHour } from "./methods/sudden_and_out_of_hour.ts";
import { ZScore } from "./methods/z_score.ts";
import { drawPlots } from "./plots.ts";
import { judgeRecordings } from "./recordings.ts";
import { kindTable, methodTable, misses, partsOf } from "./tables.ts";
import { makeTopics, runTestBed } from "./test_bed.ts";

/** `deno task bench:anomaly`: what is found and what is told wrongly, as Markdown tables. */
async function main(): Promise<void> {
  const command = new Command("bench:anomaly")
    .addOption(new Option("--part <part>", "what is done").choices(PARTS).default("methods"))
    .option("--topics <count>", "topics of the test bed", "520")
    .option("--weeks <count>", "weeks of traffic", "7")
    .parse(Deno.args, { from: "user" });
  const options = command.opts<{ part: typeof PARTS[number]; topics: string; weeks: string }>();
  const [topics, weeks] = [Number(options.topics), Number(options.weeks)];
  if (options.part === "plots") return await drawPlots();
  const lines = options.part === "recordings"
    ? await judgeRecordings()
    : testBed(topics, weeks, options.part === "methods");
  Deno.stdout.writeSync(new TextEncoder().encode([...lines, ""].join("\n")));
}

const PARTS = ["methods", "own", "recordings", "plots"] as const;

/** Of all methods, or of the program's own alone. */
function testBed(count: number, weeks: number, isComparison: boolean): string[] {
  const topics = makeTopics(count, weeks);
  const own = new SuddenAndOutOfHour(count);
  const others = isComparison
    ? [new FixedRules(count), new ZScore(count), new AdaptiveBands(count), new HourMedians(count)]
    : [];
  const results = runTestBed(topics, weeks, [...others, own], (week) => say(`Week ${week} …`));
  const result = results.at(-1)!;
  const { trained, early } = partsOf(weeks);
  const cpuMs = result.cpuMs.filter((ms) => !Number.isNaN(ms)).sort();
  const at = (share: number) => cpuMs[Math.floor(share * (cpuMs.length - 1))]!.toFixed(2);
  const mean = cpuMs.reduce((sum, ms) => sum + ms, 0) / cpuMs.length;
  return [
    `${count} topics, ${weeks} weeks, from ${isComparison ? "all methods" : "the program's own"}`,
    "",
    "From the fourth week on:",
    ...methodTable(topics, results, trained),
    "",
    "In the first three weeks, without the first day:",
    ...methodTable(topics, results, early),
    "",
    "The program's own from the fourth week on (in time / found / all, slowest):",
    ...kindTable(topics, result, trained),
    "",
    "The program's own in the first three weeks:",
    ...kindTable(topics, result, early),
    "",
    `CPU a cycle, ms: mean ${mean.toFixed(2)}, p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)}`,
    "",
    ...misses(topics, result, trained),
  ];
}

await main();
