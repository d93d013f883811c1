import type { ClusterState } from "../model/views/cluster_view.ts";
import { ExitCode } from "../runtime/exit_code.ts";

/** Where commands get what the API tells. */
export interface ToldSource {
  /** Reads again what is told. Rejects with a TellingError, or the signal's reason. */
  read(signal: AbortSignal): Promise<void>;
  /** The answer to a path below /api/v1, parsed. Rejects with a TellingError. */
  get(path: string, signal: AbortSignal): Promise<unknown>;
  close(): void;
}

/** Nothing can be told: why, and the exit code that says so. */
export class TellingError extends Error {
  override readonly name = "TellingError";

  constructor(readonly exitCode: number, message: string) {
    super(message);
  }
}

/** The parsed body of an answer from `of`. Rejects with a TellingError with what it tells. */
export async function bodyOf(response: Response, of: string): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const exitCode = response.status === 400 ? ExitCode.usage : ExitCode.failure;
  const answered = `${of} answered ${response.status}: ${text.trim().slice(0, 200)}`;
  throw new TellingError(exitCode, problemOf(text) ?? answered);
}

function problemOf(text: string): string | undefined {
  try {
    const { detail } = JSON.parse(text);
    return typeof detail === "string" ? detail : undefined;
  } catch {
    return undefined;
  }
}

/** A list of the API with all its pages, as one page. */
export interface ToldList<T> {
  readonly clusters: readonly ClusterState[];
  readonly items: readonly T[];
}

/**
 * A sentence for each cluster that is not being read. Throws a TellingError when that is all of
 * them: nothing is known then.
 */
export function unreadClusters(clusters: ToldList<unknown>["clusters"]): string[] {
  const unread = clusters.filter(({ fresh }) => !fresh);
  const sentences = unread.map(({ cluster, last_error }) =>
    `${cluster} is not being read: ${last_error ?? "it has not answered yet"}`
  );
  if (unread.length === 0 || unread.length < clusters.length) return sentences;
  throw new TellingError(ExitCode.kafkaUnreachable, sentences.join("\n"));
}

/** Gets all pages of a list. */
export async function allPages<T>(
  source: ToldSource,
  path: string,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<ToldList<T>> {
  const items: T[] = [];
  query.set("limit", "1000");
  for (;;) {
    const page = await source.get(`${path}?${query}`, signal) as ToldList<T> & {
      readonly next_cursor: string | null;
    };
    items.push(...page.items);
    if (page.next_cursor === null) return { clusters: page.clusters, items };
    query.set("cursor", page.next_cursor);
  }
}
