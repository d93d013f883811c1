import type { BrokerFaults } from "./broker_faults.ts";
import type { Churn } from "./simulated_state.ts";

/** What a simulated cluster in a process of its own is told, one JSON text a line. */
export type Command =
  /** Changes the state once. */
  | { readonly do: "churn"; readonly churn: Churn }
  /** Changes the state from now on, every so many milliseconds, instead of what was told before. */
  | { readonly do: "keep churning"; readonly everyMs: number; readonly churn: Churn }
  /** Replaces what a broker does wrong. */
  | { readonly do: "fault"; readonly brokerId: number; readonly faults: BrokerFaults };
