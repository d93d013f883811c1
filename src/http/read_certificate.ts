import { readTextFile } from "../runtime/secret.ts";
import { type Certificate, ListenError } from "./listen.ts";
import type { HttpSettings } from "./settings.ts";

/** The listeners' certificate; undefined for plain HTTP. Rejects with a ListenError. */
export async function readCertificate(
  tls: HttpSettings["tls"],
): Promise<Certificate | undefined> {
  if (tls === undefined) return undefined;
  try {
    return { cert: await readTextFile(tls.certFile), key: await readTextFile(tls.keyFile) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ListenError(`Cannot serve HTTPS: ${message}`, { cause: error });
  }
}
