import assert from "node:assert/strict";
import type { PublishedEvent } from "../../src/alerts/published_event.ts";
import type { LabClient } from "../lab/lab_client.ts";
import { schemaProblems } from "../unit/alerts/event_schema.ts";

/** The events in a topic of alerts, as a consumer has them that leaves out what it has seen. */
export async function readAlerts(client: LabClient, topic: string): Promise<PublishedEvent[]> {
  const events = new Map<string, PublishedEvent>();
  for (const { key, value, headers } of await client.readTopic(topic)) {
    const event: PublishedEvent = JSON.parse(value);
    assert.deepEqual(schemaProblems(event), [], value);
    assert.equal(key, event.fingerprint);
    assert.equal(headers["ce_id"], event.id);
    if (!events.has(event.id)) events.set(event.id, event);
  }
  return [...events.values()];
}

/** Whether the newest event about everything in a topic of alerts is its end. */
export async function allResolved(client: LabClient, topic: string): Promise<boolean> {
  const events = await readAlerts(client, topic);
  const newest = new Map(events.map((event) => [event.fingerprint, event.status]));
  return [...newest.values()].every((status) => status === "resolved");
}

/** By what an alert is about, its statuses one after another, each if it is another than before. */
export function statusesOf(events: readonly PublishedEvent[]): Record<string, string[]> {
  const seen: Record<string, string[]> = {};
  for (const { type, subject, status } of events) {
    const of = seen[`${type} ${JSON.stringify(subject)}`] ??= [];
    if (of.at(-1) !== status) of.push(status);
  }
  return seen;
}
