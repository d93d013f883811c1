import assert from "node:assert/strict";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { PROMETHEUS_RULE, prometheusRule } from "../../scripts/prometheus_rule.ts";
import { KUBERNETES_MODELS } from "./kubernetes_models.ts";

const FOLDER = `${PROJECT_ROOT}config/kubernetes/`;

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

const kustomization = await read("kustomization.yaml") as Manifest & { resources: string[] };
const manifests = await Promise.all(kustomization.resources.map(read)) as Manifest[];

async function read(name: string): Promise<unknown> {
  return parse(await Deno.readTextFile(FOLDER + name));
}

Deno.test("the kustomization names every manifest", async () => {
  const names = [];
  for await (const { name } of Deno.readDir(FOLDER)) names.push(name);
  const others = names.filter((name) => name !== "kustomization.yaml").sort();
  assert.deepEqual(kustomization.resources.toSorted(), others);
});

Deno.test("every manifest holds against the schema of its kind", () => {
  for (const manifest of manifests) {
    const [Model] = KUBERNETES_MODELS[manifest.kind]!;
    const model = new Model(manifest as never);
    assert.doesNotThrow(() => model.validate(), manifest.kind);
    assert.equal((model as unknown as Manifest).apiVersion, manifest.apiVersion);
  }
});

Deno.test("no manifest has a key that its kind does not know, and a wrong one would be found", async () => {
  assert.deepEqual(await typeErrors(manifests), []);
  const wrong = structuredClone(manifests.find(({ kind }) => kind === "Deployment")) as never as {
    kind: string;
    spec: { template: { spec: { containers: object[] } } };
  } & Manifest;
  Object.assign(wrong.spec.template.spec.containers[0]!, { imag: "x" });
  const [error, ...more] = await typeErrors([wrong]);
  assert.match(error ?? "", /imag"?' does not exist in type 'IContainer'/);
  assert.deepEqual(more, []);
});

Deno.test("the PrometheusRule is made of the shipped rules", async () => {
  assert.equal(await Deno.readTextFile(PROJECT_ROOT + PROMETHEUS_RULE), await prometheusRule());
});

/** What TypeScript says against manifests as literals of their kinds' types. */
async function typeErrors(all: readonly Manifest[]): Promise<string[]> {
  const lines = all.flatMap((manifest, index) => {
    const type = `I${manifest.kind}`;
    const { [manifest.kind]: [, module] = [] } = KUBERNETES_MODELS;
    return [
      `import type { ${type} as Type${index} } from ${JSON.stringify(module)};`,
      `export const manifest${index}: Type${index} = ${JSON.stringify(manifest)};`,
    ];
  });
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, lines.join("\n"));
    const { stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", "--config", `${PROJECT_ROOT}deno.json`, file],
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const said = new TextDecoder().decode(stderr).split("\n");
    return said.filter((line) => line.includes("[ERROR]"));
  } finally {
    await Deno.remove(file);
  }
}
