import assert from "node:assert/strict";
import { openSharedLab, type SharedLab } from "../../lab/shared_lab.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitFor } from "../../program/wait_for.ts";
import { LagMonitor, QUICK } from "../lag_monitor.ts";

type Protocol = "classic" | "consumer";

/** A topic with traffic and a group that reads it; scenes of one lab and monitor go on side by side. */
class Scene {
  readonly topic: string;
  readonly group: string;
  readonly monitor: LagMonitor;
  readonly lab: SharedLab;
  readonly #protocol: Protocol;
  #task = "";

  constructor(lab: SharedLab, monitor: LagMonitor, prefix: string, protocol: Protocol) {
    const name = uniqueName(prefix);
    [this.topic, this.group] = [`${name}-t`, `${name}-g`];
    [this.lab, this.monitor, this.#protocol] = [lab, monitor, protocol];
  }

  /** Plays the script once the group reads what comes. */
  async play(script: (scene: Scene) => Promise<void>, partitions = 3): Promise<void> {
    const { client } = this.lab;
    await client.createTopic(this.topic, { partitions, replicationFactor: 3 });
    await client.startProducer(this.topic, 60);
    await this.start();
    const first = await this.monitor.until(
      this.group,
      "commits",
      ({ slots }) => slots.length === partitions,
    );
    await this.monitor.until(
      this.group,
      "goes on everywhere",
      ({ status, committed }) =>
        status === "ok" && committed.every((offset, index) => offset > first.committed[index]!),
    );
    assert.deepEqual(await this.monitor.told(this.group, 12), ["ok"]);
    await script(this);
    await client.stopProducers(this.topic);
  }

  stop(): Promise<void> {
    return this.lab.client.stopTask(this.#task);
  }

  async start(maxPerSecond = 0): Promise<void> {
    const { group, topic } = this;
    const consumer = { group, protocol: this.#protocol, topics: [topic], maxPerSecond };
    this.#task = await this.lab.client.startConsumer(consumer);
  }
}

/** Reads a record, and then nothing for minutes, while its heartbeats go on. */
const STUCK = 0.005;

async function leavesAndComesBack(scene: Scene): Promise<void> {
  const { monitor, group } = scene;
  await scene.stop();
  const stopped = await monitor.untilStatus(group, "stopped", 60_000);
  assert.equal(stopped.severity, 3);
  // That of the partition that moved last, up to two looks after the one that makes it stopped.
  const { secondsSinceAdvanced } = stopped.topics[0]!;
  assert.ok(secondsSinceAdvanced >= 6 && secondsSinceAdvanced < 60, `${secondsSinceAdvanced}`);
  await scene.start();
  await monitor.untilStatus(group, "ok", 60_000);
  assert.deepEqual(await monitor.told(group, 8), ["ok"]);
  await scene.stop();
}

async function getsStuck(scene: Scene): Promise<void> {
  const { monitor, group } = scene;
  await scene.stop();
  await scene.start(STUCK);
  const stalled = await monitor.untilStatus(group, "stalled", 90_000);
  assert.deepEqual([stalled.severity, stalled.flags], [3, []]);
}

async function isSetBack(scene: Scene): Promise<void> {
  const { monitor, group, topic, lab } = scene;
  await scene.stop();
  const setBack = () => lab.client.commit(group, topic, [0, 0, 0]).then(() => true, () => false);
  await waitFor("the offsets can be set back", setBack, 60_000);
  // Slowly enough that no look at the group comes after it has caught up.
  await scene.start(200);
  const rewound = await monitor.untilStatus(group, "rewound", 60_000);
  assert.equal(rewound.severity, 1);
  await monitor.untilStatus(group, "ok", 90_000);
  assert.deepEqual(await monitor.told(group, 8), ["ok"]);
  await scene.stop();
}

async function catchesUp(scene: Scene): Promise<void> {
  const { monitor, group, topic, lab } = scene;
  await scene.stop();
  await lab.client.produce(topic, { count: 2_500 });
  await scene.start(200);
  await monitor.until(
    group,
    "says when it will have caught up",
    ({ status, catchUpSeconds, maxLagSeconds }) =>
      status === "ok" && catchUpSeconds > 0 && catchUpSeconds < 60 && maxLagSeconds > 2,
  );
  assert.deepEqual(await monitor.told(group, 10), ["ok"]);
  await monitor.until(group, "has caught up", ({ maxLagSeconds }) => maxLagSeconds < 2, 90_000);
  await scene.stop();
}

/** A group without members, as of those that store offsets only. */
async function storesOffsets({ lab, monitor, topic, group }: Scene): Promise<void> {
  const { client } = lab;
  await client.createTopic(topic, { partitions: 1, replicationFactor: 3 });
  for (let offset = 10; offset <= 80; offset += 10) {
    await client.produce(topic, { count: 10 });
    await client.commit(group, topic, [offset]);
    await monitor.until(group, `is at ${offset}`, ({ committed }) => committed[0] === offset);
  }
  await monitor.until(
    group,
    "is a simple one that goes on",
    ({ flags, status }) => flags.join() === "simple" && status === "ok",
  );
  await client.produce(topic, { count: 10 });
  await monitor.untilStatus(group, "stopped", 60_000);
  await monitor.until(group, "is abandoned", (each) => each.flags.includes("abandoned"));
}

Deno.test("stopped, stalled, rewound and catching up are told, and nothing else", async () => {
  await using lab = await openSharedLab();
  const prefix = uniqueName("verdict");
  const { bootstrapServers, mode } = lab;
  await using monitor = new LagMonitor({ bootstrapServers, prefix, lag: QUICK });
  const newer: Protocol = mode === "kraft" ? "consumer" : "classic";
  const scene = (name: string, protocol: Protocol) =>
    new Scene(lab, monitor, `${prefix}-${name}`, protocol);
  await Promise.all([
    scene("leaves", "classic").play(leavesAndComesBack),
    scene("leaves-too", newer).play(leavesAndComesBack),
    scene("stuck", "classic").play(getsStuck),
    scene("stuck-too", newer).play(getsStuck),
    scene("set-back", newer).play(isSetBack),
    // Kafka's client reads what it has fetched of one partition before it turns to the next.
    scene("catches-up", "classic").play(catchesUp, 1),
    storesOffsets(scene("simple", newer)),
  ]);
});
