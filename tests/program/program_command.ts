import { programFlags } from "../../scripts/program_flags.ts";

/** How the program is started: from source, or as the binary (KAFKA_SENTINEL_PROGRAM=binary). */
export function programCommand(): string[] {
  const root = new URL("../../", import.meta.url).pathname;
  if (Deno.env.get("KAFKA_SENTINEL_PROGRAM") === "binary") return [`${root}dist/kafka-sentinel`];
  return [Deno.execPath(), "run", "--frozen", ...programFlags, `${root}main.ts`];
}
