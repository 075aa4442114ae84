/** The compute engine in plain TypeScript, on the calling thread. */
import { detectorGroups } from "../../detector/groups.js";
import { railsOf } from "../../detector/profile.js";
import { LightDqmError } from "../../errors.js";
import type { OpenFlowFile } from "../../flow/flow-file.js";
import { planSpectra } from "../../numerics/fourier/power-spectrum.js";
import {
  baselineSampleCount,
  emptyFeatures,
  waveformFeatures,
} from "../../numerics/waveform-features.js";
import type { NumbersSettings } from "../../summary.js";
import { type Accumulator, extremes, type Gathering, takeWaveform } from "../accumulator.js";
import { chosenEvents } from "../chosen-events.js";
import type { Engine } from "../engine.js";
import { selectionOf } from "../event-selection.js";
import { numbersOf } from "../numbers.js";
import { pacer } from "../pacing.js";
import { channelDistributions, valueLayout } from "../waveform-values.js";
import { keepEvent, roomForWaveforms, spectraOf } from "./spectrum-tally.js";

/** Reading and the time domain, as a fraction of the work on a waveform that enters the spectra. */
const readingShare = 0.2;

/**
 * Computes the numbers of a file: reads each selected event once into one buffer, gathers its
 * waveforms and keeps the raw counts of events that enter the spectra (2 bytes a sample: 384 MB
 * for 500 events of 384 channels × 1000 samples); then makes the spectra channel by channel in
 * double precision. The event of the largest step is read again, to be kept. Gives the event loop a
 * turn some 40 times a second.
 * @throws LightDqmError `interrupted` by the signal; `bad-config` for thresholds that do not match
 *   the ADCs; `bad-input` from reading; as `chosenEvents` for the cut
 */
export const plainEngine: Engine = async (file, settings, hooks = {}) => {
  const { detector, events, sampleCount } = file;
  const { active, indexCount, adcOf } = detectorGroups(detector);
  assertThresholds(file, settings);
  const pace = pacer(hooks, file.path);
  await pace.rest(0);

  const chosen = await chosenEvents(file, settings.cut, pace);
  const selection = selectionOf(events, chosen, settings);
  const selectedCount = selection.events.length;
  const spectrumEvents = Array.from(selection.spectrumPositions, (i) => selection.events[i]!);
  const entersSpectra = new Set(spectrumEvents);
  const layout = valueLayout(selection);
  const gathering: Gathering = {
    layout,
    indexCount,
    sampleCount,
    baselineCount: Math.min(baselineSampleCount, sampleCount),
    thresholdAdc16: Float64Array.from(adcOf, (adc) => settings.thresholdAdc16[adc]!),
    rails: railsOf(detector),
  };
  const accumulator: Accumulator = {
    bits: new Uint8Array(selectedCount * indexCount),
    scaledAmplitudes: new Int32Array(selectedCount * indexCount),
    written: new Uint8Array(selectedCount),
    values: new Float64Array(indexCount * layout.perChannel),
    extremes: new Float64Array(extremes.length * indexCount).fill(Number.NaN),
    integrals: new Float64Array(selectedCount),
    jump: Float64Array.of(-1, 0, 0),
  };
  const waveforms = roomForWaveforms(
    events.valid,
    spectrumEvents,
    detectorGroups(detector),
    sampleCount,
  );

  const readingWork = readingShare * selectedCount;
  const work = readingWork + (1 - readingShare) * spectrumEvents.length;
  const samples = new Int16Array(indexCount * sampleCount);
  const features = emptyFeatures();
  for (const [position, event] of selection.events.entries()) {
    file.readEvent(event, samples);
    for (const i of active) {
      if (events.valid[event * indexCount + i] !== 1) continue;
      waveformFeatures(samples.subarray(i * sampleCount, (i + 1) * sampleCount), features);
      takeWaveform(accumulator, gathering, features, position, i, i);
    }
    const bits = accumulator.bits.subarray(position * indexCount, (position + 1) * indexCount);
    if (entersSpectra.has(event)) keepEvent(waveforms, bits, samples);
    if (pace.due()) await pace.rest((readingShare * (position + 1)) / work);
  }

  const spectrum = planSpectra(settings.spectrumScale, sampleCount, detector.sampleNs);
  const { spectra, darkP50 } = await spectraOf(
    waveforms,
    spectrum,
    pace,
    (share) => (readingWork + (work - readingWork) * share) / work,
  );
  await pace.rest(1);
  const { bits, values } = accumulator;
  const distributions = active.map((i) => {
    const first = i * layout.perChannel;
    return [i, channelDistributions(layout, values, first, bits, i, indexCount)] as const;
  });
  return numbersOf(file, {
    selection,
    layout,
    accumulators: [accumulator],
    distributions,
    spectra,
    darkP50,
    thresholdAdc16: gathering.thresholdAdc16,
  });
};

/** A threshold that is missing would compare false with everything and look good. */
export function assertThresholds(
  { detector }: OpenFlowFile,
  { thresholdAdc16 }: NumbersSettings,
): void {
  if (thresholdAdc16.length === detector.adcCount && thresholdAdc16.every(Number.isFinite)) return;
  throw new LightDqmError("bad-config", {
    what: "thresholds do not match the detector",
    where: "ptps16bit",
    expected: `${detector.adcCount} numbers, one per ADC`,
    got: thresholdAdc16.join(" ") || "none",
  });
}
