import type { OutsideAlert } from "./outside_alert.ts";

/** Limits of what is taken in; Alertmanager's own alerts are far below. */
const MOST_ALERTS = 1_000;
const MOST_TEXTS = 100;
const MOST_NAME = 200;
const MOST_VALUE = 4_096;

/** A time before this one means none: Go writes its zero time as the year 1. */
const ZERO_TIME_MS = Date.UTC(1970, 0, 1);

/** The body is no notification of Alertmanager; the message says where and why. */
export class WebhookError extends Error {
  override readonly name = "WebhookError";
}

/** Reads a notification of Alertmanager's webhook, version 4. Throws a WebhookError. */
export function parseWebhook(body: unknown): readonly OutsideAlert[] {
  const { version, alerts } = objectAt(body, "the body");
  if (version !== "4") {
    throw new WebhookError(`version: is ${JSON.stringify(version)}, must be "4"`);
  }
  if (!Array.isArray(alerts)) throw new WebhookError("alerts: is not a list");
  if (alerts.length > MOST_ALERTS) {
    throw new WebhookError(
      `alerts: has ${alerts.length} entries, at most ${MOST_ALERTS} are taken`,
    );
  }
  return alerts.map((alert, index) => parseAlert(alert, `alerts.${index}`));
}

function parseAlert(value: unknown, at: string): OutsideAlert {
  const { status, labels, annotations, startsAt, endsAt } = objectAt(value, at);
  if (status !== "firing" && status !== "resolved") {
    throw new WebhookError(`${at}.status: must be firing or resolved`);
  }
  const texts = textsAt(labels, `${at}.labels`);
  if ((texts["alertname"] ?? "") === "") {
    throw new WebhookError(`${at}.labels: has no alertname`);
  }
  const startsAtMs = timeAt(startsAt, `${at}.startsAt`);
  if (startsAtMs === undefined) throw new WebhookError(`${at}.startsAt: is missing`);
  return {
    status,
    labels: texts,
    annotations: textsAt(annotations ?? {}, `${at}.annotations`),
    startsAtMs,
    endsAtMs: timeAt(endsAt, `${at}.endsAt`),
  };
}

function objectAt(value: unknown, at: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new WebhookError(`${at}: is not an object`);
}

function textsAt(value: unknown, at: string): Record<string, string> {
  const entries = Object.entries(objectAt(value, at));
  if (entries.length > MOST_TEXTS) {
    throw new WebhookError(`${at}: has ${entries.length} entries, at most ${MOST_TEXTS} are taken`);
  }
  for (const [name, text] of entries) {
    if (typeof text !== "string") throw new WebhookError(`${at}.${name}: is not a text`);
    if (name.length > MOST_NAME || text.length > MOST_VALUE) {
      throw new WebhookError(
        `${at}: an entry is longer than ${MOST_NAME} characters for its name, or than ` +
          `${MOST_VALUE} for its text`,
      );
    }
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

function timeAt(value: unknown, at: string): number | undefined {
  if (value === undefined) return undefined;
  const ms = typeof value === "string" ? Date.parse(value) : NaN;
  if (Number.isNaN(ms)) throw new WebhookError(`${at}: is not a time`);
  return ms < ZERO_TIME_MS ? undefined : ms;
}
