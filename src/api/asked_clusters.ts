import { clusterTitle } from "../model/cluster_name.ts";
import { freshReading } from "../model/freshness.ts";
import type { FreshReading } from "../model/freshness.ts";
import type { ClusterReading, Readings } from "../model/readings.ts";
import { clusterState } from "../model/views/cluster_view.ts";
import { Problem } from "./problem.ts";
import type { Query } from "./query.ts";

/** The clusters that a request is about: all, or the one that it names. Throws a Problem. */
export function askedClusters(readings: Readings, query: Query): readonly ClusterReading[] {
  const clusters = readings.clusters();
  const wanted = query.text("cluster");
  if (wanted === undefined) return clusters;
  const found = clusters.filter((reading) => clusterTitle(reading) === wanted);
  if (found.length > 0) return found;
  const names = clusters.map((reading) => JSON.stringify(clusterTitle(reading))).join(", ");
  throw new Problem(404, `There is no cluster ${JSON.stringify(wanted)}: there are ${names}`);
}

/** Where something was found. */
export interface Found<T> {
  readonly cluster: string;
  readonly fresh: FreshReading;
  readonly readAt: string | null;
  readonly what: T;
}

/**
 * Finds what a request names in the clusters that it is about. Throws a Problem if it is in none,
 * or in several; where one was not read recently, it is not known whether it is there.
 */
export function findOnce<T>(
  clusters: readonly ClusterReading[],
  nowMs: number,
  name: string,
  find: (fresh: FreshReading) => T | undefined,
): Found<T> {
  const found = clusters.flatMap((reading): Found<T>[] => {
    const fresh = freshReading(reading, nowMs);
    const what = find(fresh);
    if (what === undefined) return [];
    const { cluster, read_at } = clusterState(reading, nowMs);
    return [{ cluster, fresh, readAt: read_at, what }];
  });
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    const names = found.map(({ cluster }) => cluster).join(", ");
    throw new Problem(400, `${name} is in several clusters: give one as cluster, of ${names}`);
  }
  const silent = clusters.map((reading) => clusterState(reading, nowMs)).filter(({ fresh }) =>
    !fresh
  );
  if (silent.length === 0) throw new Problem(404, `There is no ${name}`);
  const names = silent.map(({ cluster }) => cluster).join(", ");
  throw new Problem(503, `It is not known whether there is ${name}: ${names} is not being read`);
}
