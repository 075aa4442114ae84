/** From what an engine gathered to the numbers of the file. */
import { type DetectorGroups, detectorGroups } from "../detector/groups.js";
import type { OpenFlowFile } from "../flow/flow-file.js";
import { countIn } from "../numerics/histogram.js";
import { baselineSampleCount } from "../numerics/waveform-features.js";
import type { Spectra } from "../quantities/kept/spectra.js";
import { flags, unknownQuantities } from "../quantities/table.js";
import type { FileNumbers } from "../summary.js";
import { type Accumulator, extremes } from "./accumulator.js";
import { type DarkSpectra, darkLinesOf } from "./dark-lines.js";
import { type EventSelection, isOfClass } from "./event-selection.js";
import { exemplarEventsOf } from "./exemplar-events.js";
import { countFractions } from "./flags/count-fractions.js";
import { validBit } from "./flags/flag-bits.js";
import { keptWaveforms } from "./kept-waveforms.js";
import { putRelativeAmplitudes } from "./relative-amplitudes.js";
import { constantBit, darkBit } from "./shape-bits.js";
import {
  type ChannelDistributions,
  putDistributions,
  type ValueLayout,
} from "./waveform-values.js";

/** All that an engine hands over. */
export interface Gathered {
  selection: EventSelection;
  layout: ValueLayout;
  /** One per thread; `bits`, `scaledAmplitudes` and `written` are the same in all. At least one. */
  accumulators: readonly Pick<
    Accumulator,
    "bits" | "scaledAmplitudes" | "written" | "extremes" | "integrals" | "jump"
  >[];
  distributions: Iterable<readonly [channelIndex: number, ChannelDistributions]>;
  spectra: Omit<Spectra, "validCount">;
  /** Median powers of dark waveforms, as the spectra's; NaN where none is dark. */
  darkP50: DarkSpectra["p50"];
  /** [channelIndex] */
  thresholdAdc16: Float64Array;
}

/**
 * The numbers of a file.
 * @throws LightDqmError `bad-input` for an event that was never written
 */
export function numbersOf(file: OpenFlowFile, gathered: Gathered): FileNumbers {
  const { selection, layout, accumulators, spectra } = gathered;
  const { events, classes, classOf, baselineClass, spectrumPositions } = selection;
  const { bits, scaledAmplitudes } = accumulators[0]!;
  const groups = detectorGroups(file.detector);
  refuseUnwritten(file, gathered);
  const kept = unknownQuantities({
    detector: file.detector,
    triggerClasses: classes,
    spectrumScale: spectra.scale,
    lineBinsMHz: [],
  });
  for (const name of classes)
    kept.eventCount[name] = classOf.filter((_, position) =>
      isOfClass(selection, position, name),
    ).length;
  countFractions(bits, selection, groups, kept);
  // Every valid waveform counts in the total of any flag.
  for (const name of classes) kept.validCount[name] = kept[flags[0]!][name]!.total.total.slice();
  for (const [channelIndex, distributions] of gathered.distributions)
    putDistributions(layout, kept, channelIndex, distributions);
  kept.darkCount.set(kept.darkNoise.histogram.map((histogram) => countIn(histogram)));
  kept.constantCount = countWith(constantBit, bits, selection.events.keys(), groups);
  putRelativeAmplitudes(
    { scaled: scaledAmplitudes, scale: Math.min(baselineSampleCount, file.sampleCount), bits },
    ...[groups, gathered.thresholdAdc16, kept],
  );
  extremes.forEach(({ name, sign }, i) => {
    const most = kept[name] as Float64Array;
    for (const { extremes: ofThread } of accumulators)
      for (let channelIndex = 0; channelIndex < most.length; channelIndex++) {
        const value = ofThread[i * most.length + channelIndex]!;
        if (!(sign * value <= sign * most[channelIndex]!) && !Number.isNaN(value))
          most[channelIndex] = value;
      }
  });
  return {
    ...kept,
    selectedEvents: events,
    spectrumEvents: Array.from(spectrumPositions, (position) => events[position]!),
    baselineTriggerClass: baselineClass,
    spectra: { ...spectra, validCount: countWith(validBit, bits, spectrumPositions, groups) },
    lines: darkLinesOf(
      {
        p50: gathered.darkP50,
        count: countWith(darkBit, bits, spectrumPositions, groups),
        frequencyMHz: spectra.frequencyMHz,
      },
      file.detector,
    ),
    ...keptWaveforms(file, selection, accumulators),
    exemplarEvents: exemplarEventsOf(accumulators[0]!, events, groups),
    largestIntegralEvent: largestIntegralEvent(file, gathered),
  };
}

/**
 * Reads again, by the file, each event whose valid waveforms are all flat: it knows whether that is
 * what HDF5 gives for rows that were never written.
 */
function refuseUnwritten(file: OpenFlowFile, { selection, accumulators }: Gathered): void {
  const { written } = accumulators[0]!;
  let samples: Int16Array | undefined;
  for (const [position, event] of selection.events.entries()) {
    if (written[position] === 1 || !hasValid(file, event)) continue;
    samples ??= new Int16Array(detectorGroups(file.detector).indexCount * file.sampleCount);
    file.readEvent(event, samples);
  }
}

/** Whether any active channel has a valid waveform of an event. */
function hasValid({ events, detector }: OpenFlowFile, event: number): boolean {
  const { active, indexCount } = detectorGroups(detector);
  return active.some((channelIndex) => events.valid[event * indexCount + channelIndex] === 1);
}

/** Waveforms of some positions that have a bit. [channelIndex] */
function countWith(
  bit: number,
  bits: Uint8Array,
  positions: Iterable<number>,
  { indexCount }: DetectorGroups,
): Uint32Array {
  const counts = new Uint32Array(indexCount);
  for (const position of positions)
    for (let i = 0; i < indexCount; i++)
      if ((bits[position * indexCount + i]! & bit) !== 0) counts[i]!++;
  return counts;
}

/** The first event with the largest sum; null where no waveform is valid. */
function largestIntegralEvent(
  file: OpenFlowFile,
  { selection, accumulators }: Gathered,
): number | null {
  let largest: { event: number; sum: number } | null = null;
  for (const [position, event] of selection.events.entries()) {
    if (!hasValid(file, event)) continue;
    const sum = accumulators.reduce((total, { integrals }) => total + integrals[position]!, 0);
    if (!largest || sum > largest.sum) largest = { event, sum };
  }
  return largest?.event ?? null;
}
