import type { Baselines } from "../../src/anomaly/baselines.ts";
import { judgeRates } from "../../src/anomaly/judge_rates.ts";
import { timing } from "../../src/anomaly/timing.ts";
import type { TopicRate } from "../../src/model/rate_report.ts";
import { runAtOnce } from "../../src/runtime/slices.ts";
import { DAY, SECOND } from "./traffic.ts";

const INTERVAL_MS = 15 * SECOND;
const POLICY = { enabled: true, minRate: 0.5, smallestChange: Math.log(2.5) };

/** Judges one topic with the shipped settings, every 15 s; what is told of each is passed on. */
export function judgeOneTopic(
  fromMs: number,
  toMs: number,
  messages: (nowMs: number, elapsedMs: number) => number,
  take: (nowMs: number, told: TopicRate) => void,
): void {
  const times = timing({ warmUpMs: DAY, intervalMs: 15 * SECOND });
  let baselines: Baselines | undefined;
  for (let nowMs = fromMs + INTERVAL_MS; nowMs <= toMs; nowMs += INTERVAL_MS) {
    const rate = messages(nowMs, INTERVAL_MS) * SECOND / INTERVAL_MS;
    const topic = { topic: "t", topicId: "t", isNew: false, internal: false };
    const readings = [{ ...topic, rate, elapsedMs: INTERVAL_MS }];
    const { next, report } = runAtOnce(
      judgeRates(baselines, readings, () => POLICY, times, nowMs),
    );
    baselines = next;
    take(nowMs, report.topics.get("t")!);
  }
}
