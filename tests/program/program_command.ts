import { programFlags, v8Flag } from "../../scripts/program_flags.ts";

/**
 * How the program is started, by KAFKA_SENTINEL_PROGRAM: from source, as the `binary`, or from
 * source `watched`, with a watch on its event loop.
 */
export function programCommand(): string[] {
  const root = new URL("../../", import.meta.url).pathname;
  const kind = Deno.env.get("KAFKA_SENTINEL_PROGRAM");
  if (kind === "binary") return [`${root}dist/kafka-sentinel`];
  const deno = [Deno.execPath(), "run", "--frozen"];
  // The watch reads what Linux tells of its thread, for which Deno wants every permission.
  if (kind === "watched") return [...deno, v8Flag, "-A", `${root}bench/watched_program.ts`];
  return [...deno, ...programFlags, `${root}main.ts`];
}
