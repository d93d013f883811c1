/** Schema of history.db, version by version. */
export const HISTORY_MIGRATIONS: readonly string[] = [
  `CREATE TABLE lag_part (
    id INTEGER PRIMARY KEY,
    cluster TEXT NOT NULL,
    generation INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX lag_part_generation ON lag_part (cluster, generation);
  CREATE TABLE lag_generation (
    cluster TEXT PRIMARY KEY,
    complete INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE lag_count (
    cluster TEXT NOT NULL,
    group_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    messages_lost REAL NOT NULL,
    resets REAL NOT NULL,
    rebalances REAL NOT NULL,
    epoch REAL,
    PRIMARY KEY (cluster, group_id, topic)
  ) STRICT, WITHOUT ROWID`,
];

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
