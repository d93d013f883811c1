import { RunningProgram } from "../tests/program/running_program.ts";
import { programCommand } from "../tests/program/program_command.ts";
import { cpuMs, residentMib } from "./process_stat.ts";
import { SimulatedProcess } from "./simulated/simulated_process.ts";

const SHAPE = {
  brokers: 3,
  topics: 5,
  partitionsPerTopic: 4,
  replicationFactor: 3,
  groups: 3,
  commitsPerGroup: 4,
  membersPerGroup: 1,
};
const WARM_MS = 20_000;
const MEASURED_MS = 150_000;
const STARTS = 11;

/** What a small cluster at rest costs, at the default interval of 15 s. */
export interface IdleFigures {
  readonly residentMib: number;
  /** Share of one core, in percent. */
  readonly cpuPercent: number;
  /** From starting the process to the first byte of its first answer. */
  readonly firstAnswerMs: { readonly median: number; readonly longest: number };
}

export async function measureIdle(args: readonly string[]): Promise<IdleFigures> {
  await using cluster = await SimulatedProcess.start(SHAPE);
  const servers = `--kafka.server=${cluster.bootstrapServers.join(",")}`;
  const starts: number[] = [];
  for (let i = 0; i < STARTS; i++) starts.push(await timeFirstAnswer([servers, ...args]));
  starts.sort((a, b) => a - b);
  await using program = await RunningProgram.start([servers, ...args]);
  await new Promise((resolve) => setTimeout(resolve, WARM_MS));
  const [cpuBefore, fromMs] = [cpuMs(program.pid), performance.now()];
  let largest = 0;
  const look = () => largest = Math.max(largest, residentMib(program.pid).all);
  const timer = setInterval(look, 500);
  await new Promise((resolve) => setTimeout(resolve, MEASURED_MS));
  clearInterval(timer);
  look();
  return {
    residentMib: largest,
    cpuPercent: 100 * (cpuMs(program.pid) - cpuBefore) / (performance.now() - fromMs),
    firstAnswerMs: { median: starts[STARTS >> 1]!, longest: starts.at(-1)! },
  };
}

/** Asks for /metrics again and again from the moment of the start on. */
async function timeFirstAnswer(args: readonly string[]): Promise<number> {
  const port = freePort();
  const [command, ...first] = programCommand();
  const given = [`--web.listen-address=127.0.0.1:${port}`, "--log.level=error", ...args];
  const fromMs = performance.now();
  const child = new Deno.Command(command!, {
    args: [...first, "serve", ...given],
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    for (;;) {
      const answered = await askOnce(port);
      if (answered) return performance.now() - fromMs;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  } finally {
    child.kill("SIGKILL");
    await child.status;
  }
}

async function askOnce(port: number): Promise<boolean> {
  try {
    using conn = await Deno.connect({ hostname: "127.0.0.1", port });
    await conn.write(new TextEncoder().encode("GET /metrics HTTP/1.1\r\nhost: a\r\n\r\n"));
    return await conn.read(new Uint8Array(16)) !== null;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionRefused) return false;
    throw error;
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
