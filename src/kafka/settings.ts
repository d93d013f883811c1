import * as z from "zod";
import { formatAddress, parseServerAddress } from "../runtime/address.ts";
import { durationBetween } from "../runtime/duration.ts";
import { checkPattern } from "../runtime/name_pattern.ts";
import { parsed } from "../runtime/parsed.ts";
import { saslSettings, tlsSettings } from "./transport/settings.ts";

const SECOND = 1000;

const server = z.string().transform(parsed((text) => formatAddress(parseServerAddress(text))));
const pattern = z.string().transform(parsed(checkPattern));
const duration = (leastMs: number, mostMs: number) =>
  z.string({ error: "is not a duration: write it like 500ms, 15s or 1m30s" })
    .transform(parsed(durationBetween(leastMs, mostMs)));

/** Settings of one watched cluster, as a file has them. */
export const kafkaFields = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,100}$/, {
    error: "is not a cluster name: use up to 100 letters, digits, dots, dashes and underscores",
  }).optional().describe("Becomes the label `cluster` of every series."),
  bootstrap_servers: z.array(server).min(1, { error: "must name at least one HOST:PORT" })
    .prefault(["localhost:9092"]).describe("Brokers to ask first."),
  interval: duration(SECOND / 10, 3600 * SECOND).prefault("15s")
    .describe("Time from the start of one reading to the start of the next."),
  request_timeout: duration(SECOND / 10, 60 * SECOND).prefault("2s")
    .describe("Longest wait for one broker's answer."),
  connect_timeout: duration(SECOND / 10, 60 * SECOND).prefault("5s")
    .describe("Longest wait for a connection."),
  client_id: z.string().min(1, { error: "must not be empty" }).prefault("kafka-sentinel")
    .describe("Name in the brokers' logs and quotas."),
  tls: tlsSettings.optional().describe("Encrypts connections; an empty mapping {} is enough."),
  sasl: saslSettings.optional().describe("Logs in to the brokers."),
  topic_filter: pattern.prefault(".*").describe("Only topics that match (RE2)."),
  topic_exclude: pattern.prefault("^$").describe("No topics that match (RE2)."),
  group_filter: pattern.prefault(".*").describe("Only groups that match (RE2)."),
  group_exclude: pattern.prefault("^$").describe("No groups that match (RE2)."),
});

/** Checks one cluster's settings. */
export const kafkaSettings = kafkaFields.transform((cluster) => ({
  name: cluster.name,
  bootstrapServers: cluster.bootstrap_servers,
  intervalMs: cluster.interval,
  requestTimeoutMs: cluster.request_timeout,
  connectTimeoutMs: cluster.connect_timeout,
  clientId: cluster.client_id,
  tls: cluster.tls,
  sasl: cluster.sasl,
  topicFilter: cluster.topic_filter,
  topicExclude: cluster.topic_exclude,
  groupFilter: cluster.group_filter,
  groupExclude: cluster.group_exclude,
}));

/** One watched cluster; fields ending in Ms are milliseconds. */
export type KafkaSettings = z.output<typeof kafkaSettings>;
