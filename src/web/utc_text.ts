/** A moment to the second, as people read it: `2026-03-01 12:00:00 UTC`. */
export function utcText(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace("T", " ") + " UTC";
}
