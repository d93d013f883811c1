import assert from "node:assert/strict";
import { metadata } from "../../src/kafka/messages/metadata.ts";
import type { SecuritySettings } from "../../src/kafka/transport/security.ts";
import { saslSettings, tlsSettings } from "../../src/kafka/transport/settings.ts";
import { Transport } from "../../src/kafka/transport/transport.ts";
import { parseServerAddress } from "../../src/runtime/address.ts";
import { startSecuredLab, USERS } from "../lab/secured_lab.ts";
import { RecordingLogger } from "../wire_fakes/recorders.ts";

const never = new AbortController().signal;
/** A broker that has just begun may need seconds for its first logins. */
const TIMEOUT_MS = 20_000;

/** Connects and asks for Metadata; gives the ids of the brokers, or what went wrong. */
async function tryConnection(address: string, security: SecuritySettings) {
  const { host, port } = parseServerAddress(address);
  const logger = new RecordingLogger();
  const connectTimeoutMs = TIMEOUT_MS;
  const transport = new Transport({ clientId: "test", connectTimeoutMs, logger, security });
  let answer: string;
  try {
    const connection = await transport.connect({ id: undefined, host, port }, never);
    const options = { timeoutMs: TIMEOUT_MS, signal: never };
    try {
      const { brokers } = await connection.send(metadata, { topics: [] }, 9, options);
      answer = `brokers ${brokers.map(({ id }) => id).join(",")}`;
    } finally {
      connection.close();
    }
  } catch (error) {
    answer = (error as Error).message;
  }
  for (const secret of [...Object.values(USERS), "wrong-password"]) {
    assert.ok(!`${answer}${logger.text}`.includes(secret), "a secret was told");
  }
  return answer;
}

const plain = (password: string = USERS.admin) =>
  saslSettings.parse({ mechanism: "plain", username: "admin", password });
const scram = (bits: 256 | 512, password: string = USERS.admin) =>
  saslSettings.parse({ mechanism: `scram-sha-${bits}`, username: "admin", password });

/** An unsecured token as Kafka's own validator for development takes it (RFC 7515, alg none). */
function token(lifeS: number): string {
  const part = (value: unknown) =>
    btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const nowS = Math.floor(Date.now() / 1000);
  return `${part({ alg: "none" })}.${part({ sub: "admin", iat: nowS, exp: nowS + lifeS })}.`;
}

Deno.test("a secured broker: what is right connects, what is wrong says what to do", async (t) => {
  await using lab = await startSecuredLab(1);
  const { folder } = lab;
  const { addresses, certificates } = lab.secured;
  const trusted = tlsSettings.parse({ ca_file: certificates.ca });
  const check = (name: string, address: string, security: SecuritySettings, expected: RegExp) =>
    t.step(name, async () => {
      const answer = await tryConnection(address, security);
      assert.match(answer, expected);
    });
  const connects = /^brokers 1$/;

  await check("PLAIN", addresses.saslPlaintext, { sasl: plain() }, connects);
  await check("SCRAM-SHA-256", addresses.saslPlaintext, { sasl: scram(256) }, connects);
  await check("SCRAM-SHA-512", addresses.saslPlaintext, { sasl: scram(512) }, connects);
  await check(
    "SCRAM-SHA-512 over TLS",
    addresses.saslSsl,
    { sasl: scram(512), tls: trusted },
    connects,
  );
  await check(
    "SCRAM-SHA-512 over TLS and IPv6",
    addresses.saslSsl6,
    { sasl: scram(512), tls: trusted },
    connects,
  );
  const clientTls = {
    ca_file: certificates.ca,
    cert_file: certificates.clientCert,
    key_file: certificates.clientKey,
  };
  await check(
    "a client certificate",
    addresses.ssl,
    { tls: tlsSettings.parse(clientTls) },
    connects,
  );
  await check(
    "any certificate, if it need not be verified",
    addresses.saslSsl,
    { sasl: scram(512), tls: tlsSettings.parse({ insecure_skip_verify: true }) },
    connects,
  );

  await t.step("a token file, read again for every connection", async () => {
    const file = `${folder}/token`;
    const sasl = saslSettings.parse({ mechanism: "oauthbearer", token_file: file });
    await Deno.writeTextFile(file, token(-60));
    assert.match(
      await tryConnection(addresses.saslPlaintext, { sasl }),
      /the broker refused the token: /,
    );
    await Deno.writeTextFile(file, `${token(600)}\n`);
    assert.match(await tryConnection(addresses.saslPlaintext, { sasl }), connects);
    await Deno.remove(file);
    const missing = await tryConnection(addresses.saslPlaintext, { sasl });
    assert.match(missing, /token cannot be read: there is none/);
  });

  await t.step("a token by client credentials", async () => {
    const seen: string[] = [];
    await using server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      async (request) => {
        const login = atob(request.headers.get("authorization")?.replace("Basic ", "") ?? "");
        seen.push(`${login} ${await request.text()}`);
        if (!login.endsWith(":right")) {
          return Response.json({ error: "invalid_client" }, { status: 401 });
        }
        return Response.json({ access_token: token(600), expires_in: 600 });
      },
    );
    const token_url = `http://127.0.0.1:${server.addr.port}/token`;
    const sasl = (client_secret: string) =>
      saslSettings.parse({
        mechanism: "oauthbearer",
        token_url,
        client_id: "me",
        client_secret,
        scope: "kafka",
      });
    assert.match(await tryConnection(addresses.saslPlaintext, { sasl: sasl("right") }), connects);
    assert.deepEqual(seen, ["me:right grant_type=client_credentials&scope=kafka"]);
    const refused = await tryConnection(addresses.saslPlaintext, { sasl: sasl("wrong-password") });
    assert.match(refused, /token endpoint http.* answered 401 \(invalid_client\): check client_id/);
  });

  await t.step("a token endpoint that is wrong", async () => {
    const ask = async (answer: (request: Request) => Response) => {
      await using server = Deno.serve(
        { hostname: "127.0.0.1", port: 0, onListen: () => {} },
        answer,
      );
      return await askAt(`http://127.0.0.1:${server.addr.port}/token`);
    };
    const askAt = (token_url: string) => {
      const login = { mechanism: "oauthbearer", client_id: "me", client_secret: "wrong-password" };
      const sasl = saslSettings.parse({ ...login, token_url });
      return tryConnection(addresses.saslPlaintext, { sasl });
    };
    assert.match(
      await askAt("http://127.0.0.1:1/token"),
      /token endpoint http:\/\/127\.0\.0\.1:1\/token cannot be asked: .*check token_url/,
    );
    for (const answer of [() => new Response("<html>"), () => Response.json({ token: "x" })]) {
      assert.match(await ask(answer), /answered without an access_token: check token_url/);
    }
    const moved = () => new Response(null, { status: 302, headers: { location: "/elsewhere" } });
    assert.match(await ask(moved), /cannot be asked: .*check token_url/);
    assert.match(await ask(() => new Response("", { status: 404 })), /answered 404: check/);
    const refused = await ask(() => Response.json({ access_token: token(-60) }));
    assert.match(refused, /the broker refused the token/);
  });

  await check(
    "a wrong password",
    addresses.saslPlaintext,
    { sasl: plain("wrong-password") },
    /the login was refused .*check sasl\.username and the password/,
  );
  await check(
    "a wrong SCRAM password",
    addresses.saslSsl,
    { sasl: scram(512, "wrong-password"), tls: trusted },
    /the login was refused .*check sasl\.username and the password/,
  );
  await check(
    "a mechanism that the listener does not have",
    addresses.saslSsl,
    { sasl: scram(256), tls: trusted },
    /set another sasl\.mechanism/,
  );
  await check(
    "another authority",
    addresses.saslSsl,
    { sasl: scram(512), tls: tlsSettings.parse({ ca_file: certificates.otherCa }) },
    /tls\.ca_file/,
  );
  await check(
    "a name that the certificate does not have",
    addresses.saslSsl,
    {
      sasl: scram(512),
      tls: tlsSettings.parse({ ca_file: certificates.ca, server_name: "kafka.example" }),
    },
    /tls\.server_name/,
  );
  await check(
    "no client certificate where one is wanted",
    addresses.ssl,
    { tls: trusted },
    /tls\.cert_file|login/,
  );
  await check(
    "TLS to a listener without it",
    addresses.saslPlaintext,
    { sasl: plain(), tls: trusted },
    /the port speaks Kafka without TLS: leave out tls/,
  );
  await check(
    "no TLS to a listener with it",
    addresses.saslSsl,
    { sasl: scram(512) },
    /the port speaks TLS: set tls/,
  );
  await check(
    "no login to a listener that wants one",
    addresses.saslPlaintext,
    {},
    /closed the connection at the first request: it may want a login, set sasl/,
  );
  await check(
    "a login to a listener without",
    addresses.plain,
    { sasl: plain() },
    /the login was refused|set another sasl\.mechanism/,
  );
  await check(
    "an authority's file that is not there",
    addresses.saslSsl,
    { tls: tlsSettings.parse({ ca_file: `${folder}/nowhere.pem` }) },
    /nowhere\.pem cannot be read: there is none/,
  );
});
