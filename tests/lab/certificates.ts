import { runCommand } from "../../scripts/setup/run_command.ts";

/** PEM files for a secured broker and its clients, in one folder. */
export interface Certificates {
  readonly ca: string;
  /** An authority that signed nothing here. */
  readonly otherCa: string;
  /** Certificate and key of the broker in one file; for localhost, 127.0.0.1 and ::1. */
  readonly broker: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** Makes authorities and certificates by openssl, valid for two days. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const file = (name: string) => `${folder}/${name}`;
  await authority(file("ca"));
  await authority(file("other-ca"));
  await signed(file("broker"), file("ca"), "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1");
  await signed(file("client"), file("ca"), "extendedKeyUsage=clientAuth");
  const [key, cert] = await Promise.all([
    Deno.readTextFile(file("broker.key")),
    Deno.readTextFile(file("broker.crt")),
  ]);
  await Deno.writeTextFile(file("broker.pem"), key + cert);
  return {
    ca: file("ca.crt"),
    otherCa: file("other-ca.crt"),
    broker: file("broker.pem"),
    clientCert: file("client.crt"),
    clientKey: file("client.key"),
  };
}

const NEW_KEY = ["-newkey", "rsa:2048", "-nodes"];

async function authority(path: string): Promise<void> {
  const subject = ["-subj", `/CN=${path.split("/").at(-1)}`];
  const files = ["-keyout", `${path}.key`, "-out", `${path}.crt`];
  await runCommand("openssl", ["req", "-x509", ...NEW_KEY, "-days", "2", ...subject, ...files]);
}

async function signed(path: string, by: string, extension: string): Promise<void> {
  const subject = ["-subj", `/CN=${path.split("/").at(-1)}`];
  const files = ["-keyout", `${path}.key`, "-out", `${path}.csr`];
  await runCommand("openssl", ["req", ...NEW_KEY, ...subject, ...files]);
  await Deno.writeTextFile(`${path}.ext`, `${extension}\n`);
  const issuer = ["-CA", `${by}.crt`, "-CAkey", `${by}.key`, "-CAcreateserial"];
  const out = ["-extfile", `${path}.ext`, "-out", `${path}.crt`];
  await runCommand("openssl", [
    "x509",
    "-req",
    "-in",
    `${path}.csr`,
    "-days",
    "2",
    ...issuer,
    ...out,
  ]);
}
