import type { SimulatedLog } from "./simulated_log.ts";

/** How a simulated consumer reads a partition, and what it has committed. */
export interface SimulatedCommit {
  readonly log: SimulatedLog;
  /** Next offset that the consumer reads. */
  position: number;
  /** undefined before the first commit. */
  committed: number | undefined;
  /** Messages a second that the consumer can read. */
  capacity: number;
  commitEveryMs: number;
  committedAtMs: number;
  isReading: boolean;
  /** Whether a member has the partition, as long as there are members. */
  isOwned: boolean;
}

/** A consumer group in a simulated cluster. */
export class SimulatedGroup {
  readonly groupId: string;
  readonly commits: SimulatedCommit[] = [];
  type: "classic" | "consumer" | "share" = "classic";
  protocolType = "consumer";
  state = "Stable";
  /** Ids of the members. */
  members: string[] = ["m-1"];
  epoch = NaN;
  /** Topics that members have subscribed to; undefined where that is not told. */
  subscribed: Set<string> | undefined;
  /** Whether the coordinator answers. */
  isReadable = true;
  /** Whether consumers see open transactions' records. */
  readsUncommitted = false;

  constructor(groupId: string) {
    this.groupId = groupId;
  }

  /** A consumer of the log, from the offset on; it has committed there unless told otherwise. */
  reads(log: SimulatedLog, from = 0, committed: number | undefined = from): SimulatedCommit {
    const commit: SimulatedCommit = {
      log,
      position: from,
      committed,
      capacity: Infinity,
      commitEveryMs: 5_000,
      committedAtMs: -Infinity,
      isReading: true,
      isOwned: true,
    };
    this.commits.push(commit);
    this.subscribed?.add(log.topic);
    return commit;
  }

  stop(): void {
    for (const commit of this.commits) commit.isReading = false;
  }

  go(): void {
    for (const commit of this.commits) commit.isReading = true;
  }

  /** Everybody leaves: the group is empty, and nothing is read. */
  leave(): void {
    this.stop();
    this.members = [];
    this.state = "Empty";
  }

  join(...members: string[]): void {
    this.go();
    this.members = members;
    this.state = "Stable";
  }

  /** Sets every commit, as an operator's tool does. */
  seek(offset: number): void {
    for (const commit of this.commits) commit.position = commit.committed = offset;
  }

  /** Reads and commits until now; `seenMs` is up to when records have reached the consumer. */
  consumeUntil(nowMs: number, seenMs: number, stepMs: number): void {
    for (const commit of this.commits) {
      if (!commit.isReading) continue;
      const { log } = commit;
      const readable = this.readsUncommitted ? Infinity : log.openFrom;
      const most = Math.min(log.endAt(seenMs), readable, log.markersFrom);
      const next = Math.max(commit.position, log.start) + commit.capacity * stepMs / 1000;
      commit.position = Math.max(commit.position, Math.min(next, most));
      if (nowMs - commit.committedAtMs < commit.commitEveryMs) continue;
      commit.committed = Math.floor(commit.position);
      commit.committedAtMs = nowMs;
    }
  }
}
