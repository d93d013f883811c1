import { printable } from "../runtime/printable.ts";
import { ageText } from "./age_text.ts";
import { Badge, type Tone } from "./badges.tsx";

/** An alert as pages show it. Times are milliseconds since the epoch. */
export interface ShownAlert {
  readonly type: string;
  readonly severity: "info" | "warning" | "critical";
  readonly state: "pending" | "firing" | "unobserved" | "silenced";
  readonly cluster: string;
  readonly details: { readonly summary: string };
  readonly sinceMs: number;
  /** Since when it is not known whether it still holds. */
  readonly unobservedSinceMs: number | undefined;
}

/** So many lines are a page that one can read; more would take long to make. */
const MOST_SHOWN = 100;

const RANKS = ["info", "warning", "critical"] as const;

/** Whether somebody should see it: it fires, as far as is known. */
export function isFiring({ state }: ShownAlert): boolean {
  return state === "firing" || state === "unobserved";
}

/** The alerts that fire, the gravest and newest first. */
export function AlertList({ alerts, nowMs }: { alerts: readonly ShownAlert[]; nowMs: number }) {
  const shown = alerts.filter(isFiring).toSorted((a, b) =>
    RANKS.indexOf(b.severity) - RANKS.indexOf(a.severity) || b.sinceMs - a.sinceMs
  );
  const hidden = (["pending", "silenced"] as const).map((state) => ({
    state,
    count: alerts.filter((alert) => alert.state === state).length,
  })).filter(({ count }) => count > 0);
  return (
    <section class="card alerts" aria-label="Alerts">
      <header>
        <h2>Alerts</h2>
        <span class="quiet">
          {[`${shown.length} firing`, ...hidden.map(({ state, count }) => `${count} ${state}`)]
            .join(", ")}
        </span>
      </header>
      {shown.length === 0 ? null : (
        <ul>
          {shown.slice(0, MOST_SHOWN).map((alert) => <AlertLine alert={alert} nowMs={nowMs} />)}
        </ul>
      )}
      {shown.length <= MOST_SHOWN ? null : (
        <p class="quiet">
          and {shown.length - MOST_SHOWN} more: <a href="/api/v1/alerts">all alerts</a>
        </p>
      )}
    </section>
  );
}

function AlertLine({ alert, nowMs }: { alert: ShownAlert; nowMs: number }) {
  const { type, severity, cluster, details, sinceMs, unobservedSinceMs } = alert;
  const tone: Tone = severity;
  return (
    <li>
      <Badge tone={tone}>{severity}</Badge>
      <span class="what">
        {printable(details.summary)}
        <span class="of">
          {type.replaceAll("_", " ")} · {cluster} · for {ageText(nowMs - sinceMs)}
        </span>
        {unobservedSinceMs === undefined ? null : (
          <span class="of">
            not observed for{" "}
            {ageText(nowMs - unobservedSinceMs)}: whether it still holds is not known
          </span>
        )}
      </span>
    </li>
  );
}
