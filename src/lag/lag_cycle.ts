import type { OffsetHistory } from "../history/offset_history.ts";
import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { ColumnBlocks } from "./column_blocks.ts";
import type { CommitColumns } from "./commit_columns.ts";
import type { PolicyOf } from "./group_policy.ts";
import type { GroupTrack } from "./group_track.ts";
import type { KnownTimes } from "./known_times.ts";
import type { Stamps } from "./observe_description.ts";
import type { StableOffsets } from "./stable_offsets.ts";
import type { WorstOpenTimes } from "./worst_questions.ts";

/** A commit of which a loss or a reset was counted in this cycle. */
export interface LagMark {
  readonly groupId: string;
  readonly track: GroupTrack;
  readonly index: number;
}

/** What all groups are judged with in one cycle. */
export interface LagCycle {
  readonly snapshot: ClusterSnapshot;
  readonly intervalMs: number;
  /** When the snapshot was complete, milliseconds since the epoch. */
  readonly nowMs: number;
  readonly policyOf: PolicyOf;
  readonly columns: CommitColumns;
  /** Of what this cycle reports. */
  readonly blocks: ColumnBlocks;
  readonly history: OffsetHistory;
  readonly known: KnownTimes;
  /** Messages a second that came to a slot over the window. */
  readonly produceRates: (windowMs: number) => (slot: number) => number;
  readonly stable: StableOffsets;
  /** Bytes of leaders' logs by slot, where retention goes by size. */
  readonly sizes: ReadonlyMap<number, number>;
  readonly open: WorstOpenTimes;
  readonly stamps: Stamps;
  /** Is added to. */
  readonly marks: LagMark[];
}
