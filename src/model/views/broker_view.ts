import type { BrokerSnapshot } from "../cluster_snapshot.ts";
import { freshLogDirs } from "../fresh_parts.ts";
import { freshReading } from "../freshness.ts";
import type { LogDir } from "../log_dirs.ts";
import type { ClusterReading } from "../readings.ts";
import { type Known, known } from "./known.ts";

/** A directory in which a broker keeps logs, ready for JSON. */
export interface LogDirView {
  readonly path: string;
  readonly up: boolean;
  readonly size_bytes: Known;
  readonly total_bytes: Known;
  readonly usable_bytes: Known;
}

/** A broker, ready for JSON. */
export interface BrokerView {
  readonly cluster: string;
  readonly broker: number;
  readonly host: string | null;
  readonly port: Known;
  readonly rack: string | null;
  /** Registered in the cluster and unfenced, by the cluster's own view. */
  readonly up: boolean;
  /** Whether it answered the monitor. */
  readonly reachable: boolean;
  /** Partitions that it leads, and those that it has a replica of. */
  readonly leaders: number;
  readonly replicas: number;
  /** null where they were not read recently. */
  readonly log_dirs: readonly LogDirView[] | null;
}

/** Partitions that are looked at between two points where the event loop may take over. */
const STEP = 1_024;

/** The brokers of a cluster by id; none if it was not read recently. */
export function* brokerViews(
  cluster: string,
  reading: ClusterReading,
  nowMs: number,
): Generator<void, BrokerView[], void> {
  const { snapshot } = freshReading(reading, nowMs);
  if (snapshot === undefined) return [];
  const { leader, replicas } = snapshot.partitions;
  const leaders = new Map<number, number>();
  const hosted = new Map<number, number>();
  const add = (to: Map<number, number>, id: number) => to.set(id, (to.get(id) ?? 0) + 1);
  for (let slot = 0; slot < snapshot.directory.capacity; slot++) {
    if (slot % STEP === STEP - 1) yield;
    if (snapshot.directory.slotTopic[slot] === undefined) continue;
    add(leaders, leader[slot]!);
    for (const id of replicas[slot]!) add(hosted, id);
  }
  const dirs = new Map(freshLogDirs(snapshot, nowMs).map((each) => [each.brokerId, each.dirs]));
  return snapshot.brokers.map((broker) => ({
    cluster,
    ...identity(broker),
    leaders: leaders.get(broker.id) ?? 0,
    replicas: hosted.get(broker.id) ?? 0,
    log_dirs: dirs.get(broker.id)?.map(logDirView) ?? null,
  }));
}

function identity({ id, address, rack, up, reachable }: BrokerSnapshot) {
  const { host, port } = address ?? {};
  return {
    broker: id,
    host: host ?? null,
    port: known(port),
    rack: rack ?? null,
    up,
    reachable,
  };
}

function logDirView({ path, up, sizeBytes, totalBytes, usableBytes }: LogDir): LogDirView {
  return {
    path,
    up,
    size_bytes: known(sizeBytes),
    total_bytes: known(totalBytes),
    usable_bytes: known(usableBytes),
  };
}
