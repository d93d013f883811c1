import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { ALLOWED_DIFFERENCES, sortDifferences } from "../../parity/differences.ts";
import { samplesByExporterRules } from "../../parity/exporter_rules.ts";
import { labAddresses } from "../../parity/lab_addresses.ts";
import { makeStillCluster } from "../../parity/still_cluster.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { waitUntilPasses } from "../../program/wait_for.ts";

/** Groups of the newer protocols are not there with ZooKeeper. */
const NEWER_PROTOCOLS = /newer protocols|share groups/;

Deno.test("of a cluster that is still, all is as kafka_exporter tells it, but for what is listed", async () => {
  await using lab = await openSharedLab();
  const still = await makeStillCluster(lab.client, lab.mode);
  await using program = await RunningProgram.start([
    ...lab.flags,
    ...still.filters,
    "--interval=1s",
  ]);
  const expected = ALLOWED_DIFFERENCES.map(({ what }) => what)
    .filter((what) => lab.mode === "kraft" || !NEWER_PROTOCOLS.test(what));
  await waitUntilPasses("nothing else differs", async () => {
    const theirs = await samplesByExporterRules(lab.client, still, labAddresses(lab.flags));
    const found = sortDifferences(await program.scrape(), theirs);
    assert.deepEqual(found.get(undefined) ?? [], [], "differences that nothing allows");
    assert.deepEqual([...found.keys()].sort(), expected.sort(), "and every allowed one is seen");
  }, 60_000);
  await still.end();
});
