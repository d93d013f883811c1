import type { TopicRate } from "../../model/rate_report.ts";
import { cachedByName, namePattern } from "../../runtime/name_pattern.ts";
import type { AlertReadings, Finding, Rule } from "../rule.ts";
import { nothingKnown } from "./nothing_known.ts";
import type { RulesSettings } from "./settings.ts";
import { numberText, timeText } from "./wording.ts";

type Settings = RulesSettings["message_rate_anomaly"];
type Anomaly = Exclude<TopicRate["verdict"], "usual" | "unknown">;

/** Topics whose message rate is not what is usual at this time. One alert a topic. */
export function messageRateAnomaly(settings: Settings): Rule {
  const isIgnored = cachedByName(namePattern(settings.ignoreTopics));
  return {
    type: "message_rate_anomaly",
    *evaluate(readings) {
      const { rates, snapshot } = readings;
      if (rates === undefined) return nothingKnown();
      const findings: Finding[] = [];
      for (const [topic, rate] of rates.topics) {
        yield;
        const { verdict } = rate;
        if (verdict === "usual" || verdict === "unknown" || isIgnored(topic)) continue;
        findings.push(toFinding(settings, readings, topic, rate, verdict));
      }
      return {
        findings,
        others: ({ topic = "" }) => {
          const isGone = snapshot !== undefined && !snapshot.directory.topics.has(topic);
          if (isGone || isIgnored(topic)) return "clear";
          return rates.topics.get(topic)?.verdict === "usual" ? "clear" : "unknown";
        },
      };
    },
  };
}

function toFinding(
  settings: Settings,
  { cluster, nowMs }: AlertReadings,
  topic: string,
  { rate, expectedRate, sinceMs }: TopicRate,
  anomaly: Anomaly,
): Finding {
  const usual = `about ${numberText(expectedRate)} a second are usual at this time`;
  const since = `for ${timeText(Math.max(0, nowMs - sinceMs) / 1000)}`;
  return {
    subject: { topic },
    level: "firing",
    severity: anomaly === "silence" ? settings.silenceSeverity : settings.severity,
    forMs: settings.forMs,
    summary: anomaly === "silence"
      ? `Nothing has been produced to ${topic} in ${cluster} ${since}; ${usual}.`
      : `${numberText(rate)} messages a second are produced to ${topic} in ${cluster} ${since}; ` +
        `${usual}.`,
    description: MEANINGS[anomaly],
    value: rate,
    threshold: expectedRate,
    worst: [],
    total: 0,
  };
}

const MEANINGS: Readonly<Record<Anomaly, string>> = {
  silence:
    "The topic always has messages. Look whether its producers run, whether they get errors " +
    "(authorisation, quotas, NotEnoughReplicas), and whether what feeds them does.",
  drop: "Fewer messages than usual. Look whether some of its producers are gone or get errors.",
  spike: "More messages than usual. Look whether a producer repeats itself, replays old data, or " +
    "has more to do; and whether consumers, disks and retention by size can take it.",
};
