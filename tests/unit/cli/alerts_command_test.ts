import assert from "node:assert/strict";
import { sampleApi } from "../api/sample_api.ts";
import { madeAlert, madeDetails } from "../metrics/make_alert.ts";
import { madeReading, NOW } from "../metrics/make_reading.ts";
import { runInProcess } from "./run_in_process.ts";

const reading = {
  ...madeReading(undefined, "east"),
  alerts: [
    madeAlert("calm", { severity: "info", details: madeDetails({ summary: "calm has grown" }) }),
    madeAlert("evil", {
      severity: "critical",
      details: madeDetails({ summary: "evil\u001b[31m\n is offline" }),
    }),
    madeAlert("blind", {
      state: "unobserved",
      unobservedSinceMs: NOW,
      details: madeDetails({ summary: "blind is behind" }),
    }),
  ],
};

/** A monitor with these alerts. */
async function withMonitor(use: (url: string) => Promise<void>): Promise<void> {
  const app = sampleApi(reading);
  const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
  const server = Deno.serve(options, (request) => app.fetch(request));
  await use(`http://127.0.0.1:${server.addr.port}`);
  await server.shutdown();
}

Deno.test("`alerts` shows alerts with the gravest first, and escapes what is hostile", async () => {
  await withMonitor(async (url) => {
    const { code, out, err } = await runInProcess(["alerts", "--monitor", url]);
    assert.deepEqual([code, err], [0, ""]);
    const lines = out.trimEnd().split("\n");
    assert.match(lines[0]!, /^SEVERITY +STATE +TYPE +CLUSTER +SINCE +SUMMARY$/);
    assert.match(lines[1]!, /^critical +firing .* evil\\u001b\[31m\\u000a is offline$/);
    assert.match(lines[2]!, /^warning +unobserved .* blind is behind$/);
    assert.match(lines[3]!, /^info +firing .* calm has grown$/);
    assert.match(lines[4]!, /^Not read now: east; its alerts stand as they were seen last\.$/);
  });
});

Deno.test("`alerts` asks the program of this machine, as its settings say where it listens", async () => {
  await withMonitor(async (url) => {
    const address = `--lag.listen-address=127.0.0.1:${new URL(url).port}`;
    const { code, out } = await runInProcess(["alerts", address, "--json", "--filter=grown"]);
    assert.equal(code, 0);
    const { items } = JSON.parse(out);
    assert.deepEqual(items.map(({ fingerprint }: { fingerprint: string }) => fingerprint), [
      "calm",
    ]);
  });
});

Deno.test("`alerts` says what is missing, and that nobody answers", async () => {
  const off = await runInProcess(["alerts", "--lag.listen-address=off"]);
  assert.deepEqual([off.code, off.out], [2, ""]);
  assert.match(off.err, /not known where the lag monitor listens: give --monitor/);
  const nobody = await runInProcess(["alerts", "--monitor", "http://127.0.0.1:1"]);
  assert.equal(nobody.code, 1);
  assert.match(nobody.err, /127\.0\.0\.1:1/);
});

Deno.test("`alerts --follow` and `publish-alert` need a topic, and say how to set one", async () => {
  for (const args of [["alerts", "--follow"], ["publish-alert", "--name=A"]]) {
    const { code, err } = await runInProcess(args);
    assert.equal(code, 2);
    assert.match(err, /No topic of alerts is set: set alerts\.kafka, or --alerts\.kafka-topic/);
  }
});

Deno.test("both end with 3 where Kafka cannot be reached", async () => {
  const where = ["--alerts.kafka-topic=a", "--kafka.server=127.0.0.1:1"];
  const commands = [["alerts", "--follow"], ["publish-alert", "--name=A"]];
  const ended = await Promise.all(commands.map((args) => runInProcess([...args, ...where])));
  for (const { code, err } of ended) {
    assert.equal(code, 3, err);
    assert.match(err, /127\.0\.0\.1:1/);
  }
});

Deno.test("`publish-alert` refuses what is wrong before it asks Kafka", async () => {
  const wrong: readonly [string[], RegExp][] = [
    [[], /required option '--name <NAME>' not specified/],
    [["--name="], /--name: must not be empty/],
    [["--name=A", "--label=x"], /--label: "x" is not NAME=VALUE/],
    [["--name=A", "--severity=page"], /Allowed choices are info, warning, critical/],
  ];
  for (const [args, told] of wrong) {
    const { code, err } = await runInProcess(["publish-alert", ...args]);
    assert.equal(code, 2);
    assert.match(err, told);
  }
});
