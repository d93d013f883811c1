import { describeConfigs, TOPIC_RESOURCE } from "../kafka/messages/describe_configs.ts";
import { describeLogDirs } from "../kafka/messages/describe_log_dirs.ts";
import { describeQuorum } from "../kafka/messages/describe_quorum.ts";
import { ErrorCode, errorName } from "../kafka/messages/error_codes.ts";
import type { ReadContext } from "../kafka/read_context.ts";
import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import { type Finding, note, ok, problem } from "./finding.ts";

/** What a missing permission costs, and the command that grants it. */
interface Permission {
  readonly subject: string;
  readonly costs: string;
  readonly grant: string;
}

const CLUSTER: Permission = {
  subject: "permission Describe on the cluster",
  costs: "missing: no quorum, no reassignments, no log directories and sizes",
  grant: "--operation Describe --cluster",
};
const CONFIGS: Permission = {
  subject: "permission DescribeConfigs on topics",
  costs: "missing: no settings of topics, nothing about min.insync.replicas",
  grant: "--operation DescribeConfigs --topic '*'",
};

/**
 * Tries what needs permissions. Topics and groups that the user may not describe are left out by
 * Kafka without a word, so of them only a note can be made.
 */
export async function examinePermissions(
  context: ReadContext,
  snapshot: ClusterSnapshot,
  user: string | undefined,
): Promise<Finding[]> {
  const cluster = await deniedOnCluster(context, snapshot);
  const configs = await deniedOnConfigs(context, snapshot);
  const { topics } = snapshot.directory;
  const hidden = "Kafka leaves out those that the user may not describe, without saying so";
  return [
    toFinding(CLUSTER, cluster, user),
    toFinding(CONFIGS, configs, user),
    topics.size === 0
      ? problem(
        "topics",
        `seen: none; ${hidden}`,
        grant("--operation Describe --topic '*'", user),
      )
      : note("topics", `seen: ${topics.size}; ${hidden}`),
    note("groups", `seen: ${snapshot.groups.length}; ${hidden}`),
  ];
}

/** undefined where it could not be found out, or was not needed. */
type Denied = boolean | undefined;

function toFinding(permission: Permission, denied: Denied, user: string | undefined): Finding {
  const { subject, costs } = permission;
  if (denied === undefined) return note(subject, "could not be tried");
  return denied ? problem(subject, costs, grant(permission.grant, user)) : ok(subject, "given");
}

function grant(what: string, user: string | undefined): string {
  return `kafka-acls.sh --bootstrap-server HOST:PORT --add --allow-principal User:${
    user ?? "NAME"
  } ${what}`;
}

async function deniedOnCluster(
  { client, signal }: ReadContext,
  { mode, brokers }: ClusterSnapshot,
): Promise<Denied> {
  try {
    if (mode !== "zookeeper") {
      const answer = await client.sendToController(describeQuorum, {}, signal);
      return isDenied(answer.errorCode);
    }
    const broker = brokers.find(({ reachable }) => reachable);
    if (broker === undefined) return undefined;
    const answer = await client.send(broker.id, describeLogDirs, { topics: undefined }, signal);
    return isDenied(answer.errorCode) || answer.dirs.length === 0;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

async function deniedOnConfigs(
  { client, signal }: ReadContext,
  { directory }: ClusterSnapshot,
): Promise<Denied> {
  const name = directory.topics.keys().next().value;
  if (name === undefined) return undefined;
  try {
    const resources = [{ type: TOPIC_RESOURCE, name, keys: ["cleanup.policy"] }];
    const { answer } = await client.sendToAny(describeConfigs, { resources }, signal);
    return answer.resources.some(({ errorCode }) => isDenied(errorCode));
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function isDenied(errorCode: number): boolean {
  return errorCode !== ErrorCode.NONE && errorName(errorCode).endsWith("AUTHORIZATION_FAILED");
}
