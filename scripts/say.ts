/** Tells the person at the terminal, on standard error, so that output stays for results. */
export function say(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(line + "\n"));
}
