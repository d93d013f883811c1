import { parse, stringify } from "yaml";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { durationSeconds } from "./shorten_rules.ts";

/** Where a local Alertmanager notifies, instead of the services that the shipped file names. */
export interface LocalReceivers {
  /** Base of the addresses of Slack, PagerDuty and the dead man's switch. */
  readonly url: string;
  readonly smtpAddress: string;
  /** The webhook that hands alerts to Kafka topics. */
  readonly kafkaTopicsUrl: string;
  /** Holds the secrets' files. */
  readonly secretsFolder: string;
}

interface Route {
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly routes?: readonly Route[];
}

const FOLDER = `${PROJECT_ROOT}config/alertmanager/`;

/**
 * The shipped alertmanager.yml with local addresses and shorter waits before notifications; routes,
 * receivers, inhibition and templates stay. Writes the secrets' files.
 */
export async function localAlertmanagerConfig(
  receivers: LocalReceivers,
  factor: number,
): Promise<string> {
  const { url, smtpAddress, kafkaTopicsUrl, secretsFolder } = receivers;
  const shipped = await Deno.readTextFile(`${FOLDER}alertmanager.yml`);
  const config = parse(shipped.replaceAll("/etc/alertmanager/secrets", secretsFolder));
  Object.assign(config.global, {
    smtp_smarthost: smtpAddress,
    smtp_require_tls: false,
    pagerduty_url: `${url}/pagerduty`,
  });
  config.templates = [`${FOLDER}templates/*.tmpl`];
  config.route = shorten(config.route, factor);
  webhookOf(config, "dead-mans-switch").url = `${url}/dead-mans-switch`;
  webhookOf(config, "kafka-topics").url = kafkaTopicsUrl;
  await Deno.mkdir(secretsFolder, { recursive: true });
  await Deno.writeTextFile(`${secretsFolder}/slack_url`, `${url}/slack`);
  await Deno.writeTextFile(`${secretsFolder}/pagerduty_key`, "key");
  await Deno.writeTextFile(`${secretsFolder}/smtp_password`, "password");
  return stringify(config);
}

function shorten(route: Route, factor: number): Route {
  const { group_wait, group_interval, routes } = route;
  const shorter = (time: string) => `${Math.ceil(durationSeconds(time) * 1_000 / factor)}ms`;
  return {
    ...route,
    ...group_wait === undefined ? {} : { group_wait: shorter(group_wait) },
    ...group_interval === undefined ? {} : { group_interval: shorter(group_interval) },
    ...routes === undefined ? {} : { routes: routes.map((each) => shorten(each, factor)) },
  };
}

function webhookOf(
  config: { receivers: { name: string; webhook_configs: { url: string }[] }[] },
  name: string,
): { url: string } {
  const found = config.receivers.find((receiver) => receiver.name === name)?.webhook_configs[0];
  if (found === undefined) throw new Error(`alertmanager.yml has no webhook ${name}`);
  return found;
}
