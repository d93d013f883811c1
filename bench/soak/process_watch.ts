import { residentMib } from "../process_stat.ts";

/** What a process held at a moment. */
export interface Held {
  readonly atMs: number;
  readonly residentMib: number;
  readonly anonymousMib: number;
  readonly descriptors: number;
  readonly sockets: number;
}

/** What the process holds now, from /proc/PID (proc(5)). */
export function heldBy(pid: number): Held {
  const { all, anonymous } = residentMib(pid);
  let [descriptors, sockets] = [0, 0];
  for (const { name } of Deno.readDirSync(`/proc/${pid}/fd`)) {
    descriptors++;
    if (linkOf(`/proc/${pid}/fd/${name}`).startsWith("socket:")) sockets++;
  }
  return { atMs: Date.now(), residentMib: all, anonymousMib: anonymous, descriptors, sockets };
}

/** Empty if it was closed meanwhile. */
function linkOf(path: string): string {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return "";
  }
}

/** By how much a value grows in an hour, by least squares; NaN with less than two points. */
export function growthAnHour(points: readonly Held[], of: (held: Held) => number): number {
  const hours = points.map(({ atMs }) => (atMs - points[0]!.atMs) / 3_600_000);
  const values = points.map(of);
  const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const [meanHour, meanValue] = [mean(hours), mean(values)];
  const up = hours.reduce((sum, hour, i) => sum + (hour - meanHour) * (values[i]! - meanValue), 0);
  const down = hours.reduce((sum, hour) => sum + (hour - meanHour) ** 2, 0);
  return up / down;
}
