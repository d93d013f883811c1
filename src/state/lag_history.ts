import type { DatabaseSync } from "node:sqlite";
import type { OpenDatabase } from "./open_database.ts";

/** What is counted of a group (topic "") or of a group on a topic; NaN for no epoch. */
export interface LagCounts {
  readonly groupId: string;
  readonly topic: string;
  readonly messagesLost: number;
  readonly resets: number;
  readonly rebalances: number;
  readonly epoch: number;
}

/** A part of a generation. */
export interface LagPart {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

/** Parts that one cycle removes of older generations, so that it does not take long. */
const REMOVED_AT_ONCE = 3;
/** A cluster that was not watched for so long is forgotten, in milliseconds. */
const FORGOTTEN_MS = 8 * 86_400_000;

/** Keeps lag in the database; undefined if that ends with the program. */
export function lagHistory({ database, isLasting }: OpenDatabase): LagHistory | undefined {
  return isLasting ? new LagHistory(database) : undefined;
}

/** Stored memory of lag by the key of a cluster: parts of generations, and counts. Throws SQLite's errors. */
export class LagHistory {
  readonly #database: DatabaseSync;
  /** The generation that is written, by cluster. */
  readonly #current = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The parts of the newest complete generation in their order, read as they are asked for. */
  *load(cluster: string, nowMs: number): Generator<LagPart, void, void> {
    this.#run("DELETE FROM lag_part WHERE at_ms < ?", nowMs - FORGOTTEN_MS);
    const complete = this.#complete(cluster);
    const ids = this.#database
      .prepare("SELECT id FROM lag_part WHERE cluster = ? AND generation = ? ORDER BY id")
      .all(cluster, complete);
    const part = this.#database.prepare("SELECT kind, bytes FROM lag_part WHERE id = ?");
    for (const { id } of ids) {
      const row = part.get(id as number);
      if (row !== undefined) yield { kind: Number(row["kind"]), bytes: row["bytes"] as Uint8Array };
    }
  }

  /** Begins a generation: parts go into it from now on. */
  begin(cluster: string): void {
    const newest = this.#database
      .prepare("SELECT max(generation) AS newest FROM lag_part WHERE cluster = ?")
      .get(cluster);
    this.#current.set(cluster, Number(newest?.["newest"] ?? 0) + 1);
  }

  put(cluster: string, atMs: number, { kind, bytes }: LagPart): void {
    this.#run(
      "INSERT INTO lag_part (cluster, generation, at_ms, kind, bytes) VALUES (?, ?, ?, ?, ?)",
      cluster,
      this.#current.get(cluster) ?? 1,
      atMs,
      kind,
      bytes,
    );
  }

  /** The generation that was begun counts from now on. */
  complete(cluster: string): void {
    this.#run(
      "INSERT INTO lag_generation (cluster, complete) VALUES (?, ?) " +
        "ON CONFLICT (cluster) DO UPDATE SET complete = excluded.complete",
      cluster,
      this.#current.get(cluster) ?? 1,
    );
  }

  /** Removes some parts of generations before the complete one. */
  removeSome(cluster: string): void {
    this.#run(
      "DELETE FROM lag_part WHERE id IN (SELECT id FROM lag_part " +
        "WHERE cluster = ? AND generation < ? ORDER BY id LIMIT ?)",
      cluster,
      this.#complete(cluster),
      REMOVED_AT_ONCE,
    );
  }

  counts(cluster: string): LagCounts[] {
    const rows = this.#database
      .prepare(
        "SELECT group_id, topic, messages_lost, resets, rebalances, epoch FROM lag_count " +
          "WHERE cluster = ?",
      )
      .all(cluster);
    return rows.map((row) => ({
      groupId: String(row["group_id"]),
      topic: String(row["topic"]),
      messagesLost: Number(row["messages_lost"]),
      resets: Number(row["resets"]),
      rebalances: Number(row["rebalances"]),
      epoch: Number(row["epoch"] ?? NaN),
    }));
  }

  /** Stores counts that have changed, and forgets those of groups that are gone. */
  count(cluster: string, changed: readonly LagCounts[], gone: readonly string[]): void {
    if (changed.length + gone.length === 0) return;
    const put = this.#database.prepare(
      "INSERT OR REPLACE INTO lag_count (cluster, group_id, topic, messages_lost, resets, " +
        "rebalances, epoch) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    this.#database.exec("BEGIN");
    try {
      for (const { groupId, topic, messagesLost, resets, rebalances, epoch } of changed) {
        const known = Number.isNaN(epoch) ? null : epoch;
        put.run(cluster, groupId, topic, messagesLost, resets, rebalances, known);
      }
      for (const groupId of gone) {
        this.#run(
          "DELETE FROM lag_count WHERE cluster = ? AND group_id = ?",
          cluster,
          groupId,
        );
      }
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #complete(cluster: string): number {
    const row = this.#database
      .prepare("SELECT complete FROM lag_generation WHERE cluster = ?")
      .get(cluster);
    return Number(row?.["complete"] ?? 0);
  }

  #run(statement: string, ...values: (string | number | Uint8Array)[]): void {
    this.#database.prepare(statement).run(...values);
  }
}
