import { cachedByName, namePattern } from "../../runtime/name_pattern.ts";
import type { RulesSettings } from "./settings.ts";

type Settings = RulesSettings["consumer_lag"];

/** From when on a lag is too much; `seconds` is the age of the oldest unread record. */
export interface LagLevels {
  readonly enabled: boolean;
  readonly forMs: number;
  readonly seconds: number;
  readonly criticalSeconds: number;
  /** Infinity: messages alone are never too many. */
  readonly messages: number;
  /** Counts while the age of the oldest unread record is not known. */
  readonly messagesIfTimeUnknown: number;
}

/** The levels of a group on a topic: those of the first override that matches both, else the usual. */
export function lagLevels(settings: Settings): (group: string, topic: string) => LagLevels {
  const usual = withOverride(settings, {});
  const overrides = settings.overrides.map((override) => ({
    matchesGroup: cachedByName(namePattern(override.group)),
    matchesTopic: cachedByName(namePattern(override.topic)),
    levels: withOverride(settings, override),
  }));
  return (group, topic) => {
    const found = overrides.find((each) => each.matchesGroup(group) && each.matchesTopic(topic));
    return found?.levels ?? usual;
  };
}

function withOverride(
  settings: Settings,
  override: Partial<Settings["overrides"][number]>,
): LagLevels {
  return {
    enabled: override.enabled ?? true,
    forMs: override.forMs ?? settings.forMs,
    seconds: override.seconds ?? settings.seconds,
    criticalSeconds: override.criticalSeconds ?? settings.criticalSeconds,
    messages: override.messages ?? settings.messages ?? Infinity,
    messagesIfTimeUnknown: override.messagesIfTimeUnknown ?? settings.messagesIfTimeUnknown,
  };
}
