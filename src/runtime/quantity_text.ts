/** A count as people read it: `12,345`, from a million on `1.23M`, `45.6G`. */
export function countText(count: number): string {
  if (Math.abs(count) < 999_999.5) return Math.round(count).toLocaleString("en");
  const units = ["M", "G", "T", "P"];
  return scaled(count / 1e6, 1000, units);
}

/** A span of seconds in its two largest units: `0.4s`, `12s`, `5m10s`, `2h13m`, `3d4h`. */
export function spanText(seconds: number): string {
  if (seconds < 0) return `-${spanText(-seconds)}`;
  if (seconds > 0 && seconds < 0.95) return `${Math.max(seconds, 0.1).toFixed(1)}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  if (whole < 3_600) return pair(whole, 60, "m", 1, "s");
  if (whole < 86_400) return pair(whole, 3_600, "h", 60, "m");
  return pair(whole, 86_400, "d", 3_600, "h");
}

/** A number a second: `0`, `0.05`, `3.2`, `120`, `12,345`. */
export function rateText(rate: number): string {
  if (Math.abs(rate) >= 99.95) return countText(rate);
  if (Math.abs(rate) < 0.005) return "0";
  return String(Number(rate.toFixed(rate < 9.95 ? 2 : 1)));
}

/** Bytes in binary units: `512 B`, `1.2 GiB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${Math.round(bytes)} B`;
  return scaled(bytes / 1024, 1024, [" KiB", " MiB", " GiB", " TiB", " PiB"]);
}

function pair(whole: number, large: number, one: string, small: number, other: string): string {
  const count = Math.floor(whole / large);
  const rest = Math.floor((whole % large) / small);
  return rest === 0 ? `${count}${one}` : `${count}${one}${rest}${other}`;
}

/** The value in the largest unit that leaves it above 1, with three digits. */
function scaled(value: number, step: number, units: readonly string[]): string {
  let unit = 0;
  let rest = value;
  while (Math.abs(rest) >= step * 0.9995 && unit < units.length - 1) {
    rest /= step;
    unit++;
  }
  const digits = Math.abs(rest) < 9.995 ? 2 : Math.abs(rest) < 99.95 ? 1 : 0;
  return `${rest.toFixed(digits)}${units[unit]}`;
}
