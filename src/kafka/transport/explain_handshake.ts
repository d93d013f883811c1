import { connect, type Socket } from "node:net";
import { messageOf, type Peer } from "../errors.ts";
import { TokenRefusedError } from "./oauth_bearer.ts";
import type { Security } from "./security.ts";
import { isTlsAnswer, tlsHello } from "./tls_hello.ts";

/** Longest time for a look at what a port speaks, in milliseconds. */
const LOOK_MS = 1_500;

/** ApiVersions, version 0, from a client without name: every Kafka port answers it in plain text. */
const PLAIN_HELLO = Uint8Array.of(0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 7, 255, 255);

const TLS_HINTS: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: "set tls.ca_file to the authority that signed it",
  DEPTH_ZERO_SELF_SIGNED_CERT: "set tls.ca_file to the certificate itself",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "set tls.ca_file to the authority that signed it",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "set tls.ca_file to the authority that signed it",
  CERT_HAS_EXPIRED: "the broker's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "set tls.server_name to a name that the certificate has",
};

/**
 * Why a connection could not be made ready, in words that say what to do. Runtimes word TLS errors
 * differently, so what the port speaks is found out by a second look at it.
 */
export async function explainHandshake(
  error: unknown,
  peer: Peer,
  security: Security,
): Promise<string> {
  const message = messageOf(error);
  const code = codeOf(error);
  if (isUnknownMechanism(error)) {
    return `${message}: set another sasl.mechanism, or use the port of a listener that has this one`;
  }
  if (isRefusedLogin(error)) {
    return `the login was refused (${message}): check sasl.username and the password, or the token`;
  }
  if (isSocketError(code)) return message;
  const hint = TLS_HINTS[code];
  if (hint !== undefined) return `${message}: ${hint}`;
  if (security.usesTls && await speaksPlainKafka(peer)) {
    return `the port speaks Kafka without TLS: leave out tls, or use the TLS listener's port`;
  }
  if (!security.usesTls && await speaksTls(peer)) {
    return "the port speaks TLS: set tls, or use the port of a listener without it";
  }
  if (security.usesTls) {
    return `TLS failed (${message}): check tls.ca_file, tls.server_name, and whether the broker ` +
      "wants a client certificate (tls.cert_file, tls.key_file)";
  }
  return message;
}

/** Codes of errors below Kafka and TLS, which say everything by themselves. */
function isSocketError(code: string): boolean {
  return /^E(NOTFOUND|AI_AGAIN|CONNREFUSED|HOSTUNREACH|NETUNREACH|TIMEDOUT)$/.test(code);
}

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return "";
}

function isUnknownMechanism(error: unknown): boolean {
  return typeOf(error) === "UNSUPPORTED_SASL_MECHANISM" ||
    (isKafkajsLoginError(error) && /not supported by the server/.test(messageOf(error)));
}

function isRefusedLogin(error: unknown): boolean {
  return isKafkajsLoginError(error) || error instanceof TokenRefusedError ||
    /^(SASL_AUTHENTICATION_FAILED|ILLEGAL_SASL_STATE)$/.test(typeOf(error));
}

function isKafkajsLoginError(error: unknown): boolean {
  return error instanceof Error && error.name === "KafkaJSSASLAuthenticationError";
}

/** The name of the protocol error in an error of kafkajs. */
function typeOf(error: unknown): string {
  return error instanceof Error && "type" in error ? String(error.type) : "";
}

function speaksPlainKafka(peer: Peer): Promise<boolean> {
  // The correlation id comes back behind the answer's size.
  return look(peer, PLAIN_HELLO, (bytes) => bytes.length >= 8 && bytes[7] === 7 && bytes[0] === 0);
}

/** A hello of our own: of a handshake that is given up, Deno 2.7 would keep the socket. */
function speaksTls(peer: Peer): Promise<boolean> {
  return look(peer, tlsHello(), isTlsAnswer);
}

/** Says hello at a port and looks at the beginning of the answer; an error, or none in time, is a no. */
function look(
  { host, port }: Peer,
  hello: Uint8Array,
  isWanted: (answer: Uint8Array) => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ host, port }, () => socket.write(hello));
    const timer = setTimeout(() => done(false), LOOK_MS);
    const done = (found: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(found);
    };
    socket.once("data", (bytes: Uint8Array) => done(isWanted(bytes)));
    socket.once("error", () => done(false));
    socket.once("close", () => done(false));
  });
}
