import { cachedByName, type NamePattern, namePattern } from "../../runtime/name_pattern.ts";
import type { MutableAlert } from "../tracker/alert_policy.ts";
import type { Mute, MuteMatch } from "./mute.ts";
import { isWithinWeekly } from "./weekly_times.ts";

type Matcher = (alert: MutableAlert) => boolean;

/** Patterns are compiled once; a mute that is gone takes its own with it. */
const matchers = new WeakMap<Mute, Matcher>();

/** Decides which alerts are muted at a time. */
export function mutesAt(mutes: readonly Mute[], nowMs: number): Matcher {
  const active = mutes.filter((mute) => isActive(mute, nowMs)).map(matcherOf);
  return (alert) => active.some((matches) => matches(alert));
}

/** Whether it mutes at that time. */
export function isActive({ when }: Mute, nowMs: number): boolean {
  if ("days" in when) return isWithinWeekly(when, nowMs);
  return (when.fromMs ?? -Infinity) <= nowMs && nowMs < (when.toMs ?? Infinity);
}

function matcherOf(mute: Mute): Matcher {
  const known = matchers.get(mute);
  if (known !== undefined) return known;
  const made = compile(mute.match);
  matchers.set(mute, made);
  return made;
}

function compile({ types, cluster, topic, group, brokers, dir, instance }: MuteMatch): Matcher {
  const [isCluster, isTopic, isGroup, isDir, isInstance] = [cluster, topic, group, dir, instance]
    .map((pattern) => pattern === undefined ? undefined : cachedByName(namePattern(pattern)));
  return ({ type, cluster, subject }) =>
    (types?.includes(type) ?? true) &&
    fits(isCluster, cluster) &&
    fits(isTopic, subject.topic) &&
    fits(isGroup, subject.group) &&
    fits(isDir, subject.dir) &&
    fits(isInstance, subject.instance) &&
    (brokers === undefined || (subject.broker !== undefined && brokers.includes(subject.broker)));
}

function fits(pattern: NamePattern | undefined, name: string | undefined): boolean {
  return pattern === undefined || (name !== undefined && pattern(name));
}
