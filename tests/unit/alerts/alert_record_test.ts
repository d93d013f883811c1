import assert from "node:assert/strict";
import { ALERT_TYPES, SEVERITIES } from "../../../src/model/alert_event.ts";
import { alertNameOf } from "../../../src/alerts/alert_names.ts";
import { toOutsideEvent } from "../../../src/alerts/intake/outside_alert.ts";
import { toPublishedEvent } from "../../../src/alerts/published_event.ts";
import { toAlertRecord } from "../../../src/alerts/sinks/alert_record.ts";
import { allTopics, checkTopicName, topicsOf } from "../../../src/alerts/sinks/topic_names.ts";
import { madeEvent, resolvedEvent } from "./desk_parts.ts";
import { schemaProblems } from "./event_schema.ts";
import { finding, Simulation, START_MS } from "./simulation.ts";

Deno.test("every event of a life is what the schema says", () => {
  const run = new Simulation({ repeatMs: 3_600_000 });
  run.step([finding("t", { worst: [{ name: "0", value: NaN }, { name: "1", value: 2 }] })]);
  run.steps(4, [finding("t", { severity: "critical", value: NaN })], "clear");
  run.steps(300, [], "unknown");
  run.step([finding("t", { severity: "critical" })]);
  run.step([]);
  run.step(Array.from({ length: 60 }, (_, n) => finding(`t-${n}`)));
  const reasons = new Set(run.events.map(({ reason }) => reason));
  assert.deepEqual([...reasons].sort(), [
    "observed",
    "repeat",
    "resolved",
    "severity",
    "started",
    "unobserved",
  ]);
  for (const event of run.events) {
    assert.deepEqual(schemaProblems(toPublishedEvent(event)), [], event.reason);
  }
});

Deno.test("events of alerts from elsewhere are what the schema says", () => {
  const alert = {
    status: "firing",
    labels: { alertname: "A", broker: "x", "weird-label": "\ud800" },
    annotations: {},
    startsAtMs: START_MS,
    endsAtMs: undefined,
  } as const;
  const occasion = { sequence: 1, reason: "started", atMs: START_MS, source: "cli" } as const;
  const event = toOutsideEvent(alert, occasion);
  assert.deepEqual(schemaProblems(toPublishedEvent(event)), []);
});

Deno.test("the schema refuses what is no event", () => {
  const good = { ...toPublishedEvent(madeEvent("t")), fingerprint: "0123456789abcdef" };
  assert.deepEqual(schemaProblems(good), []);
  for (
    const wrong of [
      { ...good, status: "resolved" },
      { ...good, endsAt: good.startsAt },
      { ...good, severity: "page" },
      { ...good, value: "3" },
      { ...good, more: 1 },
      { ...good, startsAt: "yesterday" },
    ]
  ) assert.notDeepEqual(schemaProblems(wrong), []);
});

Deno.test("a record has CloudEvents' attributes as headers and the fingerprint as key", () => {
  const event = madeEvent("t", 3, { cluster: "öst 1" });
  const record = toAlertRecord(event, "alerts");
  assert.equal(record.key, event.fingerprint);
  assert.deepEqual(record.headers, {
    "content-type": "application/json",
    ce_specversion: "1.0",
    ce_id: event.id,
    ce_source: "/kafka-sentinel/%C3%B6st%201",
    ce_type: "kafka-sentinel.alert.firing",
    ce_subject: event.fingerprint,
    ce_time: new Date(START_MS).toISOString(),
    ce_dataschema: "urn:kafka-sentinel:alert-event:v1",
    ce_partitionkey: event.fingerprint,
  });
  assert.deepEqual(JSON.parse(record.value), toPublishedEvent(event));
  assert.equal(
    toAlertRecord(resolvedEvent("t"), "x").headers["ce_type"],
    "kafka-sentinel.alert.resolved",
  );
});

Deno.test("a name that is no Unicode does not keep a record from being made", () => {
  const record = toAlertRecord(madeEvent("t", 1, { cluster: "\ud800" }), "alerts");
  assert.equal(record.headers["ce_source"], "/kafka-sentinel/%EF%BF%BD");
});

Deno.test("topics may be one, or one for each severity or type", () => {
  const event = madeEvent("t", 1, { severity: "critical", severities: ["warning", "critical"] });
  assert.deepEqual(topicsOf("alerts", event), ["alerts"]);
  assert.deepEqual(topicsOf("a-{severity}", event), ["a-warning", "a-critical"]);
  assert.deepEqual(topicsOf("a-{type}", event), ["a-under-replicated-partitions"]);
  assert.deepEqual(topicsOf("{type}.{severity}", { ...event, type: "Some/Other" }), [
    "other.warning",
    "other.critical",
  ]);
  assert.deepEqual(allTopics("alerts"), ["alerts"]);
  assert.equal(allTopics("a-{severity}").length, SEVERITIES.length);
  assert.equal(allTopics("a-{type}").length, ALERT_TYPES.length + 1);
});

Deno.test("topics' names are checked with what is put into them", () => {
  assert.equal(checkTopicName("a.b_c-{type}"), "a.b_c-{type}");
  assert.throws(() => checkTopicName("a b"), /is not a topic name/);
  assert.throws(() => checkTopicName("a-{topic}"), /only \{severity\} and \{type\}/);
  assert.throws(() => checkTopicName("x".repeat(240) + "{type}"), /up to 249/);
});

Deno.test("every type has a name of its own in Alertmanager", () => {
  const names = ALERT_TYPES.map(alertNameOf);
  assert.ok(names.every((name) => /^Kafka[A-Z]\w+$/.test(name)));
  assert.equal(new Set(names).size, ALERT_TYPES.length);
  assert.equal(alertNameOf("toString"), "toString");
});
