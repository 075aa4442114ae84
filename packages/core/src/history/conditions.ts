/** Under which conditions a file was taken. */
import { medianOfKnown } from "../numerics/median.js";
import type { FileSummary } from "../summary.js";

export const runTypes = ["beam", "self", "mixed", "led", "pedestal", "unknown"] as const;
export type RunType = (typeof runTypes)[number];

/** As in the configuration; `auto`: told from the data. */
export type RunTypeSetting = "auto" | Exclude<RunType, "unknown">;

/** Conditions of a file. */
export interface Conditions {
  runType: RunType;
  /** Typical light: median over channels of `light`, ADC16 counts; NaN where no TPC is lit. */
  lightAdc16: number;
  /** Fraction of the events in which the typical TPC is lit; NaN where unknown. */
  litShare: number;
}

/** A run type in words. */
export const runTypeText = (runType: RunType): string =>
  runType === "unknown" ? "run of unknown type" : `${runType === "led" ? "LED" : runType} run`;

/** The conditions of a file. */
export function conditionsOf(summary: FileSummary, setting: RunTypeSetting): Conditions {
  const { light, litCount, validCount } = summary;
  const lit = Array.from(litCount).map((count, i) => count / (validCount.all?.[i] ?? 0));
  return {
    runType: setting === "auto" ? typeByTriggers(summary) : setting,
    lightAdc16: medianOfKnown(light),
    litShare: medianOfKnown(lit),
  };
}

function typeByTriggers({ eventCount: { beam = 0, self = 0 } }: FileSummary): RunType {
  const share = beam / (beam + self);
  if (Number.isNaN(share)) return "unknown";
  return share >= 0.95 ? "beam" : share <= 0.05 ? "self" : "mixed";
}
