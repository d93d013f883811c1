import type { AlertEvent, AlertType } from "../../model/alert_event.ts";
import { mapInSteps } from "../../runtime/slices.ts";
import type { AlertPolicy } from "./alert_policy.ts";
import type { StormBudget } from "./storm_budget.ts";
import { summarise } from "./storm_summary.ts";
import { changeSinceTold, tell, tellEnd } from "./tell.ts";
import type { TrackedAlert } from "./tracked_alert.ts";

/** Alerts of one type and cluster after a step, and what published them before. */
export interface TypeStep {
  readonly type: AlertType;
  readonly cluster: string;
  readonly alerts: readonly TrackedAlert[];
  /** Those that are over, as they were before. */
  readonly ended: readonly TrackedAlert[];
  readonly summary: TrackedAlert | undefined;
  readonly budget: StormBudget;
  readonly policy: AlertPolicy;
  readonly nowMs: number;
  readonly unobservedAfterMs: number;
}

/** What is left, and what is published. */
export interface Published {
  readonly alerts: readonly TrackedAlert[];
  readonly events: readonly AlertEvent[];
  readonly budget: StormBudget;
}

/**
 * Publishes what has changed since it was last published. More starts than the budget allows become
 * one summary; other changes that it does not allow wait for a later step.
 */
export function* publishType(step: TypeStep): Generator<void, Published, void> {
  const { nowMs, policy: { stormLimit } } = step;
  const events = step.ended.filter(({ told }) => told !== undefined)
    .map((alert) => tellEnd(alert, nowMs, Math.min(nowMs, alert.showUntilMs ?? nowMs)));
  yield;
  const starting = step.alerts.filter(isStarting).length;
  const isStorm = step.summary !== undefined || starting > step.budget.starts;
  const joined = isStorm ? yield* mapInSteps(step.alerts, join) : step.alerts;
  const members = joined.filter(({ role, silenced }) => role === "member" && !silenced);
  yield;
  const summary = isStorm
    ? summarise(step.summary, { ...step, members, grows: starting > 0, limit: stormLimit })
    : undefined;
  yield;
  const isOver = summary !== undefined && nowMs >= (summary.showUntilMs ?? 0) &&
    members.length <= stormLimit / 2;
  const released = isOver ? yield* mapInSteps(joined, release) : joined;
  const starts = Math.max(0, step.budget.starts - starting);
  let { changes } = step.budget;
  const publish = (alert: TrackedAlert): TrackedAlert => {
    const reason = isStarting(alert) ? "started" : changeOf(alert, step);
    if (reason === undefined || (reason !== "started" && changes < 1)) return alert;
    if (reason !== "started") changes--;
    const telling = tell(alert, reason, nowMs);
    events.push(telling.event);
    return telling.alert;
  };
  const goesOn = summary === undefined || isOver ? [] : [summary];
  const alerts = yield* mapInSteps([...goesOn, ...released], publish);
  if (isOver && summary.told !== undefined) {
    events.push(tellEnd(summary, nowMs, members.length > 0 ? nowMs : summary.lastSeenMs));
  }
  return { alerts, events, budget: { starts, changes } };
}

/** Fires, nothing was published of it, and nothing speaks against that. */
function isStarting({ role, startsAtMs, told, silenced }: TrackedAlert): boolean {
  return role !== "member" && startsAtMs !== undefined && told === undefined && !silenced;
}

function changeOf(alert: TrackedAlert, { nowMs, policy, unobservedAfterMs }: TypeStep) {
  if (alert.silenced || alert.role === "member") return undefined;
  return changeSinceTold(alert, { nowMs, repeatMs: policy.repeatMs, unobservedAfterMs });
}

/** One of many, in a storm, unless it was published before. */
function join(alert: TrackedAlert): TrackedAlert {
  return isStarting(alert) ? { ...alert, role: "member" } : alert;
}

function release(alert: TrackedAlert): TrackedAlert {
  return alert.role === "member" ? { ...alert, role: "single" } : alert;
}
