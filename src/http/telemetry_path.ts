/** Paths that the program's pages have; below /api, /v3 and /burrow all are taken. */
const TAKEN: ReadonlySet<string> = new Set([
  "/",
  "/healthz",
  "/readyz",
  "/-/reload",
  "/landing.css",
  "/status.css",
  "/status.js",
  "/icon.svg",
  "/group",
  "/topic",
  "/topics",
]);
const TAKEN_FOLDERS = /^\/(api|v3|burrow)(\/|$)/;

/** Returns a path that metrics can be served at; throws a sentence about the value otherwise. */
export function checkTelemetryPath(path: string): string {
  if (!/^(\/[A-Za-z0-9._~-]+)+$/.test(path)) {
    throw new RangeError("is not a path: write it like /metrics");
  }
  if (TAKEN.has(path) || TAKEN_FOLDERS.test(path)) {
    throw new RangeError("is a path of another page: choose one like /metrics");
  }
  return path;
}
