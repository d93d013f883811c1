import { type Certificates, makeCertificates } from "./certificates.ts";
import { freePorts } from "./free_ports.ts";
import { type KafkaLab, startLab } from "./kafka_lab.ts";

/** One broker with a plain listener for the lab itself and secured ones for what is tested. */
export interface SecuredLab extends KafkaLab {
  readonly certificates: Certificates;
  readonly addresses: {
    /** Login without encryption: PLAIN, both SCRAMs, OAUTHBEARER. */
    readonly saslPlaintext: string;
    /** Login over TLS, SCRAM-SHA-512 and PLAIN only. */
    readonly saslSsl: string;
    /** TLS with a client certificate. */
    readonly ssl: string;
    /** Neither login nor encryption. */
    readonly plain: string;
  };
}

/** Users of PLAIN and SCRAM; `admin` may do everything, `monitor` what it is allowed to. */
export const USERS = { admin: "admin-secret", monitor: "monitor-secret" } as const;

const MODULES = {
  plain: "org.apache.kafka.common.security.plain.PlainLoginModule",
  "scram-sha-256": "org.apache.kafka.common.security.scram.ScramLoginModule",
  "scram-sha-512": "org.apache.kafka.common.security.scram.ScramLoginModule",
  oauthbearer: "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule",
} as const;

/** Starts a broker with an authorizer. Nobody but `admin` and the lab may do anything at first. */
export async function startSecuredLab(): Promise<SecuredLab> {
  const folder = await Deno.makeTempDir({ prefix: "kafka-certificates-" });
  const certificates = await makeCertificates(folder);
  const [saslPlaintext, saslSsl, ssl] = freePorts(3) as [number, number, number];
  const lab = await startLab({
    nodes: 1,
    listeners: [
      { protocol: "SASL_PLAINTEXT", port: saslPlaintext },
      { protocol: "SASL_SSL", port: saslSsl },
      { protocol: "SSL", port: ssl },
    ],
    config: securityConfig(certificates),
    formatArgs: Object.entries(USERS).flatMap(([name, password]) =>
      ["SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap((mechanism) => [
        "--add-scram",
        `${mechanism}=[name=${name},password=${password}]`,
      ])
    ),
  });
  return {
    ...lab,
    certificates,
    addresses: {
      saslPlaintext: `127.0.0.1:${saslPlaintext}`,
      saslSsl: `127.0.0.1:${saslSsl}`,
      ssl: `127.0.0.1:${ssl}`,
      plain: lab.bootstrapServers[0]!,
    },
    [Symbol.asyncDispose]: async () => {
      await lab[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
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
