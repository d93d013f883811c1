import assert from "node:assert/strict";
import type { PublishedEvent } from "../../../src/alerts/published_event.ts";
import type { LabClient } from "../../lab/lab_client.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { readAlerts } from "../../program/alert_topic.ts";
import { AlertingProgram } from "../../program/alerting_program.ts";
import { Command, runCommand } from "../../program/command.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitFor, waitUntilPasses } from "../../program/wait_for.ts";

const about = (events: readonly PublishedEvent[], type: string) =>
  events.filter((event) => event.type === type);

const firing = (labels: Record<string, string>) => ({
  status: "firing",
  labels,
  annotations: {},
  startsAt: new Date().toISOString(),
});

/** What docs/security.md lists for topics of alerts. */
async function allowAlerts(client: LabClient, topic: string): Promise<void> {
  for (const operation of ["write", "create", "read"] as const) {
    await client.allow("monitor", "topic", topic, operation);
  }
  for (const operation of ["read", "delete"] as const) {
    await client.allow("monitor", "group", "kafka-sentinel-follow*", operation);
  }
}

Deno.test("alerts of others reach the topic, and the topic can be followed", async (t) => {
  await using lab = await openSharedLab();
  const topic = uniqueName("alerts");
  if (lab.secured !== undefined) await allowAlerts(lab.client, topic);
  await using program = await AlertingProgram.start(
    `alerts: { kafka: { topic: ${topic}, create_topics: true } }\n`,
    [...lab.flags, "--kafka.name=lab", "--interval=1s", "--topic.filter=none-such"],
  );
  const read = () => readAlerts(lab.client, topic);

  await t.step("alerts of others are published: from Alertmanager, and by hand", async () => {
    const response = await fetch(`${program.running.lagUrl}/api/v1/alertmanager`, {
      method: "POST",
      body: JSON.stringify({
        version: "4",
        alerts: [
          firing({ alertname: "DiskFull", cluster: "lab" }),
          firing({ alertname: "KafkaBrokerDown", source: "kafka-sentinel" }),
        ],
      }),
    });
    assert.deepEqual(await response.json(), { published: 1, unchanged: 0, own: 1 });
    const published = await runCommand([
      "publish-alert",
      ...program.settings,
      "--name=BackupFailed",
      "--severity=critical",
      "--label=topic=orders",
    ]);
    assert.equal(published.code, 0, published.err);
    await waitUntilPasses("both are in the topic", async () => {
      const events = await read();
      assert.equal(about(events, "DiskFull").length, 1);
      const told = about(events, "BackupFailed").map((each) => [
        `${each.id}\n`,
        each.cluster,
        each.subject,
        each.source,
      ]);
      assert.deepEqual(told, [[published.out, "lab", { topic: "orders" }, "cli"]]);
    }, 60_000);
  });

  await t.step("the topic is followed by a group that is gone afterwards", async () => {
    await using follower = new Command([
      "alerts",
      "--follow",
      "--from-beginning",
      ...program.settings,
    ]);
    const newest = /critical {2}firing \(started\) {2}BackupFailed {2}lab {2}BackupFailed/;
    await waitFor("it shows the newest", () => newest.test(follower.out), 60_000)
      .catch((error) => {
        throw new Error(`${error.message}; it wrote ${follower.out}${follower.err}`);
      });
    assert.equal(await follower.end("SIGINT"), 0, follower.err);
    await waitUntilPasses("its group is gone", async () => {
      const groups = await lab.client.groups();
      assert.deepEqual(groups.filter(({ group }) => group.startsWith("kafka-sentinel-follow")), []);
    }, 30_000);
  });
});
