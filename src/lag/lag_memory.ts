import { OffsetHistory } from "../history/offset_history.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { CommitRows } from "./commit_rows.ts";
import type { GroupTrack } from "./group_track.ts";
import { KnownTimes } from "./known_times.ts";
import { Stamps } from "./observe_description.ts";
import { StableOffsets } from "./stable_offsets.ts";

/** Everything that is remembered of a cluster's groups. It is large, so it changes in place. */
export class LagMemory {
  readonly history: OffsetHistory = new OffsetHistory();
  readonly groups: Map<string, GroupTrack> = new Map();
  readonly rows: CommitRows = new CommitRows();
  readonly known: KnownTimes = new KnownTimes();
  readonly stable: StableOffsets = new StableOffsets();
  readonly stamps: Stamps = new Stamps();
  /** The directory of the newest snapshot. */
  directory: PartitionDirectoryView | undefined;
}
