/** A directory in which a broker keeps logs. */
export interface LogDir {
  readonly path: string;
  /** false if the broker lost it (its disk failed). */
  readonly up: boolean;
  /** Bytes of all logs in it, those that are being moved here included; NaN if it is not up. */
  readonly sizeBytes: number;
  /** Bytes of its file system; NaN where not told (before Kafka 3.3, KIP-827). */
  readonly totalBytes: number;
  /** Bytes of its file system that are still free for the broker; NaN where not told. */
  readonly usableBytes: number;
}

/** The log directories of one broker, and how large the replicas in them are. */
export interface BrokerLogDirs {
  readonly brokerId: number;
  readonly readAtMs: number;
  /** Whether Metadata named replicas of the broker offline when they were read. */
  readonly hadOffline?: boolean;
  readonly dirs: readonly LogDir[];
  /** Slots of the partitions that the broker has a replica of, each once. */
  readonly slots: Int32Array;
  /** Bytes of the replica, one an entry of `slots`. */
  readonly sizesBytes: Float64Array;
}
