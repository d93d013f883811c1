import type { GroupTopicLag, LagSeverity, LagStatus } from "../model/lag_report.ts";
import { gravity } from "./judge_commit.ts";
import type { TopicTrack } from "./group_track.ts";

/** What one partition adds to its topic and group. NaN where not known. */
export interface PartitionPart {
  readonly status: LagStatus;
  readonly lag: number;
  readonly lagSeconds: number;
  readonly consumeRate: number;
  readonly produceRate: number;
  readonly secondsUntilLoss: number;
  readonly unmovedSeconds: number;
}

/** Adds up partitions of one topic; a part that is not known makes sums and maxima unknown. */
export class TopicSums {
  readonly topic: string;
  readonly isUnsubscribed: boolean;
  status: LagStatus = "ok";
  sumLag = 0;
  maxLag = 0;
  maxLagSeconds = 0;
  consumeRate = 0;
  produceRate = 0;
  secondsUntilLoss = NaN;
  secondsSinceAdvanced = NaN;

  constructor(topic: string, isUnsubscribed: boolean) {
    this.topic = topic;
    this.isUnsubscribed = isUnsubscribed;
  }

  add(part: PartitionPart): void {
    if (gravity(part.status) > gravity(this.status)) this.status = part.status;
    this.sumLag += part.lag;
    this.maxLag = Math.max(this.maxLag, part.lag);
    this.maxLagSeconds = Math.max(this.maxLagSeconds, part.lagSeconds);
    this.consumeRate += part.consumeRate;
    this.produceRate += part.produceRate;
    this.secondsUntilLoss = least(this.secondsUntilLoss, part.secondsUntilLoss);
    if (part.lag > 0) {
      this.secondsSinceAdvanced = least(this.secondsSinceAdvanced, part.unmovedSeconds);
    }
  }

  /** A commit of the topic could not be read. */
  addUnreadable(): void {
    if (gravity("unknown") > gravity(this.status)) this.status = "unknown";
    this.sumLag =
      this.maxLag =
      this.maxLagSeconds =
      this.consumeRate =
      this.produceRate =
        NaN;
  }

  toLag(severity: LagSeverity, track: TopicTrack | undefined): GroupTopicLag {
    return {
      topic: this.topic,
      status: this.status,
      severity,
      sumLag: this.sumLag,
      maxLag: this.maxLag,
      maxLagSeconds: this.maxLagSeconds,
      consumeRate: this.consumeRate,
      produceRate: this.produceRate,
      secondsUntilLoss: this.secondsUntilLoss,
      secondsSinceAdvanced: this.secondsSinceAdvanced,
      messagesLost: track?.messagesLost ?? 0,
      resets: track?.resets ?? 0,
    };
  }
}

/** The smaller one of those that are known. */
export function least(a: number, b: number): number {
  return b < a || Number.isNaN(a) ? b : a;
}
