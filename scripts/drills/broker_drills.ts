import type { LabClient } from "../../tests/lab/lab_client.ts";
import { STACK_TRAFFIC } from "../../tests/stack/stack_traffic.ts";
import type { Drill, RaisedAlert } from "./drill.ts";
import { untilSeen } from "./until_served.ts";

export const killBroker: Drill = {
  name: "kill-broker",
  does: "Kills a broker at once (SIGKILL).",
  start: async ({ client, nodes }) => {
    const victim = await pickVictim(client);
    await nodes.kill(victim);
    return { raises: [down(victim), ...behind()], mend: () => nodes.restart(victim) };
  },
};

export const freezeBroker: Drill = {
  name: "freeze-broker",
  does: "Stops the process of a broker from running (SIGSTOP), as on a machine that hangs.",
  start: async ({ client, nodes }) => {
    const victim = await pickVictim(client);
    await nodes.freeze(victim);
    return { raises: [down(victim), ...behind()], mend: () => nodes.thaw(victim) };
  },
};

const OFFLINE = "drill-offline-partitions";

export const offlinePartitions: Drill = {
  name: "offline-partitions",
  does: `Creates topic ${OFFLINE} without replicas, then stops a broker: a third of it is gone.`,
  start: async (target) => {
    const { client, nodes } = target;
    const victim = await pickVictim(client);
    await client.createTopic(OFFLINE, { partitions: 3, replicationFactor: 1 });
    await untilSeen(target, OFFLINE);
    // In order: after a kill, Kafka counts the return of the only replica as an unclean election.
    await nodes.stop(victim);
    return {
      raises: [{ alertname: "KafkaOfflinePartitions", labels: { topic: OFFLINE } }, down(victim)],
      mend: async () => {
        await nodes.restart(victim);
        await client.deleteTopic(OFFLINE);
      },
    };
  },
};

/** A node runs with it, but hardly anything is free. */
const SMALL_HEAP_MB = 48;

export const heapSqueeze: Drill = {
  name: "heap-squeeze",
  does: `Restarts a broker with a heap of ${SMALL_HEAP_MB} MB.`,
  start: async ({ client, nodes }) => {
    const victim = await pickVictim(client);
    await nodes.stop(victim);
    await nodes.restart(victim, SMALL_HEAP_MB);
    return {
      raises: [{ alertname: "KafkaJvmMemory", labels: { broker: `${victim}` } }],
      mend: async () => {
        await nodes.stop(victim);
        await nodes.restart(victim);
      },
    };
  },
};

/** A node that is not the active controller: a drill is about one thing. */
async function pickVictim(client: LabClient): Promise<number> {
  const { leader } = await client.quorum();
  return leader === 3 ? 2 : 3;
}

function down(id: number): RaisedAlert {
  return { alertname: "KafkaBrokerDown", labels: { broker: `${id}` } };
}

/** Of the topics with traffic; it follows from the broker that is down. */
function behind(): RaisedAlert[] {
  return STACK_TRAFFIC.map(({ topic }) => ({
    alertname: "KafkaUnderReplicatedPartitions",
    labels: { topic },
    heldBack: true,
  }));
}
