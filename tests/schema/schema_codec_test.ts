import assert from "node:assert/strict";
import { decodeBySchema } from "./decode_by_schema.ts";
import { encodeBySchema } from "./encode_by_schema.ts";
import { messageSpec } from "./message_spec.ts";
import type { Struct } from "./schema_types.ts";

/** Bytes that Kafka 4.3.1's own classes wrote for these values. */
const WRITTEN_BY_KAFKA: readonly [string, number, Struct, string][] = [
  [
    "MetadataResponse",
    12,
    {
      ThrottleTimeMs: 7,
      Brokers: [{ NodeId: 3, Host: "b3", Port: 9092, Rack: null }],
      ClusterId: "c1",
      ControllerId: -1,
      Topics: [{
        ErrorCode: 0,
        Name: "zaż",
        TopicId: "0123456789abcdeffffffffffffffffe",
        IsInternal: true,
        Partitions: [{
          ErrorCode: 5,
          PartitionIndex: 1,
          LeaderId: -1,
          LeaderEpoch: 9,
          ReplicaNodes: [3, 2],
          IsrNodes: [3],
          OfflineReplicas: [2],
        }],
        TopicAuthorizedOperations: -2147483648,
      }],
    },
    "000000070200000003036233000023840000036331ffffffff020000057a61c5bc0123456789abcdefffffffffff" +
    "fffffe0102000500000001ffffffff000000090300000003000000020200000003020000000200800000000000",
  ],
  [
    "ListOffsetsRequest",
    5,
    {
      ReplicaId: -1,
      IsolationLevel: 1,
      Topics: [{
        Name: "t",
        Partitions: [{ PartitionIndex: 2, CurrentLeaderEpoch: 4, Timestamp: -2n }],
      }],
    },
    "ffffffff0100000001000174000000010000000200000004fffffffffffffffe",
  ],
  [
    "ApiVersionsResponse",
    3,
    {
      ErrorCode: 0,
      ApiKeys: [],
      ThrottleTimeMs: 1,
      SupportedFeatures: [],
      FinalizedFeaturesEpoch: 300n,
      FinalizedFeatures: [],
      ZkMigrationReady: true,
    },
    "00000100000001020108000000000000012c030101",
  ],
];

for (const [name, version, value, hex] of WRITTEN_BY_KAFKA) {
  Deno.test(`${name} version ${version} has the bytes that Kafka's own classes write`, () => {
    const spec = messageSpec(name);
    assert.equal(encodeBySchema(spec, version, value).toHex(), hex);
    assert.deepEqual(decodeBySchema(spec, version, Uint8Array.fromHex(hex)), value);
  });
}

Deno.test("fields that are left out have their default", () => {
  const spec = messageSpec("MetadataRequest");
  assert.deepEqual(decodeBySchema(spec, 10, encodeBySchema(spec, 10, {})), {
    Topics: [],
    AllowAutoTopicCreation: true,
    IncludeClusterAuthorizedOperations: false,
    IncludeTopicAuthorizedOperations: false,
  });
});

Deno.test("a value that a version cannot carry is refused unless its field is ignorable", () => {
  const spec = messageSpec("ListGroupsRequest");
  assert.throws(
    () => encodeBySchema(spec, 3, { StatesFilter: ["Stable"] }),
    /version 3 cannot carry StatesFilter/,
  );
  const response = messageSpec("ListGroupsResponse");
  const group = { GroupId: "g", ProtocolType: "", GroupState: "Stable" };
  assert.equal(
    encodeBySchema(response, 3, { Groups: [group] }).toHex(),
    "00000000000002026701" + "0000",
  );
});

Deno.test("null where the specification allows none is refused in both directions", () => {
  const spec = messageSpec("MetadataResponse");
  assert.throws(() => encodeBySchema(spec, 11, { Topics: [{ Name: null }] }), /not nullable/);
  const asked = messageSpec("ListGroupsRequest");
  assert.throws(() => decodeBySchema(asked, 4, Uint8Array.of(0, 0)), /StatesFilter has length -1/);
});
