import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Logger } from "../runtime/logger.ts";

const EVERY_MS = 1_000;

/**
 * Brings what was committed to a database's write-ahead log to the disk, once a second where there
 * is something new. SQLite itself would wait for the disk in the event loop, and a disk that others
 * keep busy can take seconds; here another thread waits. (About every thousand pages SQLite does wait
 * itself, when it moves the log into the file.)
 */
export class DiskSync {
  readonly #changes: StatementSync;
  readonly #logFile: string;
  readonly #logger: Logger;
  readonly #timer: ReturnType<typeof setInterval>;
  #file: Deno.FsFile | undefined;
  #synced = 0;
  #isSyncing = false;
  #isFailing = false;
  #isStopped = false;

  /** Begins; the file is the database's own, whose log is beside it. */
  constructor(database: DatabaseSync, path: string, logger: Logger) {
    this.#changes = database.prepare("SELECT total_changes() AS n");
    this.#logFile = `${path}-wal`;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.sync(), EVERY_MS);
    Deno.unrefTimer(this.#timer);
  }

  /** Gives whether there was something new, and it is on the disk now. A failure is logged once. */
  async sync(): Promise<boolean> {
    const changes = Number(this.#changes.get()?.["n"]);
    if (changes === this.#synced || this.#isSyncing) return false;
    this.#isSyncing = true;
    try {
      this.#file ??= await Deno.open(this.#logFile, { read: true, write: true });
      if (this.#isStopped) {
        this.#close();
        return false;
      }
      await this.#file.syncData();
      this.#synced = changes;
      this.#isFailing = false;
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    } finally {
      this.#isSyncing = false;
    }
  }

  /** Ends, before the database is closed; that syncs the rest. */
  stop(): void {
    clearInterval(this.#timer);
    this.#isStopped = true;
    this.#close();
  }

  #close(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  #fail(error: unknown): void {
    if (!this.#isFailing && !this.#isStopped) {
      const reason = String(error);
      this.#logger.warn("The state is not on the disk yet", { file: this.#logFile, reason });
    }
    this.#isFailing = true;
  }
}
