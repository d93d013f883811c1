import assert from "node:assert/strict";
import { type OpenDatabase, openDatabase } from "../../../src/state/open_database.ts";
import { openState } from "../../../src/state/open_state.ts";
import { RecordingLogger } from "../../wire_fakes/recorders.ts";

const ONE = "CREATE TABLE notes (text TEXT)";
const TWO = "ALTER TABLE notes ADD COLUMN author TEXT DEFAULT 'nobody'";

/** A directory of its own for each test, and a log. */
async function withDirectory(
  run: (path: string, log: RecordingLogger) => Promise<void> | void,
): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await run(`${dir}/some.db`, new RecordingLogger());
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

function open(
  path: string | undefined,
  log: RecordingLogger,
  migrations = [ONE],
  synchronous: "OFF" | "NORMAL" = "NORMAL",
): OpenDatabase {
  return openDatabase({ path, migrations, synchronous, logger: log });
}

function write({ database }: OpenDatabase, text: string): void {
  database.prepare("INSERT INTO notes (text) VALUES (?)").run(text);
}

function texts({ database }: OpenDatabase): unknown[] {
  return database.prepare("SELECT text FROM notes").all().map((row) => row["text"]);
}

function close({ database }: OpenDatabase): void {
  database.close();
}

for (const synchronous of ["OFF", "NORMAL"] as const) {
  Deno.test(`what is written with synchronous ${synchronous} is there after a restart`, async () => {
    await withDirectory((path, log) => {
      const first = open(path, log, [ONE], synchronous);
      assert.equal(first.isLasting, true);
      write(first, "kept");
      close(first);
      const second = open(path, log, [ONE], synchronous);
      assert.deepEqual(texts(second), ["kept"]);
      close(second);
      assert.deepEqual(log.lines, []);
    });
  });
}

Deno.test("a database in memory has the schema and says that it does not last", () => {
  const log = new RecordingLogger();
  const database = open(undefined, log);
  write(database, "x");
  assert.equal(database.isLasting, false);
  assert.deepEqual(texts(database), ["x"]);
  close(database);
});

Deno.test("an older schema is brought up to date with its rows", async () => {
  await withDirectory((path, log) => {
    const old = open(path, log, [ONE]);
    write(old, "old");
    close(old);
    const now = open(path, log, [ONE, TWO]);
    assert.deepEqual(
      now.database.prepare("SELECT text, author FROM notes").all().map((row) => ({ ...row })),
      [{ text: "old", author: "nobody" }],
    );
    close(now);
  });
});

Deno.test("a migration that fails leaves the schema before it, and throws", async () => {
  await withDirectory((path, log) => {
    close(open(path, log, [ONE]));
    const halfway = "CREATE TABLE more (x); CREATE TABLE more (x)";
    assert.throws(() => open(path, log, [ONE, halfway]), /already exists/);
    const again = open(path, log, [ONE, "CREATE TABLE more (x)"]);
    assert.equal(again.isLasting, true);
    close(again);
  });
});

Deno.test("a file that is no database is set aside, and a new one begins", async () => {
  await withDirectory(async (path, log) => {
    await Deno.writeTextFile(path, "not a database, ".repeat(500));
    const database = open(path, log);
    assert.equal(database.isLasting, true);
    assert.deepEqual(texts(database), []);
    close(database);
    assert.match(await Deno.readTextFile(`${path}.damaged`), /^not a database/);
    assert.equal(log.lines.length, 1);
    assert.match(log.text, /^warn A state file was set aside, a new one begins .*it is damaged/);
  });
});

Deno.test("a file that is damaged in the middle is set aside", async () => {
  await withDirectory(async (path, log) => {
    const database = open(path, log);
    database.database.exec("BEGIN");
    for (let i = 0; i < 2000; i++) write(database, `some text number ${i}`);
    database.database.exec("COMMIT");
    close(database);
    const file = await Deno.open(path, { write: true });
    await file.seek(3 * 4096, Deno.SeekMode.Start);
    await file.write(new Uint8Array(3 * 4096).fill(0xa5));
    file.close();
    const anew = open(path, log);
    assert.equal(anew.isLasting, true);
    assert.deepEqual(texts(anew), []);
    close(anew);
    assert.equal(log.lines.length, 1);
  });
});

Deno.test("a file of a newer program is set aside under its version", async () => {
  await withDirectory((path, log) => {
    close(open(path, log, [ONE, TWO, "CREATE TABLE more (x)"]));
    close(open(path, log, [ONE]));
    const kept = open(`${path}.version-3`, log, [ONE, TWO, "CREATE TABLE more (x)"]);
    assert.equal(kept.isLasting, true);
    close(kept);
    assert.match(log.text, /schema version 3 is newer than 1/);
  });
});

Deno.test("a file that another process holds is left alone, and state is kept in memory", async () => {
  await withDirectory(async (path, log) => {
    close(open(path, log));
    const holder = new URL("./holds_database.ts", import.meta.url).pathname;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "-A", holder, path],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const output = child.stdout.getReader();
    await output.read();
    const before = await Deno.readFile(path);
    const second = open(path, log);
    assert.equal(second.isLasting, false);
    write(second, "mine");
    assert.deepEqual(await Deno.readFile(path), before);
    assert.equal(log.lines.length, 1);
    assert.match(log.text, /^warn State is kept in memory only.*another process holds the file/);
    close(second);
    await child.stdin.close();
    await child.status;
    await output.cancel();
    const third = open(path, log);
    assert.deepEqual(texts(third), ["theirs"]);
    close(third);
  });
});

Deno.test("a directory that cannot be made costs the state, not the program", async () => {
  await withDirectory(async (path, log) => {
    await Deno.writeTextFile(path, "a file where a directory should be");
    const state = openState(path, log);
    assert.equal(state.history.isLasting || state.lasting.isLasting, false);
    state.close();
    assert.equal(log.lines.length, 1);
    assert.match(log.text, /^error State is kept in memory only/);
  });
});

Deno.test("the directory is made, with a file for each database", async () => {
  await withDirectory((path, log) => {
    const state = openState(`${path}/deep`, log);
    assert.ok(state.history.isLasting && state.lasting.isLasting);
    state.close();
    const names = [...Deno.readDirSync(`${path}/deep`)].map(({ name }) => name);
    assert.ok(names.includes("history.db") && names.includes("state.db"), names.join());
  });
});
