import type { AlertView } from "../../src/model/views/alert_view.ts";
import { RunningProgram } from "./running_program.ts";
import { waitFor } from "./wait_for.ts";

/** A program with a state directory that can be killed and started again. */
export class AlertingProgram implements AsyncDisposable {
  readonly #folder: string;
  readonly #flags: readonly string[];
  #running: RunningProgram | undefined;

  private constructor(folder: string, flags: readonly string[]) {
    this.#folder = folder;
    this.#flags = flags;
  }

  /** Starts it with a settings file of this text, and flags that count more. */
  static async start(text: string, flags: readonly string[] = []): Promise<AlertingProgram> {
    const folder = await Deno.makeTempDir();
    await Deno.writeTextFile(`${folder}/settings.yaml`, text);
    const program = new AlertingProgram(folder, flags);
    await program.begin();
    return program;
  }

  /** What its settings are given by, for other commands too. */
  get settings(): readonly string[] {
    return [`--config.file=${this.settingsFile}`, ...this.#flags];
  }

  get settingsFile(): string {
    return `${this.#folder}/settings.yaml`;
  }

  get running(): RunningProgram {
    if (this.#running === undefined) throw new Error("The program does not run");
    return this.#running;
  }

  async begin(): Promise<void> {
    const state = `--state.dir=${this.#folder}/state`;
    this.#running = await RunningProgram.start([...this.settings, state]);
  }

  /** Kills it at once, and starts it again. */
  async crash(): Promise<void> {
    await this.running.stop("SIGKILL");
    await this.begin();
  }

  async alerts(): Promise<AlertView[]> {
    const response = await fetch(`${this.running.lagUrl}/api/v1/alerts?limit=1000`);
    return (await response.json()).items;
  }

  /** Waits until alerts about these are in this state. */
  async until(state: AlertView["state"], ...types: AlertView["type"][]): Promise<void> {
    await waitFor(`${types.join(" and ")}: ${state}`, async () => {
      const alerts = await this.alerts();
      return types.every((type) =>
        alerts.some((each) => each.type === type && each.state === state)
      );
    }, 60_000).catch(async (error) => {
      throw new Error(`${error.message}; it has ${JSON.stringify(await this.alerts())}`);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running?.[Symbol.asyncDispose]();
    await Deno.remove(this.#folder, { recursive: true });
  }
}
