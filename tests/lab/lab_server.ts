import type { KafkaLab } from "./kafka_lab.ts";
import type { Secured } from "./secured_lab.ts";

/** What may be done to a lab's nodes. */
export type NodeControl = Pick<KafkaLab, "freeze" | "thaw" | "kill" | "stop" | "restart">;

/** What is told of a lab over HTTP. */
export interface ToldLab extends Pick<KafkaLab, "bootstrapServers" | "mode" | "flags"> {
  readonly secured?: Secured;
  /** Each node's folders of partitions, in the order of the nodes' ids. */
  readonly dirs: readonly (readonly string[])[];
}

/** A command of the lab's client, or what to do to which node. */
export type LabRequest =
  | { readonly ask: readonly string[] }
  | { readonly control: keyof NodeControl; readonly id: number; readonly heapMb?: number };

/** Lets other processes use a lab over HTTP on 127.0.0.1; gives the address. */
export function serveLab(
  lab: KafkaLab & { readonly secured?: Secured },
): { url: string; close(): Promise<void> } {
  const told: ToldLab = {
    bootstrapServers: lab.bootstrapServers,
    mode: lab.mode,
    flags: lab.flags,
    dirs: lab.bootstrapServers.map((_, index) => lab.logDirs(index + 1)),
    ...lab.secured === undefined ? {} : { secured: lab.secured },
  };
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      if (request.method === "GET") return Response.json(told);
      try {
        const wanted: LabRequest = await request.json();
        if ("ask" in wanted) return Response.json(await lab.client.ask(wanted.ask));
        await lab[wanted.control](wanted.id, wanted.heapMb);
        return Response.json([]);
      } catch (error) {
        return new Response(String(error), { status: 500 });
      }
    },
  );
  return { url: `http://127.0.0.1:${server.addr.port}/`, close: () => server.shutdown() };
}
