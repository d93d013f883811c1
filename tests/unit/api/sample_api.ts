import type { Hono } from "hono";
import { apiApp } from "../../../src/api/api_app.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { NOW } from "../metrics/make_reading.ts";

/** The API over the given clusters, at NOW. */
export function sampleApi(...clusters: readonly ClusterReading[]): Hono {
  return apiApp({ readings: { clusters: () => clusters }, clock: { nowMs: () => NOW } });
}

/** What a path below /api/v1 answers. */
export interface ApiAnswer {
  readonly status: number;
  readonly type: string | null;
  // deno-lint-ignore no-explicit-any -- what it is, is what tests find out.
  readonly body: any;
}

/** Asks the API over the given clusters. */
export async function askApi(
  path: string,
  ...clusters: readonly ClusterReading[]
): Promise<ApiAnswer> {
  const response = await sampleApi(...clusters).request(`http://localhost/api/v1${path}`);
  const type = response.headers.get("content-type");
  return { status: response.status, type, body: await response.json() };
}
