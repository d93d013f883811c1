import house from "../../deno.json" with { type: "json" };
import { BUILD_REVISION } from "../model/build_version.ts";

/** The program's version, for example `0.1.0`. */
export const VERSION: string = house.version;

/** One line on what exactly runs: version, source revision, runtime, machine. */
export function versionLine(): string {
  const { os, arch } = Deno.build;
  return `kafka-sentinel ${VERSION} (revision ${BUILD_REVISION}, ` +
    `Deno ${Deno.version.deno}, ${os} ${arch})`;
}
