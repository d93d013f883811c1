import { SEVERITIES, type Severity } from "../../model/alert_event.ts";

/** 0 for the least grave. */
export function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

export function graver(a: Severity, b: Severity): Severity {
  return rankOf(a) >= rankOf(b) ? a : b;
}
