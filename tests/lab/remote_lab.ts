import type { KafkaLab } from "./kafka_lab.ts";
import { LabClient } from "./lab_client.ts";
import type { LabRequest, NodeControl, ToldLab } from "./lab_server.ts";

/** A lab of another process. */
export type RemoteLab =
  & Omit<ToldLab, "dirs">
  & Pick<KafkaLab, "client" | "logDirs">
  & NodeControl;

/** Reaches the lab that is served at the address. */
export async function openRemoteLab(url: string): Promise<RemoteLab> {
  const told: ToldLab = await (await fetch(url)).json();
  const send = async (request: LabRequest): Promise<string[]> => {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(request) });
    if (response.status !== 200) throw new Error(await response.text());
    return await response.json();
  };
  const control = (name: keyof NodeControl) => async (id: number, heapMb?: number) => {
    await send({ control: name, id, ...heapMb === undefined ? {} : { heapMb } });
  };
  return {
    ...told,
    client: new LabClient((ask) => send({ ask })),
    logDirs: (id) => told.dirs[id - 1] ?? [],
    freeze: control("freeze"),
    thaw: control("thaw"),
    kill: control("kill"),
    stop: control("stop"),
    restart: control("restart"),
  };
}
