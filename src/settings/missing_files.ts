import type { Secret } from "../runtime/secret.ts";
import type { AppSettings } from "./app_settings.ts";

/** Files that settings name and that cannot be read, in a sentence each. */
export async function missingFiles(
  { clusters, web, jvm, alerts }: AppSettings,
): Promise<string[]> {
  const ofClusters = clusters.flatMap(({ name, tls, sasl }, index) => {
    const cluster = name ?? `clusters[${index}]`;
    const files: readonly NamedFile[] = [
      ["tls.ca_file", tls?.caFile],
      ["tls.cert_file", tls?.certFile],
      ["tls.key_file", tls?.keyFile],
      ["tls.key_password_file", tls?.keyPasswordFile],
      ...saslFiles(sasl),
    ];
    return existing(cluster, files);
  });
  const named = [
    ...ofClusters,
    ...existing("web", webFiles(web)),
    ...existing("jvm", jvmFiles(jvm)),
    ...existing("alerts", alertmanagerFiles(alerts)),
  ];
  const problems = await Promise.all(named.map(async ({ of, key, path }) => {
    try {
      (await Deno.open(path)).close();
      return [];
    } catch (error) {
      const why = error instanceof Deno.errors.NotFound ? "there is no such file" : String(error);
      return [`${of}: ${key}: ${JSON.stringify(path)} cannot be read: ${why}`];
    }
  }));
  return problems.flat();
}

type NamedFile = readonly [key: string, path: string | undefined];

function existing(of: string, files: readonly NamedFile[]) {
  return files.flatMap(([key, path]) => path === undefined ? [] : [{ of, key, path }]);
}

function webFiles({ tls, basicAuth, bearerTokens }: AppSettings["web"]): readonly NamedFile[] {
  return [
    ["tls.cert_file", tls?.certFile],
    ["tls.key_file", tls?.keyFile],
    ...basicAuth.map(({ password }, index): NamedFile => [
      `basic_auth[${index}].password_file`,
      fileOf(password),
    ]),
    ...bearerTokens.map((token, index): NamedFile => [
      `bearer_tokens[${index}].token_file`,
      fileOf(token),
    ]),
  ];
}

function jvmFiles({ endpoints }: AppSettings["jvm"]): readonly NamedFile[] {
  return endpoints.map(({ login }, index) => [
    `endpoints[${index}].password_file`,
    login && fileOf(login.password),
  ]);
}

function alertmanagerFiles({ alertmanager }: AppSettings["alerts"]): readonly NamedFile[] {
  if (alertmanager === undefined) return [];
  const { tls, basicAuth, bearerToken } = alertmanager.login;
  return [
    ["alertmanager.tls.ca_file", tls?.caFile],
    ["alertmanager.tls.cert_file", tls?.certFile],
    ["alertmanager.tls.key_file", tls?.keyFile],
    ["alertmanager.password_file", basicAuth && fileOf(basicAuth.password)],
    ["alertmanager.bearer_token_file", bearerToken && fileOf(bearerToken)],
  ];
}

type Sasl = AppSettings["clusters"][number]["sasl"];

function saslFiles(sasl: Sasl): readonly NamedFile[] {
  if (sasl === undefined || sasl.mechanism === "aws-msk-iam") return [];
  if ("username" in sasl) return [["sasl.password_file", fileOf(sasl.password)]];
  if (sasl.tokenFile !== undefined) return [["sasl.token_file", sasl.tokenFile]];
  return [["sasl.client_secret_file", fileOf(sasl.clientSecret)]];
}

function fileOf(secret: Secret): string | undefined {
  return "file" in secret ? secret.file : undefined;
}
