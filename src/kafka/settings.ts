import { z } from "zod";
import { formatAddress, parseServerAddress } from "../runtime/address.ts";
import { durationBetween } from "../runtime/duration.ts";
import { parsed } from "../runtime/parsed.ts";
import { checkPattern } from "./name_filter.ts";
import { saslSettings, tlsSettings } from "./transport/settings.ts";

const SECOND = 1000;

const server = z.string().transform(parsed((text) => formatAddress(parseServerAddress(text))));
const pattern = z.string().transform(parsed(checkPattern));
const duration = (leastMs: number, mostMs: number) =>
  z.string().transform(parsed(durationBetween(leastMs, mostMs)));

/** Settings of one watched cluster. Durations are given as text and held in milliseconds. */
export const kafkaSettings = z.strictObject({
  bootstrapServers: z.array(server).min(1, { error: "must name at least one HOST:PORT" })
    .default(["localhost:9092"]).describe("Brokers to ask first."),
  name: z.string().regex(/^[\w.-]{1,100}$/, {
    error: "is not a cluster name: use up to 100 letters, digits, dots, dashes and underscores",
  }).optional().describe("Becomes the label `cluster` of every series."),
  intervalMs: duration(SECOND / 10, 3600 * SECOND).default(15 * SECOND)
    .describe("Time from the start of one reading to the start of the next."),
  requestTimeoutMs: duration(SECOND / 10, 60 * SECOND).default(2 * SECOND)
    .describe("Longest wait for one broker's answer."),
  connectTimeoutMs: duration(SECOND / 10, 60 * SECOND).default(5 * SECOND)
    .describe("Longest wait for a connection."),
  clientId: z.string().min(1, { error: "must not be empty" }).default("kafka-sentinel")
    .describe("Name in the brokers' logs and quotas."),
  tls: tlsSettings.optional().describe("Encrypts connections; an empty mapping is enough."),
  sasl: saslSettings.optional().describe("Logs in to the brokers."),
  topicFilter: pattern.default(".*").describe("Only topics that match (RE2)."),
  topicExclude: pattern.default("^$").describe("No topics that match (RE2)."),
  groupFilter: pattern.default(".*").describe("Only groups that match (RE2)."),
  groupExclude: pattern.default("^$").describe("No groups that match (RE2)."),
});

/** One watched cluster; fields ending in Ms are milliseconds. */
export type KafkaSettings = z.output<typeof kafkaSettings>;
