import { DatabaseSync } from "node:sqlite";
import type { Logger } from "../runtime/logger.ts";

/** Which database to open, and how. */
export interface DatabaseOptions {
  /** File in a directory that is there; undefined: in memory only. */
  readonly path: string | undefined;
  /** Each leads from one schema version to the next. Old ones stay as they are, new ones follow. */
  readonly migrations: readonly string[];
  /**
   * With NORMAL a power cut takes the newest commits at most, those that `DiskSync` has not brought
   * to the disk; with OFF it may damage the file. The program's own end costs nothing in either.
   */
  readonly synchronous: "OFF" | "NORMAL";
  readonly logger: Logger;
}

/** A database of this process alone, with the newest schema. */
export interface OpenDatabase {
  readonly database: DatabaseSync;
  /** Whether it outlives the program. */
  readonly isLasting: boolean;
}

/** SQLite's result codes that need an answer of their own. */
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** Files that belong to a database file. */
const COMPANIONS = ["", "-wal", "-shm", "-journal"];

/** The file cannot be used as it is, but may be kept beside a new one. */
class UnusableFileError extends Error {
  override readonly name = "UnusableFileError";
  readonly suffix: string;

  constructor(message: string, suffix: string, options?: ErrorOptions) {
    super(message, options);
    this.suffix = suffix;
  }
}

/**
 * Opens a database and brings its schema up to date. A file that is damaged, or of a newer program,
 * is set aside under another name. One that another process holds, or that cannot be written, is
 * left alone: then the database is in memory. The log says so in one line. Throws on bad migrations.
 */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const { path } = options;
  if (path === undefined) return inMemory(options);
  try {
    return { database: openFile(path, options), isLasting: true };
  } catch (error) {
    if (error instanceof UnusableFileError) return beginAnew(path, error, options);
    return withoutFile(path, error, options);
  }
}

function beginAnew(path: string, error: UnusableFileError, options: DatabaseOptions): OpenDatabase {
  const kept = `${path}.${error.suffix}`;
  const { message: reason } = error;
  try {
    setAside(path, kept);
    options.logger.warn("A state file was set aside, a new one begins", {
      file: path,
      kept,
      reason,
    });
    return { database: openFile(path, options), isLasting: true };
  } catch (next) {
    return withoutFile(path, next, options);
  }
}

function withoutFile(path: string, error: unknown, options: DatabaseOptions): OpenDatabase {
  const isHeld = codeOf(error) === BUSY;
  options.logger[isHeld ? "warn" : "error"](
    "State is kept in memory only, and ends with this run",
    {
      file: path,
      reason: isHeld ? "another process holds the file" : String(error),
    },
  );
  return inMemory(options);
}

function inMemory(options: DatabaseOptions): OpenDatabase {
  const database = new DatabaseSync(":memory:");
  migrate(database, options.migrations);
  return { database, isLasting: false };
}

function openFile(path: string, { migrations, synchronous }: DatabaseOptions): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // The lock is held until the end: two programs on one file would each undo the other's work.
    run(database, "PRAGMA locking_mode = EXCLUSIVE");
    run(database, "BEGIN EXCLUSIVE");
    run(database, "COMMIT");
    // A write-ahead log has everything written twice, and spares a wait for the disk.
    run(database, `PRAGMA journal_mode = ${synchronous === "NORMAL" ? "WAL" : "TRUNCATE"}`);
    run(database, `PRAGMA synchronous = ${synchronous}`);
    examine(database);
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    const code = codeOf(error);
    if (code !== CORRUPT && code !== NOT_A_DATABASE) throw error;
    throw new UnusableFileError(`it is damaged: ${String(error)}`, "damaged", { cause: error });
  }
}

/** Unlike `exec`, a statement fails with SQLite's code. */
function run(database: DatabaseSync, statement: string): void {
  database.prepare(statement).all();
}

function examine(database: DatabaseSync): void {
  const found = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
  if (found !== "ok") throw new UnusableFileError(`it is damaged: ${found}`, "damaged");
}

function migrate(database: DatabaseSync, migrations: readonly string[]): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > migrations.length) {
    throw new UnusableFileError(
      `its schema version ${version} is newer than ${migrations.length}, this program's`,
      `version-${version}`,
    );
  }
  for (let next = version; next < migrations.length; next++) {
    database.exec(`BEGIN; ${migrations[next]}; PRAGMA user_version = ${next + 1}; COMMIT`);
  }
}

/** Of several files with the same trouble the newest is kept. */
function setAside(path: string, kept: string): void {
  for (const companion of COMPANIONS) {
    try {
      Deno.renameSync(path + companion, kept + companion);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

function codeOf(error: unknown): number | undefined {
  return (error as { readonly errcode?: number } | undefined)?.errcode;
}
