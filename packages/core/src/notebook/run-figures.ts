/** Figures of a run, each from one call, with the run's own settings. */

import { detectorGroups } from "../detector/groups.js";
import { LightDqmError } from "../errors.js";
import { type MapQuantity, quantityMapPayload } from "../figures/forms/detector-map/numbers.js";
import { stateMapPayload } from "../figures/forms/detector-map/states.js";
import { type FractionOptions, fractionPayload } from "../figures/forms/fraction-panels/payload.js";
import { alarmSpectraPayload, spectraPayload } from "../figures/forms/spectra.js";
import { unavailablePayload } from "../figures/forms/unavailable.js";
import { brightestPayloads } from "../figures/forms/waveforms/brightest.js";
import { exemplarPayloads } from "../figures/forms/waveforms/exemplars.js";
import { eventPayload, waveformsPayload } from "../figures/forms/waveforms/one-event.js";
import type { Payload } from "../figures/payload.js";
import { sourceOf, titled } from "../figures/source-of.js";
import { activeIndex } from "../flow/waveforms/light-event.js";
import { alarmedChannels } from "../judge/exemplars/alarmed-channels.js";
import { shownExemplars } from "../judge/exemplars/shown-exemplars.js";
import { allChecksMaskOf, masksOf } from "../judge/states/mask.js";
import { featureArrays } from "../numerics/feature-arrays.js";
import type { Denominator } from "../quantities/indexed-by/denominator.js";
import type { TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import { waveformsDropped } from "../quantities/kept/spectra.js";
import type { Flag, SampledName } from "../quantities/table.js";
import { figurePages, maskPayload, quantityPayload } from "../report/pages.js";
import { distributionOfChannel, quantilesOfAdc } from "./close-up/quantity-of-channels.js";
import { requireRun } from "./given.js";
import { openWaveforms, type Run } from "./open-run.js";

/** Every figure of the report, in its order, with the name of its page. */
export function reportFigures(run: Run): { title: string; figure: Payload }[] {
  requireRun(run, "reportFigures(run)");
  return figurePages(run, run.config).map(({ bookmark, payload }) => ({
    title: bookmark,
    figure: payload,
  }));
}

/** The worst state of each channel over all checks, with the checks that found it. */
export function verdictMask(run: Run): Payload {
  requireRun(run, "verdictMask(run)");
  return maskPayload(run, allChecksMaskOf(run.checks), run.config);
}

/**
 * The worst state of each channel over all checks, at the place of its SiPM in the detector.
 * @throws LightDqmError `not-found` for a module that the detector does not have
 */
export function verdictMap(run: Run, only: { module?: number } = {}): Payload {
  requireRun(run, "verdictMap(run)");
  const mask = maskPayload(run, allChecksMaskOf(run.checks), run.config);
  return stateMapPayload(mask, { modules: modulesOf(run, "verdictMap", only.module) });
}

/**
 * Any number by channel at the place of its SiPM: `quantityMap(run, "noise")`,
 * `quantityMap(run, "clipped", { triggerClass: "beam", per: "tpc" })`,
 * `quantityMap(run, "spectra", { lineMHz: 10 })`.
 * @throws LightDqmError `bad-config` for a quantity without a number by channel; `not-found` for a
 *   module that the detector does not have
 */
export function quantityMap(
  run: Run,
  quantity: MapQuantity["quantity"],
  of: { triggerClass?: TriggerClass; per?: Denominator; lineMHz?: number; module?: number } = {},
): Payload {
  requireRun(run, "quantityMap(run, …)");
  const { per, module, ...selection } = of;
  const wanted = { quantity, ...selection, ...(per ? { denominator: per } : {}) };
  const { units, timeZone } = run.config;
  const modules = modulesOf(run, "quantityMap", module);
  return quantityMapPayload(run.summary, wanted, { units, timeZone, modules });
}

/** Which channels have a bad baseline. */
export function baselineMask(run: Run): Payload {
  requireRun(run, "baselineMask(run)");
  return mask(run, "baseline");
}

/** Which channels are dead. */
export function flatlineMask(run: Run): Payload {
  requireRun(run, "flatlineMask(run)");
  return mask(run, "flatline");
}

/**
 * Which channels one of the checks of your own finds: the mask of that name.
 * @throws LightDqmError `not-found` for a check without a mask
 */
export function checkMask(run: Run, check: string): Payload {
  requireRun(run, "checkMask(run, …)");
  return mask(run, check);
}

function mask(run: Run, name: string): Payload {
  const shown = masksOf(run.checks);
  const found = shown.find((each) => each.name === name);
  if (found) return maskPayload(run, found, run.config);
  throw new LightDqmError("not-found", {
    what: "No such mask",
    where: `checkMask(run, "${name}")`,
    expected: shown.map((each) => each.name).join(", "),
    got: name,
  });
}

/** Of which channels a figure is: all; those of an ADC; or one of them. */
type OfChannels = { adc?: number | undefined; channel?: number | undefined };

/**
 * Baselines by channel, beside those of earlier files; of one ADC its channels, of one channel how
 * often it has which.
 * @throws LightDqmError as `quantiles`
 */
export function baselines(run: Run, of: OfChannels = {}): Payload {
  requireRun(run, "baselines(run)");
  return quantiles(run, "baseline", of);
}

/**
 * Noise by channel, beside that of earlier files; of one ADC its channels, of one channel how often it
 * has which.
 * @throws LightDqmError as `quantiles`
 */
export function noise(run: Run, of: OfChannels = {}): Payload {
  requireRun(run, "noise(run)");
  return quantiles(run, "noise", of);
}

/**
 * Any quantity with a distribution by channel, such as `"amplitude"`, beside that of earlier files. Of
 * one ADC: its channels in one panel. Of one channel: how many of its waveforms have which value,
 * beside the mean of the others of its EPCB.
 * @throws LightDqmError `not-found` for an ADC or a channel that the detector does not have, or not use
 */
export function quantiles(
  run: Run,
  quantity: SampledName,
  { adc, channel, triggerClass }: OfChannels & { triggerClass?: TriggerClass } = {},
): Payload {
  requireRun(run, "quantiles(run, …)");
  if (adc === undefined && channel === undefined)
    return quantityPayload(run, run.config, quantity, triggerClass);
  requireAdc(run, adc);
  return channel === undefined
    ? quantilesOfAdc(run, quantity, adc, triggerClass)
    : distributionOfChannel(run, quantity, { adc, channel }, triggerClass);
}

/**
 * Median spectra: one curve per EPCB; of one ADC one curve per channel; of one channel its own.
 * @throws LightDqmError `not-found` for an ADC or a channel that the detector does not have, or not use
 */
export function spectra(
  run: Run,
  { adc, channel }: { adc?: number; channel?: number } = {},
): Payload {
  requireRun(run, "spectra(run)");
  const { timeZone } = run.config;
  if (adc === undefined && channel === undefined)
    return spectraPayload(run.summary, { per: "epcb", timeZone });
  requireAdc(run, adc);
  if (channel !== undefined) activeIndex(run.summary.detector, adc, channel);
  return spectraPayload(run.summary, { per: "channel", adc, channel, timeZone });
}

/** The fraction of waveforms with a flag, by channel. */
export function fractions(
  run: Run,
  flag: Flag,
  of: { triggerClass?: TriggerClass; per?: Denominator } = {},
): Payload {
  requireRun(run, "fractions(run, …)");
  const options: FractionOptions = {
    flag,
    triggerClass: of.triggerClass ?? (run.summary.triggersTyped ? "self" : "all"),
    denominator: of.per ?? "channel",
    reference: run.reference,
    timeZone: run.config.timeZone,
    alternatives: true,
  };
  return fractionPayload(run.summary, options);
}

/**
 * What the alarms look like: the waveforms that show them best, up to eight a figure, and the spectra.
 * None without alarmed channels; of a run from the store, those that its report kept; of an older one,
 * whose waveforms are no longer kept, a figure that says so.
 */
export function exemplars(run: Run): Payload[] {
  requireRun(run, "exemplars(run)");
  const { summary, config } = run;
  const found = shownExemplars(run);
  if (!found)
    return summary.spectra.isRounded && alarmedChannels(run).length > 0
      ? [droppedWaveforms(run)]
      : [];
  return [
    ...exemplarPayloads(summary, found, config),
    alarmSpectraPayload(summary, found.shown, config),
  ];
}

function droppedWaveforms({ summary, config }: Run): Payload {
  const source = sourceOf(summary, config.timeZone);
  const title = titled("What do the alarms look like?", source);
  return unavailablePayload(title, waveformsDropped, source);
}

/** What the most light looks like: a figure an ADC, of each of its EPCBs the brightest event. */
export function brightestEvents(run: Run): Payload[] {
  requireRun(run, "brightestEvents(run)");
  return brightestPayloads(run.summary, run.config);
}

/** The event with the largest sample-to-sample step: the EPCBs that take part in it. */
export function largestJump(run: Run): Payload {
  requireRun(run, "largestJump(run)");
  return waveformsPayload(run.summary, run.config);
}

/**
 * Waveforms of one event, read from the FLOW file: the EPCBs with most light in it, or those of an
 * ADC.
 * @param event index in the file
 * @throws LightDqmError `not-found` for an event that is not in the file; `bad-input` for a run that
 *   was opened from the store
 */
export async function waveformsOf(
  run: Run,
  event: number,
  only: { adc?: number } = {},
): Promise<Payload> {
  requireRun(run, "waveformsOf(run, …)");
  const { summary } = run;
  const { indexCount, placeOf } = detectorGroups(summary.detector);
  if (only.adc !== undefined) requireAdc(run, only.adc);
  const file = await openWaveforms(run);
  try {
    const read = file.event(event);
    const samplesAdc16 = read.samplesAdc16();
    const { baseline } = featureArrays(samplesAdc16, summary.sampleCount);
    const isValid = (channelIndex: number): boolean => {
      const { adc, channel } = placeOf(channelIndex);
      return read.isValid(adc, channel);
    };
    const baselineAdc16 = Float64Array.from({ length: indexCount }, (_, channelIndex) =>
      isValid(channelIndex) ? baseline[channelIndex]! : Number.NaN,
    );
    // One event, whichever were chosen for the numbers.
    const uncut = { ...summary, settings: { ...summary.settings, cut: undefined } };
    const waveforms = { event, triggerClass: read.trigger, samplesAdc16, baselineAdc16 };
    return eventPayload(uncut, waveforms, run.config, only);
  } finally {
    file.close();
  }
}

function modulesOf({ summary }: Run, asked: string, module?: number): number[] | null {
  if (module === undefined) return null;
  const { moduleCount } = detectorGroups(summary.detector);
  if (Number.isInteger(module) && module >= 0 && module < moduleCount) return [module];
  throw new LightDqmError("not-found", {
    what: "No such module",
    where: `${asked}(run, { module })`,
    expected: `0 to ${moduleCount - 1}`,
    got: String(module),
  });
}

function requireAdc(
  { summary: { detector } }: Run,
  adc: number | undefined,
): asserts adc is number {
  if (Number.isInteger(adc) && adc! >= 0 && adc! < detector.adcCount) return;
  throw new LightDqmError("not-found", {
    what: "No such ADC",
    where: "{ adc }",
    expected: `0 to ${detector.adcCount - 1}`,
    got: String(adc),
  });
}
