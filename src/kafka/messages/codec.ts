import { DecodeError } from "../wire/decode_error.ts";
import { WireReader } from "../wire/wire_reader.ts";
import { WireWriter } from "../wire/wire_writer.ts";
import type { Message } from "./message.ts";

const API_VERSIONS_KEY = 18;

/**
 * A request as it follows the client id in the request header: where the version is flexible, the
 * empty tag buffer that ends header version 2, then the body.
 */
export function encodeRequest<Q>(
  message: Message<Q, unknown>,
  request: Q,
  version: number,
): Uint8Array<ArrayBuffer> {
  const writer = new WireWriter(isFlexible(message, version));
  writer.tags();
  message.encode(writer, request, version);
  return writer.bytes();
}

/**
 * Reads an answer that begins after the correlation id: the rest of the response header, then the
 * body, then nothing. Throws a DecodeError that names message, version and byte offset.
 */
export function* decodeAnswer<A>(
  message: Message<never, A>,
  bytes: Uint8Array,
  version: number,
): Generator<void, A, void> {
  const reader = new WireReader(bytes, isFlexible(message, version));
  try {
    // ApiVersions always has response header version 0, so that any client can read it (KIP-511).
    if (message.apiKey !== API_VERSIONS_KEY) reader.tags();
    const answer = yield* message.decode(reader, version);
    if (reader.remaining === 0) return answer;
    throw new DecodeError(`${reader.remaining} bytes are left over`, reader.offset);
  } catch (cause) {
    if (!(cause instanceof DecodeError)) throw cause;
    const subject = `the answer of ${message.name} version ${version}`;
    throw new DecodeError(cause.what, cause.offset, subject, { cause });
  }
}

function isFlexible(message: Message<never, unknown>, version: number): boolean {
  if (version < message.minVersion || version > message.maxVersion) {
    throw new RangeError(
      `Cannot use ${message.name} version ${version}: ` +
        `implemented are ${message.minVersion} to ${message.maxVersion}`,
    );
  }
  return version >= message.flexibleFrom;
}
