import assert from "node:assert/strict";
import { RunningProgram } from "../../program/running_program.ts";
import { SERVER_CERTIFICATE, SERVER_KEY } from "../../unit/http/server_certificate.ts";

/** Nobody listens on port 1, so these run without Kafka. */
const NO_KAFKA = ["--kafka.server=127.0.0.1:1", "--interval=500ms"];

Deno.test("both addresses tell kafka_up and their own pass, one also of the program", async () => {
  await using program = await RunningProgram.start(NO_KAFKA);
  for (const url of [program.url, program.lagUrl]) {
    const seen = await program.scrape(url);
    assert.equal(seen.value("kafka_up"), 0);
    assert.equal(seen.select("kafka_sentinel_series").length, 1);
    const own = seen.select("kafka_sentinel_build_info").length;
    assert.equal(own, url === program.url ? 1 : 0, "told twice, it would be counted twice");
    assert.equal(await (await fetch(`${url}/healthz`)).text(), "ok\n");
  }
});

Deno.test("the lag monitor can be off", async () => {
  await using program = await RunningProgram.start([...NO_KAFKA, "--lag.listen-address=off"]);
  assert.equal(program.lagUrl, "");
  assert.doesNotMatch(program.log, /lag monitor/);
});

Deno.test("HTTPS and a token hold for both addresses", async () => {
  const folder = await Deno.makeTempDir();
  const file = (name: string) => `${folder}/${name}`;
  await Deno.writeTextFile(file("cert.pem"), SERVER_CERTIFICATE);
  await Deno.writeTextFile(file("key.pem"), SERVER_KEY);
  await Deno.writeTextFile(file("token"), "a-token\n");
  await Deno.writeTextFile(
    file("settings.yaml"),
    `web:
  tls: { cert_file: ${file("cert.pem")}, key_file: ${file("key.pem")} }
  bearer_tokens: [{ token_file: ${file("token")} }]
`,
  );
  const args = [...NO_KAFKA, `--config.file=${file("settings.yaml")}`];
  await using program = await RunningProgram.start(args);
  using client = Deno.createHttpClient({ caCerts: [SERVER_CERTIFICATE] });
  for (const base of [program.url, program.lagUrl]) {
    const url = base.replace("127.0.0.1", "localhost");
    assert.match(url, /^https:/);
    const status = async (path: string, headers: HeadersInit = {}) => {
      const response = await fetch(url + path, { client, headers });
      await response.body?.cancel();
      return response.status;
    };
    assert.equal(await status("/healthz"), 200);
    assert.equal(await status("/metrics"), 401);
    assert.equal(await status("/metrics", { authorization: "Bearer a-token" }), 200);
  }
  assert.equal((await program.stop()).code, 0, program.log);
  await Deno.remove(folder, { recursive: true });
});
