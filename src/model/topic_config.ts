/** The settings of a topic that this program uses, with the brokers' defaults where it has none. */
export interface TopicConfig {
  readonly readAtMs: number;
  /** `cleanup.policy` as Kafka writes it: `delete`, `compact` or `compact,delete`. */
  readonly cleanupPolicy: string | undefined;
  /** `min.insync.replicas`; NaN where the broker does not tell it. */
  readonly minInSyncReplicas: number;
  /** `retention.ms` in milliseconds; Infinity for no limit, NaN where not told. */
  readonly retentionMs: number;
  /** `retention.bytes` of one partition; Infinity for no limit, NaN where not told. */
  readonly retentionBytes: number;
  /** `remote.storage.enable`: old records may be in another place; undefined where not told. */
  readonly isTiered?: boolean | undefined;
}
