import assert from "node:assert/strict";
import { type LagReport, TIME_LAG_METHODS } from "../../../src/model/lag_report.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitFor } from "../../program/wait_for.ts";
import { KnownTopic } from "../known_topic.ts";
import { LagMonitor } from "../lag_monitor.ts";

/** What every report told of the group, and what was true; seconds. */
function toldOf({ reports }: LagMonitor, { group, timeMs, tookMs }: Watched) {
  return reports.flatMap(({ groups, atMs }, cycle) => {
    const found = groups.find(({ groupId }) => groupId === group);
    if (found === undefined || found.slots.length === 0) return [];
    const method = TIME_LAG_METHODS[found.methods[0]!]!;
    const writtenMs = found.lag[0] === 0 ? atMs : timeMs(found.committed[0]!);
    const told = found.lagSeconds[0]!;
    const late = found.lag[0] === 0 ? 0 : tookMs(found.committed[0]!) / 1000;
    return [{ cycle, method, told, truth: (atMs - writtenMs) / 1000, writtenMs, late }];
  });
}

interface Watched {
  readonly group: string;
  readonly timeMs: (offset: number) => number;
  readonly tookMs: (offset: number) => number;
}

const watched = (known: KnownTopic): Watched => ({
  group: known.group,
  timeMs: (offset) => known.timeMs(offset),
  tookMs: (offset) => known.tookMs(offset),
});

/**
 * Within an interval as it really was, or 12 %, of the truth; estimates by rates do not count. Of
 * what was written between two monitors the interval is the time in which nobody looked.
 */
function assertTrue(
  monitor: LagMonitor,
  known: KnownTopic,
  leastTold: number,
  before: readonly LagReport[] = [],
): void {
  const told = toldOf(monitor, watched(known));
  const found = told.filter(({ method }) => method !== "unknown" && method !== "rate");
  const share = `${known.topic}: ${found.length} of ${told.length} reports have a time lag`;
  assert.ok(found.length >= leastTold, share);
  const times = [...before, ...monitor.reports].map(({ atMs }) => atMs);
  const longestMs = Math.max(...times.slice(1).map((atMs, index) => atMs - times[index]!));
  // A fifth more, as reading takes some milliseconds; and history knows when the log had a record.
  const intervalSeconds = 1.2 * longestMs / 1000;
  const far = found.filter(({ told, truth, late }) => {
    const allowed = Math.max(intervalSeconds, 0.12 * truth);
    return told > truth + allowed || told < truth - late - allowed;
  });
  assert.deepEqual(far, [], `${known.topic}, ${intervalSeconds} s between two reports`);
}

/** Traffic and commits of one kind, done again and again. */
const KINDS: Readonly<Record<string, (known: KnownTopic, turn: number) => Promise<void>>> = {
  steady: async (known) => {
    await known.produce(5);
    await known.commit(known.end - 7);
  },
  bursty: async (known, turn) => {
    if (turn % 6 === 0) await known.produce(300);
    await known.commit(known.end - 200);
  },
  stopped: async (known, turn) => {
    await known.produce(5);
    if (turn < 4) await known.commit(known.end - 1);
  },
  idle: async (known, turn) => {
    if (turn === 0) await known.produce(20);
    await known.commit(20);
  },
  "catching-up": async (known, turn) => {
    await known.produce(5);
    if (turn === 0 || turn > 8) await known.commit(known.committed + 9);
  },
};

const TURNS = 24;
/** How many cycles a monitor that knows nothing may need to find every time. */
const COLD_CYCLES = 20;

/** Three days of records, ever more an hour, with a pause of half a day in the midst. */
async function writeDays(known: KnownTopic): Promise<void> {
  const nowMs = Date.now();
  for (let step = 0; step < 120; step++) {
    const part = (step / 120) ** 2;
    const hours = part < 0.4 ? 72 - 60 * part : 48 * (1 - part);
    await known.produce(1 + step % 7, nowMs - Math.round(hours * 3_600_000));
  }
}

Deno.test("time lag is true while it is watched, after a restart, and cold", async (t) => {
  await using lab = await openSharedLab();
  const { client, bootstrapServers } = lab;
  const prefix = uniqueName("truth");
  const topics = Object.keys(KINDS).map((name) => new KnownTopic(client, `${prefix}-${name}`));
  const days = new KnownTopic(client, `${prefix}-days`);
  const names = [...topics, days].map(({ topic }) => topic);
  await client.createTopics(names, { partitions: 1, replicationFactor: 1 });
  const stateDir = await Deno.makeTempDir();
  const options = { bootstrapServers, prefix, lag: "{}" };

  let watchedReports: readonly LagReport[] = [];
  await t.step("while it is watched", async () => {
    await using monitor = new LagMonitor({ ...options, stateDir });
    for (let turn = 0; monitor.reports.length < TURNS; turn++) {
      const before = monitor.reports.length;
      for (const [index, act] of Object.values(KINDS).entries()) await act(topics[index]!, turn);
      await waitFor("a cycle is done", () => monitor.reports.length > before, 60_000);
    }
    for (const known of topics) assertTrue(monitor, known, TURNS - 10);
    watchedReports = monitor.reports;
  });

  await t.step("after a restart with state, at once and by what was seen before", async () => {
    await using monitor = new LagMonitor({ ...options, stateDir });
    const toldFor = (known: KnownTopic) =>
      toldOf(monitor, watched(known)).filter(({ method }) => method !== "unknown");
    await waitFor(
      "some cycles are done",
      () => monitor.reports.length >= 4 && topics.every((known) => toldFor(known).length >= 2),
      60_000,
    );
    for (const known of topics) assertTrue(monitor, known, 2, watchedReports);
    assert.equal(toldFor(topics[2]!)[0]!.method, "history");
  });

  await writeDays(days);
  const offsets = [200, days.end - 1];
  const groupAt = (offset: number) => `${prefix}-at-${offset}`;
  for (const offset of offsets) await client.commit(groupAt(offset), days.topic, [offset]);
  const ofDays = offsets.map((offset): Watched => ({
    group: groupAt(offset),
    timeMs: (committed) => days.timeMs(committed),
    tookMs: () => 0,
  }));

  /** Until every time is told within a second of the truth, in so many cycles. */
  const findCold = async (how: string, batchHeaders: boolean) => {
    const lag = `{ batch_headers: ${batchHeaders} }`;
    await using monitor = new LagMonitor({ ...options, lag, intervalMs: 1_000 });
    const all = [...topics.map(watched), ...ofDays];
    const wrong = () =>
      all.map((each) => toldOf(monitor, each).at(-1)).filter((newest, index) => {
        if (newest === undefined || !(Math.abs(newest.told - newest.truth) <= 1)) return true;
        // Batches are looked at for one of the groups that are late on the same partition.
        const methods = index < topics.length ? [how] : [how, "bisection"];
        return newest.truth > 0 && !methods.includes(newest.method);
      });
    const isOver = () => wrong().length === 0 || monitor.reports.length >= COLD_CYCLES;
    await waitFor(`${how}: the times are told`, isOver, 120_000);
    assert.deepEqual(wrong(), [], `after ${monitor.reports.length} cycles`);
  };
  await t.step("cold, within a second of the truth, by either way of asking", async () => {
    await Promise.all([findCold("timestamp", true), findCold("bisection", false)]);
  });
  await Deno.remove(stateDir, { recursive: true });
});
