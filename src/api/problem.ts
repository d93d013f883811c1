import type { Context } from "hono";

/** A request that is answered with an error, in a sentence (RFC 9457). */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(readonly status: 400 | 404 | 409 | 503, detail: string) {
    super(detail);
  }
}

const TITLES = {
  400: "Bad request",
  404: "Not found",
  409: "Conflict",
  503: "Not known now",
} as const;

/** The answer to a request that has a problem. */
export function problemAnswer(context: Context, { status, message }: Problem): Response {
  const body = { title: TITLES[status], status, detail: message };
  return context.body(`${JSON.stringify(body)}\n`, status, {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
}
