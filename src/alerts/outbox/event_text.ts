import type { AlertEvent } from "../../model/alert_event.ts";

/** The event as text for the queue; JSON has no NaN, so a missing number is null there. */
export function eventToText(event: AlertEvent): string {
  return JSON.stringify(event);
}

/** Reads what `eventToText` wrote, with the events that were dropped in its favour. */
export function eventFromText(text: string, coalesced: number): AlertEvent {
  const event = JSON.parse(text) as AlertEvent;
  return {
    ...event,
    value: event.value ?? NaN,
    threshold: event.threshold ?? NaN,
    worst: event.worst.map((part) => ({ ...part, value: part.value ?? NaN })),
    endsAtMs: event.endsAtMs,
    unobservedSinceMs: event.unobservedSinceMs,
    runbookUrl: event.runbookUrl,
    coalesced: event.coalesced + coalesced,
  };
}
