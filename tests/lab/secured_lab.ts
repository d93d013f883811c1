import { type Certificates, makeCertificates } from "./certificates.ts";
import { type KafkaLab, startLab } from "./kafka_lab.ts";
import type { LabClient } from "./lab_client.ts";

/** What a test needs to connect to secured listeners. */
export interface Secured {
  readonly certificates: Certificates;
  /** HOST:PORT of the first node's listeners. */
  readonly addresses: {
    /** Login without encryption: PLAIN, both SCRAMs, OAUTHBEARER. */
    readonly saslPlaintext: string;
    /** Login over TLS, SCRAM-SHA-512 and PLAIN only. */
    readonly saslSsl: string;
    /** The same on IPv6. */
    readonly saslSsl6: string;
    /** TLS with a client certificate. */
    readonly ssl: string;
    /** Neither login nor encryption. */
    readonly plain: string;
  };
}

/** Brokers with a plain listener for the lab itself and secured ones for what is tested. */
export interface SecuredLab extends KafkaLab {
  readonly secured: Secured;
}

/**
 * Users of PLAIN and SCRAM. `admin` may do everything, `monitor` what docs/security.md lists, the
 * others what a test allows them.
 */
export const USERS = {
  admin: "admin-secret",
  monitor: "monitor-secret",
  newcomer: "newcomer-secret",
  guest: "guest-secret",
  stranger: "stranger-secret",
} as const;

const MODULES = {
  plain: "org.apache.kafka.common.security.plain.PlainLoginModule",
  "scram-sha-256": "org.apache.kafka.common.security.scram.ScramLoginModule",
  "scram-sha-512": "org.apache.kafka.common.security.scram.ScramLoginModule",
  oauthbearer: "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule",
} as const;

/** Starts brokers with an authorizer; `flags` have the program log in as `monitor`. */
export async function startSecuredLab(
  nodes: 1 | 3,
  config: Readonly<Record<string, string>> = {},
): Promise<SecuredLab> {
  const folder = await Deno.makeTempDir({ prefix: "kafka-certificates-" });
  const certificates = await makeCertificates(folder);
  const lab = await startLab({
    nodes,
    listeners: [
      { protocol: "SASL_PLAINTEXT" },
      { protocol: "SASL_SSL" },
      { name: "SASL_SSL_6", protocol: "SASL_SSL", host: "[::1]" },
      { protocol: "SSL" },
    ],
    config: { ...securityConfig(certificates), ...config },
    formatArgs: Object.entries(USERS).flatMap(([name, password]) =>
      ["SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap((mechanism) => [
        "--add-scram",
        `${mechanism}=[name=${name},password=${password}]`,
      ])
    ),
  });
  await allowMonitor(lab.client);
  const passwordFile = `${folder}/monitor-password`;
  await Deno.writeTextFile(passwordFile, `${USERS.monitor}\n`);
  const first = (listener: string) => lab.addresses(listener)[0]!;
  const addresses = {
    saslPlaintext: first("SASL_PLAINTEXT"),
    saslSsl: first("SASL_SSL"),
    saslSsl6: first("SASL_SSL_6"),
    ssl: first("SSL"),
    plain: lab.bootstrapServers[0]!,
  };
  return {
    ...lab,
    flags: [
      `--kafka.server=${lab.addresses("SASL_SSL").join(",")}`,
      `--tls.ca-file=${certificates.ca}`,
      "--sasl.mechanism=scram-sha-512",
      "--sasl.username=monitor",
      `--sasl.password-file=${passwordFile}`,
    ],
    secured: { certificates, addresses },
    [Symbol.asyncDispose]: async () => {
      await lab[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Just what docs/security.md tells operators to allow. */
async function allowMonitor(client: LabClient): Promise<void> {
  await client.allow("monitor", "cluster", "kafka-cluster", "describe");
  await client.allow("monitor", "topic", "*", "describe");
  await client.allow("monitor", "topic", "*", "describe_configs");
  await client.allow("monitor", "group", "*", "describe");
}

function securityConfig({ ca, broker }: Certificates): Record<string, string> {
  const users = Object.entries(USERS).map(([name, secret]) => `user_${name}="${secret}"`).join(" ");
  const options: Record<string, string> = {
    plain: users,
    oauthbearer: 'unsecuredLoginStringClaim_sub="nobody"',
  };
  const logins = (listener: string, mechanisms: readonly (keyof typeof MODULES)[]) => [
    [
      `listener.name.${listener}.sasl.enabled.mechanisms`,
      mechanisms.map((each) => each.toUpperCase()).join(","),
    ],
    ...mechanisms.map((each) => [
      `listener.name.${listener}.${each}.sasl.jaas.config`,
      `${MODULES[each]} required ${options[each] ?? ""};`,
    ]),
  ];
  return Object.fromEntries([
    ...logins("sasl_plaintext", ["plain", "scram-sha-256", "scram-sha-512", "oauthbearer"]),
    ...logins("sasl_ssl", ["plain", "scram-sha-512"]),
    ...logins("sasl_ssl_6", ["plain", "scram-sha-512"]),
    ["ssl.keystore.type", "PEM"],
    ["ssl.keystore.location", broker],
    ["ssl.truststore.type", "PEM"],
    ["ssl.truststore.location", ca],
    ["listener.name.ssl.ssl.client.auth", "required"],
    ["authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"],
    // The lab's own listener has no login.
    ["super.users", "User:ANONYMOUS;User:admin"],
  ]);
}
