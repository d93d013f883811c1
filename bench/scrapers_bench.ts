import { RunningProgram } from "../tests/program/running_program.ts";
import { residentMib } from "./process_stat.ts";
import { type Situation, SITUATIONS } from "./scrape_situations.ts";
import { type ScrapeTimes, timeScrapes } from "./scrape_times.ts";
import { type ClusterShape, shapeOf } from "./simulated/cluster_shape.ts";
import { SimulatedProcess } from "./simulated/simulated_process.ts";
import { pause } from "./soak/background.ts";

const WORKER = new URL("./odd_scrapers_worker.ts", import.meta.url);
const SHAPES: Readonly<Record<string, ClusterShape>> = {
  "200 partitions": shapeOf(200),
  "10,000 partitions": shapeOf(10_000),
};
const SCRAPES = 600;
const SETTLED_MS = 8_000;

/** How long a usual scrape of the exporter takes while others scrape oddly. */
export interface OddFigures {
  readonly cluster: string;
  readonly situation: Situation;
  readonly times: ScrapeTimes;
  /** Of the program, at the end; not backed by files. */
  readonly anonymousMib: number;
}

/** Simulated clusters that are read every second, and a thread of its own for the other scrapers. */
export async function* measureScrapers(
  args: readonly string[],
): AsyncGenerator<OddFigures, void, void> {
  for (const [cluster, shape] of Object.entries(SHAPES)) {
    await using simulated = await SimulatedProcess.start(shape);
    const servers = `--kafka.server=${simulated.bootstrapServers.join(",")}`;
    await using program = await RunningProgram.start([servers, "--interval=1s", ...args]);
    await pause(SETTLED_MS);
    for (const situation of Object.keys(SITUATIONS) as Situation[]) {
      const worker = new Worker(WORKER, { type: "module" });
      worker.postMessage({ situation, url: program.url });
      await pause(1_000);
      const times = await timeScrapes(`${program.url}/metrics`, SCRAPES, "gzip");
      yield { cluster, situation, times, anonymousMib: residentMib(program.pid).anonymous };
      worker.terminate();
    }
  }
}
