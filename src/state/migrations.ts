/** Schema of history.db, version by version. */
export const HISTORY_MIGRATIONS: readonly string[] = [];

/** Schema of state.db, version by version. */
export const STATE_MIGRATIONS: readonly string[] = [
  `CREATE TABLE baseline_page (
    cluster_id TEXT NOT NULL,
    page INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (cluster_id, page)
  ) STRICT`,
];
