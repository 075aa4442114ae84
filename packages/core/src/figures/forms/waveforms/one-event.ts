/** Waveforms of one event: that of the largest step, or any other. */
import { detectorGroups } from "../../../detector/groups.js";
import { featureArrays } from "../../../numerics/feature-arrays.js";
import { isLargeStep } from "../../../numerics/large-step.js";
import { waveformsDropped } from "../../../quantities/kept/spectra.js";
import type { EventWaveforms, FileSummary, Jump } from "../../../summary.js";
import { fromAdc16, type Units, unitLabels } from "../../../units.js";
import { payloadVersion } from "../../payload-schema.js";
import { sourceOf, titled } from "../../source-of.js";
import { numberText, rounded } from "../../style/rounding.js";
import { type UnavailablePayload, unavailablePayload } from "../unavailable.js";
import type { WaveformsPayload } from "./payload.js";
import { lightAdc16Of, panelOf, type RawPanel, scaleOf } from "./samples.js";
import { lightText, mostPanels, triggerText, type WaveformsOptions } from "./words.js";

const question = "What does the event with the largest sample-to-sample step look like";

/**
 * The event with the largest sample-to-sample step: the EPCBs that have one at least half as large,
 * at most eight of them, baseline-subtracted and at full resolution.
 */
export function waveformsPayload(
  summary: FileSummary,
  options: WaveformsOptions,
): WaveformsPayload | UnavailablePayload {
  const { detector, jumpEvent, largestJump } = summary;
  const source = sourceOf(summary, options.timeZone);
  if (!jumpEvent || !largestJump)
    return unavailablePayload(
      titled(`${question}?`, source),
      summary.spectra.isRounded ? waveformsDropped : "no valid waveform in the analysed events",
      source,
    );
  const stepOf = largestStepOf(summary);
  const taking = rawPanels(summary, jumpEvent).filter((panel) =>
    isLargeStep(stepOf(panel), largestJump.sizeAdc16),
  );
  const { adc, channel, sample, sizeAdc16 } = largestJump;
  return {
    ...eventPanels(summary, jumpEvent, options, mostOf(taking, stepOf)),
    title: titled(
      `${question}? Event ${jumpEvent.event}, ${triggerText(jumpEvent.triggerClass, summary.triggersTyped)}`,
      source,
    ),
    answer: `${stepText(largestJump, detector.sampleNs, options.units)} Shown are the EPCBs with a step at least half as large${howMany(taking.length)}.`,
    jump: {
      ...{ adc, channel },
      timeUs: rounded((sample * detector.sampleNs) / 1000)!,
      size: rounded(fromAdc16(sizeAdc16, options.units))!,
    },
  };
}

/**
 * One event: the eight EPCBs with most light.
 * @param only with `adc`, all EPCBs of that ADC
 */
export function eventPayload(
  summary: FileSummary,
  event: EventWaveforms,
  options: WaveformsOptions,
  only: { adc?: number | undefined } = {},
): WaveformsPayload | UnavailablePayload {
  const asked = rawPanels(summary, event).filter(
    ({ adc }) => only.adc === undefined || adc === only.adc,
  );
  const shown = only.adc === undefined ? mostOf(asked, lightAdc16Of) : asked;
  const place = `Event ${event.event}, ${triggerText(event.triggerClass, summary.triggersTyped)}`;
  const title = `What does this event look like? ${place}`;
  const [best] = mostOf(asked, lightAdc16Of, 1);
  if (!best)
    return unavailablePayload(
      title,
      "no valid waveform in this event",
      sourceOf(summary, options.timeZone),
    );
  const left =
    shown.length < asked.length ? ` Shown are ${shown.length} of ${asked.length} EPCBs.` : "";
  return {
    ...eventPanels(summary, event, options, shown),
    title,
    answer: `Most light: ADC ${best.adc}, EPCB ${best.epcb}, amplitudes of ${lightText(lightAdc16Of(best), options.units)} in all.${left}`,
  };
}

function howMany(count: number): string {
  return count > mostPanels ? `, ${mostPanels} of ${count} such EPCBs` : "";
}

/** The panels with the largest values, of equal ones the first, in their order. */
function mostOf(
  panels: readonly RawPanel[],
  value: (panel: RawPanel) => number,
  count = mostPanels,
): RawPanel[] {
  const values = new Map(panels.map((panel) => [panel, value(panel)]));
  const most = new Set([...panels].sort((a, b) => values.get(b)! - values.get(a)!).slice(0, count));
  return panels.filter((panel) => most.has(panel));
}

/** The EPCBs that have a valid waveform in an event. */
function rawPanels(
  { detector, sampleCount }: FileSummary,
  { samplesAdc16, baselineAdc16 }: EventWaveforms,
): RawPanel[] {
  const { epcbMembers, epcbsPerAdc } = detectorGroups(detector);
  return epcbMembers.flatMap((members, i) => {
    if (!members.some((member) => Number.isFinite(baselineAdc16[member]))) return [];
    const samples = new Int16Array(members.length * sampleCount);
    members.forEach((member, k) => {
      const start = member * sampleCount;
      samples.set(samplesAdc16.subarray(start, start + sampleCount), k * sampleCount);
    });
    return [
      {
        adc: Math.floor(i / epcbsPerAdc),
        epcb: i % epcbsPerAdc,
        samplesAdc16: samples,
        baselineAdc16: Float64Array.from(members, (member) => baselineAdc16[member]!),
      },
    ];
  });
}

/** The largest step of a panel's valid channels, ADC16 counts. */
function largestStepOf({ sampleCount }: FileSummary): (panel: RawPanel) => number {
  return ({ samplesAdc16, baselineAdc16 }) =>
    featureArrays(samplesAdc16, sampleCount).jump.reduce(
      (largest, step, k) => (Number.isNaN(baselineAdc16[k]) ? largest : Math.max(largest, step)),
      0,
    );
}

function eventPanels(
  summary: FileSummary,
  { event, triggerClass }: EventWaveforms,
  { units, timeZone }: WaveformsOptions,
  panels: readonly RawPanel[],
): Omit<WaveformsPayload, "title" | "answer"> {
  const scale = scaleOf(summary, units);
  return {
    kind: "waveforms",
    version: payloadVersion,
    source: sourceOf(summary, timeZone),
    ...scale,
    event,
    triggerClass,
    jump: null,
    panels: panels.map((panel) => panelOf(panel, scale)),
  };
}

function stepText(jump: Jump, sampleNs: number, units: Units): string {
  const size = numberText(fromAdc16(jump.sizeAdc16, units), units === "V" ? 4 : 6);
  const timeUs = numberText((jump.sample * sampleNs) / 1000);
  return `Largest step: ${size} ${unitLabels[units]} between adjacent samples, in ADC ${jump.adc}, channel ${jump.channel}, at ${timeUs} µs.`;
}
