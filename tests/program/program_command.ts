import { programFlags } from "../../scripts/program_flags.ts";

/**
 * How the program is started, by KAFKA_SENTINEL_PROGRAM: from source, as the `binary`, or from
 * source `watched`, with a watch on its event loop.
 */
export function programCommand(): string[] {
  const root = new URL("../../", import.meta.url).pathname;
  const kind = Deno.env.get("KAFKA_SENTINEL_PROGRAM");
  if (kind === "binary") return [`${root}dist/kafka-sentinel`];
  const main = kind === "watched" ? "bench/watched_program.ts" : "main.ts";
  return [Deno.execPath(), "run", "--frozen", ...programFlags, `${root}${main}`];
}
