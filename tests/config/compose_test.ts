import assert from "node:assert/strict";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { runCommand } from "../../scripts/setup/run_command.ts";
import { loadCompose } from "./compose_loader.ts";

const FILE = `${PROJECT_ROOT}docker-compose.yml`;

const all = await loadCompose(FILE, ["traffic", "zookeeper"]);

Deno.test("without a profile there are three brokers, the program, and what is around it", async () => {
  const names = Object.keys(await loadCompose(FILE, [])).sort();
  assert.deepEqual(names, [
    "alertmanager",
    "grafana",
    "kafka-1",
    "kafka-2",
    "kafka-3",
    "kafka-sentinel",
    "prometheus",
  ]);
});

Deno.test("Docker Compose's loader refuses what is wrong", async () => {
  const file = await Deno.makeTempFile({ suffix: ".yml" });
  try {
    const text = await Deno.readTextFile(FILE);
    await Deno.writeTextFile(file, text.replace("service_healthy", "service_healty"));
    await assert.rejects(loadCompose(file, ["traffic", "zookeeper"]), /condition/);
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("ports are open on this machine only, and every service has a memory limit", () => {
  for (const [name, { ports = [], mem_limit }] of Object.entries(all)) {
    for (const { host_ip } of ports) assert.equal(host_ip, "127.0.0.1", name);
    assert.ok(Number(mem_limit) > 0, name);
  }
  const published = Object.values(all).flatMap(({ ports = [] }) =>
    ports.map((port) => port.published)
  );
  assert.deepEqual(published, [...new Set(published)], "no port twice");
});

Deno.test("images have exact tags", () => {
  for (const [name, { image }] of Object.entries(all)) {
    assert.match(image, /:v?\d+\.\d+\.\d+$/, name);
  }
});

Deno.test("what services mount from the project is there", async () => {
  const mounts = Object.values(all).flatMap(({ volumes = [] }) => volumes)
    .filter(({ type }) => type === "bind");
  assert.ok(mounts.length >= 4);
  for (const { source } of mounts) await Deno.stat(new URL(source, `file://${PROJECT_ROOT}`));
});

Deno.test("targets of Prometheus, and the webhook of Alertmanager, are services that it reaches", async () => {
  const hosts = new Set<string>();
  for (const name of ["kafka-sentinel", "kafka-sentinel-lag", "kafka-jmx", "alertmanager"]) {
    const text = await Deno.readTextFile(`${PROJECT_ROOT}config/prometheus/targets/${name}.yml`);
    for (const { targets } of parse(text)) {
      for (const each of targets) hosts.add(each.split(":")[0]);
    }
  }
  const networks = (name: string) => Object.keys(all[name]?.networks ?? {});
  for (const host of [...hosts, "kafka-sentinel-zookeeper", "kafka-zookeeper", "zookeeper"]) {
    const shared = networks(host).filter((each) => networks("prometheus").includes(each));
    assert.ok(shared.length > 0, host);
  }
  const alertmanager = await Deno.readTextFile(
    `${PROJECT_ROOT}config/alertmanager/alertmanager.yml`,
  );
  const [, host] = /url: http:\/\/([\w-]+):9309\/api\/v1\/alertmanager/.exec(alertmanager)!;
  assert.ok(networks(host!).some((each) => networks("alertmanager").includes(each)));
});

Deno.test("the program's name of the cluster is the label of the targets", async () => {
  const name = all["kafka-sentinel"]!.environment!["KAFKA_SENTINEL_KAFKA_NAME"];
  for (const file of ["kafka-sentinel", "kafka-sentinel-lag", "kafka-jmx"]) {
    const text = await Deno.readTextFile(`${PROJECT_ROOT}config/prometheus/targets/${file}.yml`);
    for (const { labels } of parse(text)) assert.equal(labels.cluster, name, file);
  }
});

Deno.test("the program takes the settings that compose gives it", async () => {
  const { environment = {} } = all["kafka-sentinel"]!;
  const file = `${PROJECT_ROOT}config/compose/kafka-sentinel.yaml`;
  const env = { ...environment, KAFKA_SENTINEL_CONFIG_FILE: file };
  const words = ["run", "-A", "--no-check", `${PROJECT_ROOT}main.ts`, "check-config"];
  assert.match(await runCommand(Deno.execPath(), words, { env }), /settings are right: 1 cluster/);
});

Deno.test("what others wait for has a health check, but for the program, whose image has one", () => {
  for (const [name, { depends_on = {} }] of Object.entries(all)) {
    for (
      const [needed, { condition }] of Object.entries(depends_on) as [
        string,
        { condition: string },
      ][]
    ) {
      const isChecked = all[needed]!.healthcheck !== undefined || needed === "kafka-sentinel";
      assert.ok(condition !== "service_healthy" || isChecked, `${name} waits for ${needed}`);
    }
  }
});
