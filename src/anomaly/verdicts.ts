import type { RateVerdict } from "../model/rate_report.ts";

/** The verdicts that are remembered, at the place that stands for them in a baseline. */
export const VERDICTS = ["usual", "drop", "spike", "silence"] as const satisfies RateVerdict[];

export const USUAL = 0;
export const DROP = 1;
export const SPIKE = 2;
export const SILENCE = 3;
