import type { KafkaLab } from "./kafka_lab.ts";

/** What may be done to a lab's nodes. */
export type NodeControl = Pick<KafkaLab, "freeze" | "thaw" | "kill" | "stop" | "restart">;

/** One of these things, as it is sent to the server. */
export interface NodeCommand {
  readonly action: keyof NodeControl;
  readonly id: number;
  readonly heapMb?: number;
}

/** Lets other processes use a lab's client and its nodes over HTTP on 127.0.0.1; gives the address. */
export function serveLab(lab: KafkaLab): { url: string; close(): Promise<void> } {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      if (request.method === "GET") {
        return Response.json({ bootstrapServers: lab.bootstrapServers, mode: lab.mode });
      }
      try {
        const body: readonly string[] | NodeCommand = await request.json();
        if (!("action" in body)) return Response.json(await lab.client.ask(body));
        await lab[body.action](body.id, body.heapMb);
        return Response.json([]);
      } catch (error) {
        return new Response(String(error), { status: 500 });
      }
    },
  );
  return { url: `http://127.0.0.1:${server.addr.port}/`, close: () => server.shutdown() };
}
