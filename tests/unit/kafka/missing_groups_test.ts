import assert from "node:assert/strict";
import { describeGroups } from "../../../src/kafka/messages/describe_groups.ts";
import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import { findCoordinator } from "../../../src/kafka/messages/find_coordinator.ts";
import { type ListingTrust, readMissingGroups } from "../../../src/kafka/missing_groups.ts";
import type { GroupsReading } from "../../../src/kafka/read_groups.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import type { MissingGroup } from "../../../src/model/group_snapshot.ts";
import { connectTo, contextOf, local } from "../../wire_fakes/cluster_of_fakes.ts";
import { schemaBroker } from "../../wire_fakes/schema_broker.ts";
import { madeGroup, madeSnapshot } from "../metrics/make_reading.ts";

const never = new AbortController().signal;
const NOTHING_LISTED: GroupsReading = {
  listings: new Map(),
  commits: new Map(),
  silentBrokers: [],
};
const COMPLETE: ListingTrust = { complete: true, excused: new Set() };
const INCOMPLETE: ListingTrust = { complete: false, excused: new Set() };

/** A coordinator's word on group `g`, and how it is put: an error, and a state without one. */
type Word = readonly [errorCode: number, state: string];
const DENIES: Word = [ErrorCode.GROUP_ID_NOT_FOUND, "Dead"];
const DENIES_AS_IN_3: Word = [ErrorCode.NONE, "Dead"];
const SILENT = undefined;

/** What becomes of group `g`, cycle by cycle: each has a time, a word, and whether it is complete. */
async function fates(
  cycles: readonly (readonly [atMs: number, word: Word | undefined, trust: ListingTrust])[],
): Promise<string[]> {
  let word: Word | undefined;
  const broker = await schemaBroker([
    [findCoordinator, () => ({
      Coordinators: [{
        Key: "g",
        NodeId: 1,
        Host: "127.0.0.1",
        Port: 1,
        ErrorCode: word === SILENT ? ErrorCode.COORDINATOR_NOT_AVAILABLE : ErrorCode.NONE,
        ErrorMessage: null,
      }],
    })],
    [describeGroups, () => ({
      Groups: [{ ErrorCode: word![0], ErrorMessage: null, GroupId: "g", GroupState: word![1] }],
    })],
  ]);
  const { cluster } = connectTo([], { requestTimeoutMs: 10_000 });
  cluster.learn([local(1, broker.port)]);
  await cluster.settle(2_000, never);
  const made = madeSnapshot({ t: [{}] });
  let nowMs = 0;
  const context = contextOf(cluster, { clock: { nowMs: () => nowMs } });
  let previous: ClusterSnapshot = {
    ...made,
    groups: [madeGroup(made, "g", undefined, { listedAtMs: 0 })],
  };
  const found: string[] = [];
  for (const [atMs, said, trust] of cycles) {
    [nowMs, word] = [atMs, said];
    const { missing, gone } = await readMissingGroups(context, NOTHING_LISTED, previous, trust);
    found.push(fate(missing, gone));
    previous = { ...made, missingGroups: missing };
  }
  cluster.close();
  await broker.close();
  return found;
}

function fate(missing: readonly MissingGroup[], gone: readonly string[]): string {
  if (gone.length > 0) return "gone";
  return missing.length > 0 ? "missing" : "forgotten";
}

for (const [name, denies] of [["an error", DENIES], ["the state Dead", DENIES_AS_IN_3]] as const) {
  Deno.test(`a group is gone when its coordinator says so by ${name} for five seconds`, async () => {
    assert.deepEqual(
      await fates([
        [1_000, denies, INCOMPLETE],
        [5_999, denies, INCOMPLETE],
        [6_000, denies, INCOMPLETE],
      ]),
      ["missing", "missing", "gone"],
    );
  });
}

Deno.test("while its coordinator cannot be asked, a group is not gone by what was said before", async () => {
  assert.deepEqual(
    await fates([
      [1_000, DENIES, INCOMPLETE],
      [9_000, SILENT, INCOMPLETE],
      [9_500, DENIES, INCOMPLETE],
    ]),
    ["missing", "missing", "gone"],
  );
});

for (
  const [what, code] of [
    ["may not be described", ErrorCode.GROUP_AUTHORIZATION_FAILED],
    ["is being loaded", ErrorCode.COORDINATOR_LOAD_IN_PROGRESS],
    ["has moved on", ErrorCode.NOT_COORDINATOR],
  ] as const
) {
  Deno.test(`a group that ${what} is not gone, however long nobody lists it`, async () => {
    const cycles = Array.from(
      { length: 10 },
      (_, i) => [i * 60_000, [code, ""] as Word, COMPLETE] as const,
    );
    assert.deepEqual(new Set(await fates(cycles)), new Set(["missing"]));
  });
}

Deno.test("a word between that it exists begins the time anew", async () => {
  const exists: Word = [ErrorCode.NONE, "Empty"];
  assert.deepEqual(
    await fates([
      [1_000, DENIES, COMPLETE],
      [4_000, exists, COMPLETE],
      [7_000, DENIES, COMPLETE],
      [12_000, DENIES, COMPLETE],
    ]),
    ["missing", "missing", "missing", "gone"],
  );
});

Deno.test("without a coordinator's word three complete cycles count, if they take long enough", async () => {
  const quiet = (...timesMs: readonly number[]) =>
    fates(timesMs.map((atMs) => [atMs, SILENT, COMPLETE] as const));
  assert.deepEqual(await quiet(15_000, 30_000, 45_000), ["missing", "missing", "gone"]);
  assert.deepEqual(await quiet(100, 200, 300, 5_000), ["missing", "missing", "missing", "gone"]);
  const broken = await fates([
    [15_000, SILENT, COMPLETE],
    [30_000, SILENT, COMPLETE],
    [45_000, SILENT, INCOMPLETE],
    [60_000, SILENT, COMPLETE],
  ]);
  assert.deepEqual(broken, ["missing", "missing", "missing", "missing"]);
});

Deno.test("a group that may not be described is forgotten after a day", async () => {
  const word: Word = [ErrorCode.GROUP_AUTHORIZATION_FAILED, ""];
  const dayMs = 86_400_000;
  assert.deepEqual(
    await fates([[dayMs, word, COMPLETE], [dayMs + 1, word, COMPLETE]]),
    ["missing", "forgotten"],
  );
});
