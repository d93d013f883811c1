import assert from "node:assert/strict";
import { connectCluster } from "../../../src/app/connect_cluster.ts";
import { kafkaSettings } from "../../../src/kafka/settings.ts";
import { systemClock } from "../../../src/runtime/clock.ts";
import { RecordingObserver, silentLogger } from "../../wire_fakes/recorders.ts";
import { echo, FakeBroker } from "../../wire_fakes/fake_broker.ts";
import { until } from "../../wire_fakes/until.ts";

Deno.test("nobody is connected to before it may begin", async () => {
  const fakes = [await FakeBroker.listen(echo), await FakeBroker.listen(echo)];
  const [early, late] = fakes as [FakeBroker, FakeBroker];
  const begin = Promise.withResolvers<void>();
  const connect = ({ port }: FakeBroker, mayBegin?: Promise<void>) => {
    const settings = kafkaSettings.parse({ bootstrap_servers: [`127.0.0.1:${port}`] });
    const observer = new RecordingObserver();
    return connectCluster(settings, observer, systemClock, silentLogger, mayBegin);
  };
  const clients = [connect(late, begin.promise), connect(early)];
  await until("the other is connected", () => early.sockets.size > 0);
  assert.equal(late.sockets.size, 0);
  begin.resolve();
  await until("it is connected", () => late.sockets.size > 0);
  for (const client of clients) client.close();
  for (const fake of fakes) await fake.close();
});

Deno.test("a broker that is away is dialled in every interval", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let connections = 0;
  const hangingUp = (async () => {
    for await (const socket of listener) {
      connections++;
      socket.close();
    }
  })();
  const address = `127.0.0.1:${(listener.addr as Deno.NetAddr).port}`;
  const settings = kafkaSettings.parse({ bootstrap_servers: [address], interval: "100ms" });
  const client = connectCluster(settings, new RecordingObserver(), systemClock, silentLogger);
  // An attempt may connect three times. Doubling up to 10 s, so many would take more than 40 s.
  await until("it is dialled again and again", () => connections >= 36, 20_000);
  client.close();
  listener.close();
  await hangingUp;
});
