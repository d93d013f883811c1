import * as z from "zod";
import { type Secret, toSecret } from "../../runtime/secret.ts";

const text = z.string().min(1, { error: "must not be empty" });
const path = text.describe("Path of a file, read again for every new connection.");

/** How connections to brokers are encrypted, as a settings file has it. */
export const tlsSettings = z.strictObject({
  ca_file: path.optional().describe(
    "Certificate authorities (PEM) instead of the well-known ones.",
  ),
  cert_file: path.optional().describe("Client certificate (PEM)."),
  key_file: path.optional().describe("Private key of the client certificate (PEM)."),
  key_password_file: path.optional().describe("File with the passphrase of the private key."),
  server_name: text.optional()
    .describe("Name that brokers' certificates must have, if it is not the host's."),
  insecure_skip_verify: z.boolean().prefault(false)
    .describe("Accepts any certificate: anyone on the way can read and change everything."),
}).superRefine((tls, context) => {
  if ((tls.cert_file === undefined) === (tls.key_file === undefined)) return;
  const [given, missing] = tls.cert_file === undefined
    ? ["key_file", "cert_file"]
    : ["cert_file", "key_file"];
  context.addIssue({
    code: "custom",
    path: [given!],
    message: `needs ${missing} beside it: a client certificate is used with its private key`,
  });
}).transform((tls) => ({
  caFile: tls.ca_file,
  certFile: tls.cert_file,
  keyFile: tls.key_file,
  keyPasswordFile: tls.key_password_file,
  serverName: tls.server_name,
  insecureSkipVerify: tls.insecure_skip_verify,
}));

/** TLS towards brokers; files are read again for every new connection. */
export type TlsSettings = z.output<typeof tlsSettings>;

const secret = (what: string) =>
  text.optional().describe(`${what}; better in a file or as \${VARIABLE}.`);

const userAndPassword = {
  username: text,
  password: secret("Password"),
  password_file: path.optional().describe("File with the password."),
};

const plain = z.strictObject({ mechanism: z.literal("plain"), ...userAndPassword });
const scram = z.strictObject({
  mechanism: z.enum(["scram-sha-256", "scram-sha-512"]),
  ...userAndPassword,
});

const oauthBearer = z.strictObject({
  mechanism: z.literal("oauthbearer"),
  token_file: path.optional().describe("File with a token that somebody else keeps fresh."),
  token_url: z.url({ protocol: /^https?$/, error: "is not an http or https URL" }).optional()
    .describe("Token endpoint for the grant of client credentials (RFC 6749, 4.4)."),
  client_id: text.optional(),
  client_secret: secret("Client secret"),
  client_secret_file: path.optional().describe("File with the client secret."),
  scope: text.optional().describe("Scopes, separated by spaces."),
});

const awsMskIam = z.strictObject({
  mechanism: z.literal("aws-msk-iam"),
  region: text.describe("AWS region of the cluster; credentials come from the usual AWS places."),
});

/** How the program logs in to brokers, as a settings file has it. */
export const saslSettings = z.discriminatedUnion(
  "mechanism",
  [plain, scram, oauthBearer, awsMskIam],
  {
    error:
      "must be plain, scram-sha-256, scram-sha-512, oauthbearer or aws-msk-iam; Kerberos (gssapi) cannot be used",
  },
).superRefine((sasl, context) => {
  const issue = (at: string, message: string) =>
    context.addIssue({ code: "custom", path: [at], message });
  switch (sasl.mechanism) {
    case "plain":
    case "scram-sha-256":
    case "scram-sha-512":
      if ((sasl.password === undefined) === (sasl.password_file === undefined)) {
        issue("mechanism", "needs either password or password_file");
      }
      break;
    case "oauthbearer":
      if ((sasl.token_file === undefined) === (sasl.token_url === undefined)) {
        issue("mechanism", "needs either token_file or token_url");
      } else if (sasl.token_url !== undefined) {
        const secrets = [sasl.client_secret, sasl.client_secret_file];
        if (sasl.client_id === undefined || secrets.filter(Boolean).length !== 1) {
          issue("token_url", "needs client_id and either client_secret or client_secret_file");
        }
      }
  }
}).transform(toSasl);

/** The login of one mechanism; a file is read again for every new connection. */
export type SaslSettings =
  | {
    readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
    readonly username: string;
    readonly password: Secret;
  }
  | { readonly mechanism: "oauthbearer"; readonly tokenFile: string }
  | {
    readonly mechanism: "oauthbearer";
    readonly tokenFile?: undefined;
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: Secret;
    readonly scope: string | undefined;
  }
  | { readonly mechanism: "aws-msk-iam"; readonly region: string };

type SaslInput = z.output<
  typeof plain | typeof scram | typeof oauthBearer | typeof awsMskIam
>;

function toSasl(sasl: SaslInput): SaslSettings {
  switch (sasl.mechanism) {
    case "aws-msk-iam":
      return sasl;
    case "oauthbearer":
      if (sasl.token_file !== undefined) {
        return { mechanism: "oauthbearer", tokenFile: sasl.token_file };
      }
      return {
        mechanism: "oauthbearer",
        tokenUrl: sasl.token_url ?? "",
        clientId: sasl.client_id ?? "",
        clientSecret: toSecret(sasl.client_secret, sasl.client_secret_file),
        scope: sasl.scope,
      };
    default:
      return {
        mechanism: sasl.mechanism,
        username: sasl.username,
        password: toSecret(sasl.password, sasl.password_file),
      };
  }
}
