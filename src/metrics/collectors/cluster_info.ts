import type { Collector } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

/** What the cluster says it is. */
export const clusterInfo: Collector = {
  name: "cluster_info",
  families: [{
    name: "kafka_cluster_info",
    type: "gauge",
    help: "Information about the cluster; mode is kraft, zookeeper or unknown.",
    labels: ["cluster_id", "mode"],
    samples({ snapshot }, out) {
      if (snapshot?.clusterId === undefined) return;
      out.sample(1, encodeLabels([["cluster_id", snapshot.clusterId], ["mode", snapshot.mode]]));
    },
  }],
};
