import { z } from "zod";
import { type Address, parseListenAddress } from "../runtime/address.ts";
import { parsed } from "../runtime/parsed.ts";
import { checkTelemetryPath } from "./telemetry_path.ts";

const ALL_ADDRESSES: Address = { host: "", port: 9308 };

/** Settings of the listener for Prometheus. */
export const httpSettings = z.strictObject({
  listenAddress: z.string().transform(parsed(parseListenAddress)).default(ALL_ADDRESSES)
    .describe("Address to listen on; an empty host means every address of this machine."),
  telemetryPath: z.string().transform(parsed(checkTelemetryPath)).default("/metrics")
    .describe("Path of the metrics."),
});

/** Where :9308 listens and what its paths are. */
export type HttpSettings = z.output<typeof httpSettings>;
