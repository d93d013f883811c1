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
  // Small texts by kind and key, and alert events that wait to be published.
  `CREATE TABLE record (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sink TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    coalesced INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX outbox_by_fingerprint ON outbox (sink, fingerprint, id)`,
];
