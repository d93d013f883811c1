/** Schema of history.db, version by version. */
export const HISTORY_MIGRATIONS: readonly string[] = [];

/** Schema of state.db, version by version. */
export const STATE_MIGRATIONS: readonly string[] = [];
