const CLOCK_TICKS_PER_SECOND = 100;
const KIB_PER_MIB = 1024;

/** User and system time of a process in milliseconds, from /proc/PID/stat (proc(5)). */
export function cpuMs(pid: number): number {
  const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 1000 / CLOCK_TICKS_PER_SECOND;
}

/** Resident memory of a process in MiB, of which how much is not backed by files. */
export function residentMib(pid: number): { all: number; anonymous: number } {
  const text = Deno.readTextFileSync(`/proc/${pid}/status`);
  const field = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1]) / KIB_PER_MIB;
  return { all: field("VmRSS"), anonymous: field("RssAnon") };
}
