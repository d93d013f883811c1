/** The program's flags for a lab in the spelling of kafka_exporter 1.9, which has no files of secrets. */
export async function exporterFlags(flags: readonly string[]): Promise<string[]> {
  const given = new Map(
    flags.map((flag) => [flag.slice(0, flag.indexOf("=")), flag.slice(flag.indexOf("=") + 1)]),
  );
  const servers = given.get("--kafka.server")!.split(",").map((each) => `--kafka.server=${each}`);
  const ca = given.get("--tls.ca-file");
  const passwordFile = given.get("--sasl.password-file");
  return [
    ...servers,
    ...ca === undefined ? [] : ["--tls.enabled", `--tls.ca-file=${ca}`],
    ...passwordFile === undefined ? [] : [
      "--sasl.enabled",
      `--sasl.mechanism=${given.get("--sasl.mechanism")!.replace("sha-", "sha")}`,
      `--sasl.username=${given.get("--sasl.username")}`,
      `--sasl.password=${(await Deno.readTextFile(passwordFile)).trim()}`,
    ],
  ];
}
