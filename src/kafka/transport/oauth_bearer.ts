import { Buffer } from "node:buffer";
import type { Mechanism } from "kafkajs";

/** The broker does not take the token. */
export class TokenRefusedError extends Error {
  override readonly name = "TokenRefusedError";
}

/**
 * OAUTHBEARER (RFC 7628) in the place of kafkajs' own, which takes the broker's answer to a bad
 * token for success: that answer is not an error, but JSON that says what is wrong.
 */
export function oauthBearer(token: () => Promise<string>): Mechanism {
  return {
    mechanism: "oauthbearer",
    authenticationProvider: ({ saslAuthenticate }) => ({
      authenticate: async () => {
        const message = `n,,\x01auth=Bearer ${await token()}\x01\x01`;
        const complaint = await saslAuthenticate<string>({
          request: { encode: () => withLength(message) },
          response: {
            decode: (bytes) => bytes,
            // Four bytes of length, -1 or 0 for nothing.
            parse: (bytes) => bytes.subarray(4).toString("utf8"),
          },
        });
        if (complaint !== undefined && complaint !== "") {
          throw new TokenRefusedError(`the broker refused the token: ${statusOf(complaint)}`);
        }
      },
    }),
  };
}

function withLength(message: string): Buffer {
  const text = Buffer.from(message, "utf8");
  const length = Buffer.alloc(4);
  length.writeInt32BE(text.length);
  return Buffer.concat([length, text]);
}

/** The field `status` of the broker's complaint, such as invalid_token. */
function statusOf(complaint: string): string {
  const status = /"status"\s*:\s*"([\w.-]{1,60})"/.exec(complaint)?.[1];
  return status ?? "it does not say why";
}
