import type { OpenDatabase } from "./open_database.ts";

/** Stored pages of what is usual for topics, by cluster id. */
export interface BaselinePages {
  load(clusterId: string): Uint8Array[];
  /** Stores these pages; those from `count` on are removed. */
  save(clusterId: string, pages: ReadonlyMap<number, Uint8Array>, count: number): void;
}

/** Keeps pages in the database; nothing if it ends with the program. Throws SQLite's errors. */
export function baselinePages({ database, isLasting }: OpenDatabase): BaselinePages {
  if (!isLasting) return { load: () => [], save: () => undefined };
  const select = database.prepare(
    "SELECT bytes FROM baseline_page WHERE cluster_id = ? ORDER BY page",
  );
  const put = database.prepare(
    "INSERT INTO baseline_page (cluster_id, page, bytes) VALUES (?, ?, ?) " +
      "ON CONFLICT (cluster_id, page) DO UPDATE SET bytes = excluded.bytes",
  );
  const remove = database.prepare("DELETE FROM baseline_page WHERE cluster_id = ? AND page >= ?");
  return {
    load: (clusterId) => select.all(clusterId).map(({ bytes }) => bytes as Uint8Array),
    save: (clusterId, pages, count) => {
      database.exec("BEGIN");
      try {
        for (const [page, bytes] of pages) put.run(clusterId, page, bytes);
        remove.run(clusterId, count);
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
  };
}
