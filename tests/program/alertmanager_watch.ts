import assert from "node:assert/strict";
import { ensureCommands } from "../../scripts/setup/debian_packages.ts";
import { alertNameOf } from "../../src/alerts/alert_names.ts";
import type { AlertSubject, AlertType, Severity } from "../../src/model/alert_event.ts";
import { Janitor } from "../lab/janitor.ts";
import { Alertmanager, type ManagedAlert } from "../stack/alertmanager.ts";
import { waitUntilPasses } from "./wait_for.ts";

const CONFIG = "route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n";
const EVERY_MS = 250;

/** A real Alertmanager that is looked at all the time, since alerts may be over soon. */
export class AlertmanagerWatch implements AsyncDisposable {
  readonly #janitor: Janitor;
  readonly #alertmanager: Alertmanager;
  readonly #seen: Map<string, ManagedAlert> = new Map();
  readonly #looking: Promise<void>;
  #ended = false;

  private constructor(janitor: Janitor, alertmanager: Alertmanager) {
    this.#janitor = janitor;
    this.#alertmanager = alertmanager;
    this.#looking = this.#look();
  }

  static async start(): Promise<AlertmanagerWatch> {
    await ensureCommands("prometheus-alertmanager");
    const janitor = await Janitor.start("alertmanager-");
    return new AlertmanagerWatch(janitor, await Alertmanager.start(janitor, CONFIG));
  }

  get url(): string {
    return this.#alertmanager.url;
  }

  /** The alert was there with each of the severities, and goes. */
  async hadAndLost(
    type: AlertType,
    subject: AlertSubject,
    severities: readonly Severity[],
  ): Promise<void> {
    const isIt = ({ labels }: ManagedAlert) =>
      labels["alertname"] === alertNameOf(type) && isAbout(labels, subject);
    const what = `${type} ${JSON.stringify(subject)}`;
    // The program may notify Alertmanager later than it publishes in Kafka.
    await waitUntilPasses(`Alertmanager had ${what}, and has it no more`, async () => {
      const had = [...this.#seen.values()].filter(isIt).map(({ labels }) => labels["severity"]);
      for (const severity of severities) {
        assert.ok(had.includes(severity), `Alertmanager had no ${severity} ${what}, but ${had}`);
      }
      assert.deepEqual((await this.#alertmanager.alerts()).filter(isIt), []);
    }, 60_000);
  }

  async #look(): Promise<void> {
    while (!this.#ended) {
      for (const alert of await this.#alertmanager.alerts()) {
        this.#seen.set(JSON.stringify(alert.labels), alert);
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    await this.#looking;
    await this.#janitor[Symbol.asyncDispose]();
    await this.#alertmanager.ended();
  }
}

/** Whether the labels name this subject, and no other part of one. */
function isAbout(labels: Readonly<Record<string, string>>, subject: AlertSubject): boolean {
  const { topic, group, broker, dir, instance } = subject;
  const named = { topic, group, broker: broker?.toString(), dir, instance };
  return Object.entries(named).every(([name, value]) => labels[name] === value);
}
