import assert from "node:assert/strict";
import { RequestTimeoutError } from "../../src/kafka/errors.ts";
import { consumerGroupDescribe } from "../../src/kafka/messages/consumer_group_describe.ts";
import { describeGroups } from "../../src/kafka/messages/describe_groups.ts";
import { findCoordinator } from "../../src/kafka/messages/find_coordinator.ts";
import { listGroups } from "../../src/kafka/messages/list_groups.ts";
import { listOffsets } from "../../src/kafka/messages/list_offsets.ts";
import type { Message, Throttled } from "../../src/kafka/messages/message.ts";
import { metadata } from "../../src/kafka/messages/metadata.ts";
import { offsetFetch } from "../../src/kafka/messages/offset_fetch.ts";
import { type KafkaLab, startLab } from "../lab/kafka_lab.ts";
import { waitFor } from "../program/wait_for.ts";
import { connectTo } from "../wire_fakes/cluster_of_fakes.ts";
import { until } from "../wire_fakes/until.ts";

const never = new AbortController().signal;
const GROUP = "transport-roundtrip";
const MISSING_TOPIC = "transport-no-such-topic";
const UNKNOWN_TOPIC_OR_PARTITION = 3;
const COORDINATOR_LOAD_IN_PROGRESS = 14;
const allGroups = { states: [], types: [] };

/** Brokers of a busy machine pause for seconds. */
const TIMEOUT_MS = 5_000;
const DEADLINE_MS = 60_000;

/** A client that knows and is connected to all brokers. */
async function connectToAll(servers: readonly string[]) {
  const made = connectTo([], {
    bootstrapServers: servers,
    connectTimeoutMs: TIMEOUT_MS,
    requestTimeoutMs: TIMEOUT_MS,
  });
  const { cluster } = made;
  await cluster.settle(DEADLINE_MS, never);
  let ids: number[] = [];
  await waitFor("all brokers are connected", async () => {
    const { answer } = await cluster.sendToAny(metadata, { topics: [] }, never);
    cluster.learn(answer.brokers);
    await cluster.settle(DEADLINE_MS, never);
    ids = answer.brokers.map(({ id }) => id).toSorted((a, b) => a - b);
    return ids.length === 3 && ids.every((id) => cluster.isReachable(id));
  }, DEADLINE_MS);
  return { ...made, ids };
}

Deno.test("the transport against three real brokers", async (t) => {
  await using lab = await startLab({ nodes: 3 });
  await t.step("every broker answers every API that the reader uses", () => everyApi(lab));
  await t.step(
    "a frozen broker fails alone and comes back when it is thawed",
    () => frozenBroker(lab),
  );
  await t.step(
    "a killed broker is noticed without a request and found again",
    () => killedBroker(lab),
  );
});

async function everyApi(lab: KafkaLab) {
  const { cluster, observer, ids } = await connectToAll(lab.bootstrapServers);
  for (const id of ids) {
    const ask = <Q, A extends Throttled>(message: Message<Q, A>, request: Q): Promise<A> =>
      cluster.send(id, message, request, never);
    await waitFor(`${id} knows all brokers`, async () => {
      return (await ask(metadata, { topics: [] })).brokers.length === 3;
    }, DEADLINE_MS);
    // Whoever looked for a coordinator first had the topic of commits made, which is loaded then.
    await waitFor("coordinators are loaded", async () => {
      const { errorCode } = await ask(listGroups, allGroups);
      assert.ok([0, COORDINATOR_LOAD_IN_PROGRESS].includes(errorCode), `error ${errorCode}`);
      return errorCode === 0;
    }, DEADLINE_MS);
    assert.equal((await ask(findCoordinator, { groupIds: [GROUP] })).coordinators[0]?.key, GROUP);
    assert.equal((await ask(describeGroups, { groupIds: [GROUP] })).groups[0]?.groupId, GROUP);
    const described = await ask(consumerGroupDescribe, { groupIds: [GROUP] });
    assert.equal(described.groups[0]?.groupId, GROUP);
    const fetched = await ask(offsetFetch, { groups: [{ groupId: GROUP }] });
    assert.equal(fetched.groups[0]?.groupId, GROUP);
    const offsets = await ask(listOffsets, {
      isolation: "read_uncommitted",
      timestamp: -1,
      topics: [{ name: MISSING_TOPIC, from: 0, to: 1 }],
      partitionIndexes: Int32Array.of(0),
      leaderEpochs: Float64Array.of(NaN),
    });
    assert.equal(offsets.errorCodes[0], UNKNOWN_TOPIC_OR_PARTITION);
  }
  assert.deepEqual(observer.done.filter(({ failure }) => failure !== undefined), []);
  cluster.close();
}

async function frozenBroker(lab: KafkaLab) {
  const { cluster, ids } = await connectToAll(lab.bootstrapServers);
  const [frozen, ...others] = ids as [number, number, number];
  await lab.freeze(frozen);
  try {
    const order: string[] = [];
    const silent = assert.rejects(
      cluster.send(frozen, listGroups, allGroups, never),
      RequestTimeoutError,
    ).then(() => order.push("silent"));
    const answered = others.map(async (id) => {
      await cluster.send(id, metadata, { topics: [] }, never);
      order.push("answered");
    });
    await Promise.all([silent, ...answered]);
    assert.deepEqual(order, ["answered", "answered", "silent"]);
    assert.deepEqual(ids.map((id) => cluster.isReachable(id)), [false, true, true]);
    await assert.rejects(cluster.send(frozen, listGroups, allGroups, never), /Lost broker/);
  } finally {
    await lab.thaw(frozen);
  }
  await until("it is connected again", () => cluster.isReachable(frozen), DEADLINE_MS);
  await cluster.send(frozen, listGroups, allGroups, never);
  cluster.close();
}

async function killedBroker(lab: KafkaLab) {
  const { cluster, ids } = await connectToAll(lab.bootstrapServers);
  const killed = ids[1] as number;
  await lab.kill(killed);
  try {
    await until("the loss is noticed", () => !cluster.isReachable(killed), DEADLINE_MS);
    await assert.rejects(cluster.send(killed, listGroups, allGroups, never), {
      name: "BrokerUnavailableError",
    });
    const { brokerId } = await cluster.sendToAny(
      metadata,
      { topics: [] },
      never,
      new Set([ids[0]!]),
    );
    assert.equal(brokerId, ids[2]);
  } finally {
    await lab.restart(killed);
  }
  await until("it is connected again", () => cluster.isReachable(killed), DEADLINE_MS);
  assert.equal((await cluster.send(killed, metadata, { topics: [] }, never)).throttleTimeMs, 0);
  cluster.close();
}
