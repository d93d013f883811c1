import type { KafkaLab } from "./kafka_lab.ts";

/** Lets other processes use a lab's client over HTTP on 127.0.0.1; gives the address. */
export function serveLab(lab: KafkaLab): { url: string; close(): Promise<void> } {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      if (request.method === "GET") {
        return Response.json({ bootstrapServers: lab.bootstrapServers, mode: lab.mode });
      }
      try {
        return Response.json(await lab.client.ask(await request.json()));
      } catch (error) {
        return new Response(String(error), { status: 500 });
      }
    },
  );
  return { url: `http://127.0.0.1:${server.addr.port}/`, close: () => server.shutdown() };
}
