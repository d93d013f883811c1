import type { Hono } from "hono";
import { AlertDesk } from "../../../src/alerts/alert_desk.ts";
import { apiApp } from "../../../src/api/api_app.ts";
import { alertSource } from "../../../src/app/alert_source.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { AlertTables } from "../../../src/state/alert_tables.ts";
import { openState } from "../../../src/state/open_state.ts";
import { silentLogger } from "../../wire_fakes/recorders.ts";
import { NOW } from "../metrics/make_reading.ts";

const clock = { nowMs: () => NOW };

/** A desk of alerts that keeps what it has in memory, at NOW. */
export function sampleDesk(): AlertDesk {
  const { lasting } = openState(undefined, silentLogger);
  return new AlertDesk(new AlertTables(lasting.database, false, silentLogger), clock, silentLogger);
}

/** The API over the given clusters, at NOW. */
export function sampleApi(...clusters: readonly ClusterReading[]): Hono {
  return apiOver(sampleDesk(), ...clusters);
}

/** The API over a desk of alerts and the given clusters, at NOW. */
export function apiOver(desk: AlertDesk, ...clusters: readonly ClusterReading[]): Hono {
  const readings = { clusters: () => clusters };
  return apiApp({ readings, alerts: alertSource(desk, clock), clock });
}

/** What a path below /api/v1 answers. */
export interface ApiAnswer {
  readonly status: number;
  readonly type: string | null;
  // deno-lint-ignore no-explicit-any -- what it is, is what tests find out.
  readonly body: any;
}

/** Asks the API over the given clusters. */
export function askApi(
  path: string,
  ...clusters: readonly ClusterReading[]
): Promise<ApiAnswer> {
  return ask(sampleApi(...clusters), path);
}

/** Asks an API: reads, or with a method does something else, with a body if there is one. */
export async function ask(
  api: Hono,
  path: string,
  method = "GET",
  body?: unknown,
): Promise<ApiAnswer> {
  const init = body === undefined
    ? { method }
    : { method, body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await api.request(`http://localhost/api/v1${path}`, init);
  const type = response.headers.get("content-type");
  const text = await response.text();
  return { status: response.status, type, body: text === "" ? undefined : JSON.parse(text) };
}
