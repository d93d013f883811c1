import type { RequestObserver } from "../kafka/cluster_client.ts";
import { nameFilter } from "../kafka/name_filter.ts";
import { QuestionReader } from "../kafka/question_reader.ts";
import type { KafkaSettings } from "../kafka/settings.ts";
import type { LagSettings } from "../lag/settings.ts";
import type { JvmReading } from "../model/jvm_reading.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { quietLogger } from "../runtime/quiet_logger.ts";
import { ClusterLine } from "./cluster_line.ts";
import { connectCluster } from "./connect_cluster.ts";
import { LagJournal, type LagStore } from "./lag_journal.ts";
import { LagStage } from "./lag_stage.ts";
import type { RateStage } from "./rate_stage.ts";

/** What the line of a cluster needs besides the cluster's own settings. */
export interface ClusterSurroundings {
  readonly lag: LagSettings;
  /** Where lag is kept; undefined: nowhere. */
  readonly lagStore?: LagStore | undefined;
  /** undefined: message rates are not judged. */
  readonly rates?: RateStage;
  /** Whether lag and rates are of use to anyone now; undefined: always. */
  readonly isJudging?: () => boolean;
  /** What is known now of the cluster's JVMs. */
  readonly jvms?: () => readonly JvmReading[];
  readonly observer: RequestObserver;
  /** Until when connecting waits; undefined: it begins at once. */
  readonly mayBegin?: Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the line of one cluster: it begins to connect, but nothing waits for that. */
export function openCluster(
  settings: KafkaSettings,
  { lag, lagStore, rates, isJudging, jvms, observer, mayBegin, clock, logger }: ClusterSurroundings,
): ClusterLine {
  const ofCluster = settings.name === undefined ? logger : logger.with({ cluster: settings.name });
  const connect = (to: Logger) => connectCluster(settings, observer, clock, to, mayBegin);
  const quiet = quietLogger(ofCluster);
  return new ClusterLine({
    name: settings.name,
    bootstrapServers: settings.bootstrapServers,
    intervalMs: settings.intervalMs,
    requestTimeoutMs: settings.requestTimeoutMs,
    client: connect(ofCluster),
    topicFilter: nameFilter(settings.topicFilter, settings.topicExclude),
    groupFilter: nameFilter(settings.groupFilter, settings.groupExclude),
    lag: new LagStage({
      intervalMs: settings.intervalMs,
      settings: lag,
      questions: new QuestionReader(() => connect(quiet), settings.connectTimeoutMs, quiet),
      journal: lagStore && new LagJournal(lagStore, settings.name, ofCluster),
      logger: ofCluster,
    }),
    rates,
    isJudging,
    jvms,
    clock,
    logger: ofCluster,
  });
}
