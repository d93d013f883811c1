import * as z from "zod";
import { durationBetween } from "../runtime/duration.ts";
import { parsed } from "../runtime/parsed.ts";
import { toSecret } from "../runtime/secret.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;

const text = z.string().min(1, { error: "must not be empty" });
const duration = (leastMs: number, mostMs: number) =>
  z.string({ error: "is not a duration: write it like 500ms, 15s or 1m30s" })
    .transform(parsed(durationBetween(leastMs, mostMs)));

const endpoint = z.strictObject({
  url: z.string().transform(parsed(toEndpointUrl))
    .describe("Where the JMX agent serves its metrics, as http://kafka-1:7071/metrics."),
  instance: text.optional()
    .describe("Name of the JVM in alerts; without it host and port of the URL."),
  cluster: text.optional()
    .describe("Name of the watched cluster that the JVM belongs to; needed if there are several."),
  timeout: duration(SECOND / 10, 60 * SECOND).prefault("10s")
    .describe("Longest wait for the whole answer."),
  username: text.optional().describe("User of basic authentication."),
  password: text.optional().describe("Its password; better in a file or as ${VARIABLE}."),
  password_file: text.optional().describe("File with the password, read for every request."),
}).superRefine(({ username, password, password_file }, context) => {
  const secrets = [password, password_file].filter((given) => given !== undefined).length;
  if (secrets === (username === undefined ? 0 : 1)) return;
  context.addIssue({
    code: "custom",
    message: "needs username together with either password or password_file, or none of them",
  });
}).transform((given) => ({
  url: given.url,
  instance: given.instance ?? new URL(given.url).host,
  cluster: given.cluster,
  timeoutMs: given.timeout,
  login: given.username === undefined ? undefined : {
    username: given.username,
    password: toSecret(given.password, given.password_file),
  },
}));

/** Settings of the JVMs that are watched through their JMX agents, as a file has them. */
export const jvmFields = z.strictObject({
  interval: duration(SECOND / 10, HOUR).prefault("30s")
    .describe("Time from one reading to the next."),
  window: duration(SECOND, 24 * HOUR).prefault("5m")
    .describe("Time over which least heap use and time in collections are measured."),
  endpoints: z.array(endpoint).prefault([]).superRefine(checkEndpoints)
    .describe("The agents, one a broker or controller."),
});

/** Checks what is set about JVMs. */
export const jvmSettings = jvmFields.transform((jvm) => ({
  intervalMs: jvm.interval,
  windowMs: Math.max(jvm.window, jvm.interval),
  endpoints: jvm.endpoints,
}));

/** Which JVMs are watched, and how; fields ending in Ms are milliseconds. */
export type JvmSettings = z.output<typeof jvmSettings>;
export type JvmEndpoint = z.output<typeof endpoint>;

/** Alerts about JVMs are told apart by their instances, readings by their URLs. */
function checkEndpoints(
  endpoints: readonly Pick<JvmEndpoint, "instance" | "cluster" | "url">[],
  context: z.RefinementCtx,
): void {
  endpoints.forEach(({ instance, cluster, url }, index) => {
    const before = endpoints.slice(0, index);
    const issue = (message: string) => context.addIssue({ code: "custom", path: [index], message });
    if (before.some((other) => other.url === url)) {
      issue(`has the URL of another endpoint, ${url}`);
    } else if (before.some((other) => other.instance === instance && other.cluster === cluster)) {
      issue(`is the second one of the instance ${instance}: set instance`);
    }
  });
}

function toEndpointUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new RangeError("is not an http or https URL: write it like http://kafka-1:7071/metrics");
  }
  if (url.username !== "" || url.password !== "") {
    throw new RangeError("has a user in it: set username and password_file instead");
  }
  return url.href;
}
