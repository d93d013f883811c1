import type { ClusterShape } from "./cluster_shape.ts";
import type { Command } from "./commands.ts";
import { SimulatedCluster } from "./simulated_cluster.ts";

/**
 * A simulated cluster as a process: its shape is the argument, as JSON. Its first line names the
 * bootstrap servers; each further line answers a command, with counts. It ends when its input does.
 */
const shape = JSON.parse(Deno.args[0] ?? "") as ClusterShape;
const cluster = await SimulatedCluster.listen(shape);
let churning: ReturnType<typeof setInterval> | undefined;
say({ bootstrapServers: cluster.bootstrapServers });
for await (const line of lines(Deno.stdin.readable)) {
  await obey(JSON.parse(line) as Command);
  say(cluster.counts());
}
clearInterval(churning);
await cluster[Symbol.asyncDispose]();

async function obey(command: Command): Promise<void> {
  switch (command.do) {
    case "count":
      return;
    case "churn":
      return cluster.state.apply(command.churn);
    case "fault":
      return await cluster.fault(command.brokerId, command.faults);
    case "keep churning":
      clearInterval(churning);
      churning = setInterval(() => cluster.state.apply(command.churn), command.everyMs);
  }
}

function say(value: unknown): void {
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(value) + "\n"));
}

async function* lines(input: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of input.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
}
