import { formatAddress } from "../runtime/address.ts";

/** Why a request failed, as the label `reason` of the error counter. */
export type RequestFailure = "timeout" | "connection" | "decode" | "unsupported";

/** Whom a connection leads to. Seeds have no id: only an answer tells which broker they are. */
export interface Peer {
  readonly id: number | undefined;
  readonly host: string;
  readonly port: number;
}

/** The peer in words, for messages. */
export function describePeer(peer: Peer): string {
  const address = formatAddress(peer);
  return peer.id === undefined ? `seed ${address}` : `broker ${peer.id} at ${address}`;
}

/** There is no connection to the broker, or it broke while the answer was awaited. */
export class BrokerUnavailableError extends Error {
  override readonly name = "BrokerUnavailableError";
}

/** The broker did not answer a request before its deadline; its connection is dropped. */
export class RequestTimeoutError extends Error {
  override readonly name = "RequestTimeoutError";
}

/** No version of the API is spoken by both sides. */
export class UnsupportedApiError extends Error {
  override readonly name = "UnsupportedApiError";
}

/** The label under which a failed request is counted; an aborted one ran out of time. */
export function failureOf(error: unknown, aborted: boolean): RequestFailure {
  if (error instanceof UnsupportedApiError) return "unsupported";
  if (error instanceof BrokerUnavailableError) return "connection";
  return aborted || error instanceof RequestTimeoutError ? "timeout" : "decode";
}

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
