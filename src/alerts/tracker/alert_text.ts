import type { TrackedAlert } from "./tracked_alert.ts";

/** The alert as text for the state; JSON has no NaN, so a missing number is null there. */
export function alertToText(alert: TrackedAlert): string {
  return JSON.stringify(alert);
}

/** Reads what `alertToText` wrote. Throws on anything else. */
export function alertFromText(text: string): TrackedAlert {
  const alert = JSON.parse(text);
  if (typeof alert?.fingerprint !== "string" || !Array.isArray(alert.worst)) {
    throw new Error(`is no alert: ${text.slice(0, 100)}`);
  }
  return {
    ...alert,
    value: numberOrNaN(alert.value),
    threshold: numberOrNaN(alert.threshold),
    worst: alert.worst.map((part: { value: unknown }) => ({
      ...part,
      value: numberOrNaN(part.value),
    })),
  };
}

function numberOrNaN(value: unknown): number {
  return typeof value === "number" ? value : NaN;
}
