import type { PublishedEvent } from "../../src/alerts/published_event.ts";
import type { AlertSubject, AlertType, Severity } from "../../src/model/alert_event.ts";
import type { AlertView } from "../../src/model/views/alert_view.ts";
import type { KafkaLab } from "../lab/kafka_lab.ts";
import { readAlerts } from "./alert_topic.ts";
import { AlertingProgram } from "./alerting_program.ts";
import { AlertmanagerWatch } from "./alertmanager_watch.ts";
import type { RunningProgram } from "./running_program.ts";
import { uniqueName } from "./unique_name.ts";
import { waitFor } from "./wait_for.ts";

type WatchedLab = Pick<KafkaLab, "bootstrapServers" | "client">;

/**
 * What the program says of what a test does to a cluster, and what it publishes in a topic there and
 * to an Alertmanager.
 */
export class ProvokedAlerts implements AsyncDisposable {
  readonly #program: AlertingProgram;
  readonly #lab: WatchedLab;
  readonly #topic: string;
  readonly #watch: AlertmanagerWatch;
  /** Severities with which it was seen firing, by what it is about. */
  readonly #fired = new Map<string, Set<Severity>>();
  /** What was waited for, in its order. */
  readonly #seen: string[] = [];

  private constructor(
    program: AlertingProgram,
    lab: WatchedLab,
    topic: string,
    watch: AlertmanagerWatch,
  ) {
    this.#program = program;
    this.#lab = lab;
    this.#topic = topic;
    this.#watch = watch;
  }

  /**
   * Starts an Alertmanager, and the program with these settings, in which SERVERS and TOPIC stand
   * for the lab's, and MANAGER for its address.
   */
  static async start(lab: WatchedLab, settings: string): Promise<ProvokedAlerts> {
    const topic = uniqueName("alerts");
    const servers = JSON.stringify(lab.bootstrapServers);
    await using begun = new AsyncDisposableStack();
    const watch = begun.use(await AlertmanagerWatch.start());
    const text = settings.replace("SERVERS", servers).replace("TOPIC", topic)
      .replace("MANAGER", JSON.stringify(watch.url));
    const program = await AlertingProgram.start(text);
    begun.move();
    return new ProvokedAlerts(program, lab, topic, watch);
  }

  get running(): RunningProgram {
    return this.#program.running;
  }

  alerts(): Promise<AlertView[]> {
    return this.#program.alerts();
  }

  /** Kills the program at once, and starts it again. */
  crash(): Promise<void> {
    return this.#program.crash();
  }

  /** Applies other settings while it runs, and waits until they are in force. */
  async reload(change: (settings: string) => string): Promise<void> {
    const file = this.#program.settingsFile;
    await Deno.writeTextFile(file, change(await Deno.readTextFile(file)));
    const reloads = () => this.running.log.split("The settings were reloaded").length;
    const before = reloads();
    this.running.signal("SIGHUP");
    await waitFor("the settings are reloaded", () => reloads() > before, 60_000);
  }

  /** Waits until the alert fires with a summary that has these words. */
  async summaryHas(type: AlertType, subject: AlertSubject, words: RegExp): Promise<void> {
    await this.#wait(`${type} ${key(subject)} has a summary with ${words}`, (alerts) => {
      const found = alerts.find((alert) => isAbout(alert, type, subject));
      return found?.state === "firing" && words.test(found.summary);
    }, 60_000);
  }

  /** Waits until the alert fires, with this severity if one is given. */
  async firing(
    type: AlertType,
    subject: AlertSubject,
    severity?: Severity,
    deadlineMs = 60_000,
  ): Promise<AlertView> {
    let found: AlertView | undefined;
    await this.#wait(`${type} ${key(subject)}: ${severity ?? "firing"}`, (alerts) => {
      found = alerts.find((alert) => isAbout(alert, type, subject));
      return found?.state === "firing" && found.severity === (severity ?? found.severity);
    }, deadlineMs);
    const about = `${type} ${key(subject)}`;
    const severities = this.#fired.get(about) ?? new Set();
    this.#fired.set(about, severities.add(found!.severity));
    return found!;
  }

  /** Waits until nothing is said about it any more. */
  async over(type: AlertType, subject: AlertSubject, deadlineMs = 60_000): Promise<void> {
    const isOver = (all: AlertView[]) => !all.some((alert) => isAbout(alert, type, subject));
    await this.#wait(`${type} ${key(subject)}: over`, isOver, deadlineMs);
  }

  /**
   * Waits until the newest that was published about it is its end; gives the reasons of all. What
   * was waited for must have been in Alertmanager, too, and must be gone there.
   */
  async reasons(type: AlertType, subject: AlertSubject): Promise<string[]> {
    let reasons: string[] = [];
    await waitFor(`the end of ${type} ${key(subject)} is published`, async () => {
      const events = await readAlerts(this.#lab.client, this.#topic);
      const ofIt = (event: PublishedEvent) =>
        event.type === type && key(event.subject) === key(subject);
      reasons = events.filter(ofIt).map(({ reason }) => reason);
      return reasons.at(-1) === "resolved";
    }, 60_000);
    const severities = [...this.#fired.get(`${type} ${key(subject)}`) ?? []];
    await this.#watch.hadAndLost(type, subject, severities);
    return reasons;
  }

  async #wait(
    fact: string,
    holds: (alerts: AlertView[]) => boolean,
    deadlineMs: number,
  ): Promise<void> {
    const from = performance.now();
    await waitFor(fact, async () => holds(await this.alerts()), deadlineMs)
      .catch(async (error) => {
        const alerts = JSON.stringify(await this.alerts());
        throw new Error(`${error.message}; seen: ${this.#seen.join("; ")}; now: ${alerts}`);
      });
    this.#seen.push(`${fact} (${Math.round(performance.now() - from)} ms)`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program[Symbol.asyncDispose]();
    await this.#watch[Symbol.asyncDispose]();
  }
}

function isAbout(alert: AlertView, type: AlertType, subject: AlertSubject): boolean {
  return alert.type === type && key(alert.subject) === key(subject);
}

function key(subject: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(subject).sort()));
}
