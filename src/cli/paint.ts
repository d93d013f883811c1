/** Colours a text. */
export type Paint = (text: string) => string;

const CODES = {
  bold: "1",
  dim: "2",
  red: "31",
  green: "32",
  yellow: "33",
  magenta: "35",
  cyan: "36",
  alarm: "1;31",
} as const;

export type Colour = keyof typeof CODES;

/** Paints on terminals that show colours, unless the user wants none (no-color.org). */
export function painter(colours: boolean): (colour: Colour) => Paint {
  return (colour) =>
    colours ? (text) => `\u001b[${CODES[colour]}m${text}\u001b[0m` : (text) => text;
}

/** Whether to use colours, by what the environment says. */
export function wantsColours(
  isTerminal: boolean,
  environment: Readonly<Record<string, string>>,
): boolean {
  return isTerminal && (environment["NO_COLOR"] ?? "") === "" && environment["TERM"] !== "dumb";
}
