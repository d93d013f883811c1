import type { ClusterShape } from "./cluster_shape.ts";
import { HOST } from "./answers/answer_encoder.ts";
import type { BrokerFaults } from "./broker_faults.ts";
import type { Counts } from "./commands.ts";
import { SimulatedBroker } from "./simulated_broker.ts";
import { SimulatedState } from "./simulated_state.ts";

/** Brokers in this process that speak Kafka's protocol over TCP; ids begin at 1. */
export class SimulatedCluster implements AsyncDisposable {
  /** What they answer from; change it at any time. */
  readonly state: SimulatedState;
  readonly brokers: readonly SimulatedBroker[];
  /** `host:port` of every broker. */
  readonly bootstrapServers: readonly string[];

  private constructor(
    state: SimulatedState,
    brokers: readonly SimulatedBroker[],
    ports: ReadonlyMap<number, number>,
  ) {
    this.state = state;
    this.brokers = brokers;
    this.bootstrapServers = [...ports.values()].map((port) => `${HOST}:${port}`);
  }

  /** Makes the state and listens on free ports. */
  static async listen(shape: ClusterShape): Promise<SimulatedCluster> {
    const state = new SimulatedState(shape);
    const ports = new Map<number, number>();
    const brokers: SimulatedBroker[] = [];
    for (let id = 1; id <= shape.brokers; id++) {
      const broker = new SimulatedBroker(id, state, ports);
      ports.set(id, await broker.listen());
      brokers.push(broker);
    }
    return new SimulatedCluster(state, brokers, ports);
  }

  /** Replaces what a broker does wrong; `{}` makes it well again. */
  async fault(brokerId: number, faults: BrokerFaults): Promise<void> {
    const broker = this.brokers.find(({ id }) => id === brokerId);
    if (broker === undefined) throw new RangeError(`There is no simulated broker ${brokerId}`);
    await broker.set(faults);
  }

  /** What all brokers have answered until now, ApiVersions left out. */
  counts(): Counts {
    const answered: Record<string, number> = {};
    let bytes = 0;
    for (const broker of this.brokers) {
      bytes += broker.sentBytes;
      for (const [api, count] of broker.answered) answered[api] = (answered[api] ?? 0) + count;
    }
    return { answered, bytes };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.brokers.map((broker) => broker.close()));
  }
}
