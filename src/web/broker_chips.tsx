import type { BrokerView } from "../model/views/broker_view.ts";
import { bytesText, countText } from "../runtime/quantity_text.ts";
import { leastRoom, troubleOf } from "./broker_trouble.ts";

/** The brokers of a cluster, those in trouble first. */
export function BrokerChips({ brokers }: { brokers: readonly BrokerView[] }) {
  const sorted = brokers.toSorted((a, b) =>
    Number(troubleOf(a) === undefined) - Number(troubleOf(b) === undefined) || a.broker - b.broker
  );
  if (brokers.length === 0) return null;
  return (
    <ul class="chips" aria-label="Brokers">
      {sorted.map((broker) => <Chip broker={broker} />)}
    </ul>
  );
}

function Chip({ broker }: { broker: BrokerView }) {
  const { host, port, rack, leaders, replicas } = broker;
  const trouble = troubleOf(broker);
  const room = leastRoom(broker);
  const address = host === null ? "address not known" : `${host}:${port}`;
  const title = [
    address,
    ...rack === null ? [] : [`rack ${rack}`],
    `leads ${countText(leaders)} of ${countText(replicas)} partitions`,
    ...room === undefined ? [] : [`${bytesText(room.usable)} of ${bytesText(room.total)} free`],
  ].join(", ");
  return (
    <li class={`chip ${trouble?.level ?? ""}`} title={title}>
      <b>{broker.broker}</b>
      <span>{address}</span>
      {trouble === undefined ? null : <strong>{trouble.kind}</strong>}
    </li>
  );
}
