import assert from "node:assert/strict";
import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import { listGroups } from "../../../src/kafka/messages/list_groups.ts";
import { readGroupList } from "../../../src/kafka/read_group_lists.ts";
import { connectTo, contextOf, local } from "../../wire_fakes/cluster_of_fakes.ts";
import { schemaBroker } from "../../wire_fakes/schema_broker.ts";

const never = new AbortController().signal;

/** Ids of the groups that are taken from a list with the error. */
async function taken(errorCode: number): Promise<string[] | undefined> {
  const group = (GroupId: string, GroupState: string) => ({
    GroupId,
    GroupState,
    ProtocolType: "consumer",
    GroupType: "Classic",
  });
  const groups = [group("kept", "Stable"), group("dead", "Dead"), group("left-out", "Empty")];
  const broker = await schemaBroker([
    [listGroups, () => ({ ErrorCode: errorCode, Groups: groups })],
  ]);
  const { cluster } = connectTo([], { requestTimeoutMs: 10_000 });
  cluster.learn([local(1, broker.port)]);
  await cluster.settle(2_000, never);
  const found = await readGroupList(
    contextOf(cluster, { groupFilter: (name) => name !== "left-out" }),
    1,
  );
  cluster.close();
  await broker.close();
  return found?.map(({ groupId }) => groupId);
}

Deno.test("groups that live and pass the filter are taken from a broker's list", async () => {
  assert.deepEqual(await taken(ErrorCode.NONE), ["kept"]);
});

Deno.test("the list of a broker that still loads groups is not taken for all it has", async () => {
  assert.equal(await taken(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS), undefined);
  assert.equal(await taken(ErrorCode.COORDINATOR_NOT_AVAILABLE), undefined);
});
