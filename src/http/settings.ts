import * as z from "zod";
import { type Address, parseListenAddress } from "../runtime/address.ts";
import { parsed } from "../runtime/parsed.ts";
import { type Secret, toSecret } from "../runtime/secret.ts";
import { checkTelemetryPath } from "./telemetry_path.ts";

const ADDRESS = "is not an address to listen on: write it like :9308, 127.0.0.1:9308 or [::1]:9308";
const CLIENT_CERTIFICATES = "is refused: client certificates cannot be checked by this program: " +
  "put a reverse proxy in front that does, or use basic_auth or bearer_tokens";

const text = z.string().min(1, { error: "must not be empty" });
const path = text.describe("Path of a file.");

const tls = z.strictObject({
  cert_file: path.describe("Certificate with its chain (PEM), read at the start."),
  key_file: path.describe("Private key of the certificate (PEM), read at the start."),
  client_ca_file: z.never({ error: CLIENT_CERTIFICATES }).optional()
    .describe("Always refused: client certificates cannot be checked."),
});

const user = z.strictObject({
  username: text.regex(/^[^:]*$/, { error: "must not have a colon" }),
  password: text.optional().describe("Password; better in a file or as ${VARIABLE}."),
  password_file: path.optional().describe("File with the password, read for every request."),
}).superRefine(({ password, password_file }, context) => {
  if ((password === undefined) !== (password_file === undefined)) return;
  context.addIssue({ code: "custom", message: "needs either password or password_file" });
}).transform((given): BasicUser => ({
  username: given.username,
  password: toSecret(given.password, given.password_file),
}));

const token = z.strictObject({
  token: text.optional().describe("Token; better in a file or as ${VARIABLE}."),
  token_file: path.optional().describe("File with the token, read for every request."),
}).superRefine(({ token, token_file }, context) => {
  if ((token === undefined) !== (token_file === undefined)) return;
  context.addIssue({ code: "custom", message: "needs either token or token_file" });
}).transform((given) => toSecret(given.token, given.token_file));

/** Settings of the listeners, as a file has them. */
export const httpFields = z.strictObject({
  listen_address: z.string({ error: ADDRESS }).transform(parsed(parseListenAddress))
    .prefault(":9308")
    .describe("Address of the exporter; no host means every address of this machine."),
  lag_listen_address: z.string({ error: ADDRESS }).transform(parsed(parseOptionalAddress))
    .prefault(":9309").describe("Address of the lag monitor; empty text or off: it is not served."),
  telemetry_path: z.string().transform(parsed(checkTelemetryPath)).prefault("/metrics")
    .describe("Path of the metrics."),
  enable_lifecycle: z.boolean().prefault(false)
    .describe("Lets POST /-/reload on the exporter's address read the settings again."),
  tls: tls.optional().describe("Serves HTTPS instead of HTTP, on both addresses."),
  basic_auth: z.array(user).prefault([]).describe("Users who may ask, by name and password."),
  bearer_tokens: z.array(token).prefault([]).describe("Tokens with which one may ask."),
});

/** Checks the listeners' settings. */
export const httpSettings = httpFields.superRefine((web, context) => {
  const [one, other] = [web.listen_address, web.lag_listen_address];
  if (other === undefined || one.port !== other.port || one.port === 0) return;
  if (one.host !== other.host && one.host !== "" && other.host !== "") return;
  const message = "is also listen_address: the exporter and the lag monitor need one each";
  context.addIssue({ code: "custom", path: ["lag_listen_address"], message });
}).transform((web) => ({
  listenAddress: web.listen_address,
  lagListenAddress: web.lag_listen_address,
  telemetryPath: web.telemetry_path,
  enableLifecycle: web.enable_lifecycle,
  tls: web.tls && { certFile: web.tls.cert_file, keyFile: web.tls.key_file },
  basicAuth: web.basic_auth,
  bearerTokens: web.bearer_tokens,
}));

/** A user of basic authentication. */
export interface BasicUser {
  readonly username: string;
  readonly password: Secret;
}

/** Where the program listens, what its paths are, and who may ask. */
export type HttpSettings = z.output<typeof httpSettings>;

function parseOptionalAddress(given: string): Address | undefined {
  return given === "" || given === "off" ? undefined : parseListenAddress(given);
}
