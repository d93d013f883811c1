import { RunningProgram } from "../tests/program/running_program.ts";
import { residentMib } from "./process_stat.ts";
import type { BrokerFaults } from "./simulated/broker_faults.ts";
import { SimulatedProcess } from "./simulated/simulated_process.ts";
import type { Churn } from "./simulated/simulated_state.ts";

const SHAPE = {
  brokers: 3,
  topics: 20,
  partitionsPerTopic: 4,
  replicationFactor: 3,
  groups: 20,
  commitsPerGroup: 4,
  membersPerGroup: 2,
};
const STEP_MS = 500;
const MINUTE_MS = 60_000;
/** A fault begins every so many steps and lasts half of them. */
const FAULT_STEPS = 4;

/** What goes on in the cluster. */
interface Trouble {
  /** Of every step. */
  readonly churn: Churn;
  /** Of one broker after the other. */
  readonly faults?: BrokerFaults;
}

/** By the name that the command takes. */
export const TROUBLES = {
  nothing: { churn: { messages: 3 } },
  brokers: { churn: { messages: 3 }, faults: { down: true } },
  answers: { churn: { messages: 3 }, faults: { half: "hang up" } },
  leaders: { churn: { messages: 3, moveLeaders: 5, moveGroups: 5 } },
  topics: { churn: { messages: 3, createTopics: 3, deleteTopics: 3 } },
} as const satisfies Record<string, Trouble>;

/** Memory that is not backed by files, in MiB: at once, and after each minute of such trouble. */
export async function* measureMemory(
  of: keyof typeof TROUBLES,
  minutes: number,
  args: readonly string[],
): AsyncGenerator<number, void, void> {
  const { churn, faults }: Trouble = TROUBLES[of];
  await using cluster = await SimulatedProcess.start(SHAPE);
  const servers = `--kafka.server=${cluster.bootstrapServers.join(",")}`;
  await using program = await RunningProgram.start([servers, "--interval=1s", ...args]);
  const fromMs = performance.now();
  let told = 0;
  for (let step = 0; told <= minutes; step++) {
    if (performance.now() - fromMs >= told * MINUTE_MS) {
      yield residentMib(program.pid).anonymous;
      told++;
    }
    await cluster.tell({ do: "churn", churn });
    if (faults !== undefined && step % (FAULT_STEPS / 2) === 0) {
      const brokerId = 1 + Math.floor(step / FAULT_STEPS) % SHAPE.brokers;
      const isBegin = step % FAULT_STEPS === 0;
      await cluster.tell({ do: "fault", brokerId, faults: isBegin ? faults : {} });
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
