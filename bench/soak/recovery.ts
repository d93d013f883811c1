import type { Exposition } from "../../tests/program/exposition_parser.ts";
import type { Fault } from "./faults.ts";
import { isWhole, type Observation } from "./observation.ts";
import { troublesIn } from "./served.ts";

/** A node that was frozen tells what it knew, until it has caught up: about so long. */
const CATCHING_UP_MS = 5_000;

/** A fault that was done, and when what followed was; milliseconds since 1970. */
export interface DoneFault {
  readonly name: string;
  readonly kind: string;
  readonly fromMs: number;
  /** When the program told that it cannot reach the nodes; undefined if it did not until repair. */
  noticedMs?: number;
  /** When the nodes went on or said that they are started; undefined before. */
  repairedMs?: number;
  /** When Kafka's own client had begun to see Kafka whole; undefined if not before the next fault. */
  kafkaWholeMs?: number;
  /** When the program served everything; undefined if not before the next fault. */
  servedWholeMs?: number;
  /** What was still wrong or not known in the newest answer before that. */
  lastTroubles?: readonly string[];
}

/** Does faults, and takes the times of what the program and Kafka's own client see of them. */
export class Recovery {
  readonly faults: DoneFault[] = [];
  #nodes: readonly number[] = [];

  get current(): DoneFault | undefined {
    return this.faults.at(-1);
  }

  begin({ name, kind, nodes }: Fault): void {
    this.faults.push({ name, kind, fromMs: Date.now() });
    this.#nodes = nodes;
  }

  repaired(): void {
    this.current!.repairedMs = Date.now();
  }

  /** Whether a node that was frozen went on shortly before that moment. */
  hasThawed(ms: number): boolean {
    return this.faults.some(({ name, repairedMs = NaN }) =>
      name.includes("frozen") && ms >= repairedMs && ms < repairedMs + CATCHING_UP_MS
    );
  }

  /** The newest fault begun before that moment, in words. */
  at(ms: number): string {
    const fault = this.faults.findLast(({ fromMs }) => fromMs <= ms);
    if (fault === undefined) return "before the first fault";
    const seconds = (from: number) => `${((ms - from) / 1000).toFixed(1)} s`;
    const { name, fromMs, repairedMs } = fault;
    if (repairedMs === undefined || ms < repairedMs) return `${name} for ${seconds(fromMs)}`;
    return `${seconds(repairedMs)} after the repair of ${name}`;
  }

  /** An answer of `:9308` that was asked for at that moment. */
  served(seen: Exposition, atMs: number): void {
    const fault = this.current;
    if (fault === undefined || atMs < fault.fromMs) return;
    const reaches = (id: number) =>
      seen.value("kafka_sentinel_broker_reachable", { id: `${id}` }) === 1;
    if (fault.repairedMs === undefined) {
      if (!this.#nodes.some(reaches)) fault.noticedMs ??= atMs;
    } else if (atMs >= fault.repairedMs && fault.servedWholeMs === undefined) {
      const troubles = troublesIn(seen);
      if (troubles.length === 0) fault.servedWholeMs = atMs;
      else fault.lastTroubles = troubles;
    }
  }

  observed(observation: Observation): void {
    const { fromMs } = observation.topics;
    const { current } = this;
    if (current?.repairedMs === undefined || fromMs < current.repairedMs) return;
    if (isWhole(observation)) current.kafkaWholeMs ??= fromMs;
  }
}
