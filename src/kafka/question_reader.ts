import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { OffsetAnswer, OffsetQuestion } from "../model/offset_questions.ts";
import type { Logger } from "../runtime/logger.ts";
import type { ClusterClient } from "./cluster_client.ts";
import { readAnswers } from "./read_answers.ts";

/** Connections that nobody needed for so long are closed, in milliseconds. */
const IDLE_MS = 300_000;

/**
 * Has questions about logs answered in the background, on connections of their own: old times can
 * make a broker read its disk, and nothing else shall wait for that.
 */
export class QuestionReader {
  readonly #open: () => ClusterClient;
  readonly #settleMs: number;
  readonly #logger: Logger;
  readonly #ended = new AbortController();
  #client: ClusterClient | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  #answers: OffsetAnswer[] = [];

  /** `open` connects to the cluster, which is done when there is something to ask. */
  constructor(open: () => ClusterClient, settleMs: number, logger: Logger) {
    this.#open = open;
    this.#settleMs = settleMs;
    this.#logger = logger;
  }

  /** Asks the leaders that the snapshot names; nothing while others are still waited for. */
  ask(questions: readonly OffsetQuestion[], snapshot: ClusterSnapshot): void {
    if (this.#isAsking || questions.length === 0 || this.#ended.signal.aborted) return;
    this.#isAsking = true;
    void this.#read(questions, snapshot)
      .then((answers) => void this.#answers.push(...answers))
      .catch((error) => {
        if (this.#ended.signal.aborted) return;
        this.#logger.debug("Questions were not answered", { error: String(error) });
      })
      .finally(() => this.#isAsking = false);
  }

  /** The answers that came since they were taken last. */
  take(): readonly OffsetAnswer[] {
    const answers = this.#answers;
    this.#answers = [];
    return answers;
  }

  close(): void {
    this.#ended.abort(new Error("the cluster is watched no more"));
    this.#disconnect();
  }

  async #read(
    questions: readonly OffsetQuestion[],
    snapshot: ClusterSnapshot,
  ): Promise<OffsetAnswer[]> {
    const { signal } = this.#ended;
    clearTimeout(this.#idleTimer);
    const client = this.#client ??= this.#open();
    client.learn(
      snapshot.brokers.flatMap(({ id, address, rack, up }) =>
        address === undefined || !up ? [] : [{ id, ...address, rack }]
      ),
    );
    await client.settle(this.#settleMs, signal);
    try {
      return await readAnswers({ client, logger: this.#logger, signal }, questions, snapshot);
    } finally {
      if (!signal.aborted) this.#idleTimer = setTimeout(() => this.#disconnect(), IDLE_MS);
    }
  }

  #disconnect(): void {
    clearTimeout(this.#idleTimer);
    this.#client?.close();
    this.#client = undefined;
  }
}
