import { withDeadline } from "../runtime/deadline.ts";
import { ExitCode } from "../runtime/exit_code.ts";
import { readSecret, readTextFile } from "../runtime/secret.ts";
import { explain } from "./explain.ts";
import { bodyOf, TellingError, type ToldSource } from "./told_source.ts";
import { UsageError } from "./usage_error.ts";

const TIMEOUT_MS = 10_000;

/** How a running monitor is asked. */
export interface MonitorOptions {
  /** As `http://host:9309`; a user and password in it are used to log in. */
  readonly monitor: string;
  readonly tokenFile?: string;
  readonly caFile?: string;
}

/** Tells what a running monitor tells. Rejects with a UsageError. */
export async function monitorSource(options: MonitorOptions): Promise<ToldSource> {
  const base = URL.canParse(options.monitor) ? new URL(options.monitor) : undefined;
  if (base === undefined || !/^https?:$/.test(base.protocol)) {
    const given = JSON.stringify(options.monitor);
    throw new UsageError([`--monitor: ${given} is not a URL: write it like http://host:9309`]);
  }
  const headers = await credentials(base, options.tokenFile);
  const caCerts = options.caFile === undefined ? [] : [await fileOf("--ca-file", options.caFile)];
  const client = caCerts.length === 0 ? undefined : Deno.createHttpClient({ caCerts });
  const root = `${base.origin}${base.pathname.replace(/\/$/, "")}/api/v1`;
  const init: RequestInit & { client?: Deno.HttpClient } = { headers, redirect: "error" };
  if (client !== undefined) init.client = client;
  const ask = (path: string, signal: AbortSignal) =>
    withDeadline(
      async (ended) => {
        const response = await fetch(root + path, { ...init, signal: ended });
        return await bodyOf(response, root + path);
      },
      TIMEOUT_MS,
      `GET ${root}${path}`,
      signal,
    );
  return {
    read: () => Promise.resolve(),
    get: async (path, signal) => {
      try {
        return await ask(path, signal);
      } catch (error) {
        if (error instanceof TellingError || signal.aborted) throw error;
        throw new TellingError(ExitCode.failure, `${root}${path}: ${explain(error)}`);
      }
    },
    close: () => client?.close(),
  };
}

async function credentials(
  { username, password }: URL,
  tokenFile: string | undefined,
): Promise<Record<string, string>> {
  if (tokenFile !== undefined) {
    return { authorization: `Bearer ${await fileOf("--token-file", tokenFile)}` };
  }
  if (username === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${new TextEncoder().encode(pair).toBase64()}` };
}

async function fileOf(flag: string, file: string): Promise<string> {
  try {
    return flag === "--token-file" ? await readSecret({ file }) : await readTextFile(file);
  } catch (error) {
    throw new UsageError([`${flag}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
