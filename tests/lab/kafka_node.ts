import type { Janitor } from "./janitor.ts";
import type { NodePlan } from "./node_plan.ts";

/** What a node says when it is ready, in KRaft and in ZooKeeper mode. */
const READY = /Kafka Server started|\[KafkaServer id=\d+\] started/;
const START_DEADLINE_MS = 120_000;

/** How a node's JVM is started. */
export interface NodeCommand {
  readonly plan: NodePlan;
  readonly libs: string;
  readonly heapMb: number;
  /** The JMX agent as the JVM is given it; none without it. */
  readonly agent: string | undefined;
  readonly propertiesFile: string;
  readonly log4jFile: string;
  readonly logFile: string;
  /** Those that it may run on, as taskset(1) is told; all without them. */
  readonly cores: string | undefined;
}

/** One Kafka node, a JVM that may be frozen, killed and started again. */
export class KafkaNode {
  readonly #janitor: Janitor;
  readonly #command: NodeCommand;
  #child: Deno.ChildProcess | undefined;

  constructor(janitor: Janitor, command: NodeCommand) {
    this.#janitor = janitor;
    this.#command = command;
  }

  get plan(): NodePlan {
    return this.#command.plan;
  }

  get pid(): number {
    if (this.#child === undefined) throw new Error(`Node ${this.plan.id} does not run`);
    return this.#child.pid;
  }

  /** Starts it and waits until it says that it is started; ends at once when it has died. */
  async start(heapMb = this.#command.heapMb): Promise<void> {
    const { libs, agent, propertiesFile, log4jFile, logFile, cores } = this.#command;
    const offset = await logSize(logFile);
    const child = this.#janitor.spawn([
      "java",
      "-Xms32m",
      `-Xmx${heapMb}m`,
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      ...agent === undefined ? [] : [`-javaagent:${agent}`],
      `-Dlog4j2.configurationFile=${log4jFile}`,
      `-Dlog4j.configuration=file:${log4jFile}`,
      "-cp",
      `${libs}/*`,
      "kafka.Kafka",
      propertiesFile,
    ], cores === undefined ? { logFile } : { logFile, cores });
    this.#child = child;
    let ended = false;
    child.status.then(() => ended = true);
    const until = performance.now() + START_DEADLINE_MS;
    while (!READY.test(await logSince(logFile, offset))) {
      if (ended || performance.now() > until) {
        const log = (await logSince(logFile, offset)).slice(-3_000);
        const how = ended ? "ended" : `was not ready after ${START_DEADLINE_MS} ms`;
        throw new Error(`Node ${this.plan.id} ${how}; its log ends:\n${log}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Ends it as an operator would, or at once by SIGKILL, and waits for its end. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    child.kill(signal);
    await child.status;
    this.#child = undefined;
  }

  /** Stops it, and waits until all its threads stand still: till then it may answer. */
  async freeze(): Promise<void> {
    const { pid } = this;
    Deno.kill(pid, "SIGSTOP");
    while (!(await threadStates(pid)).every((state) => state === "T")) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  thaw(): void {
    Deno.kill(this.pid, "SIGCONT");
  }

  /** For the janitor has killed it. */
  async ended(): Promise<void> {
    await this.#child?.status;
  }
}

/** The third field of every thread's `stat` (proc(5)); `T` is stopped by a signal. */
async function threadStates(pid: number): Promise<string[]> {
  const states: string[] = [];
  for await (const { name } of Deno.readDir(`/proc/${pid}/task`)) {
    const stat = await Deno.readTextFile(`/proc/${pid}/task/${name}/stat`).catch(() => ") T");
    states.push(stat.slice(stat.lastIndexOf(")") + 2)[0] ?? "T");
  }
  return states;
}

async function logSize(path: string): Promise<number> {
  return (await Deno.stat(path).catch(() => undefined))?.size ?? 0;
}

async function logSince(path: string, offset: number): Promise<string> {
  const bytes = await Deno.readFile(path).catch(() => new Uint8Array());
  return new TextDecoder().decode(bytes.subarray(offset));
}
