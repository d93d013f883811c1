import assert from "node:assert/strict";
import { getOwnPage } from "../../../src/cli/get_own_page.ts";
import { CertificateRenewal } from "../../../src/http/certificate_renewal.ts";
import { listen, ListenError } from "../../../src/http/listen.ts";
import { readCertificate } from "../../../src/http/read_certificate.ts";
import { formatAddress } from "../../../src/runtime/address.ts";
import { lineLogger } from "../../../src/runtime/line_logger.ts";
import {
  RENEWED_CERTIFICATE,
  RENEWED_KEY,
  SERVER_CERTIFICATE,
  SERVER_KEY,
} from "./server_certificate.ts";

const LOOPBACK = { host: "127.0.0.1", port: 0 };
const never = new AbortController().signal;
const logger = lineLogger({ level: "error", format: "text" });

Deno.test("with a certificate the listener speaks HTTPS, and tells who asks", async () => {
  const certificate = { cert: SERVER_CERTIFICATE, key: SERVER_KEY };
  const handler = (request: Request, { remoteAddr }: { remoteAddr: Deno.Addr }) =>
    new Response(`${new URL(request.url).protocol} ${(remoteAddr as Deno.NetAddr).hostname}\n`);
  const listener = listen(LOOPBACK, handler, logger, certificate);
  const { port } = listener.address;
  const client = Deno.createHttpClient({ caCerts: [SERVER_CERTIFICATE] });
  const response = await fetch(`https://localhost:${port}/`, { client });
  assert.equal(await response.text(), "https: 127.0.0.1\n");
  client.close();
  const own = await getOwnPage(`https://127.0.0.1:${port}/`, never);
  assert.deepEqual(own, { status: 200, text: "https: 127.0.0.1" });
  await listener.shutdown(never);
});

Deno.test("a certificate that cannot be used is told with the address", () => {
  for (const cert of ["", "not a certificate"]) {
    assert.throws(
      () => listen(LOOPBACK, () => new Response(), logger, { cert, key: SERVER_KEY }),
      (error: Error) => {
        assert.ok(error instanceof ListenError);
        const where = `Cannot listen on ${formatAddress(LOOPBACK)}: certificate and key cannot`;
        assert.ok(error.message.startsWith(where), error.message);
        return true;
      },
    );
  }
});

Deno.test("a certificate's file that is missing is told, and no file means plain HTTP", async () => {
  const tls = { certFile: "none-such/cert.pem", keyFile: "none-such/key.pem" };
  await assert.rejects(
    readCertificate(tls),
    /^ListenError: Cannot serve HTTPS: the file none-such\/cert\.pem cannot be read: there is none$/,
  );
  assert.equal(await readCertificate(undefined), undefined);
});

/** What is answered to someone who trusts only this certificate. */
async function askTrusting(certificate: string, port: number): Promise<string> {
  using client = Deno.createHttpClient({ caCerts: [certificate], poolMaxIdlePerHost: 0 });
  try {
    return await (await fetch(`https://localhost:${port}/`, { client })).text();
  } catch (error) {
    assert.match(String((error as Error).cause), /invalid peer certificate/);
    return "not trusted";
  }
}

Deno.test("a renewed certificate is served, and answers under way are finished", async () => {
  const folder = await Deno.makeTempDir();
  const tls = { certFile: `${folder}/cert.pem`, keyFile: `${folder}/key.pem` };
  const write = async (cert: string, key: string) => {
    await Deno.writeTextFile(tls.certFile, cert);
    await Deno.writeTextFile(tls.keyFile, key);
  };
  await write(SERVER_CERTIFICATE, SERVER_KEY);
  const served = (await readCertificate(tls))!;
  const release = Promise.withResolvers<void>();
  const listener = listen(
    LOOPBACK,
    ({ url }) => {
      if (!url.endsWith("/slow")) return new Response("quick");
      const encoder = new TextEncoder();
      return new Response(
        new ReadableStream({
          start: async (controller) => {
            controller.enqueue(encoder.encode("begun "));
            await release.promise;
            controller.enqueue(encoder.encode("and ended"));
            controller.close();
          },
        }),
      );
    },
    logger,
    served,
  );
  const { port } = listener.address;
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const renewal = new CertificateRenewal(tls, served, [listener], {
    ...logger,
    info: log,
    error: (message, fields) => log(`${message}: ${fields?.problem}`),
  });

  await renewal.look();
  await write(RENEWED_CERTIFICATE, SERVER_KEY);
  await renewal.look();
  await renewal.look();
  assert.equal(await askTrusting(SERVER_CERTIFICATE, port), "quick");
  assert.equal(logged.length, 1);
  assert.match(logged[0]!, /^The certificate was not renewed, .*: certificate and key cannot be/);

  using client = Deno.createHttpClient({ caCerts: [SERVER_CERTIFICATE] });
  const slow = await fetch(`https://localhost:${port}/slow`, { client });
  await write(RENEWED_CERTIFICATE, RENEWED_KEY);
  await renewal.look();
  assert.deepEqual(logged.slice(1), ["The certificate was renewed"]);
  assert.equal(await askTrusting(RENEWED_CERTIFICATE, port), "quick");
  assert.equal(await askTrusting(SERVER_CERTIFICATE, port), "not trusted");
  release.resolve();
  assert.equal(await slow.text(), "begun and ended");

  await renewal.stop();
  await listener.shutdown(never);
  await Deno.remove(folder, { recursive: true });
});
