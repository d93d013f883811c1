import { z } from "zod";
import { parseListenAddress } from "../runtime/address.ts";
import { parsed } from "../runtime/parsed.ts";
import { checkTelemetryPath } from "./telemetry_path.ts";

/** Settings of the listener for Prometheus, as a file has them. */
export const httpFields = z.strictObject({
  listen_address: z.string({
    error: "is not an address to listen on: write it like :9308, 127.0.0.1:9308 or [::1]:9308",
  }).transform(parsed(parseListenAddress)).prefault(":9308")
    .describe("Address to listen on; no host means every address of this machine."),
  telemetry_path: z.string().transform(parsed(checkTelemetryPath)).prefault("/metrics")
    .describe("Path of the metrics."),
});

/** Checks the listener's settings. */
export const httpSettings = httpFields.transform((web) => ({
  listenAddress: web.listen_address,
  telemetryPath: web.telemetry_path,
}));

/** Where :9308 listens and what its paths are. */
export type HttpSettings = z.output<typeof httpSettings>;
