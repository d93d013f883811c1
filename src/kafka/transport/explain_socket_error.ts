const HINTS: Readonly<Record<string, string>> = {
  ENOTFOUND: "the host name does not resolve",
  EAI_AGAIN: "the host name cannot be resolved now, the name server did not answer",
  ECONNREFUSED: "connection refused, nothing listens there",
  ECONNRESET: "the other side reset the connection",
  ETIMEDOUT: "the host did not answer",
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "no route to the network",
};

/** Why a socket failed, in words that tell an operator where to look. */
export function explainSocketError(error: Error): string {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const hint = HINTS[code];
  return hint === undefined ? error.message : `${hint} (${code})`;
}
