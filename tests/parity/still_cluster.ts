import { isDeepStrictEqual } from "node:util";
import type { LabClient } from "../lab/lab_client.ts";
import { uniqueName } from "../program/unique_name.ts";
import { waitFor } from "../program/wait_for.ts";

/** Topics and groups that do not change, for two programs to tell the same of. */
export interface StillCluster {
  readonly topics: readonly string[];
  /** With those that have no members. */
  readonly groups: readonly string[];
  /** Filters that let exactly these pass, as both programs take them. */
  readonly filters: readonly string[];
  /** Ends the members. */
  end(): Promise<void>;
}

/** Everything that the differences are about, and much that should not differ. */
export async function makeStillCluster(
  client: LabClient,
  mode: "kraft" | "zookeeper",
): Promise<StillCluster> {
  const mark = uniqueName("still");
  const topic = (name: string) => `${mark}.${name}`;
  const [plain, trimmed, turned, empty] = ["plain", "trimmed", "turned", "empty"].map(topic) as [
    string,
    string,
    string,
    string,
  ];
  await client.createTopic(plain, { partitions: 3, replicationFactor: 3 });
  await client.createTopic(trimmed, { partitions: 1, replicationFactor: 1 });
  await client.createTopic(turned, { partitions: 1, replicationFactor: 3 });
  await client.createTopic(empty, { partitions: 2, replicationFactor: 2 });
  for (const partition of [0, 1, 2]) {
    await client.produce(plain, { count: 10 * (partition + 1), partition });
  }
  await client.produce(trimmed, { count: 50 });
  await client.deleteRecords(trimmed, 0, 20);
  // The same replicas in another order: the leader is not the preferred one any more.
  const [replicas] = await client.replicas(turned);
  const order = [...replicas!.slice(1), replicas![0]!];
  await client.reassign(turned, 0, order);
  await waitFor(
    "the replicas have another order",
    async () => isDeepStrictEqual(await client.replicas(turned), [order]),
    30_000,
  );

  const group = (name: string) => `${mark}."${name}"\\é`;
  const [partly, behind, both] = ["partly", "behind", "both"].map(group) as [
    string,
    string,
    string,
  ];
  await client.commit(partly, plain, [4, undefined, 30]);
  await client.commit(behind, trimmed, [5]);
  await client.commitMany(both, [[plain, [10, 20, 30]], [trimmed, [50]], [empty, [0, 0]]]);
  const protocols = mode === "kraft"
    ? ["classic", "consumer", "share"] as const
    : ["classic"] as const;
  if (mode === "kraft") {
    await client.alterConfig("group", group("share"), "share.auto.offset.reset", "earliest");
  }
  const tasks: string[] = [];
  for (const protocol of protocols) {
    tasks.push(
      await client.startConsumer({ group: group(protocol), protocol, topics: [plain] }),
    );
  }
  const live = protocols.map(group);
  await waitFor("the groups are still", () => areStill(client, live), 60_000);
  return {
    topics: [plain, trimmed, turned, empty],
    groups: [partly, behind, both, ...live],
    filters: [`--topic.filter=^${mark}`, `--group.filter=^${mark}`],
    end: async () => {
      for (const task of tasks) await client.stopTask(task);
    },
  };
}

/** Whether all have a member that has joined, and those that commit have read everything. */
async function areStill(client: LabClient, groups: readonly string[]): Promise<boolean> {
  const listed = await client.groups();
  for (const name of groups) {
    const found = listed.find(({ group }) => group === name);
    if (found?.state !== "Stable") return false;
    if (found.type === "Share") continue;
    const committed = await client.committed(name);
    if (committed.reduce((sum, { offset }) => sum + offset, 0) !== 60) return false;
  }
  return true;
}
