import { createHash } from "node:crypto";
import type { AlertSubject } from "../model/alert_event.ts";

/** Subjects come and go; beyond this many the cache starts anew. */
const CACHED = 50_000;
const cache = new Map<string, string>();

/** 16 hexadecimal digits that are the same for the same type, cluster and subject, for ever. */
export function fingerprintOf(type: string, cluster: string, subject: AlertSubject): string {
  const { topic, group, broker, dir, instance } = subject;
  const key = JSON.stringify([type, cluster, topic, group, broker, dir, instance]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = digest(key);
  if (cache.size >= CACHED) cache.clear();
  cache.set(key, made);
  return made;
}

/** The same of an alert from elsewhere, which is its labels and nothing else. */
export function fingerprintOfLabels(labels: Readonly<Record<string, string>>): string {
  return digest(JSON.stringify(["labels", ...Object.entries(labels).sort(byName)]));
}

/** Names come from clusters: a hash for which collisions can be made would let them hide alerts. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
