import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { readArray } from "./read_array.ts";
import { writeStrings } from "./write_strings.ts";

/** Filters, empty for all groups. Brokers that are too old for a filter list all groups. */
export interface ListGroupsRequest {
  /** From version 4. */
  readonly states: readonly string[];
  /** From version 5. */
  readonly types: readonly string[];
}

export interface ListedGroup {
  readonly groupId: string;
  readonly protocolType: string;
  /** undefined before version 4. */
  readonly groupState: string | undefined;
  /** undefined before version 5. */
  readonly groupType: string | undefined;
}

export interface ListGroupsAnswer extends Throttled {
  readonly errorCode: number;
  readonly groups: readonly ListedGroup[];
}

/** ListGroups: the groups that one broker coordinates. */
export const listGroups: Message<ListGroupsRequest, ListGroupsAnswer> = {
  name: "ListGroups",
  apiKey: 16,
  minVersion: 3,
  maxVersion: 5,
  flexibleFrom: 3,
  encode(writer, { states, types }, version) {
    if (version >= 4) writeStrings(writer, states);
    if (version >= 5) writeStrings(writer, types);
    writer.tags();
  },
  *decode(reader, version) {
    const throttleTimeMs = reader.int32();
    const errorCode = reader.int16();
    const groups = yield* readArray(reader, 3, () => readGroup(reader, version));
    reader.tags();
    return { throttleTimeMs, errorCode, groups };
  },
};

function readGroup(reader: WireReader, version: number): ListedGroup {
  const group = {
    groupId: reader.string(),
    protocolType: reader.string(),
    groupState: version >= 4 ? reader.string() : undefined,
    groupType: version >= 5 ? reader.string() : undefined,
  };
  reader.tags();
  return group;
}
