import type { ClusterClient } from "../../src/kafka/cluster_client.ts";
import {
  ConnectedCluster,
  type ConnectedClusterOptions,
} from "../../src/kafka/connected_cluster.ts";
import type { ReadContext } from "../../src/kafka/read_context.ts";
import { Transport } from "../../src/kafka/transport/transport.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { RecordingObserver, silentLogger } from "./recorders.ts";

/** A client whose first server is the port; retries are quick. */
export function connectTo(
  ports: readonly number[],
  options: Partial<ConnectedClusterOptions> & { readonly connectTimeoutMs?: number } = {},
): { cluster: ConnectedCluster; observer: RecordingObserver } {
  const observer = new RecordingObserver();
  const { connectTimeoutMs = 300 } = options;
  const cluster = new ConnectedCluster({
    bootstrapServers: ports.map((port) => `127.0.0.1:${port}`),
    dialler: new Transport({ clientId: "test", connectTimeoutMs, logger: silentLogger }),
    observer,
    logger: silentLogger,
    clock: systemClock,
    requestTimeoutMs: 200,
    sideTimeoutMs: 200,
    firstRetryMs: 20,
    longestRetryMs: 50,
    ...options,
  });
  return { cluster, observer };
}

/** A broker on this machine, as Metadata would name it. */
export function local(id: number, port: number) {
  return { id, host: "127.0.0.1", port, rack: undefined };
}

/** What readers of a cluster's parts are given; every topic and group passes. */
export function contextOf(client: ClusterClient, more: Partial<ReadContext> = {}): ReadContext {
  const { signal } = new AbortController();
  const all = { topicFilter: () => true, groupFilter: () => true };
  return { client, clock: systemClock, logger: silentLogger, signal, ...all, ...more };
}
