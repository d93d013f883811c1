import type { MiddlewareHandler } from "hono";
import { auth } from "hono/utils/basic-auth";
import { timingSafeEqual } from "hono/utils/buffer";
import type { Logger } from "../runtime/logger.ts";
import { readSecret, type Secret } from "../runtime/secret.ts";
import type { HttpSettings } from "./settings.ts";

/** Who may ask: any of the users, or whoever has any of the tokens. */
export type Credentials = Pick<HttpSettings, "basicAuth" | "bearerTokens">;

/** Whether only those with credentials may ask. */
export function needsCredentials({ basicAuth, bearerTokens }: Credentials): boolean {
  return basicAuth.length + bearerTokens.length > 0;
}

/**
 * Answers 401 to requests without right credentials, if any are configured. /healthz and /readyz,
 * which tell nothing of Kafka, are open: what asks them often cannot log in.
 */
export function authentication(credentials: Credentials, logger: Logger): MiddlewareHandler {
  if (!needsCredentials(credentials)) return (_context, next) => next();
  return async (context, next) => {
    const request = context.req.raw;
    if (isOpen(new URL(request.url)) || await isKnown(request, credentials, logger)) return next();
    return context.text("This page needs a user and password, or a token\n", 401, {
      "www-authenticate": challenges(credentials),
      "cache-control": "no-store",
    });
  };
}

function isOpen({ pathname, search }: URL): boolean {
  return pathname === "/healthz" || pathname === "/readyz" && search === "";
}

function challenges({ basicAuth, bearerTokens }: Credentials): string {
  const all = [
    ...basicAuth.length > 0 ? ['Basic realm="kafka-sentinel", charset="UTF-8"'] : [],
    ...bearerTokens.length > 0 ? ['Bearer realm="kafka-sentinel"'] : [],
  ];
  return all.join(", ");
}

/** Compares with every secret, so that the time taken tells nothing about which one was near. */
async function isKnown(
  request: Request,
  { basicAuth, bearerTokens }: Credentials,
  logger: Logger,
): Promise<boolean> {
  const given = auth(request);
  const token = /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const checks = [
    ...basicAuth.map(async ({ username, password }) => {
      if (given === undefined) return false;
      const isUser = await timingSafeEqual(given.username, username);
      return await isSecret(given.password, password, logger) && isUser;
    }),
    ...bearerTokens.map((secret) =>
      token === undefined ? Promise.resolve(false) : isSecret(token, secret, logger)
    ),
  ];
  return (await Promise.all(checks)).some((right) => right);
}

/** A secret that cannot be read, or is empty, is nobody's. */
async function isSecret(given: string, secret: Secret, logger: Logger): Promise<boolean> {
  try {
    const wanted = await readSecret(secret);
    return wanted !== "" && await timingSafeEqual(given, wanted);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    logger.error("Nobody can log in with this secret", { problem });
    return false;
  }
}
