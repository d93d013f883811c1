import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isFromThisMachine, isLoopback } from "./peer.ts";

/** Largest body of a request, in bytes. */
const MOST_BYTES = 1024 * 1024;

const ELSEWHERE = "Only programs on this machine may write here, and address it as localhost: " +
  "to allow others, set web.basic_auth or web.bearer_tokens";

/**
 * May this request write? Stands before every page and refuses with 403 what has a method other
 * than GET and HEAD, unless credentials are needed (they were checked before) or it comes from this
 * machine. What another site makes a browser send is refused in any case. Bodies above 1 MiB are
 * refused with 413. A page that writes has nothing to check itself.
 */
export function writeGuard(credentialsNeeded: boolean): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.text("The body is larger than 1 MiB\n", 413),
  });
  return (context, next) => {
    if (["GET", "HEAD"].includes(context.req.method)) return next();
    const refusal = isFromAnotherSite(context.req.raw)
      ? "Other sites may not write here"
      : !credentialsNeeded && !isLocal(context)
      ? ELSEWHERE
      : undefined;
    if (refusal !== undefined) return Promise.resolve(context.text(`${refusal}\n`, 403));
    return limit(context, next);
  };
}

/** Browsers say where a request was made; other programs do not. */
function isFromAnotherSite({ headers, url }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  const origin = headers.get("origin");
  if (origin === null) return false;
  // Behind a proxy that speaks HTTPS the scheme differs.
  return !URL.canParse(origin) || new URL(origin).host !== new URL(url).host;
}

/**
 * From this machine, addressed as such, and not passed on by a proxy on this machine. Without the
 * second, a name that an attacker lets resolve to 127.0.0.1 would do.
 */
function isLocal(context: Context): boolean {
  const { headers, url } = context.req.raw;
  const isPassedOn = headers.has("x-forwarded-for") || headers.has("forwarded");
  return isFromThisMachine(context) && isLoopback(new URL(url).hostname) && !isPassedOn;
}
