import assert from "node:assert/strict";
import { AlertTables } from "../../../src/state/alert_tables.ts";
import { STATE_MIGRATIONS } from "../../../src/state/migrations.ts";
import { openDatabase } from "../../../src/state/open_database.ts";
import { RecordingLogger } from "../../wire_fakes/recorders.ts";

/** Tables in a file of their own; `again` is what another start finds there. */
async function withFile(
  run: (open: () => ReturnType<typeof openTables>) => void,
): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    run(() => openTables(`${dir}/state.db`));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

function openTables(path?: string) {
  const logger = new RecordingLogger();
  const options = { path, migrations: STATE_MIGRATIONS, synchronous: "NORMAL", logger } as const;
  const { database, isLasting } = openDatabase(options);
  return { tables: new AlertTables(database, isLasting, logger), database, logger };
}

Deno.test("what one transaction wrote is there after another start, all of it or nothing", async () => {
  await withFile((open) => {
    const first = open();
    first.tables.transaction(() => {
      first.tables.put("alert", "a", "1");
      first.tables.put("alert", "b", "2");
      first.tables.enqueue("kafka", "a", "event");
    });
    const broken = () => {
      first.tables.remove("alert", "a");
      first.tables.enqueue("kafka", "a", "never");
      throw new Error("in the middle");
    };
    assert.throws(() => first.tables.transaction(broken), /in the middle/);
    first.database.close();
    const { tables, database } = open();
    assert.deepEqual(tables.records("alert").map(({ key, body }) => [key, body]), [["a", "1"], [
      "b",
      "2",
    ]]);
    assert.deepEqual(tables.oldestOfEach("kafka", 9).map(({ body }) => body), ["event"]);
    database.close();
  });
});

Deno.test("a kind's texts are replaced and removed by their key", () => {
  const { tables, database } = openTables();
  tables.put("mute", "x", "1");
  tables.put("mute", "x", "2");
  tables.put("other", "x", "3");
  assert.deepEqual(tables.records("mute").map(({ body }) => body), ["2"]);
  tables.remove("mute", "x");
  assert.deepEqual([tables.records("mute"), tables.records("other").length], [[], 1]);
  database.close();
});

Deno.test("the oldest of each fingerprint comes first, sinks apart", () => {
  const { tables, database } = openTables();
  for (
    const [sink, fingerprint, body] of ["k a 1", "k b 2", "k a 3", "l c 4", "k c 5"]
      .map((each) => each.split(" "))
  ) tables.enqueue(sink!, fingerprint!, body!);
  const bodies = (limit: number) => tables.oldestOfEach("k", limit).map(({ body }) => body);
  assert.deepEqual(bodies(9), ["1", "2", "5"]);
  assert.deepEqual(bodies(2), ["1", "2"]);
  tables.dequeue(tables.oldestOfEach("k", 2).map(({ id }) => id));
  assert.deepEqual([bodies(9), tables.queueLength("k"), tables.queueLength("l")], [
    ["3", "5"],
    2,
    1,
  ]);
  assert.deepEqual([...tables.queues()].sort(), ["k", "l"]);
  database.close();
});

Deno.test("coalescing keeps the newest of each fingerprint, which counts the others", () => {
  const { tables, database } = openTables();
  for (const body of ["1", "2", "3"]) tables.enqueue("k", "a", body);
  tables.enqueue("k", "b", "4");
  tables.enqueue("l", "a", "5");
  assert.equal(tables.coalesce("k"), 2);
  for (const body of ["6", "7"]) tables.enqueue("k", "a", body);
  assert.equal(tables.coalesce("k"), 2);
  assert.deepEqual(
    tables.oldestOfEach("k", 9).map(({ body, coalesced }) => [body, coalesced]),
    [["4", 0], ["7", 4]],
  );
  assert.equal(tables.queueLength("l"), 1);
  database.close();
});

Deno.test("when the file cannot grow any more, everything goes on in memory", async () => {
  await withFile((open) => {
    const { tables, database, logger } = open();
    tables.put("alert", "before", "1");
    tables.enqueue("kafka", "before", "2");
    const pages = Number(database.prepare("PRAGMA page_count").get()!["page_count"]);
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const large = "x".repeat(100_000);
    tables.transaction(() => tables.put("alert", "large", large));
    tables.transaction(() => tables.enqueue("kafka", "after", "3"));
    assert.deepEqual(tables.records("alert").map(({ key }) => key), ["before", "large"]);
    assert.deepEqual(tables.oldestOfEach("kafka", 9).map(({ body }) => body), ["2", "3"]);
    assert.equal(logger.lines.filter((line) => line.startsWith("error")).length, 1);
    database.close();
    const again = open();
    assert.deepEqual(again.tables.records("alert").map(({ key }) => key), ["before"]);
    again.database.close();
  });
});
