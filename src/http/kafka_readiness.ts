import { isSnapshotFresh } from "../model/freshness.ts";
import type { ClusterReading, Readings } from "../model/readings.ts";
import { formatDuration } from "../runtime/duration.ts";

/** Whether every cluster has a fresh snapshot, and one line of text a cluster that says why not. */
export function kafkaReadiness(
  readings: Readings,
  nowMs: number,
): { readonly ready: boolean; readonly text: string } {
  const clusters = readings.clusters();
  const waiting = clusters.filter(({ snapshot }) => !isSnapshotFresh(snapshot, nowMs));
  if (waiting.length === 0) return { ready: true, text: "ok\n" };
  const lines = waiting.map((cluster) => `${clusterName(cluster)}: ${whyNot(cluster, nowMs)}\n`);
  return { ready: false, text: lines.join("") };
}

function clusterName({ name, bootstrapServers }: ClusterReading): string {
  return `cluster ${name ?? `at ${bootstrapServers.join(",")}`}`;
}

function whyNot({ snapshot, lastError }: ClusterReading, nowMs: number): string {
  const age = snapshot && Math.round((nowMs - snapshot.metadataReadAtMs) / 1000) * 1000;
  const since = age === undefined ? "not read yet" : `last read ${formatDuration(age)} ago`;
  return lastError === undefined ? since : `${since}; newest attempt: ${oneLine(lastError)}`;
}

/** An error's text on one line, without control characters, of bounded length. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim().slice(0, 500);
}
