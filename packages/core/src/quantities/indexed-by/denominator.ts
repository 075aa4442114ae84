/** What flagged waveforms are counted among, and the counts. */

/** What a fraction is normalised to: waveforms over threshold in a group, or all valid ones. */
export type Denominator = "channel" | "epcb" | "tpc" | "total";
export const denominators: readonly Denominator[] = ["channel", "epcb", "tpc", "total"];

/** Waveforms that passed and were counted, by channel: passed ≤ total always. */
export interface Counts {
  passed: Uint32Array;
  total: Uint32Array;
}

/** Counts by denominator. */
export type FractionCounts = Record<Denominator, Counts>;

export function zeroFractions(indexCount: number): FractionCounts {
  const zeros = (): Counts => ({
    passed: new Uint32Array(indexCount),
    total: new Uint32Array(indexCount),
  });
  return { channel: zeros(), epcb: zeros(), tpc: zeros(), total: zeros() };
}
