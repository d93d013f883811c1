import type { Child } from "hono/jsx";
import { ageText } from "./age_text.ts";
import { utcText } from "./utc_text.ts";
import type { ClusterCounts, ClusterSummary } from "./cluster_summary.ts";

const BADGES = { fresh: "Up to date", stale: "Out of date", never: "Not read yet" } as const;

export interface ClusterCardProps {
  readonly cluster: ClusterSummary;
  readonly nowMs: number;
  /** What else is told of it. */
  readonly children?: Child;
}

/** One cluster: what it is, how well it is known, and its counts. */
export function ClusterCard({ cluster, nowMs, children }: ClusterCardProps) {
  const { title, clusterId, bootstrapServers, state, counts, lastError } = cluster;
  return (
    <section class={`card ${state}`}>
      <header>
        <h2>{title}</h2>
        <span class="badge">{BADGES[state]}</span>
      </header>
      <p class="known">{knowledge(cluster, nowMs)}</p>
      {lastError === undefined ? null : <p class="error">{lastError}</p>}
      {counts === undefined ? null : <Counts counts={counts} stale={state === "stale"} />}
      {children}
      <dl class="facts">
        {clusterId === undefined ? null : <Fact name="Cluster id" value={clusterId} />}
        <Fact name="Bootstrap servers" value={bootstrapServers.join(", ")} />
      </dl>
    </section>
  );
}

/** Says when the cluster was read and what that means. */
function knowledge({ state, readAtMs, intervalMs }: ClusterSummary, nowMs: number): string {
  const every = `read every ${ageText(intervalMs)}`;
  if (readAtMs === undefined) return `Nothing has been read from it so far; ${every}.`;
  const age = ageText(nowMs - readAtMs);
  return state === "fresh"
    ? `Last read ${age} ago; ${every}.`
    : `Last read ${age} ago, at ${utcText(readAtMs)}. ` +
      "What follows was true then; what is true now is not known.";
}

function Counts({ counts, stale }: { counts: ClusterCounts; stale: boolean }) {
  const { brokers, reachableBrokers } = counts;
  const someSilent = reachableBrokers !== undefined && reachableBrokers < brokers;
  return (
    <dl class={stale ? "counts stale" : "counts"}>
      <Count name="Brokers" value={brokers} />
      {reachableBrokers === undefined
        ? null
        : <Count name="Reachable" value={reachableBrokers} bad={someSilent} />}
      <Count name="Topics" value={counts.topics} />
      <Count name="Partitions" value={counts.partitions} />
      <Count name="Groups" value={counts.groups} />
      <Count
        name="Offline partitions"
        value={counts.offlinePartitions}
        bad={counts.offlinePartitions > 0}
      />
      <Count
        name="Under-replicated"
        value={counts.underReplicatedPartitions}
        bad={counts.underReplicatedPartitions > 0}
      />
    </dl>
  );
}

function Count({ name, value, bad = false }: { name: string; value: number; bad?: boolean }) {
  return (
    <div class={bad ? "bad" : ""}>
      <dt>{name}</dt>
      <dd>{value.toLocaleString("en")}</dd>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
