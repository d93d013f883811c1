import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { askEveryMessage } from "../ask_every_message.ts";

/** What a cluster that is kept by ZooKeeper cannot have. */
const NOT_WITH_ZOOKEEPER = [
  "DescribeQuorum",
  "DescribeShareGroupOffsets",
  "ShareGroupDescribe",
  "StreamsGroupDescribe",
];

Deno.test("real brokers answer every message in every version that both sides speak", async () => {
  await using lab = await openSharedLab();
  const unknown = await askEveryMessage(lab, { tellsDiskSizes: true });
  assert.deepEqual(unknown, lab.mode === "kraft" ? [] : NOT_WITH_ZOOKEEPER);
});
