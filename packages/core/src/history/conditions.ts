/** Under which conditions a file was taken. */

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
