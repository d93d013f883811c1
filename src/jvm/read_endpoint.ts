import { withDeadline } from "../runtime/deadline.ts";
import { readSecret } from "../runtime/secret.ts";
import type { JvmSample } from "./jvm_sample.ts";
import { SampleReader, WANTED_NAMES } from "./sample_reader.ts";
import type { JvmEndpoint } from "./settings.ts";

/** An agent without an allow-list tells tens of megabytes; more than this is not read. */
const MOST_BYTES = 67_108_864;
const LONGEST_LINE = 65_536;

/**
 * Asks a JMX agent once. Rejects if it does not answer in time, not with 200, with too much, or not
 * with what a JVM tells; the message says which, and of which URL.
 */
export async function readEndpoint(
  endpoint: JvmEndpoint,
  signal: AbortSignal,
): Promise<JvmSample> {
  const { url, timeoutMs } = endpoint;
  try {
    return await withDeadline((ended) => read(endpoint, ended), timeoutMs, "the answer", signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw new Error(`Cannot read the JMX agent at ${url}: ${messageOf(cause)}`, { cause });
  }
}

async function read(endpoint: JvmEndpoint, signal: AbortSignal): Promise<JvmSample> {
  const response = await fetch(wantedUrl(endpoint.url), {
    headers: { accept: "text/plain; version=0.0.4", ...await authorization(endpoint) },
    signal,
  });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`it answered ${response.status} ${response.statusText}`.trim());
  }
  const reader = new SampleReader();
  let rest = "";
  let bytes = 0;
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`it answered with more than ${MOST_BYTES} bytes`);
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw new Error("it answered with an endless line");
    for (const line of lines) reader.line(line);
  }
  reader.line(rest);
  if (reader.sample === undefined) {
    throw new Error("its answer has no jvm_memory_used_bytes: is it a JMX agent's /metrics?");
  }
  return reader.sample;
}

/** Agents leave out what is not asked for; others ignore it. */
function wantedUrl(url: string): URL {
  const wanted = new URL(url);
  for (const name of WANTED_NAMES) wanted.searchParams.append("name[]", name);
  return wanted;
}

async function authorization({ login }: JvmEndpoint): Promise<Record<string, string>> {
  if (login === undefined) return {};
  const pair = new TextEncoder().encode(`${login.username}:${await readSecret(login.password)}`);
  return { authorization: `Basic ${pair.toBase64()}` };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" ? cause.message : error.message;
}
