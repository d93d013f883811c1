import assert from "node:assert/strict";
import {
  readAssignedTopics,
  readSubscribedTopics,
} from "../../../../src/kafka/messages/consumer_protocol.ts";
import { encodeBySchema } from "../../../schema/encode_by_schema.ts";
import { structs } from "../../../schema/expected_values.ts";
import { generateBySchema } from "../../../schema/generate_by_schema.ts";
import { messageSpec } from "../../../schema/message_spec.ts";
import { Random } from "../../../schema/random.ts";
import type { Struct } from "../../../schema/schema_types.ts";

const ROUNDS = 150;

/** As consumers write it: the version, then the body. */
function versioned(name: string, version: number, value: Struct, told = version): Uint8Array {
  return Uint8Array.of(
    told >> 8,
    told & 0xff,
    ...encodeBySchema(messageSpec(name), version, value),
  );
}

function eachVersion(name: string, check: (value: Struct, version: number) => void): void {
  for (let version = 0; version <= 3; version++) {
    const random = new Random(6000 + version);
    for (let round = 0; round < ROUNDS; round++) {
      check(generateBySchema(messageSpec(name), version, random), version);
    }
  }
}

Deno.test("subscriptions of every version are read as Kafka specifies them", () => {
  const name = "ConsumerProtocolSubscription";
  eachVersion(name, (value, version) => {
    assert.deepEqual(readSubscribedTopics(versioned(name, version, value)), value["Topics"]);
  });
});

Deno.test("assignments of every version are read as Kafka specifies them", () => {
  const name = "ConsumerProtocolAssignment";
  eachVersion(name, (value, version) => {
    const expected = structs(value, "AssignedPartitions").map((topic) => ({
      topic: topic["Topic"],
      partitions: Int32Array.from(topic["Partitions"] as number[]),
    }));
    assert.deepEqual(readAssignedTopics(versioned(name, version, value)), expected);
  });
});

Deno.test("newer versions are read by what they have in common", () => {
  const value = { Topics: ["a", "b"], UserData: Uint8Array.of(1) };
  const bytes = versioned("ConsumerProtocolSubscription", 0, value, 9);
  assert.deepEqual(readSubscribedTopics(Uint8Array.of(...bytes, 1, 2, 3)), ["a", "b"]);
});

Deno.test("a member that was given nothing may have no bytes at all", () => {
  assert.deepEqual(readAssignedTopics(new Uint8Array(0)), []);
});

Deno.test("bytes that are something else are not known, whatever they are", () => {
  const whole = versioned("ConsumerProtocolSubscription", 0, { Topics: ["some-topic"] });
  for (let length = 0; length < whole.length - 4; length++) {
    assert.equal(readSubscribedTopics(whole.subarray(0, length)), undefined);
  }
  assert.equal(readSubscribedTopics(Uint8Array.of(0xff, 0xff, 0, 0, 0, 0)), undefined);
  const random = new Random(6100);
  for (let round = 0; round < 2000; round++) {
    const bytes = random.bytes(1 + random.below(60));
    for (const read of [readSubscribedTopics(bytes), readAssignedTopics(bytes)]) {
      assert.ok(read === undefined || read.length <= bytes.length);
    }
  }
});
