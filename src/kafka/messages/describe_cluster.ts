import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { readArray } from "./read_array.ts";

export interface DescribeClusterRequest {
  /** Ignored before version 2. */
  readonly includeFencedBrokers: boolean;
}

export interface DescribedBroker {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | undefined;
  /** Registered, but not in use: it stopped, died, or is still starting. false before version 2. */
  readonly fenced: boolean;
}

export interface DescribeClusterAnswer extends Throttled {
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
  readonly clusterId: string;
  /** NaN where unknown. With KRaft this is a random broker. */
  readonly controllerId: number;
  readonly brokers: readonly DescribedBroker[];
}

const BROKERS = 1;

/** DescribeCluster: registered brokers, from version 2 on fenced ones too (KIP-1073). */
export const describeCluster: Message<DescribeClusterRequest, DescribeClusterAnswer> = {
  name: "DescribeCluster",
  apiKey: 60,
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  encode(writer, { includeFencedBrokers }, version) {
    const includeAuthorizedOperations = false;
    writer.boolean(includeAuthorizedOperations);
    if (version >= 1) writer.int8(BROKERS);
    if (version >= 2) writer.boolean(includeFencedBrokers);
    writer.tags();
  },
  *decode(reader, version) {
    const throttleTimeMs = reader.int32();
    const errorCode = reader.int16();
    const errorMessage = reader.nullableString();
    if (version >= 1) reader.int8(); // the endpoint type
    const clusterId = reader.string();
    const controllerId = orNaN(reader.int32());
    const brokers = yield* readArray(reader, 11, () => readBroker(reader, version));
    reader.int32(); // authorized operations
    reader.tags();
    return { throttleTimeMs, errorCode, errorMessage, clusterId, controllerId, brokers };
  },
};

function readBroker(reader: WireReader, version: number): DescribedBroker {
  const broker = {
    id: reader.int32(),
    host: reader.string(),
    port: reader.int32(),
    rack: reader.nullableString(),
    fenced: version >= 2 && reader.boolean(),
  };
  reader.tags();
  return broker;
}
