import { readSecret, readTextFile, type Secret } from "../../runtime/secret.ts";

/** How to log in to an HTTP server, and whom to trust. Files are read again for every request. */
export interface HttpLogin {
  readonly basicAuth?: { readonly username: string; readonly password: Secret } | undefined;
  readonly bearerToken?: Secret | undefined;
  readonly tls?: {
    /** Certificate authorities (PEM) instead of the well-known ones. */
    readonly caFile?: string | undefined;
    readonly certFile?: string | undefined;
    readonly keyFile?: string | undefined;
  } | undefined;
}

/** What a server answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** Longest answer that is read, in bytes: only what it says about an error is looked at. */
const MOST_BYTES = 16_384;

/** Posts JSON to one server. Redirects are not followed: a login must not go elsewhere. */
export class HttpPoster {
  readonly #login: HttpLogin;
  #client: { readonly client: Deno.HttpClient; readonly of: string } | undefined;

  constructor(login: HttpLogin) {
    this.#login = login;
  }

  /** Rejects with an error that says why nothing was answered. */
  async postJson(url: string, value: unknown, signal: AbortSignal): Promise<HttpAnswer> {
    const client = await this.#httpClient();
    const headers = { "content-type": "application/json", ...await this.#authorization() };
    let response: Response;
    try {
      response = await fetch(url, {
        method: "POST",
        headers,
        body: JSON.stringify(value),
        redirect: "manual",
        signal,
        ...client === undefined ? {} : { client },
      });
    } catch (cause) {
      signal.throwIfAborted();
      throw new Error(`POST ${url} failed: ${reasonOf(cause)}`, { cause });
    }
    return { status: response.status, text: await textOf(response) };
  }

  /** Ends connections that are kept open. */
  close(): void {
    this.#client?.client.close();
    this.#client = undefined;
  }

  async #authorization(): Promise<Record<string, string>> {
    const { basicAuth, bearerToken } = this.#login;
    if (basicAuth !== undefined) {
      const pair = `${basicAuth.username}:${await readSecret(basicAuth.password)}`;
      return { authorization: `Basic ${new TextEncoder().encode(pair).toBase64()}` };
    }
    if (bearerToken === undefined) return {};
    return { authorization: `Bearer ${await readSecret(bearerToken)}` };
  }

  /** A client with the newest certificates; connections are kept while these are the same. */
  async #httpClient(): Promise<Deno.HttpClient> {
    const { caFile, certFile, keyFile } = this.#login.tls ?? {};
    const read = (path: string | undefined) => path === undefined ? undefined : readTextFile(path);
    const [ca, cert, key] = await Promise.all([caFile, certFile, keyFile].map(read));
    const of = JSON.stringify([ca, cert, key]);
    if (this.#client?.of === of) return this.#client.client;
    this.close();
    const client = Deno.createHttpClient({
      ...ca === undefined ? {} : { caCerts: [ca] },
      ...cert === undefined || key === undefined ? {} : { cert, key },
    });
    this.#client = { client, of };
    return client;
  }
}

async function textOf(response: Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_BYTES) break;
  }
  return text.slice(0, MOST_BYTES).trim();
}

/** The messages of an error and its causes: fetch hides the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
}
