/** What a JMX agent tells of its JVM at one moment. NaN where it does not. */
export interface JvmSample {
  /** When the process was started, seconds since the epoch by its own clock. */
  readonly startedAtSeconds: number;
  readonly heapUsedBytes: number;
  readonly heapMaxBytes: number;
  /** Old generation after its newest collection; NaN before the first. */
  readonly oldAfterCollectionBytes: number;
  readonly oldMaxBytes: number;
  /** Time in collections that stop the program, since its start. */
  readonly pauseSeconds: number;
}
