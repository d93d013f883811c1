import type { BrokerView } from "../model/views/broker_view.ts";

/** Free share of a disk below which it is told. */
const LITTLE_ROOM = 0.15;

/** Something that is wrong with a broker. */
export interface BrokerTrouble {
  readonly level: "warning" | "critical";
  /** What it is, in words that fit behind `broker`. */
  readonly kind: string;
}

/** What is wrong with a broker; undefined if nothing is, as far as is known. */
export function troubleOf(broker: BrokerView): BrokerTrouble | undefined {
  if (!broker.up) return { level: "critical", kind: "down" };
  if (!broker.reachable) return { level: "critical", kind: "not answering" };
  if (broker.log_dirs?.some(({ up }) => !up)) return { level: "critical", kind: "without a disk" };
  const room = leastRoom(broker);
  if (room === undefined || room.usable / room.total >= LITTLE_ROOM) return undefined;
  return { level: "warning", kind: "short of disk space" };
}

/** The directory with the least room, in bytes; undefined where that is not told. */
export function leastRoom(
  { log_dirs }: BrokerView,
): { readonly usable: number; readonly total: number } | undefined {
  const told = (log_dirs ?? []).flatMap(({ usable_bytes: usable, total_bytes: total }) =>
    usable === null || total === null || total === 0 ? [] : [{ usable, total }]
  );
  return told.toSorted((a, b) => a.usable / a.total - b.usable / b.total)[0];
}
