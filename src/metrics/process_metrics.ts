import process from "node:process";
import type { SampleWriter } from "./sample_writer.ts";

/**
 * The standard metrics of a process, as far as the runtime tells them without further permissions;
 * the number of open files it does not.
 */
export function writeProcessMetrics(out: SampleWriter): void {
  const { user, system } = process.cpuUsage();
  out.family(
    "process_cpu_seconds_total",
    "counter",
    "Total user and system CPU time spent in seconds.",
  );
  out.sample((user + system) / 1e6);
  out.family("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.");
  out.sample(Deno.memoryUsage().rss);
  out.family(
    "process_start_time_seconds",
    "gauge",
    "Start time of the process since unix epoch in seconds.",
  );
  out.sample(performance.timeOrigin / 1000);
}
