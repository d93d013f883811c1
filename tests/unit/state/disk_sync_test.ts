import assert from "node:assert/strict";
import { DiskSync } from "../../../src/state/disk_sync.ts";
import { openDatabase } from "../../../src/state/open_database.ts";
import { RecordingLogger } from "../../wire_fakes/recorders.ts";

/** A database in a directory of its own, and what brings it to the disk. */
async function withDatabase(
  run: (parts: ReturnType<typeof openSynced>) => Promise<void>,
): Promise<void> {
  const dir = await Deno.makeTempDir();
  const parts = openSynced(`${dir}/some.db`);
  try {
    await run(parts);
  } finally {
    parts.sync.stop();
    parts.database.close();
    await Deno.remove(dir, { recursive: true });
  }
}

function openSynced(path: string) {
  const logger = new RecordingLogger();
  const migrations = ["CREATE TABLE notes (text TEXT)"];
  const { database } = openDatabase({ path, migrations, synchronous: "NORMAL", logger });
  const sync = new DiskSync(database, path, logger);
  const write = () => database.exec("INSERT INTO notes (text) VALUES ('x')");
  return { path, logger, database, sync, write };
}

Deno.test("what was written is brought to the disk once", async () => {
  await withDatabase(async ({ sync, write, logger }) => {
    assert.equal(await sync.sync(), false);
    write();
    assert.equal(await sync.sync(), true);
    assert.equal(await sync.sync(), false);
    write();
    assert.equal(await sync.sync(), true);
    assert.deepEqual(logger.lines, []);
  });
});

Deno.test("what is written meanwhile is brought to the disk the next time", async () => {
  await withDatabase(async ({ sync, write }) => {
    write();
    const first = sync.sync();
    write();
    assert.equal(await sync.sync(), false);
    assert.equal(await first, true);
    assert.equal(await sync.sync(), true);
  });
});

Deno.test("a failure is logged once, and it is tried again", async () => {
  await withDatabase(async ({ sync, write, logger, path }) => {
    write();
    await Deno.rename(`${path}-wal`, `${path}-elsewhere`);
    assert.equal(await sync.sync(), false);
    assert.equal(await sync.sync(), false);
    assert.equal(logger.lines.length, 1);
    assert.match(logger.text, /^warn The state is not on the disk yet .*some\.db-wal/);
    await Deno.rename(`${path}-elsewhere`, `${path}-wal`);
    assert.equal(await sync.sync(), true);
  });
});

Deno.test("it ends in the middle of its work, and says nothing", async () => {
  await withDatabase(async ({ sync, write, logger }) => {
    write();
    const working = sync.sync();
    sync.stop();
    await working;
    assert.deepEqual(logger.lines, []);
  });
});
