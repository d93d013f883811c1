import type { LabClient } from "../../tests/lab/lab_client.ts";
import type { NodeControl } from "../../tests/lab/lab_server.ts";

/** An alert that a drill raises, by name and the labels that say what it is about. */
export interface RaisedAlert {
  readonly alertname: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Alertmanager holds it back, since it follows from another one. */
  readonly heldBack?: true;
}

/** What a drill is done to. */
export interface DrillTarget {
  readonly client: LabClient;
  readonly nodes: NodeControl;
  /** The value of the only such series in the monitoring; undefined if there is none. */
  served(metric: string, labels: Readonly<Record<string, string>>): Promise<number | undefined>;
}

/** A drill that goes on. */
export interface RunningDrill {
  readonly raises: readonly RaisedAlert[];
  /** Repairs what the drill has broken. */
  mend(): Promise<void>;
}

/** Something that goes wrong in a real cluster, done on purpose. */
export interface Drill {
  readonly name: string;
  /** What it does, as a sentence. */
  readonly does: string;
  start(target: DrillTarget): Promise<RunningDrill>;
}
