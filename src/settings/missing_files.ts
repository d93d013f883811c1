import type { AppSettings } from "./app_settings.ts";

/** Files that settings name and that cannot be read, in a sentence each. */
export async function missingFiles({ clusters }: AppSettings): Promise<string[]> {
  const named = clusters.flatMap(({ name, tls, sasl }, index) => {
    const cluster = name ?? `clusters[${index}]`;
    const files: readonly [key: string, path: string | undefined][] = [
      ["tls.ca_file", tls?.caFile],
      ["tls.cert_file", tls?.certFile],
      ["tls.key_file", tls?.keyFile],
      ["tls.key_password_file", tls?.keyPasswordFile],
      ...saslFiles(sasl),
    ];
    return files.flatMap(([key, path]) => path === undefined ? [] : [{ cluster, key, path }]);
  });
  const problems = await Promise.all(named.map(async ({ cluster, key, path }) => {
    try {
      (await Deno.open(path)).close();
      return [];
    } catch (error) {
      const why = error instanceof Deno.errors.NotFound ? "there is no such file" : String(error);
      return [`${cluster}: ${key}: ${JSON.stringify(path)} cannot be read: ${why}`];
    }
  }));
  return problems.flat();
}

type Sasl = AppSettings["clusters"][number]["sasl"];

function saslFiles(sasl: Sasl): readonly [string, string | undefined][] {
  if (sasl === undefined || sasl.mechanism === "aws-msk-iam") return [];
  if ("username" in sasl) return [["sasl.password_file", fileOf(sasl.password)]];
  if (sasl.tokenFile !== undefined) return [["sasl.token_file", sasl.tokenFile]];
  return [["sasl.client_secret_file", fileOf(sasl.clientSecret)]];
}

function fileOf(
  secret: { readonly value: string } | { readonly file: string },
): string | undefined {
  return "file" in secret ? secret.file : undefined;
}
