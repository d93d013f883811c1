import assert from "node:assert/strict";
import { validate } from "dockerfile-utils";
import { JMX_AGENT_VERSION } from "../../scripts/setup/jmx_agent.ts";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { runCommand } from "../../scripts/setup/run_command.ts";
import house from "../../deno.json" with { type: "json" };

const FILES = ["Dockerfile", "config/kafka-exporter/Dockerfile"];

function readFile(path: string): Promise<string> {
  return Deno.readTextFile(PROJECT_ROOT + path);
}

for (const path of FILES) {
  Deno.test(`the linter finds no fault with ${path}`, async () => {
    const found = validate(await readFile(path));
    assert.deepEqual(found.map(({ message, range }) => `${range.start.line}: ${message}`), []);
  });
}

Deno.test("the image runs as nobody's user, without a shell, and checks its health", async () => {
  const last = (await readFile("Dockerfile")).split(/^FROM /m).at(-1)!;
  assert.match(last, /^USER 65532:65532$/m);
  assert.match(last, /^ENTRYPOINT \["\/usr\/local\/bin\/kafka-sentinel"\]$/m);
  assert.match(last, /CMD \["\/usr\/local\/bin\/kafka-sentinel", "healthcheck"\]/);
  assert.doesNotMatch(last, /^(RUN|CMD) /m);
});

Deno.test("the image and the systemd unit have the C library give memory back", async () => {
  const variablesOf = async (path: string) =>
    (await readFile(path)).match(/\bMALLOC_\w+=\d+/g)?.toSorted();
  const inDocs = await variablesOf("docs/settings.md");
  assert.equal(inDocs?.length, 3);
  assert.deepEqual(await variablesOf("Dockerfile"), inDocs);
  assert.deepEqual(await variablesOf("config/systemd/kafka-sentinel.service"), inDocs);
});

Deno.test("base images have exact tags, and the same Deno builds as elsewhere", async () => {
  for (const path of FILES) {
    const images = [...(await readFile(path)).matchAll(/^ARG \w+_IMAGE=(\S+)$/gm)];
    assert.ok(images.length > 0);
    for (const [, image] of images) assert.match(image!, /:[\w.-]+$/);
  }
  const [, used] = /deno@(\d[\d.]+)/.exec(await readFile("CONTRIBUTING.md"))!;
  assert.match(await readFile("Dockerfile"), new RegExp(`denoland/deno:${used}$`, "m"));
  const agent = await readFile("config/kafka-exporter/Dockerfile");
  assert.match(agent, new RegExp(`^ARG AGENT_VERSION=${JMX_AGENT_VERSION}$`, "m"));
});

Deno.test("what the Dockerfile copies is enough to bundle the program", async () => {
  const stage = (await readFile("Dockerfile")).split(/^FROM /m)[1]!;
  const folder = await Deno.makeTempDir({ prefix: "docker-context-" });
  try {
    for (const [, sources] of stage.matchAll(/^COPY (?!--)(.+) \S+$/gm)) {
      for (const source of sources!.split(" ")) {
        await runCommand("cp", ["-r", "--parents", source, folder], { cwd: PROJECT_ROOT });
        assert.ok(await isSentToTheBuilder(source), `${source} is in .dockerignore`);
      }
    }
    const args = ["bundle", "--quiet", "--frozen", "--platform=deno", "--code-splitting"];
    const out = `--outdir=${folder}/dist`;
    await runCommand(Deno.execPath(), [...args, out, "main.ts"], { cwd: folder });
    await Deno.stat(`${folder}/scripts/build.ts`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("secrets are not sent to the builder", async () => {
  const lines = (await readFile(".dockerignore")).split("\n");
  const at = lines.indexOf("config/alertmanager/secrets/*");
  assert.ok(at > lines.indexOf("!config"));
  assert.deepEqual(lines.slice(at + 1), ["!config/alertmanager/secrets/README.md", ""]);
});

async function isSentToTheBuilder(source: string): Promise<boolean> {
  const lines = (await readFile(".dockerignore")).split("\n");
  const [top] = source.split("/");
  return lines.includes(`!${top}`) && !lines.includes(source);
}

Deno.test("compose, Kubernetes and the program agree on the version", async () => {
  const image = new RegExp(`image: kafka-sentinel:${RegExp.escape(house.version)}$`, "m");
  assert.match(await readFile("docker-compose.yml"), image);
  assert.match(await readFile("config/kubernetes/deployment.yaml"), image);
});
