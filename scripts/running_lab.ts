import { PROJECT_ROOT } from "./project_root.ts";

/** Where the parts of a running stack or demo can be reached; for drills in another terminal. */
export interface RunningLab {
  /** Of the lab's server. */
  readonly lab: string;
  readonly program: string;
  /** Missing in the demo. */
  readonly prometheus?: string;
  readonly alertmanager?: string;
  readonly factor?: number;
}

const FILE = `${PROJECT_ROOT}.lab/running.json`;

/** Tells other processes where the lab runs, until it is disposed of. */
export async function announceLab(running: RunningLab): Promise<AsyncDisposable> {
  await Deno.writeTextFile(FILE, JSON.stringify(running));
  return { [Symbol.asyncDispose]: () => Deno.remove(FILE).catch(() => {}) };
}

/** The lab that runs, if one does. */
export async function findRunningLab(): Promise<RunningLab | undefined> {
  const text = await Deno.readTextFile(FILE).catch(() => undefined);
  if (text === undefined) return undefined;
  const running: RunningLab = JSON.parse(text);
  const response = await fetch(running.lab).catch(() => undefined);
  await response?.body?.cancel();
  return response?.status === 200 ? running : undefined;
}
