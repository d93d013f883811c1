import type { BrokerSnapshot } from "../../model/cluster_snapshot.ts";
import { formatAddress } from "../../runtime/address.ts";
import type { Collector } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

/** The cluster's own view of its brokers. */
export const brokers: Collector = {
  name: "brokers",
  families: [
    {
      name: "kafka_brokers",
      type: "gauge",
      help: "Number of Brokers in the Kafka Cluster.",
      labels: [],
      samples({ snapshot }, out) {
        if (snapshot !== undefined) out.sample(liveOnes(snapshot.brokers).length);
      },
    },
    {
      name: "kafka_broker_info",
      type: "gauge",
      help: "Information about the Kafka Broker.",
      labels: ["id", "address"],
      samples({ snapshot }, out) {
        for (const broker of liveOnes(snapshot?.brokers ?? [])) {
          const address = addressText(broker);
          if (address === undefined) continue;
          out.sample(1, encodeLabels([["id", String(broker.id)], ["address", address]]));
        }
      },
    },
    {
      name: "kafka_broker_up",
      type: "gauge",
      help: "1 if the broker is registered in the cluster and unfenced, 0 if the cluster lost it.",
      labels: ["id"],
      samples({ snapshot }, out) {
        for (const { id, up } of snapshot?.brokers ?? []) {
          out.sample(up ? 1 : 0, encodeLabels([["id", String(id)]]));
        }
      },
    },
    {
      name: "kafka_broker_rack_info",
      type: "gauge",
      help: "The rack of a broker that has one.",
      labels: ["id", "rack"],
      samples({ snapshot }, out) {
        for (const { id, rack } of liveOnes(snapshot?.brokers ?? [])) {
          if (rack !== undefined) out.sample(1, encodeLabels([["id", String(id)], ["rack", rack]]));
        }
      },
    },
  ],
};

function liveOnes(all: readonly BrokerSnapshot[]): BrokerSnapshot[] {
  return all.filter((broker) => broker.up);
}

function addressText({ address }: BrokerSnapshot): string | undefined {
  return address && formatAddress(address);
}
