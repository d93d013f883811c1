import { plainDetails } from "../late_details.ts";
import type { TrackedAlert } from "./tracked_alert.ts";

/** The alert as text for the state; JSON has no NaN, so a missing number is null there. */
export function alertToText(alert: TrackedAlert): string {
  const { details, ...others } = alert;
  return JSON.stringify({ ...others, ...plainDetails(details) });
}

/** Reads what `alertToText` wrote. Throws on anything else. */
export function alertFromText(text: string): TrackedAlert {
  const { summary, description, value, threshold, worst, total, ...alert } = JSON.parse(text) ?? {};
  if (typeof alert.fingerprint !== "string" || !Array.isArray(worst)) {
    throw new Error(`is no alert: ${text.slice(0, 100)}`);
  }
  return {
    ...alert,
    details: {
      summary,
      description,
      value: numberOrNaN(value),
      threshold: numberOrNaN(threshold),
      worst: worst.map((part: { value: unknown }) => ({
        ...part,
        value: numberOrNaN(part.value),
      })),
      total,
    },
  };
}

function numberOrNaN(value: unknown): number {
  return typeof value === "number" ? value : NaN;
}
