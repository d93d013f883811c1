import type { MiddlewareHandler } from "hono";

/** Longest URL and longest sum of header names and values, in characters. */
const URL_LIMIT = 4_096;
const HEADERS_LIMIT = 16_384;

/** Refuses requests that no sane client sends. `writeGuard` limits bodies. */
export const limits: MiddlewareHandler = async (context, next) => {
  const { url, headers } = context.req.raw;
  if (url.length > URL_LIMIT) return context.text("URL too long\n", 414);
  let size = 0;
  for (const [name, value] of headers) size += name.length + value.length;
  if (size > HEADERS_LIMIT) return context.text("headers too large\n", 431);
  await next();
};
