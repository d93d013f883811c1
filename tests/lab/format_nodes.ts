import { runCommand } from "../../scripts/setup/run_command.ts";
import type { NodePlan } from "./node_plan.ts";

/** Gives the nodes' storage the cluster's id and its first controllers; only KRaft needs it. */
export async function formatNodes(
  plans: readonly NodePlan[],
  propertiesFile: (plan: NodePlan) => string,
  libs: string,
  formatArgs: readonly string[] = [],
): Promise<void> {
  const controllers = plans.map((plan) =>
    `${plan.id}@127.0.0.1:${plan.controllerPort}:${randomKafkaUuid()}`
  );
  const clusterId = randomKafkaUuid();
  await Promise.all(plans.map(async (plan) => {
    const java = ["-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", `${libs}/*`];
    const format = [
      "kafka.tools.StorageTool",
      "format",
      "-t",
      clusterId,
      "-c",
      propertiesFile(plan),
    ];
    const members = ["--initial-controllers", controllers.join(",")];
    await runCommand("java", [...java, ...format, ...members, ...formatArgs]);
  }));
}

/** Kafka's form of a UUID: 16 bytes as base64url; one that begins with "-" would read as an option. */
function randomKafkaUuid(): string {
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const text = bytes.toBase64({ alphabet: "base64url", omitPadding: true });
    if (!text.startsWith("-")) return text;
  }
}
