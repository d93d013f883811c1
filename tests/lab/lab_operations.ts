import { waitFor } from "../program/wait_for.ts";
import { LabView } from "./lab_view.ts";

/** Does to the lab's cluster what its operators would, through Kafka's own Java clients. */
export class LabOperations extends LabView {
  /** Sets a setting of a topic, broker or group; without a value takes it away. */
  async alterConfig(
    kind: "topic" | "broker" | "group",
    name: string,
    key: string,
    value = "",
  ): Promise<void> {
    await this.ask(["alterConfig", kind, name, key, value]);
  }

  /** Moves a partition to these brokers; with none cancels the move. */
  async reassign(topic: string, partition: number, brokerIds: readonly number[]): Promise<void> {
    await this.ask(["reassign", topic, `${partition}`, brokerIds.join(",")]);
  }

  /**
   * Allows a user an operation on a resource from every host; the name `*` stands for all, `x*` for
   * those that begin with x.
   */
  async allow(
    user: string,
    resource: "cluster" | "topic" | "group",
    name: string,
    operation: "describe" | "describe_configs" | "read" | "write" | "create" | "delete",
  ): Promise<void> {
    await this.ask(["allow", `User:${user}`, resource, name, operation]);
  }

  /** Takes back what `allow` gave. */
  async disallow(...given: Parameters<LabOperations["allow"]>): Promise<void> {
    const [user, ...rest] = given;
    await this.ask(["disallow", `User:${user}`, ...rest]);
  }

  /** Limits clients of an id, for instance their `request_percentage`; without a value no more. */
  async quota(clientId: string, key: string, value = ""): Promise<void> {
    await this.ask(["quota", clientId, key, value]);
  }

  /** Makes the first replica of every partition the leader, where it can be. */
  async electPreferred(topic: string): Promise<void> {
    await this.ask(["electPreferred", topic]);
  }

  /**
   * Waits until so many brokers are there, the cluster's own topics are in sync and led by their
   * preferred leaders, and coordinators have loaded: tests break much, and Kafka mends it later.
   */
  async settle(brokers: number): Promise<void> {
    let open: string[] = [];
    const isSettled = async () =>
      (open = await this.ask(["unsettled", `${brokers}`]).catch((error) => [`${error}`]))
        .length === 0;
    await waitFor("the cluster is at rest", isSettled, 120_000).catch((error) => {
      throw new Error(`${error.message}: ${open.join(", ")}`);
    });
  }

  /** Has the cluster forget a broker that does not run. KRaft only. */
  async unregister(brokerId: number): Promise<void> {
    await this.ask(["unregister", `${brokerId}`]);
  }

  /** Gives a partition of `__consumer_offsets` so many batches that mean nothing, to be loaded. */
  async fillOffsetsTopic(partition: number, batches: number): Promise<void> {
    await this.ask(["fillOffsetsTopic", `${partition}`, `${batches}`]);
  }

  /** Deletes the records of a partition below an offset. */
  async deleteRecords(topic: string, partition: number, offset: number): Promise<void> {
    await this.ask(["deleteRecords", topic, `${partition}`, `${offset}`]);
  }
}
