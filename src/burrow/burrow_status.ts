import type { LagSeverity, LagStatus } from "../model/lag_report.ts";

/**
 * Burrow's words (github.com/linkedin/Burrow, core/protocol/evaluator.go). `UNKNOWN` is what it
 * writes for a status that is none of its own.
 */
export type BurrowStatus =
  | "NOTFOUND"
  | "OK"
  | "WARN"
  | "ERR"
  | "STOP"
  | "STALL"
  | "REWIND"
  | "UNKNOWN";

const OF_PARTITION: Readonly<Record<LagStatus, BurrowStatus>> = {
  ok: "OK",
  unknown: "UNKNOWN",
  rewound: "REWIND",
  warning: "WARN",
  stopped: "STOP",
  stalled: "STALL",
};

/** Burrow's word for how a group fares on a partition. */
export function partitionStatus(status: LagStatus): BurrowStatus {
  return OF_PARTITION[status];
}

/**
 * Burrow's word for how a group fares: ERR only where somebody must act. A group that stopped long
 * ago and that nobody seems to want, and one that was rewound, are WARN.
 */
export function groupStatus(status: LagStatus, severity: LagSeverity): BurrowStatus {
  switch (status) {
    case "ok":
      return "OK";
    case "unknown":
      return "UNKNOWN";
    case "rewound":
    case "warning":
      return "WARN";
    case "stopped":
    case "stalled":
      return severity >= 2 ? "ERR" : "WARN";
  }
}
