import * as z from "zod";
import { durationBetween } from "../runtime/duration.ts";
import { parsed } from "../runtime/parsed.ts";
import { type Secret, toSecret } from "../runtime/secret.ts";
import { maintenanceSettings, silenceSettings, toMute } from "./mutes/settings.ts";
import { rulesSettings } from "./rules/settings.ts";
import { checkTopicName } from "./sinks/topic_names.ts";

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const DURATION = "is not a duration: write it like 500ms, 15s or 1m30s";

const text = z.string().min(1, { error: "must not be empty" });
const path = text.describe("Path of a file, read again for every request.");
const duration = (leastMs: number, mostMs: number) =>
  z.string({ error: DURATION }).transform(parsed(durationBetween(leastMs, mostMs)));
const count = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};
const url = z.url({ protocol: /^https?$/, error: "is not an http or https URL" });

const kafka = z.strictObject({
  topic: text.transform(parsed(checkTopicName)).prefault("kafka-sentinel-alerts")
    .describe("Topic of alerts; {severity} and {type} in it make one for each."),
  cluster: text.optional()
    .describe("Watched cluster that holds the topic; without it, each has its own alerts."),
  create_topics: z.boolean().prefault(false).describe("Makes topics that are not there."),
  partitions: count(1, 1_000).prefault(1).describe("Of topics that are made."),
  retention: duration(DAY / 24, 3650 * DAY).prefault("168h").describe("Of topics that are made."),
}).transform((given) => ({
  topic: given.topic,
  cluster: given.cluster,
  create: given.create_topics
    ? { partitions: given.partitions, retentionMs: given.retention }
    : undefined,
}));

const tls = z.strictObject({
  ca_file: path.optional().describe("Certificate authorities (PEM) instead of the well-known."),
  cert_file: path.optional().describe("Client certificate (PEM)."),
  key_file: path.optional().describe("Private key of the client certificate (PEM)."),
}).superRefine(({ cert_file, key_file }, context) => {
  if ((cert_file === undefined) === (key_file === undefined)) return;
  context.addIssue({ code: "custom", message: "needs cert_file and key_file, or neither" });
}).transform((given) => ({
  caFile: given.ca_file,
  certFile: given.cert_file,
  keyFile: given.key_file,
}));

const alertmanager = z.strictObject({
  urls: z.array(url).min(1, { error: "must name at least one Alertmanager" })
    .describe("Every Alertmanager of a cluster, like http://am-1:9093; each is told."),
  username: text.optional().describe("User, for basic authentication."),
  password: text.optional().describe("Password; better in a file or as ${VARIABLE}."),
  password_file: path.optional().describe("File with the password."),
  bearer_token: text.optional().describe("Token; better in a file or as ${VARIABLE}."),
  bearer_token_file: path.optional().describe("File with the token."),
  tls: tls.optional().describe("Whom to trust for https URLs, and with what certificate."),
  resend_interval: duration(SECOND, 3600 * SECOND).prefault("1m")
    .describe("How often what fires is sent again; it ends after four times as long without."),
}).superRefine((given, context) => {
  const { username, password, password_file, bearer_token, bearer_token_file } = given;
  const passwords = [password, password_file].filter((each) => each !== undefined).length;
  const tokens = [bearer_token, bearer_token_file].filter((each) => each !== undefined).length;
  const isRight = username === undefined
    ? passwords === 0 && tokens <= 1
    : passwords === 1 && tokens === 0;
  if (isRight) return;
  const message = "needs username and one of password and password_file, or one of bearer_token " +
    "and bearer_token_file, or none of them";
  context.addIssue({ code: "custom", message });
}).transform((given) => ({
  urls: given.urls,
  login: {
    basicAuth: given.username === undefined ? undefined : {
      username: given.username,
      password: toSecret(given.password, given.password_file),
    },
    bearerToken: optionalSecret(given.bearer_token, given.bearer_token_file),
    tls: given.tls,
  },
  resendMs: given.resend_interval,
}));

/** Settings of alerts, as a file has them. */
export const alertsFields = z.strictObject({
  enabled: z.boolean().prefault(true).describe("Whether anything is judged and published."),
  log: z.boolean().prefault(true).describe("Writes alerts to the program's log."),
  kafka: kafka.optional().describe("Publishes alerts to Kafka topics; {} is enough."),
  alertmanager: alertmanager.optional().describe("Publishes alerts to Alertmanager."),
  repeat_interval: duration(60 * SECOND, 30 * DAY).prefault("4h")
    .describe("How often an alert that goes on is published again."),
  storm_limit: count(1, 10_000).prefault(50)
    .describe("More alerts of one type and cluster at once are published as one."),
  queue_limit: count(100, 1_000_000).prefault(10_000)
    .describe("Events that may wait for a sink; beyond that only the newest of each alert stay."),
  silences: z.array(silenceSettings).prefault([]).describe("Alerts that nobody wants to hear of."),
  maintenance: z.array(maintenanceSettings).prefault([]).describe("Times of planned work."),
  rules: rulesSettings.prefault({}).describe("What is judged, and when it is too much."),
});

/** Checks the settings of alerts. */
export const alertsSettings = alertsFields.transform((given) => ({
  enabled: given.enabled,
  log: given.log,
  kafka: given.kafka,
  alertmanager: given.alertmanager,
  repeatMs: given.repeat_interval,
  stormLimit: given.storm_limit,
  queueLimit: given.queue_limit,
  mutes: [
    ...given.silences.map((each, n) =>
      toMute("silence", `settings-silence-${n}`, each, "settings")
    ),
    ...given.maintenance.map((each, n) =>
      toMute("maintenance", `settings-maintenance-${n}`, each, "settings")
    ),
  ],
  rules: given.rules,
}));

/** What is judged, and where it is published; fields ending in Ms are milliseconds. */
export type AlertsSettings = z.output<typeof alertsSettings>;

function optionalSecret(
  value: string | undefined,
  file: string | undefined,
): Secret | undefined {
  return value === undefined && file === undefined ? undefined : toSecret(value, file);
}
