import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Logger } from "../runtime/logger.ts";
import { STATE_MIGRATIONS } from "./migrations.ts";

/** A text by its kind and key. */
export interface RecordRow {
  readonly key: string;
  readonly body: string;
}

/** A row of the outbox. */
export interface OutboxRow {
  readonly id: number;
  readonly fingerprint: string;
  readonly coalesced: number;
  readonly body: string;
}

/**
 * The tables of alerts in state.db. When the file cannot be written any more, as on a full disk,
 * everything moves to memory and goes on there: it is then that alerts are wanted most.
 */
export class AlertTables {
  #database: DatabaseSync;
  #isLasting: boolean;
  readonly #logger: Logger;
  #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, isLasting: boolean, logger: Logger) {
    this.#database = database;
    this.#isLasting = isLasting;
    this.#logger = logger;
  }

  transaction(work: () => void): void {
    try {
      this.#transaction(work);
    } catch (error) {
      if (!this.#isLasting || !isOfSqlite(error)) throw error;
      this.#moveToMemory(error);
      this.#transaction(work);
    }
  }

  kinds(): readonly string[] {
    return this.#all("SELECT DISTINCT kind FROM record").map(({ kind }) => String(kind));
  }

  records(kind: string): readonly RecordRow[] {
    return this.#all("SELECT key, body FROM record WHERE kind = ?", kind) as unknown as RecordRow[];
  }

  put(kind: string, key: string, body: string): void {
    this.#run("INSERT OR REPLACE INTO record (kind, key, body) VALUES (?, ?, ?)", kind, key, body);
  }

  remove(kind: string, key: string): void {
    this.#run("DELETE FROM record WHERE kind = ? AND key = ?", kind, key);
  }

  enqueue(sink: string, fingerprint: string, body: string): void {
    this.#run(
      "INSERT INTO outbox (sink, fingerprint, body) VALUES (?, ?, ?)",
      sink,
      fingerprint,
      body,
    );
  }

  oldestOfEach(sink: string, limit: number): readonly OutboxRow[] {
    return this.#all(
      `SELECT min(id) AS id, fingerprint, coalesced, body FROM outbox WHERE sink = ?
       GROUP BY fingerprint ORDER BY min(id) LIMIT ?`,
      sink,
      limit,
    ) as unknown as OutboxRow[];
  }

  dequeue(ids: readonly number[]): void {
    for (const id of ids) this.#run("DELETE FROM outbox WHERE id = ?", id);
  }

  queueLength(sink: string): number {
    return Number(this.#all("SELECT count(*) AS n FROM outbox WHERE sink = ?", sink)[0]?.["n"]);
  }

  queues(): readonly string[] {
    return this.#all("SELECT DISTINCT sink FROM outbox").map(({ sink }) => String(sink));
  }

  coalesce(sink: string): number {
    this.#run(
      `UPDATE outbox SET coalesced = older.n FROM (
         SELECT max(id) AS newest, sum(coalesced) + count(*) - 1 AS n FROM outbox
         WHERE sink = ? GROUP BY fingerprint
       ) AS older WHERE id = older.newest`,
      sink,
    );
    return this.#run(
      `DELETE FROM outbox WHERE sink = ?1 AND id NOT IN (
         SELECT max(id) FROM outbox WHERE sink = ?1 GROUP BY fingerprint
       )`,
      sink,
    );
  }

  #transaction(work: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      // SQLite itself takes back what it cannot write.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  /** The file keeps what it has for the next start. */
  #moveToMemory(error: unknown): void {
    this.#logger.error("The state cannot be written and goes on in memory, until a restart", {
      error: String(error),
    });
    const memory = new DatabaseSync(":memory:");
    for (const migration of STATE_MIGRATIONS) memory.exec(migration);
    for (const table of ["record", "outbox"]) copyRows(this.#database, memory, table);
    this.#database = memory;
    this.#isLasting = false;
    this.#statements = new Map();
  }

  #all(sql: string, ...values: SQLInputValue[]) {
    return this.#prepared(sql).all(...values);
  }

  /** Gives how many rows it changed. */
  #run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes);
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = this.#database.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }
}

function copyRows(from: DatabaseSync, to: DatabaseSync, table: string): void {
  const rows = from.prepare(`SELECT * FROM ${table} ORDER BY 1`).all();
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const marks = columns.map(() => "?").join(", ");
  const insert = to.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`);
  for (const row of rows) insert.run(...columns.map((column) => row[column] as SQLInputValue));
}

function isOfSqlite(error: unknown): boolean {
  return error instanceof Error && "errcode" in error;
}
