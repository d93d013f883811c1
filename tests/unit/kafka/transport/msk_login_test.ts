import assert from "node:assert/strict";
import { saslSettings } from "../../../../src/kafka/transport/settings.ts";
import { Transport } from "../../../../src/kafka/transport/transport.ts";
import { encodeBySchema } from "../../../schema/encode_by_schema.ts";
import { messageSpec } from "../../../schema/message_spec.ts";
import { FakeBroker } from "../../../wire_fakes/fake_broker.ts";
import { frame } from "../../../wire_fakes/frames.ts";
import { silentLogger } from "../../../wire_fakes/recorders.ts";

const never = new AbortController().signal;
const SASL_HANDSHAKE = 17;
const SASL_AUTHENTICATE = 36;
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: SECRET,
  AWS_SESSION_TOKEN: "session+token/=",
};

/** What a client sends to log in to a broker that takes OAUTHBEARER and believes everything. */
async function loginOf(region: string): Promise<string> {
  let login = "";
  const versions = new Map([[SASL_HANDSHAKE, [1, 1]], [SASL_AUTHENTICATE, [1, 1]]] as const);
  const answer = (name: string, version: number, value = {}) =>
    encodeBySchema(messageSpec(name), version, value);
  const broker = await FakeBroker.listen(({ apiKey, correlationId, body }, socket) => {
    if (apiKey === SASL_HANDSHAKE) {
      const value = { Mechanisms: ["OAUTHBEARER"] };
      socket.write(frame(correlationId, answer("SaslHandshakeResponse", 1, value)));
    } else {
      login = new TextDecoder().decode(body.subarray(4));
      socket.write(frame(correlationId, answer("SaslAuthenticateResponse", 1)));
    }
  }, { versions });
  const sasl = saslSettings.parse({ mechanism: "aws-msk-iam", region });
  const transport = new Transport({
    clientId: "test",
    connectTimeoutMs: 10_000,
    logger: silentLogger,
    security: { sasl },
  });
  const peer = { id: 1, host: "127.0.0.1", port: broker.port };
  (await transport.connect(peer, never)).close();
  await broker.close();
  return login;
}

async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  const bytes = new TextEncoder().encode(text);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, bytes));
}

async function sha256(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** Percent-encoding as signatures of AWS want it (RFC 3986). */
const encoded = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

/** The signature that a pre-signed GET of this URL must have: AWS Signature Version 4. */
async function signatureOf(url: URL, region: string): Promise<string> {
  const signed = [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature" && name !== "User-Agent")
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort().join("&");
  const head = `host:${url.host}\n\nhost\n${await sha256("")}`;
  const time = url.searchParams.get("X-Amz-Date")!;
  const [day, service] = [time.slice(0, 8), "kafka-cluster"];
  const scope = `${day}/${region}/${service}/aws4_request`;
  const canonical = await sha256(`GET\n/\n${signed}\n${head}`);
  let key = new TextEncoder().encode(`AWS4${SECRET}`);
  for (const part of [day, region, service, "aws4_request"]) key = await hmac(key, part);
  return (await hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${canonical}`)).toHex();
}

Deno.test("the login to Amazon MSK is a signed URL of the region, as OAUTHBEARER", async () => {
  for (const [name, value] of Object.entries(CREDENTIALS)) Deno.env.set(name, value);
  try {
    const [start, bearer, ...end] = (await loginOf("eu-north-1")).split("\x01");
    assert.deepEqual([start, ...end], ["n,,", "", ""]);
    const token = /^auth=Bearer ([\w-]+)$/.exec(bearer!)?.[1];
    const bytes = Uint8Array.fromBase64(token!, { alphabet: "base64url" });
    const url = new URL(new TextDecoder().decode(bytes));
    assert.equal(url.origin, "https://kafka.eu-north-1.amazonaws.com");
    const { searchParams: asked } = url;
    assert.equal(asked.get("Action"), "kafka-cluster:Connect");
    assert.equal(asked.get("X-Amz-Algorithm"), "AWS4-HMAC-SHA256");
    assert.match(
      asked.get("X-Amz-Credential")!,
      /^AKIDEXAMPLE\/\d{8}\/eu-north-1\/kafka-cluster\//,
    );
    assert.equal(asked.get("X-Amz-Security-Token"), CREDENTIALS.AWS_SESSION_TOKEN);
    assert.ok(Number(asked.get("X-Amz-Expires")) >= 300);
    assert.equal(asked.get("X-Amz-Signature"), await signatureOf(url, "eu-north-1"));
  } finally {
    for (const name of Object.keys(CREDENTIALS)) Deno.env.delete(name);
  }
});
