import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { readArray } from "./read_array.ts";
import { writeStrings } from "./write_strings.ts";

export interface FindCoordinatorRequest {
  readonly groupIds: readonly string[];
}

export interface Coordinator {
  /** The group id. */
  readonly key: string;
  /** Broker id; NaN with an error. */
  readonly nodeId: number;
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
}

export interface FindCoordinatorAnswer extends Throttled {
  readonly coordinators: readonly Coordinator[];
}

const GROUP_KEYS = 0;

/** FindCoordinator: which broker coordinates each group. Answered by any broker. */
export const findCoordinator: Message<FindCoordinatorRequest, FindCoordinatorAnswer> = {
  name: "FindCoordinator",
  apiKey: 10,
  minVersion: 4,
  maxVersion: 6,
  flexibleFrom: 3,
  encode(writer, { groupIds }) {
    writer.int8(GROUP_KEYS);
    writeStrings(writer, groupIds);
    writer.tags();
  },
  *decode(reader) {
    const throttleTimeMs = reader.int32();
    const coordinators = yield* readArray(reader, 14, () => readCoordinator(reader));
    reader.tags();
    return { throttleTimeMs, coordinators };
  },
};

function readCoordinator(reader: WireReader): Coordinator {
  const key = reader.string();
  const nodeId = orNaN(reader.int32());
  reader.skipString(); // host: addresses are Metadata's to tell
  reader.int32(); // port
  const errorCode = reader.int16();
  const errorMessage = reader.nullableString();
  reader.tags();
  return { key, nodeId, errorCode, errorMessage };
}
