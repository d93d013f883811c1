import { LabClient } from "./lab_client.ts";
import type { KafkaLab } from "./kafka_lab.ts";
import type { NodeCommand, NodeControl } from "./lab_server.ts";

/** A lab of another process. */
export interface RemoteLab extends Pick<KafkaLab, "bootstrapServers" | "client" | "mode"> {
  readonly nodes: NodeControl;
}

/** Reaches the lab that is served at the address. */
export async function openRemoteLab(url: string): Promise<RemoteLab> {
  const { bootstrapServers, mode }: Pick<KafkaLab, "bootstrapServers" | "mode"> =
    await (await fetch(url)).json();
  const post = async (body: readonly string[] | NodeCommand): Promise<string[]> => {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    if (response.status !== 200) throw new Error(await response.text());
    return await response.json();
  };
  const command = async (action: NodeCommand["action"], id: number, heapMb?: number) =>
    void await post({ action, id, ...heapMb === undefined ? {} : { heapMb } });
  return {
    bootstrapServers,
    mode,
    client: new LabClient(post),
    nodes: {
      freeze: (id) => command("freeze", id),
      thaw: (id) => command("thaw", id),
      kill: (id) => command("kill", id),
      stop: (id) => command("stop", id),
      restart: (id, heapMb) => command("restart", id, heapMb),
    },
  };
}
