import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { LagReport } from "../../model/lag_report.ts";
import type { AlertReadings, Finding, Rule } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { kafkaCommand } from "./kafka_command.ts";
import { nothingKnown } from "./nothing_known.ts";
import {
  type OpenTransaction,
  openTransactions,
  transactionsToMemory,
} from "./open_transactions.ts";
import type { RulesSettings } from "./settings.ts";
import { countText, listText, nameText, timeText } from "./wording.ts";
import { WorstPartitions } from "./worst_partitions.ts";

type Settings = RulesSettings["hanging_transaction"];

/**
 * Transactions that are neither committed nor aborted, so that consumers with read_committed stand
 * still. One alert a topic. Only partitions are seen on which some group has unread records. It
 * remembers last stable offsets.
 */
export function hangingTransaction(settings: Settings): Rule {
  return {
    type: "hanging_transaction",
    *evaluate(readings, memory) {
      const snapshot = freshSnapshot(readings);
      if (snapshot === undefined) return nothingKnown(memory);
      const open = yield* openTransactions(snapshot, readings.nowMs, memory);
      const hanging = open.filter(({ readAtMs, sinceMs }) =>
        readAtMs - sinceMs >= settings.afterMs
      );
      const byTopic = Map.groupBy(hanging, ({ topic }) => topic.name);
      const untold = new Set(open.filter((each) => !each.isFresh).map(({ topic }) => topic.name));
      return {
        findings: [...byTopic].flatMap(([topic, all]) => {
          // What was not read lately may have ended since.
          const seen = all.filter((each) => each.isFresh);
          return seen.length === 0 ? [] : [toFinding(settings, readings, snapshot, topic, seen)];
        }),
        others: ({ topic = "" }) => untold.has(topic) ? "unknown" : "clear",
        memory: transactionsToMemory(open),
      };
    },
  };
}

function toFinding(
  { severity, afterMs }: Settings,
  { cluster, lag }: AlertReadings,
  snapshot: ClusterSnapshot,
  topic: string,
  hanging: readonly OpenTransaction[],
): Finding {
  const worst = new WorstPartitions(snapshot, "most");
  for (const { slot, sinceMs, readAtMs } of hanging) {
    worst.add((readAtMs - sinceMs) / 1000, slot);
  }
  const [first] = hanging;
  const details = worst.details;
  const seconds = details.worst[0]!.value;
  const blocked = blockedGroups(lag, new Set(hanging.map(({ slot }) => slot)));
  const waiting = blocked.length === 0 ? "" : ` Waiting: ${listText(blocked.map(nameText))}.`;
  const producers = kafkaCommand(
    snapshot,
    "kafka-transactions",
    "describe-producers",
    `--topic=${topic}`,
    `--partition=${first!.partition}`,
  );
  return {
    subject: { topic },
    level: "firing",
    severity,
    forMs: 0,
    summary:
      `A transaction on ${countText(worst.total, "partition")} of ${topic} in ${cluster} has ` +
      `been open for ${timeText(seconds)}.`,
    description:
      "Consumers with isolation.level=read_committed get nothing that was written after " +
      `it began, and compaction stops there.${waiting} A producer that lives ends it by committing, ` +
      "and the broker aborts it after the producer's transaction.timeout.ms; one that stays longer " +
      `hangs for good and has to be aborted. Who holds it: ${producers}; then end it with ` +
      "kafka-transactions.sh abort.",
    value: seconds,
    threshold: afterMs / 1000,
    ...details,
  };
}

/** Groups that have read all that the open transactions on these slots leave readable. */
function blockedGroups(report: LagReport | undefined, slots: ReadonlySet<number>): string[] {
  return (report?.groups ?? []).filter((group) =>
    group.flags.includes("blocked_by_transaction") && group.slots.some((slot) => slots.has(slot))
  ).map(({ groupId }) => groupId);
}
