import { ALERT_TYPES, type AlertEvent, SEVERITIES } from "../../model/alert_event.ts";

const PLACEHOLDER = /\{([^}]*)\}/g;
/** Stands for the type of alerts from elsewhere, whose names no topic may be made of. */
const OTHER_TYPE = "other";

/** Returns a name of topics, perhaps with `{severity}` or `{type}`; throws a sentence otherwise. */
export function checkTopicName(name: string): string {
  for (const [, placeholder] of name.matchAll(PLACEHOLDER)) {
    if (placeholder !== "severity" && placeholder !== "type") {
      throw new RangeError(`has {${placeholder}}: only {severity} and {type} are replaced`);
    }
  }
  const longest = allTopics(name).toSorted((a, b) => b.length - a.length)[0] ?? "";
  if (!/^[A-Za-z0-9._-]{1,249}$/.test(longest) || longest === "." || longest === "..") {
    throw new RangeError(
      "is not a topic name: up to 249 letters, digits, dots, dashes and underscores",
    );
  }
  return name;
}

/**
 * The topics that an event goes to: with `{severity}`, those of all severities that its incident has
 * had, so that nobody is left with an alert that has ended or changed.
 */
export function topicsOf(name: string, { type, severities }: AlertEvent): readonly string[] {
  const ofType = fill(name, "type", typeText(type));
  return [...new Set(severities.map((severity) => fill(ofType, "severity", severity)))];
}

/** Every topic that events can go to. */
export function allTopics(name: string): readonly string[] {
  const types = [...ALERT_TYPES, OTHER_TYPE].map((type) => fill(name, "type", typeText(type)));
  return [
    ...new Set(
      types.flatMap((each) => SEVERITIES.map((severity) => fill(each, "severity", severity))),
    ),
  ];
}

function typeText(type: string): string {
  const isOwn = (ALERT_TYPES as readonly string[]).includes(type);
  return (isOwn ? type : OTHER_TYPE).replaceAll("_", "-");
}

function fill(name: string, placeholder: string, text: string): string {
  return name.replaceAll(`{${placeholder}}`, text);
}
