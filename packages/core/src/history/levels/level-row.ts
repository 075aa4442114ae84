/** What a level is kept of: a number by channel that should stay where it was. */
import type { FileSummary } from "../../summary.js";

/** The numbers of one file. [channelIndex · perChannel + part]; NaN where unknown. */
export interface Measured {
  value: Float64Array;
  /** Standard deviation of the values of single waveforms; NaN where the file does not tell. */
  eventSpread: Float64Array;
  /** Waveforms that each value is the median of. */
  count: Float64Array;
}

/** A row of the table of levels. */
export interface LevelRow {
  /** Numbers that a channel has: 1, or one for each watched line. */
  perChannel: number;
  /**
   * Which files are compared: those of the detector; those of as many samples too; or those whose
   * light, thresholds and trigger classes are of one kind besides.
   */
  comparable: "detector" | "length" | "light";
  /** Scatter from file to file is never taken to be less than this, in the unit of the value. */
  leastScatter: number;
  /**
   * True where values are relative to the median of the channels of a TPC: what all of these have in
   * common is the median's own move, as faults of some channels cause it.
   */
  isOfTpc?: true;
  /** A shift of a group of channels below this is not looked for. */
  leastGroupShift: number;
  measure(summary: FileSummary): Measured;
}

/** Room for the numbers of a file, all unknown. */
export function unmeasured(count: number): Measured {
  const unknown = (): Float64Array => new Float64Array(count).fill(Number.NaN);
  return { value: unknown(), eventSpread: unknown(), count: new Float64Array(count) };
}
