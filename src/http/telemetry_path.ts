/** Paths that the exporter's server has for itself. */
const TAKEN: ReadonlySet<string> = new Set(["/", "/healthz", "/readyz", "/landing.css"]);

/** Returns a path that metrics can be served at; throws a sentence about the value otherwise. */
export function checkTelemetryPath(path: string): string {
  if (!/^(\/[A-Za-z0-9._~-]+)+$/.test(path)) {
    throw new RangeError("is not a path: write it like /metrics");
  }
  if (TAKEN.has(path)) throw new RangeError("is a path of another page: choose one like /metrics");
  return path;
}
