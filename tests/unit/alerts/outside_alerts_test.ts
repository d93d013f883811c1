import assert from "node:assert/strict";
import type { AlertEvent } from "../../../src/model/alert_event.ts";
import type { OutsideAlert } from "../../../src/alerts/intake/outside_alert.ts";
import { OutsideAlerts } from "../../../src/alerts/intake/outside_alerts.ts";
import { parseWebhook } from "../../../src/alerts/intake/parse_webhook.ts";
import { openDesk } from "./desk_parts.ts";
import { START_MS } from "./simulation.ts";

const MINUTE = 60_000;
const REPEAT_MS = 240 * MINUTE;

const outside = (name: string, more: Partial<OutsideAlert> = {}): OutsideAlert => ({
  status: "firing",
  labels: { alertname: name, severity: "critical" },
  annotations: {},
  startsAtMs: START_MS,
  endsAtMs: undefined,
  ...more,
});

/** An intake whose events are kept. */
function openIntake() {
  const desk = openDesk();
  const events: AlertEvent[] = [];
  let intake = new OutsideAlerts(desk.store);
  return {
    events,
    desk,
    receive: (alerts: readonly OutsideAlert[], afterMs = 0) =>
      intake.receive(alerts, START_MS + afterMs, REPEAT_MS, (news) => events.push(...news)),
    restart: () => {
      intake = new OutsideAlerts(desk.store);
    },
    [Symbol.dispose]: () => desk[Symbol.dispose](),
  };
}

const told = (events: readonly AlertEvent[]) =>
  events.map(({ type, reason, sequence }) => `${type} ${reason} ${sequence}`);

Deno.test("what is said again is published once, until it is time to repeat it", () => {
  using intake = openIntake();
  assert.deepEqual(intake.receive([outside("A"), outside("B")]), {
    published: 2,
    unchanged: 0,
    own: 0,
  });
  assert.deepEqual(intake.receive([outside("A"), outside("C")], MINUTE), {
    published: 1,
    unchanged: 1,
    own: 0,
  });
  intake.receive([outside("A")], REPEAT_MS);
  const expected = ["A started 1", "B started 1", "C started 1", "A repeat 2"];
  assert.deepEqual(told(intake.events), expected);
});

Deno.test("an end is published once, and a new incident is one", () => {
  using intake = openIntake();
  const ended = outside("A", { status: "resolved", endsAtMs: START_MS + MINUTE });
  intake.receive([outside("A")]);
  intake.receive([ended, ended], 2 * MINUTE);
  intake.receive([outside("A", { startsAtMs: START_MS + 5 * MINUTE })], 6 * MINUTE);
  assert.deepEqual(told(intake.events), ["A started 1", "A resolved 2", "A started 1"]);
  const [, resolved, again] = intake.events;
  assert.deepEqual([resolved!.status, resolved!.endsAtMs], ["resolved", START_MS + MINUTE]);
  assert.notEqual(again!.id, intake.events[0]!.id);
});

Deno.test("an Alertmanager that is late does not bring back what has ended", () => {
  using intake = openIntake();
  intake.receive([outside("A")]);
  intake.receive([outside("A", { status: "resolved" })], MINUTE);
  intake.receive([outside("A")], MINUTE + 30_000);
  assert.deepEqual(told(intake.events), ["A started 1", "A resolved 2"]);
  intake.receive([outside("A")], 5 * MINUTE);
  assert.deepEqual(told(intake.events).at(-1), "A started 3");
});

Deno.test("the program's own alerts are left out and counted", () => {
  using intake = openIntake();
  const own = outside("KafkaBrokerDown", {
    labels: { alertname: "KafkaBrokerDown", source: "kafka-sentinel" },
  });
  assert.deepEqual(intake.receive([own, outside("A")]), { published: 1, unchanged: 0, own: 1 });
  assert.deepEqual(told(intake.events), ["A started 1"]);
});

Deno.test("what is known is known after a restart", () => {
  using intake = openIntake();
  intake.receive([outside("A")]);
  intake.restart();
  assert.equal(intake.receive([outside("A")], MINUTE).unchanged, 1);
});

Deno.test("only so many are remembered", () => {
  using intake = openIntake();
  for (let n = 0; n < 12; n++) {
    intake.receive(Array.from({ length: 1_000 }, (_, i) => outside(`A-${1_000 * n + i}`)), n);
  }
  assert.equal(intake.desk.store.records("outside").length, 10_000);
  assert.equal(intake.receive([outside("A-11999")], MINUTE).unchanged, 1);
});

Deno.test("labels and annotations in the usual names tell what it is about", () => {
  using intake = openIntake();
  const [alert] = parseWebhook({
    version: "4",
    alerts: [{
      status: "firing",
      labels: {
        alertname: "KafkaConsumerLag",
        severity: "page",
        cluster: "east",
        consumergroup: "billing",
        topic: "orders",
        broker: "3",
        team: "x",
      },
      annotations: { summary: "s", description: "d", runbook_url: "https://r" },
      startsAt: "2026-01-05T12:00:00.000Z",
      endsAt: "0001-01-01T00:00:00Z",
    }],
  });
  intake.receive([alert!]);
  const [event] = intake.events;
  assert.deepEqual(
    [event!.cluster, event!.subject, event!.severity, event!.summary, event!.runbookUrl],
    ["east", { topic: "orders", group: "billing", broker: 3 }, "warning", "s", "https://r"],
  );
  assert.deepEqual([event!.endsAtMs, event!.source, event!.labels["team"]], [
    undefined,
    "alertmanager",
    "x",
  ]);
});
