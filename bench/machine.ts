/** The machine that measures, for reports: cores, processor, memory, system. */
export function machine(): string {
  const cpu = /^model name\s*: (.*)$/m.exec(Deno.readTextFileSync("/proc/cpuinfo"))?.[1];
  const gib = Deno.systemMemoryInfo().total / 2 ** 30;
  const cores = navigator.hardwareConcurrency;
  return `${cores} cores of ${cpu ?? "an unknown CPU"}, ${
    gib.toFixed(0)
  } GiB, ${Deno.build.target}`;
}
