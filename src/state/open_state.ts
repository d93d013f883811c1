import type { Logger } from "../runtime/logger.ts";
import { HISTORY_MIGRATIONS, STATE_MIGRATIONS } from "./migrations.ts";
import { DiskSync } from "./disk_sync.ts";
import { type OpenDatabase, openDatabase } from "./open_database.ts";

/** Everything that may outlive the program. */
export interface State {
  /** History of offsets; may be lost in a power cut. */
  readonly history: OpenDatabase;
  /** What must not be lost: counters, alerts. A power cut takes about a second of it at most. */
  readonly lasting: OpenDatabase;
  close(): void;
}

/** Opens the databases in the directory, which is made if it is not there; in memory without one. */
export function openState(dir: string | undefined, logger: Logger): State {
  const isThere = dir !== undefined && makeDirectory(dir, logger);
  const path = (name: string) => isThere ? `${dir}/${name}` : undefined;
  const history = openDatabase({
    path: path("history.db"),
    migrations: HISTORY_MIGRATIONS,
    synchronous: "OFF",
    logger,
  });
  const lasting = openDatabase({
    path: path("state.db"),
    migrations: STATE_MIGRATIONS,
    synchronous: "NORMAL",
    logger,
  });
  const sync = lasting.isLasting
    ? new DiskSync(lasting.database, path("state.db")!, logger)
    : undefined;
  const close = () => {
    sync?.stop();
    history.database.close();
    lasting.database.close();
  };
  return { history, lasting, close };
}

function makeDirectory(dir: string, logger: Logger): boolean {
  try {
    Deno.mkdirSync(dir, { recursive: true, mode: 0o750 });
    return true;
  } catch (error) {
    logger.error("State is kept in memory only, and ends with this run", {
      directory: dir,
      reason: String(error),
    });
    return false;
  }
}
