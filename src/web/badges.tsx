import type { GroupFlag, LagStatus } from "../model/lag_report.ts";
import type { SeverityName } from "../model/views/group_view.ts";

/** How loud something is shown. */
export type Tone = "critical" | "warning" | "info" | "unknown" | "fine";

/** How loud a verdict is. */
export function toneOf(status: LagStatus, severity: SeverityName): Tone {
  if (status === "ok") return "fine";
  if (status === "unknown") return "unknown";
  return severity === "none" ? "info" : severity;
}

/** A word with a colour. */
export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** How a group fares. */
export function StatusBadge({ status, severity }: { status: LagStatus; severity: SeverityName }) {
  return <Badge tone={toneOf(status, severity)}>{status}</Badge>;
}

const FLAG_WORDS: Readonly<Record<GroupFlag, string>> = {
  abandoned: "abandoned: unread messages, and nobody reads them",
  simple: "simple: stores offsets only, has no members",
  unsubscribed: "unsubscribed: has commits on topics that its members do not read",
  blocked_by_transaction: "blocked by transaction: a producer's open transaction holds it up",
  reset: "reset: its commit is beyond the end of the log",
};

/** What else holds of a group, explained where the pointer rests. */
export function Flags({ flags }: { flags: readonly GroupFlag[] }) {
  return (
    <>
      {flags.map((flag) => (
        <span class="flag" title={FLAG_WORDS[flag]}>{flag.replaceAll("_", " ")}</span>
      ))}
    </>
  );
}
