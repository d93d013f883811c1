import type { LabClient } from "../../lab/lab_client.ts";
import type { AlertingProgram } from "../../program/alerting_program.ts";
import { waitFor } from "../../program/wait_for.ts";
import type { Alertmanager, ManagedAlert } from "../../stack/alertmanager.ts";

export async function isQuiet(program: AlertingProgram): Promise<boolean> {
  return (await program.alerts()).every(({ state }) => state === "pending");
}

/** Waits until the program has read so many partitions: it tells of changes of what it has seen. */
export async function sees(
  { running }: AlertingProgram,
  topic: string,
  partitions: number,
): Promise<void> {
  await running.scrapeUntil(
    `${topic} is read with ${partitions} partitions`,
    (seen) => seen.value("kafka_topic_partitions", { topic }) === partitions,
    60_000,
  );
}

/**
 * Waits until Alertmanager has one alert of the name. It may miss one for a moment, since a machine
 * that is busy for seconds sends it again too late.
 */
export async function managedOne(alertmanager: Alertmanager, name: string): Promise<ManagedAlert> {
  let found: ManagedAlert[] = [];
  await waitFor(`Alertmanager has one ${name}`, async () => {
    found = (await alertmanager.alerts()).filter(({ labels }) => labels["alertname"] === name);
    return found.length === 1;
  }, 60_000);
  return found[0]!;
}

/** Waits until the program knows which broker coordinates the group. */
export async function coordinatorOf({ running }: AlertingProgram, group: string): Promise<number> {
  let coordinator: unknown;
  await waitFor(`it is known who coordinates ${group}`, async () => {
    const response = await fetch(`${running.lagUrl}/api/v1/groups/${group}`);
    ({ coordinator } = await response.json());
    return typeof coordinator === "number";
  }, 60_000);
  return coordinator as number;
}

/**
 * Deletes the group as soon as it can be: a member that could not take its leave of a frozen broker
 * is one till its session ends.
 */
export async function deleteGroup(client: LabClient, group: string): Promise<void> {
  const remove = () =>
    client.deleteGroup(group).then(() => true, (error) => {
      if (/GroupIdNotFound/.test(String(error))) return true;
      if (/GroupNotEmpty/.test(String(error))) return false;
      throw error;
    });
  await waitFor(`${group} can be deleted`, remove, 90_000);
}
