import assert from "node:assert/strict";
import { type LagHistory, lagHistory } from "../../../src/state/lag_history.ts";
import { openState } from "../../../src/state/open_state.ts";
import { silentLogger } from "../../wire_fakes/recorders.ts";

async function withHistory(run: (open: () => LagHistory) => void): Promise<void> {
  const dir = await Deno.makeTempDir();
  let state: ReturnType<typeof openState> | undefined;
  try {
    run(() => {
      state?.close();
      state = openState(dir, silentLogger);
      return lagHistory(state.history)!;
    });
  } finally {
    state?.close();
    await Deno.remove(dir, { recursive: true });
  }
}

const part = (kind: number, ...bytes: number[]) => ({ kind, bytes: Uint8Array.from(bytes) });

function load(history: LagHistory, cluster = "c"): number[][] {
  return [...history.load(cluster, 1_000)].map(({ kind, bytes }) => [kind, ...bytes]);
}

function writeGeneration(history: LagHistory, cluster: string, value: number): void {
  history.begin(cluster);
  history.put(cluster, 1_000, part(0, value));
  history.put(cluster, 1_000, part(1, value));
  history.complete(cluster);
}

Deno.test("parts come back in their order after a restart, each cluster's its own", async () => {
  await withHistory((open) => {
    const history = open();
    writeGeneration(history, "c", 7);
    writeGeneration(history, "d", 8);
    history.put("c", 1_000, part(2, 1, 2, 3));
    history.put("d", 1_000, part(2, 4));
    const again = open();
    assert.deepEqual(load(again), [[0, 7], [1, 7], [2, 1, 2, 3]]);
    assert.deepEqual(load(again, "d"), [[0, 8], [1, 8], [2, 4]]);
    assert.deepEqual(load(again, "e"), []);
  });
});

Deno.test("a generation counts when it is complete, and not before", async () => {
  await withHistory((open) => {
    const history = open();
    writeGeneration(history, "c", 1);
    history.begin("c");
    history.put("c", 1_000, part(0, 2));
    const again = open();
    assert.deepEqual(load(again), [[0, 1], [1, 1]]);
    writeGeneration(again, "c", 3);
    assert.deepEqual(load(open()), [[0, 3], [1, 3]]);
  });
});

Deno.test("older generations are removed some at a time, and the newest never", async () => {
  await withHistory((open) => {
    const history = open();
    writeGeneration(history, "c", 1);
    for (let cycle = 0; cycle < 10; cycle++) history.put("c", 1_000, part(2, cycle));
    writeGeneration(history, "c", 2);
    for (let cycle = 0; cycle < 10; cycle++) history.removeSome("c");
    assert.deepEqual(load(history), [[0, 2], [1, 2]]);
    const state = openState(undefined, silentLogger);
    assert.equal(lagHistory(state.history), undefined, "nothing is kept in memory only");
    state.close();
  });
});

Deno.test("a cluster that is not watched any more is forgotten after some days", async () => {
  await withHistory((open) => {
    const history = open();
    writeGeneration(history, "c", 1);
    assert.deepEqual([...history.load("d", 9 * 86_400_000)], []);
    assert.deepEqual(load(history), []);
  });
});

Deno.test("counts are replaced, and forgotten with their group", async () => {
  await withHistory((open) => {
    const history = open();
    const counts = { messagesLost: 0, resets: 0, rebalances: 0, epoch: NaN };
    const ofTopic = { ...counts, groupId: "g", topic: "t", messagesLost: 2 ** 40 };
    const ofGroup = { ...counts, groupId: "g", topic: "", rebalances: 3, epoch: 12 };
    history.count("c", [ofTopic, ofGroup, { ...ofTopic, groupId: "h" }], []);
    history.count("c", [{ ...ofTopic, resets: 1 }], ["h"]);
    assert.deepEqual(open().counts("c"), [ofGroup, { ...ofTopic, resets: 1 }]);
  });
});
