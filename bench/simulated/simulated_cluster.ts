import type { ClusterShape } from "./cluster_shape.ts";
import { HOST } from "./answers/answer_encoder.ts";
import type { BrokerFaults } from "./broker_faults.ts";
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

  /** Answers of one API by all brokers, or of all APIs. */
  answered(api?: string): number {
    const counts = this.brokers.flatMap(({ answered }) => [...answered]);
    return counts.reduce(
      (sum, [name, count]) => api === undefined || name === api ? sum + count : sum,
      0,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.brokers.map((broker) => broker.close()));
  }
}
