/** The compute engine in plain TypeScript, on the calling thread. */
import { LightDqmError } from "../../errors.js";
import type { OpenFlowFile } from "../../flow/flow-file.js";
import { powerSpectrum } from "../../numerics/fourier/power-spectrum.js";
import type { NumbersSettings } from "../../summary.js";
import type { Engine } from "../engine.js";
import { pacer } from "../pacing.js";
import { selectEvents } from "../select-events.js";
import { addEvent, emptyTally, timeDomainNumbers } from "./event-tally.js";
import { keepEvent, roomForWaveforms, spectraOf } from "./spectrum-tally.js";

/** Reading and the time domain, as a share of the work on a waveform that enters the spectra. */
const readingShare = 0.2;

/**
 * Computes the numbers of a file: reads each selected event once into one buffer, adds it to the
 * time-domain numbers and keeps the raw counts of events that enter the spectra (2 bytes a
 * sample: 384 MB for 500 events of 384 channels × 1000 samples); then makes the spectra channel
 * by channel in double precision. Gives the event loop a turn some 40 times a second.
 * @throws LightDqmError `interrupted` by the signal; `bad-config` for thresholds that do not match
 *   the ADCs; `bad-input` from reading
 */
export const plainEngine: Engine = async (file, settings, hooks = {}) => {
  const { detector, events, sampleCount } = file;
  assertThresholds(file, settings);
  const pace = pacer(hooks, file.path);
  await pace.rest(0);

  const selectedEvents = selectEvents(events.count, settings.maxEvts);
  const spectrumEvents = selectEvents(selectedEvents.length, settings.powspecNevts).map(
    (index) => selectedEvents[index]!,
  );
  const entersSpectra = new Set(spectrumEvents);
  const { thresholdAdc16 } = settings;
  const tally = emptyTally(detector, sampleCount, events, selectedEvents, thresholdAdc16);
  const waveforms = roomForWaveforms(events.valid, spectrumEvents, tally.groups, sampleCount);

  const readingWork = readingShare * selectedEvents.length;
  const work = readingWork + (1 - readingShare) * spectrumEvents.length;
  const samples = new Int16Array(tally.groups.indexCount * sampleCount);
  for (const [index, event] of selectedEvents.entries()) {
    file.readEvent(event, samples);
    addEvent(tally, event, samples);
    if (entersSpectra.has(event)) keepEvent(waveforms, events.valid, event, samples);
    if (pace.due()) await pace.rest((readingShare * (index + 1)) / work);
  }

  const spectrum = powerSpectrum(settings.spectrumScale, sampleCount, detector.sampleNs);
  const spectra = await spectraOf(
    waveforms,
    spectrum,
    pace,
    (share) => (readingWork + (work - readingWork) * share) / work,
  );
  await pace.rest(1);
  return { selectedEvents, spectrumEvents, ...timeDomainNumbers(tally), spectra };
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
    expected: `${detector.adcCount} numbers, one an ADC`,
    got: thresholdAdc16.join(" ") || "none",
  });
}
