import { detectorGroups } from "../../detector/groups.js";
import type { EventWaveforms, FileSummary, Jump } from "../../summary.js";
import type { Units } from "../../units.js";
import { fromAdc16, unitLabels, unitsPerAdc16 } from "../../units.js";
import type { UnavailablePayload, WaveformsPanel, WaveformsPayload } from "../payload.js";
import { payloadVersion } from "../payload.js";
import type { PayloadOptions } from "../source-of.js";
import { sourceOf, unavailablePayload } from "../source-of.js";
import { numberText, rounded } from "../style/rounding.js";
import { triggerText } from "./fraction-payload.js";

export interface WaveformsOptions extends PayloadOptions {
  units: Units;
}

/** Waveforms are merged into about this many bins, each kept as its lowest and highest sample. */
const binTarget = 64;

/**
 * All waveforms of the event with the largest jump, baseline-subtracted, and their sum per EPCB.
 * Counts are whole ADC16 counts: exact enough to draw, and short.
 */
export function waveformsPayload(
  summary: FileSummary,
  { units, timeZone }: WaveformsOptions,
): WaveformsPayload | UnavailablePayload {
  const { detector, jumpEvent, largestJump, sampleCount } = summary;
  const source = sourceOf(summary, timeZone);
  if (!jumpEvent || !largestJump)
    return unavailablePayload(
      "What does the event with the largest jump look like?",
      "no selected waveform is valid",
      source,
    );
  const { epcbsPerAdc, epcbMembers } = detectorGroups(detector);
  const samplesPerBin = sampleCount <= 2 * binTarget ? 1 : Math.ceil(sampleCount / binTarget);
  return {
    kind: "waveforms",
    version: payloadVersion,
    title: `What does the event with the largest jump look like? Event ${jumpEvent.event}, ${triggerText[jumpEvent.triggerClass]}`,
    answer: answerOf(largestJump, detector.sampleNs, units),
    source,
    detector,
    unit: units,
    unitPerCount: unitsPerAdc16[units],
    event: jumpEvent.event,
    triggerClass: jumpEvent.triggerClass,
    jump: {
      adc: largestJump.adc,
      channel: largestJump.channel,
      timeUs: rounded((largestJump.sample * detector.sampleNs) / 1000)!,
      size: rounded(fromAdc16(largestJump.sizeAdc16, units))!,
    },
    sampleNs: detector.sampleNs,
    sampleCount,
    samplesPerBin,
    panels: epcbMembers.map((members, i) => ({
      adc: Math.floor(i / epcbsPerAdc),
      epcb: i % epcbsPerAdc,
      ...panelOf(jumpEvent, members, detector.channelCount, sampleCount, samplesPerBin),
    })),
  };
}

function panelOf(
  { samplesAdc16, baselineAdc16 }: EventWaveforms,
  members: readonly number[],
  channelCount: number,
  sampleCount: number,
  samplesPerBin: number,
): Omit<WaveformsPanel, "adc" | "epcb"> {
  const valid = members.filter((channelIndex) => Number.isFinite(baselineAdc16[channelIndex]));
  if (valid.length === 0) return { channels: [], counts: [], sum: [], peakCounts: null };
  const sum = new Float64Array(sampleCount);
  const counts = valid.map((channelIndex) => {
    const above = Float64Array.from(
      samplesAdc16.subarray(channelIndex * sampleCount, (channelIndex + 1) * sampleCount),
      (sample) => sample - baselineAdc16[channelIndex]!,
    );
    above.forEach((value, i) => {
      sum[i]! += value;
    });
    return binExtremes(above, samplesPerBin);
  });
  return {
    channels: valid.map((channelIndex) => channelIndex % channelCount),
    counts,
    sum: binExtremes(sum, samplesPerBin),
    peakCounts: Math.round(sum.reduce((a, b) => Math.max(a, b))),
  };
}

/**
 * Two points a bin, its lowest and highest value in the order they came; every value where bins
 * hold one sample. Rounded to whole counts. The overall extremes are kept.
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

function answerOf(jump: Jump, sampleNs: number, units: Units): string {
  const size = numberText(fromAdc16(jump.sizeAdc16, units), units === "V" ? 4 : 6);
  const timeUs = numberText((jump.sample * sampleNs) / 1000);
  return `The jump: ${size} ${unitLabels[units]} from one sample to the next, in ADC ${jump.adc}, channel ${jump.channel}, at ${timeUs} µs.`;
}
