import type { KafkaConfig } from "kafkajs";
import { oauthBearer } from "./oauth_bearer.ts";
import { OAuthToken } from "./oauth_token.ts";
import { readSecret, readTextFile } from "../../runtime/secret.ts";
import type { SaslSettings, TlsSettings } from "./settings.ts";

/** How connections are secured; undefined parts are not used. */
export interface SecuritySettings {
  readonly tls?: TlsSettings | undefined;
  readonly sasl?: SaslSettings | undefined;
}

/** The same as kafkajs takes it. */
export type KafkajsSecurity = Pick<KafkaConfig, "ssl" | "sasl">;

/** Makes kafkajs' options; files are read each time, so that what they hold may change. */
export class Security {
  readonly #settings: SecuritySettings;
  readonly #token: OAuthToken | undefined;

  constructor(settings: SecuritySettings) {
    this.#settings = settings;
    const { sasl } = settings;
    if (sasl?.mechanism === "oauthbearer" && sasl.tokenFile === undefined) {
      this.#token = new OAuthToken(sasl);
    }
  }

  get usesTls(): boolean {
    return this.#settings.tls !== undefined;
  }

  get usesSasl(): boolean {
    return this.#settings.sasl !== undefined;
  }

  /** Rejects with an error that names the file that cannot be read. */
  async load(): Promise<KafkajsSecurity> {
    const { tls, sasl } = this.#settings;
    return {
      ...tls === undefined ? {} : { ssl: await loadTls(tls) },
      ...sasl === undefined ? {} : { sasl: await this.#loadSasl(sasl) },
    };
  }

  async #loadSasl(sasl: SaslSettings): Promise<NonNullable<KafkaConfig["sasl"]>> {
    if ("username" in sasl) return await loadPassword(sasl);
    return oauthBearer(() => this.#bearer(sasl));
  }

  #bearer(sasl: BearerSettings): Promise<string> {
    if (sasl.mechanism === "aws-msk-iam") return mskToken(sasl.region);
    if (sasl.tokenFile !== undefined) return readSecret({ file: sasl.tokenFile });
    return this.#token!.value();
  }
}

type BearerSettings = Exclude<SaslSettings, PasswordSettings>;
type PasswordSettings = Extract<SaslSettings, { readonly username: string }>;

async function loadPassword(sasl: PasswordSettings): Promise<NonNullable<KafkaConfig["sasl"]>> {
  const login = { username: sasl.username, password: await readSecret(sasl.password) };
  switch (sasl.mechanism) {
    case "plain":
      return { mechanism: "plain", ...login };
    case "scram-sha-256":
      return { mechanism: "scram-sha-256", ...login };
    case "scram-sha-512":
      return { mechanism: "scram-sha-512", ...login };
  }
}

async function loadTls(tls: TlsSettings): Promise<NonNullable<KafkaConfig["ssl"]>> {
  const { caFile, certFile, keyFile, keyPasswordFile, serverName, insecureSkipVerify } = tls;
  return {
    rejectUnauthorized: !insecureSkipVerify,
    ...caFile === undefined ? {} : { ca: [await readTextFile(caFile)] },
    ...certFile === undefined ? {} : { cert: await readTextFile(certFile) },
    ...keyFile === undefined ? {} : { key: await readTextFile(keyFile) },
    ...keyPasswordFile === undefined
      ? {}
      : { passphrase: await readSecret({ file: keyPasswordFile }) },
    ...serverName === undefined ? {} : { servername: serverName },
  };
}

/** The vendor's library is large, so it is loaded only where it is used. */
async function mskToken(region: string): Promise<string> {
  const { generateAuthToken } = await import("aws-msk-iam-sasl-signer-js");
  return (await generateAuthToken({ region })).token;
}
