import assert from "node:assert/strict";
import { SimulatedProcess } from "../../../bench/simulated/simulated_process.ts";
import { connectTo } from "../../wire_fakes/cluster_of_fakes.ts";

const SHAPE = {
  brokers: 2,
  topics: 1,
  partitionsPerTopic: 1,
  replicationFactor: 1,
  groups: 0,
  commitsPerGroup: 0,
  membersPerGroup: 0,
};

Deno.test("a simulated cluster in a process of its own obeys, and ends with its owner's word", async () => {
  const simulated = await SimulatedProcess.start(SHAPE);
  const ports = simulated.bootstrapServers.map((server) => Number(server.split(":")[1]));
  assert.equal(ports.length, 2);
  await simulated.tell({ do: "fault", brokerId: 1, faults: { down: true } });
  await assert.rejects(Deno.connect({ port: ports[0]! }), Deno.errors.ConnectionRefused);
  await simulated.tell({ do: "fault", brokerId: 1, faults: {} });
  await simulated.tell({ do: "churn", churn: { createTopics: 1 } });
  const { cluster } = connectTo(ports);
  await cluster.settle(2_000, new AbortController().signal);
  cluster.close();
  await simulated[Symbol.asyncDispose]();
  await assert.rejects(Deno.connect({ port: ports[0]! }), Deno.errors.ConnectionRefused);
});
