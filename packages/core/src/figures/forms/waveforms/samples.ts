/** From raw samples to the lines of a panel. */
import { detectorGroups } from "../../../detector/groups.js";
import { type DetectorProfile, railsOf } from "../../../detector/profile.js";
import { type Units, unitsPerAdc16 } from "../../../units.js";
import type { WaveformsPanel, WaveformsPayload } from "./payload.js";

/** Lines are stored in counts of the 14-bit converter: all that there is, and short. */
const adc16PerCount = 4;

/** Longer waveforms are merged into about half as many bins, each its lowest and highest sample. */
const mostPoints = 2000;

/** The raw waveforms of an EPCB by place of the channel in it; baselines NaN where not valid. */
export interface RawPanel {
  adc: number;
  epcb: number;
  samplesAdc16: Int16Array;
  baselineAdc16: Float64Array;
}

/** How samples become points; the same for all panels. */
export function scaleOf(
  { detector, sampleCount }: { detector: DetectorProfile; sampleCount: number },
  units: Units,
): Pick<
  WaveformsPayload,
  "detector" | "unit" | "unitPerCount" | "sampleNs" | "sampleCount" | "samplesPerBin"
> {
  return {
    detector,
    unit: units,
    unitPerCount: unitsPerAdc16[units] * adc16PerCount,
    sampleNs: detector.sampleNs,
    sampleCount,
    samplesPerBin: sampleCount <= mostPoints ? 1 : Math.ceil((2 * sampleCount) / mostPoints),
  };
}

/** The lines of an EPCB's valid channels. */
export function panelOf(
  { adc, epcb, samplesAdc16, baselineAdc16 }: RawPanel,
  scale: ReturnType<typeof scaleOf>,
): WaveformsPanel {
  const { detector, sampleCount } = scale;
  const { epcbMembers, epcbsPerAdc, placeOf } = detectorGroups(detector);
  const members = epcbMembers[adc * epcbsPerAdc + epcb] ?? [];
  const valid = [...members.keys()].filter((k) => Number.isFinite(baselineAdc16[k]));
  const [, upper] = railsOf(detector);
  let isClipped = false;
  const counts = valid.map((k) => {
    const samples = samplesAdc16.subarray(k * sampleCount, (k + 1) * sampleCount);
    isClipped ||= samples.some((sample) => sample >= upper);
    return pointsOf(samples, scale, baselineAdc16[k]!);
  });
  return {
    adc,
    epcb,
    channels: valid.map((k) => placeOf(members[k]!).channel),
    counts,
    ...(isClipped ? { note: "clipped" } : {}),
  };
}

/** A line as it is stored: whole counts above a baseline. */
export function pointsOf(
  samplesAdc16: Int16Array | Float64Array,
  { samplesPerBin }: Pick<WaveformsPayload, "samplesPerBin">,
  baselineAdc16 = 0,
): number[] {
  const inCounts = new Float64Array(samplesAdc16.length);
  for (let i = 0; i < inCounts.length; i++)
    inCounts[i] = (samplesAdc16[i]! - baselineAdc16) / adc16PerCount;
  return binExtremes(inCounts, samplesPerBin);
}

/** The sum of the amplitudes of an EPCB's valid channels, ADC16 counts. */
export function lightAdc16Of({ samplesAdc16, baselineAdc16 }: RawPanel): number {
  const sampleCount = samplesAdc16.length / baselineAdc16.length;
  return baselineAdc16.reduce((light, baseline, k) => {
    if (Number.isNaN(baseline)) return light;
    const samples = samplesAdc16.subarray(k * sampleCount, (k + 1) * sampleCount);
    return light + samples.reduce((a, b) => Math.max(a, b)) - baseline;
  }, 0);
}

/**
 * Two points per bin, its lowest and highest value in their order; every value where bins hold one
 * sample. Rounded to whole counts. The overall extremes are kept.
 */
export function binExtremes(values: Float64Array, samplesPerBin: number): number[] {
  if (samplesPerBin === 1) return Array.from(values, whole);
  const points: number[] = [];
  for (let first = 0; first < values.length; first += samplesPerBin) {
    const end = Math.min(first + samplesPerBin, values.length);
    let lowest = first;
    let highest = first;
    for (let i = first + 1; i < end; i++) {
      if (values[i]! < values[lowest]!) lowest = i;
      if (values[i]! > values[highest]!) highest = i;
    }
    points.push(
      whole(values[Math.min(lowest, highest)]!),
      whole(values[Math.max(lowest, highest)]!),
    );
  }
  return points;
}

function whole(value: number): number {
  return Math.round(value) + 0; // no −0
}
