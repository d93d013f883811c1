import { openDatabase } from "../../../src/state/open_database.ts";
import { silentLogger } from "../../wire_fakes/recorders.ts";

/** Holds the database that the argument names until its standard input ends. */
const { database } = openDatabase({
  path: Deno.args[0],
  migrations: ["CREATE TABLE notes (text TEXT)"],
  synchronous: "NORMAL",
  logger: silentLogger,
});
database.exec("INSERT INTO notes (text) VALUES ('theirs')");
await Deno.stdout.write(new TextEncoder().encode("held\n"));
for await (const _ of Deno.stdin.readable);
database.close();
