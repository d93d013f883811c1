import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { freshLogDirs } from "../../model/fresh_parts.ts";
import type { BrokerLogDirs, LogDir } from "../../model/log_dirs.ts";
import type { AlertReadings, Finding, Rule } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { kafkaCommand } from "./kafka_command.ts";
import { levelOf } from "./level_of.ts";
import { nothingKnown } from "./nothing_known.ts";
import type { RulesSettings } from "./settings.ts";
import { nameText, percentText } from "./wording.ts";

type Settings = RulesSettings["log_dir"];

/** An alert ends when so much of the file system is free again, below the level. */
const CLEAR_BELOW = 0.03;

/** Log directories that are offline or nearly full. One alert a directory of a broker. */
export function logDir(settings: Settings): Rule {
  return {
    type: "log_dir",
    *evaluate(readings) {
      const snapshot = freshSnapshot(readings);
      if (snapshot === undefined) return nothingKnown();
      yield;
      const read = readDirs(snapshot, readings);
      const findings = [...read.values()].flatMap(({ brokerId, dirs }) =>
        dirs.flatMap((dir) => judge(settings, readings.cluster, snapshot, brokerId, dir) ?? [])
      );
      return {
        findings,
        others: ({ broker }) => {
          const isKnown = snapshot.brokers.some(({ id }) => id === broker);
          return !isKnown || read.has(broker!) ? "clear" : "unknown";
        },
      };
    },
  };
}

/** Without permission a broker tells no directories; it has at least one. */
function readDirs(
  snapshot: ClusterSnapshot,
  { nowMs }: AlertReadings,
): Map<number, BrokerLogDirs> {
  const known = freshLogDirs(snapshot, nowMs).filter(({ dirs }) => dirs.length > 0);
  return new Map(known.map((dirs) => [dirs.brokerId, dirs]));
}

function judge(
  settings: Settings,
  cluster: string,
  snapshot: ClusterSnapshot,
  broker: number,
  dir: LogDir,
): Finding | undefined {
  const subject = { broker, dir: dir.path };
  const where = `${nameText(dir.path)} of broker ${broker} in ${cluster}`;
  const look = kafkaCommand(snapshot, "kafka-log-dirs", "--describe", `--broker-list=${broker}`);
  const none = { worst: [], total: 0 };
  if (!dir.up) {
    return {
      subject,
      level: "firing",
      severity: "critical",
      forMs: settings.offlineForMs,
      summary: `Log directory ${where} is offline.`,
      description: "The broker could not read or write it, and takes no more part in its " +
        "partitions until it is started again with a working disk. Look at the kernel's log, and " +
        `for KafkaStorageException in the broker's. ${look}`,
      value: NaN,
      threshold: NaN,
      ...none,
    };
  }
  const used = 1 - dir.usableBytes / dir.totalBytes;
  const level = levelOf(used, settings.used, settings.used - CLEAR_BELOW);
  if (level !== "firing" && level !== "between") return undefined;
  return {
    subject,
    level,
    severity: used >= settings.criticalUsed ? "critical" : "warning",
    forMs: settings.forMs,
    summary: `The file system of log directory ${where} is ${percentText(used)} full.`,
    description: "When it is full, the broker stops. Free space by a shorter retention of large " +
      "topics (retention.ms, retention.bytes), by moving replicas to other brokers, or by a larger " +
      `disk; never delete log files by hand. What is in it: ${look}`,
    value: used,
    threshold: settings.used,
    ...none,
  };
}
