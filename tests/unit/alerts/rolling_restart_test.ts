import assert from "node:assert/strict";
import { allRules } from "../../../src/alerts/all_rules.ts";
import type { RuleMemory } from "../../../src/alerts/rule.ts";
import { rulesSettings } from "../../../src/alerts/rules/settings.ts";
import type { AlertType } from "../../../src/model/alert_event.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import { madeBroker, madeSnapshot } from "../metrics/make_reading.ts";
import { judge, madeReadings, NO_CHANGES } from "./rules/make_readings.ts";
import { INTERVAL_MS, Simulation, START_MS } from "./simulation.ts";

const MINUTE = 60_000;
const BROKERS = [1, 2, 3, 4];
const CATCHES_UP_MS = 2 * MINUTE;

/** When a broker is down, in minutes. */
interface Outage {
  readonly broker: number;
  readonly from: number;
  readonly minutes: number;
}

const isDown = (outages: readonly Outage[], broker: number, atMs: number) =>
  outages.some((each) => {
    const fromMs = START_MS + each.from * MINUTE;
    return each.broker === broker && atMs >= fromMs && atMs < fromMs + each.minutes * MINUTE;
  });

/** A cluster with three replicas of everything, whose voters are its brokers. */
function snapshotAt(outages: readonly Outage[], nowMs: number): ClusterSnapshot {
  const inSync = (broker: number) =>
    !isDown(outages, broker, nowMs) && !isDown(outages, broker, nowMs - CATCHES_UP_MS);
  const partitions = Array.from({ length: 12 }, (_, index) => {
    const replicas = [0, 1, 2].map((step) => BROKERS[(index + step) % BROKERS.length]!);
    const isr = replicas.filter(inSync);
    return { leader: isr[0]!, replicas, isr, latestReadAtMs: nowMs, earliestReadAtMs: nowMs };
  });
  const retention = { retentionMs: Infinity, retentionBytes: Infinity };
  const config = { readAtMs: nowMs, cleanupPolicy: "delete", minInSyncReplicas: 2, ...retention };
  const caughtUpAtMs = (id: number) => {
    let atMs = nowMs;
    while (isDown(outages, id, atMs)) atMs -= 1_000;
    return atMs;
  };
  return madeSnapshot({ orders: partitions, payments: partitions }, {
    metadataReadAtMs: nowMs,
    brokers: BROKERS.map((id) => {
      const up = !isDown(outages, id, nowMs);
      return madeBroker(id, { up, reachable: up });
    }),
    reassignments: { readAtMs: nowMs, adding: new Map(), removing: new Map() },
    topicConfigs: new Map(["orders", "payments"].map((topic) => [topic, config])),
    quorum: {
      readAtMs: nowMs,
      leaderId: BROKERS.find((id) => !isDown(outages, id, nowMs))!,
      leaderEpoch: 1,
      highWatermark: nowMs,
      replicas: BROKERS.map((id) => {
        const lastCaughtUpAtMs = caughtUpAtMs(id);
        return { id, role: "voter", logEndOffset: lastCaughtUpAtMs, lastCaughtUpAtMs };
      }),
    },
  });
}

/** What the shipped rules publish in so many minutes, in short. */
function published(outages: readonly Outage[], minutes: number): string[] {
  const rules = allRules(rulesSettings.parse({}));
  const simulation = new Simulation();
  const memories = new Map<AlertType, RuleMemory | undefined>();
  for (let step = 0; step < minutes * MINUTE / INTERVAL_MS; step++) {
    const nowMs = simulation.nowMs + INTERVAL_MS;
    const readings = madeReadings(snapshotAt(outages, nowMs), {
      nowMs,
      changes: NO_CHANGES,
      lag: { atMs: nowMs, groups: [], partitionsByMethod: [] },
    });
    simulation.judge(rules.map((rule) => {
      const result = judge(rule, readings, memories.get(rule.type));
      memories.set(rule.type, result.memory);
      return { type: rule.type, result };
    }));
  }
  return simulation.events.map(({ type, subject, reason, severity }) =>
    `${type} ${JSON.stringify(subject)} ${reason} ${severity}`
  );
}

Deno.test("a rolling restart whose brokers are away for minutes publishes nothing", () => {
  const outages = BROKERS.map((broker, index) => ({ broker, from: 2 + index * 7, minutes: 4 }));
  assert.deepEqual(published(outages, 35), []);
});

Deno.test("a broker that is away for longer is one warning, and nothing else", () => {
  const outages = BROKERS.map((broker, index) => ({ broker, from: 2 + index * 10, minutes: 7 }));
  assert.deepEqual(
    published(outages, 45),
    BROKERS.flatMap((broker) => [
      `broker_down {"broker":${broker}} started warning`,
      `broker_down {"broker":${broker}} resolved warning`,
    ]),
  );
});

Deno.test("two brokers away at once are told by what they break", () => {
  const outages = [{ broker: 1, from: 1, minutes: 30 }, { broker: 2, from: 1, minutes: 30 }];
  const told = published(outages, 20).filter((line) => line.includes(" started "));
  assert.deepEqual(told, [
    'under_min_isr {"topic":"orders"} started critical',
    'under_min_isr {"topic":"payments"} started critical',
    'broker_down {"broker":1} started warning',
    'broker_down {"broker":2} started warning',
    'under_replicated_partitions {"topic":"orders"} started critical',
    'under_replicated_partitions {"topic":"payments"} started critical',
    'quorum_unhealthy {"broker":1} started warning',
    'quorum_unhealthy {"broker":2} started warning',
  ]);
});
