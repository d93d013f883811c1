import type { AlertPart } from "../../model/alert_event.ts";
import type { JvmReading } from "../../model/jvm_reading.ts";
import type { Finding, Level, Rule } from "../rule.ts";
import { CLEAR_SHARE, levelOf } from "./level_of.ts";
import type { RulesSettings } from "./settings.ts";
import { listText, percentText } from "./wording.ts";

type Settings = RulesSettings["jvm_memory"];

/**
 * JVMs that are short of memory: what is alive after collections, the least use within the window,
 * or the time that collections take. One alert a JVM.
 */
export function jvmMemory(settings: Settings): Rule {
  return {
    type: "jvm_memory",
    *evaluate({ jvms }) {
      yield;
      const judged = new Map(jvms.map((jvm) => [jvm.instance, measuresOf(settings, jvm)]));
      const findings = [...judged].flatMap(([instance, measures]) => {
        const level = levelOfAll(measures);
        if (level !== "firing" && level !== "between") return [];
        return [toFinding(settings, instance, level, measures)];
      });
      return {
        findings,
        others: ({ instance = "" }) => {
          const measures = judged.get(instance);
          const isClear = measures === undefined || levelOfAll(measures) === "clear";
          return isClear ? "clear" : "unknown";
        },
      };
    },
  };
}

interface Measure extends AlertPart {
  readonly level: Level;
  readonly threshold: number;
  readonly isCritical: boolean;
  readonly text: string;
}

/** From telling to less telling. */
function measuresOf(settings: Settings, jvm: JvmReading): readonly Measure[] {
  const [trough, live, gc] = [jvm.heapTroughRatio, jvm.heapAfterCollectionRatio, jvm.gcTimeRatio];
  return [
    {
      name: "least heap in use",
      value: trough,
      threshold: settings.heapTrough,
      level: levelOf(trough, settings.heapTrough),
      isCritical: true,
      text: `at least ${percentText(trough)} of the heap was in use all the time`,
    },
    {
      name: "heap after collection",
      value: live,
      threshold: settings.heapAfterCollection,
      level: levelOfLive(settings, live, trough),
      isCritical: live >= settings.criticalHeapAfterCollection,
      text: `${percentText(live)} of the old generation are in use after its collection`,
    },
    {
      name: "time in collections",
      value: gc,
      threshold: settings.gcTime,
      level: levelOf(gc, settings.gcTime),
      isCritical: gc >= settings.criticalGcTime,
      text: `collections stop it for ${percentText(gc)} of the time`,
    },
  ];
}

/**
 * The old generation of a young JVM may not have been collected yet. What is alive cannot be more
 * than what was in use at the least.
 */
function levelOfLive({ heapAfterCollection }: Settings, live: number, trough: number): Level {
  if (!Number.isNaN(live)) return levelOf(live, heapAfterCollection);
  return trough < heapAfterCollection * CLEAR_SHARE ? "clear" : "unknown";
}

/** The gravest; unknown weighs more than what is known not to fire. */
function levelOfAll(measures: readonly Measure[]): Level {
  const found = (["firing", "unknown", "between"] as const)
    .find((each) => measures.some(({ level }) => level === each));
  return found ?? "clear";
}

function toFinding(
  settings: Settings,
  instance: string,
  level: "firing" | "between",
  measures: readonly Measure[],
): Finding {
  const telling = measures.filter((measure) => measure.level === level);
  return {
    subject: { instance },
    level,
    severity: telling.some(({ isCritical }) => isCritical) ? "critical" : "warning",
    forMs: settings.forMs,
    summary: `The JVM ${instance} is short of memory: ${
      listText(telling.map(({ text }) => text))
    }.`,
    description:
      "The more memory is alive, the longer and the more often the JVM collects; in the " +
      "end a broker leaves the cluster or dies of OutOfMemoryError. Give it a larger heap (-Xmx in " +
      "KAFKA_HEAP_OPTS), or find what fills it: many partitions or connections, large requests " +
      "(message.max.bytes, fetch.max.bytes), producer ids, or a leak (jcmd PID GC.class_histogram).",
    value: telling[0]!.value,
    threshold: telling[0]!.threshold,
    worst: telling.map(({ name, value }) => ({ name, value })),
    total: telling.length,
  };
}
