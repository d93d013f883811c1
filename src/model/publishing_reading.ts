/** How one sink of alerts fares. Counts go on over restarts if there is a state directory. */
export interface SinkReading {
  readonly name: string;
  readonly events: number;
  readonly failures: number;
  readonly queueLength: number;
  readonly coalesced: number;
}

/** How the program fares with publishing alerts. */
export interface PublishingReading {
  readonly sinks: readonly SinkReading[];
  /** Alerts that came in from elsewhere, by what became of them. */
  readonly outside: {
    readonly published: number;
    readonly unchanged: number;
    readonly own: number;
  };
}
