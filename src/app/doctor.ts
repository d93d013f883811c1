import { PartitionDirectory } from "../history/partition_directory.ts";
import { ConnectedCluster } from "../kafka/connected_cluster.ts";
import { nameFilter } from "../kafka/name_filter.ts";
import type { ReadContext } from "../kafka/read_context.ts";
import type { KafkaSettings } from "../kafka/settings.ts";
import { takeSnapshot } from "../kafka/take_snapshot.ts";
import { Transport } from "../kafka/transport/transport.ts";
import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import { parseServerAddress } from "../runtime/address.ts";
import type { Clock } from "../runtime/clock.ts";
import { formatDuration } from "../runtime/duration.ts";
import type { Logger } from "../runtime/logger.ts";
import { type Finding, note, ok, problem } from "./finding.ts";
import { examinePermissions } from "./permissions.ts";
import { examineVersions } from "./versions.ts";

/** Readings for the doctor need no age limits: they are looked at at once. */
const LIMIT_MS = 3_600_000;
/** Clocks further apart than this make times of different machines misleading. */
const MOST_SKEW_MS = 2_000;

/** What the doctor found, and whether Kafka could be read at all. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly reachable: boolean;
}

/**
 * Looks at one cluster step by step: each server of the settings, reading everything twice, what
 * the user may not do, and clocks. Changes nothing in the cluster. Never rejects because of Kafka.
 */
export async function examineCluster(
  settings: KafkaSettings,
  clock: Clock,
  logger: Logger,
  signal: AbortSignal,
): Promise<Examination> {
  const { clientId, connectTimeoutMs, requestTimeoutMs, bootstrapServers, tls, sasl } = settings;
  const dialler = new Transport({ clientId, connectTimeoutMs, logger, security: { tls, sasl } });
  const findings: Finding[] = [];
  for (const server of bootstrapServers) findings.push(await tryServer(dialler, server, signal));
  if (findings.every(({ result }) => result === "problem")) return { findings, reachable: false };
  const client = new ConnectedCluster({
    bootstrapServers,
    dialler,
    observer: { requestDone: () => {}, throttled: () => {} },
    logger,
    clock,
    requestTimeoutMs,
  });
  const context: ReadContext = {
    client,
    clock,
    logger,
    signal,
    topicFilter: nameFilter(settings.topicFilter, settings.topicExclude),
    groupFilter: nameFilter(settings.groupFilter, settings.groupExclude),
  };
  try {
    const { snapshot, seconds } = await readTwice(context, requestTimeoutMs);
    const user = sasl !== undefined && "username" in sasl ? sasl.username : undefined;
    findings.push(
      ...examineBrokers(snapshot),
      ...examineVersions(client),
      ...await examinePermissions(context, snapshot, user),
      ...examineClock(snapshot),
      examineCycle(snapshot, seconds, settings.intervalMs),
    );
    return { findings, reachable: true };
  } catch (error) {
    signal.throwIfAborted();
    findings.push(problem("reading", messageOf(error)));
    return { findings, reachable: false };
  } finally {
    client.close();
  }
}

async function tryServer(
  dialler: Transport,
  server: string,
  signal: AbortSignal,
): Promise<Finding> {
  const startedMs = performance.now();
  try {
    const peer = { id: undefined, ...parseServerAddress(server) };
    const connection = await dialler.connect(peer, signal);
    connection.close();
    const tookMs = Math.round(performance.now() - startedMs);
    return ok(server, `connected in ${tookMs} ms`);
  } catch (error) {
    signal.throwIfAborted();
    return problem(server, messageOf(error));
  }
}

/** The second cycle is the one that counts: the first waits for connections. */
async function readTwice(
  context: ReadContext,
  settleMs: number,
): Promise<{ snapshot: ClusterSnapshot; seconds: number }> {
  const options = {
    slots: new PartitionDirectory(),
    limits: {
      offsetsMs: LIMIT_MS,
      descriptionsMs: LIMIT_MS,
      stableOffsetsMs: LIMIT_MS,
      logDirsMs: LIMIT_MS,
      topicConfigsMs: LIMIT_MS,
    },
    settleMs,
  };
  const first = await takeSnapshot(context, options, undefined);
  const startedMs = performance.now();
  const snapshot = await takeSnapshot(context, options, first);
  return { snapshot, seconds: (performance.now() - startedMs) / 1000 };
}

function examineBrokers({ brokers, mode }: ClusterSnapshot): Finding[] {
  const broken = brokers.filter(({ up, reachable }) => up && !reachable).map(({ id, address }) =>
    problem(
      `broker ${id}`,
      "the cluster names it, and it cannot be reached" +
        (address === undefined ? "" : ` at ${address.host}:${address.port}`),
      "its advertised.listeners must be reachable from here",
    )
  );
  const down = brokers.filter(({ up }) => !up).map(({ id }) =>
    problem(`broker ${id}`, "the cluster has lost it")
  );
  const live = brokers.filter(({ up, reachable }) => up && reachable).length;
  return [ok("brokers", `${live} of ${brokers.length} answer; mode ${mode}`), ...broken, ...down];
}

/** The quorum's leader tells when it last had everything, which is always now, by its clock. */
function examineClock({ quorum }: ClusterSnapshot): Finding[] {
  const leader = quorum?.replicas.find(({ id }) => id === quorum.leaderId);
  const skewMs = (quorum?.readAtMs ?? NaN) - (leader?.lastCaughtUpAtMs ?? NaN);
  if (Number.isNaN(skewMs)) return [note("clock", "cannot be compared: no broker tells its time")];
  const text = `${(Math.abs(skewMs) / 1000).toFixed(1)} s apart from the active controller's`;
  return Math.abs(skewMs) > MOST_SKEW_MS
    ? [problem("clock", text, "synchronise the clocks of this machine and of the brokers")]
    : [ok("clock", text)];
}

/** Values are known for three intervals: reading must not take longer than one. */
function examineCycle(
  { directory, groups }: ClusterSnapshot,
  seconds: number,
  intervalMs: number,
): Finding {
  const partitions = directory.slotTopic.filter((topic) => topic !== undefined).length;
  const ms = Math.round(seconds * 1000);
  const counts = `topics: ${directory.topics.size}, partitions: ${partitions}`;
  const text = `${ms} ms; ${counts}, groups: ${groups.length}`;
  return ms <= intervalMs ? ok("cycle", text) : problem(
    "cycle",
    `${text}: longer than the interval of ${formatDuration(intervalMs)}`,
    "set a longer interval, or leave out topics and groups by filters",
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
