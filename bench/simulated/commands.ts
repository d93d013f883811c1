import type { BrokerFaults } from "./broker_faults.ts";
import type { Churn } from "./simulated_state.ts";

/** What brokers have answered. */
export interface Counts {
  /** Answers by API name. */
  readonly answered: Readonly<Record<string, number>>;
  /** Of all answers together, their headers included. */
  readonly bytes: number;
}

/** What a simulated cluster in a process of its own is told, one JSON text a line. */
export type Command =
  /** Changes nothing: every command is answered with the counts. */
  | { readonly do: "count" }
  /** Changes the state once. */
  | { readonly do: "churn"; readonly churn: Churn }
  /** Changes the state from now on, every so many milliseconds, instead of what was told before. */
  | { readonly do: "keep churning"; readonly everyMs: number; readonly churn: Churn }
  /** Replaces what a broker does wrong. */
  | { readonly do: "fault"; readonly brokerId: number; readonly faults: BrokerFaults };
