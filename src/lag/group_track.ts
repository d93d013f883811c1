import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import type { RowOwner } from "./commit_rows.ts";

/** What is remembered of a group on one topic. */
export interface TopicTrack {
  /** Settled descriptions in a row that did not name the topic. */
  unnamed: number;
  /** Records deleted before they were committed, at most. */
  messagesLost: number;
  /** Commits that were found beyond the end of the log, or of another topic of that name. */
  resets: number;
  /** Both of these as they were last stored. */
  storedLost: number;
  storedResets: number;
}

/** What is remembered of a group beside its commits' columns. Times in milliseconds, NaN for never. */
export class GroupTrack implements RowOwner {
  firstRow = 0;
  /** The partitions of its rows, and the directory that they are slots of. */
  slots: Int32Array = new Int32Array(0);
  directory: PartitionDirectoryView | undefined;
  /** The same as they were last stored. */
  storedSlots: Int32Array | undefined;
  storedReadAtMs = NaN;
  /** When its commits were last read. */
  commitsReadAtMs = NaN;
  /** When it was last in a snapshot. */
  seenAtMs = NaN;
  /** When the description was read from which the following come. */
  describedAtMs = NaN;
  /** Whether nobody is in the group; undefined while that is not known. */
  memberless: boolean | undefined = undefined;
  memberlessSinceMs = NaN;
  /** By row: whether a member has the partition; undefined while that is not known. */
  owned: Uint8Array | undefined = undefined;
  /** Mean of its commits' usual gaps, in milliseconds; NaN while none is known. */
  usualGapMs = NaN;
  rebalances = 0;
  storedRebalances = 0;
  /** Of types that have one. */
  epoch = NaN;
  storedEpoch = NaN;
  /** Of classic groups: whether one is under way, who was there, and the count at that time. */
  isRebalancing = false;
  membersHash = NaN;
  rebalancesWhenDescribed = 0;
  readonly topics: Map<string, TopicTrack> = new Map();

  get rowCount(): number {
    return this.slots.length;
  }

  /** Takes over an array of the same partitions, so that it is not there twice. */
  follow(slots: Int32Array, directory: PartitionDirectoryView): void {
    if (this.storedSlots === this.slots) this.storedSlots = slots;
    this.slots = slots;
    this.directory = directory;
  }

  topic(name: string): TopicTrack {
    let track = this.topics.get(name);
    if (track === undefined) {
      track = { unnamed: 0, messagesLost: 0, resets: 0, storedLost: 0, storedResets: 0 };
      this.topics.set(name, track);
    }
    return track;
  }
}
