import { readSecret } from "../../runtime/secret.ts";
import type { SaslSettings } from "./settings.ts";

type ClientCredentials = Extract<SaslSettings, { readonly tokenUrl: string }>;

/** Longest wait for the token endpoint, in milliseconds. */
const DEADLINE_MS = 5_000;
/** A token is used for this share of its life. */
const USED_LIFE = 0.8;
/** Assumed life of a token that does not tell its own, in seconds. */
const UNKNOWN_LIFE_S = 60;

interface Held {
  readonly value: string;
  readonly untilMs: number;
}

/** An access token by the grant of client credentials (RFC 6749, 4.4), kept while it is young. */
export class OAuthToken {
  readonly #settings: ClientCredentials;
  #held: Held | undefined;
  #asking: Promise<Held> | undefined;

  constructor(settings: ClientCredentials) {
    this.#settings = settings;
  }

  /** Rejects with an error that names the endpoint and its answer, and no secret. */
  async value(): Promise<string> {
    if (this.#held !== undefined && performance.now() < this.#held.untilMs) return this.#held.value;
    this.#asking ??= this.#ask().finally(() => this.#asking = undefined);
    this.#held = await this.#asking;
    return this.#held.value;
  }

  async #ask(): Promise<Held> {
    const { tokenUrl } = this.#settings;
    let response: Response;
    try {
      response = await fetch(tokenUrl, await this.#request());
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(
        `the token endpoint ${tokenUrl} cannot be asked: ${reason}: check token_url`,
        { cause },
      );
    }
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      throw new Error(
        `the token endpoint ${tokenUrl} answered ${response.status}${errorCode(body)}: check ` +
          "client_id, the client secret and scope",
      );
    }
    const held = toHeld(body);
    if (held === undefined) {
      throw new Error(
        `the token endpoint ${tokenUrl} answered without an access_token: check token_url`,
      );
    }
    return held;
  }

  async #request(): Promise<RequestInit> {
    const { clientId, clientSecret, scope } = this.#settings;
    const secret = await readSecret(clientSecret);
    const form = new URLSearchParams({ grant_type: "client_credentials" });
    if (scope !== undefined) form.set("scope", scope);
    // RFC 6749, 2.3.1: both are form-encoded before they are put together.
    const login = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`;
    return {
      method: "POST",
      headers: { authorization: `Basic ${btoa(login)}`, accept: "application/json" },
      body: form,
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MS),
    };
  }
}

function toHeld(body: unknown): Held | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { access_token: value, expires_in: lifeS } = body as Record<string, unknown>;
  if (typeof value !== "string" || value === "") return undefined;
  const life = Number(lifeS) > 0 ? Number(lifeS) : UNKNOWN_LIFE_S;
  return { value, untilMs: performance.now() + life * 1000 * USED_LIFE };
}

/** The error of RFC 6749, 5.2, which holds no secret. */
function errorCode(body: unknown): string {
  const code = (body as { readonly error?: unknown } | null | undefined)?.error;
  return typeof code === "string" && /^[\w.-]{1,60}$/.test(code) ? ` (${code})` : "";
}
