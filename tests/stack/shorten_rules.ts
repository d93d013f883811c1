const UNITS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
};

/** A duration of Prometheus, as `1h30m`, in seconds. */
export function durationSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|[smhdw])/g)];
  if (parts.length === 0 || parts.map(([all]) => all).join("") !== text) {
    throw new Error(`Not a duration: ${JSON.stringify(text)}`);
  }
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit!]!, 0);
}

/**
 * The rules with everything that waits or looks back shortened by one factor: `for`,
 * `keep_firing_for`, windows in brackets and offsets. Thresholds stay as they are.
 */
export function shortenRules(yaml: string, factor: number): string {
  const shorter = (text: string) => `${Math.max(1, Math.round(durationSeconds(text) / factor))}s`;
  return yaml
    .replaceAll(/^(\s+(?:for|keep_firing_for): )(\S+)$/gm, (_, key, time) => key + shorter(time))
    .replaceAll(/\[((?:\d+(?:ms|[smhdw]))+)\]/g, (_, time) => `[${shorter(time)}]`)
    .replaceAll(/\boffset ((?:\d+(?:ms|[smhdw]))+)/g, (_, time) => `offset ${shorter(time)}`);
}
