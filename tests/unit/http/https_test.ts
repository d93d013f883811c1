import assert from "node:assert/strict";
import { getOwnPage } from "../../../src/cli/get_own_page.ts";
import { listen, ListenError } from "../../../src/http/listen.ts";
import { readCertificate } from "../../../src/http/read_certificate.ts";
import { formatAddress } from "../../../src/runtime/address.ts";
import { lineLogger } from "../../../src/runtime/line_logger.ts";
import { SERVER_CERTIFICATE, SERVER_KEY } from "./server_certificate.ts";

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
