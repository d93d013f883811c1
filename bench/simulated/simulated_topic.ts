const encoder = new TextEncoder();

/** A topic of a simulated cluster; one entry a partition in every array. */
export interface SimulatedTopic {
  readonly name: string;
  readonly nameBytes: Uint8Array;
  /** 16 bytes. */
  readonly id: Uint8Array;
  readonly internal: boolean;
  /** Broker ids; -1 for none. */
  readonly leaders: Int32Array;
  readonly leaderEpochs: Int32Array;
  /** Broker ids, preferred leader first. */
  readonly replicas: (readonly number[])[];
  readonly inSync: (readonly number[])[];
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
}

/** Makes a topic whose leaders are spread over the brokers, from broker `number` on. */
export function makeTopic(
  name: string,
  number: number,
  partitions: number,
  brokers: number,
  replicationFactor: number,
): SimulatedTopic {
  const indexes = Array.from({ length: partitions }, (_, index) => index);
  const replicas = indexes.map((index) =>
    Array.from({ length: replicationFactor }, (_, at) => 1 + (number + index + at) % brokers)
  );
  return {
    name,
    nameBytes: encoder.encode(name),
    id: topicId(number),
    internal: name.startsWith("__"),
    leaders: Int32Array.from(replicas, (ids) => ids[0]!),
    leaderEpochs: new Int32Array(partitions),
    replicas,
    inSync: [...replicas],
    earliest: Float64Array.from(indexes, (index) => (number * 31 + index * 7) % 1_000),
    latest: Float64Array.from(
      indexes,
      (index) => 10_000 + (number * 7_919 + index * 104_729) % 1e6,
    ),
  };
}

/** Another one for every number, none of them Kafka's reserved ones. */
function topicId(number: number): Uint8Array {
  const id = new Uint8Array(16).fill(0x5a);
  new DataView(id.buffer).setUint32(12, number);
  return id;
}
