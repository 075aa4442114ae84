/** What the most light looks like: of each EPCB the brightest event. */
import { detectorGroups } from "../../../detector/groups.js";
import { waveformsDropped } from "../../../quantities/kept/spectra.js";
import type { EpcbWaveforms, FileSummary } from "../../../summary.js";
import { runsText } from "../../../words/phrases.js";
import { channelRows } from "../../channel-rows.js";
import { payloadVersion } from "../../payload-schema.js";
import { sourceOf, titled } from "../../source-of.js";
import { type UnavailablePayload, unavailablePayload } from "../unavailable.js";
import type { WaveformsPanel, WaveformsPayload } from "./payload.js";
import { lightAdc16Of, panelOf, scaleOf } from "./samples.js";
import { lightText, mostPanels, triggerText, type WaveformsOptions } from "./words.js";

/** How the event of a panel was chosen. */
const choice =
  "Each panel shows the event with the largest sum of amplitudes while at least two of its channels are over threshold.";

const question = "What does the most light look like";

/**
 * Of each EPCB its brightest event (see `FileNumbers.brightestEvents`), at full resolution: a page
 * an ADC with a panel for each of its EPCBs; of detectors with too many ADCs pages of eight panels,
 * those with most light first. One page, with the reason, where there is none.
 */
export function brightestPayloads(
  summary: FileSummary,
  options: WaveformsOptions,
): (WaveformsPayload | UnavailablePayload)[] {
  const { detector, brightestEvents } = summary;
  const source = sourceOf(summary, options.timeZone);
  if (!brightestEvents || brightestEvents.length === 0) {
    const reason = brightestEvents
      ? "no EPCB has an event with two of its channels over threshold"
      : summary.spectra.isRounded
        ? waveformsDropped
        : "the summary holds no waveforms of it; process the file again";
    return [unavailablePayload(titled(`${question}?`, source), reason, source)];
  }
  const scale = scaleOf(summary, options.units);
  const light = new Map(brightestEvents.map((each) => [each, lightAdc16Of(each)]));
  const panels = new Map(
    brightestEvents.map((each): [EpcbWaveforms, WaveformsPanel] => [
      each,
      { ...panelOf(each, scale), event: each.event, triggerClass: each.triggerClass },
    ]),
  );
  const pageOf = (
    where: string,
    shown: EpcbWaveforms[],
    empty: WaveformsPanel[],
  ): WaveformsPayload => ({
    kind: "waveforms",
    version: payloadVersion,
    title: titled(`${question}? ${where}`, source),
    answer: answerOf(summary, options, shown, light, empty),
    source,
    ...scale,
    ...{ event: null, triggerClass: null, jump: null },
    panels: [...shown.map((each) => panels.get(each)!), ...empty].sort(
      (a, b) => a.adc - b.adc || a.epcb - b.epcb,
    ),
  });
  if (channelRows(detector).title === "ADC") {
    const adcs = Array.from({ length: detector.adcCount }, (_, adc) => adc);
    const ofAdc = (adc: number) => brightestEvents.filter((each) => each.adc === adc);
    const lit = adcs.filter((adc) => ofAdc(adc).length > 0);
    const dark = adcs.filter((adc) => !lit.includes(adc));
    const pages = lit.map((adc) =>
      pageOf(`ADC ${adc}`, ofAdc(adc), emptyPanels(summary, adc, ofAdc(adc))),
    );
    const none =
      dark.length > 0 ? ` No event lights two channels of an EPCB of ADC ${runsText(dark)}.` : "";
    return pages.map((page, i) => (i === 0 ? { ...page, answer: page.answer + none } : page));
  }
  const byLight = [...brightestEvents].sort((a, b) => light.get(b)! - light.get(a)!);
  const pageCount = Math.ceil(byLight.length / mostPanels);
  return Array.from({ length: pageCount }, (_, i) =>
    pageOf(
      `The EPCBs with most light, page ${i + 1} of ${pageCount}`,
      byLight.slice(i * mostPanels, (i + 1) * mostPanels),
      [],
    ),
  );
}

/** The EPCBs of an ADC without a brightest event. */
function emptyPanels(
  { detector }: FileSummary,
  adc: number,
  shown: readonly EpcbWaveforms[],
): WaveformsPanel[] {
  const { epcbMembers, epcbsPerAdc } = detectorGroups(detector);
  return Array.from({ length: epcbsPerAdc }, (_, epcb) => epcb)
    .filter((epcb) => epcbMembers[adc * epcbsPerAdc + epcb]!.length > 0)
    .filter((epcb) => !shown.some((each) => each.epcb === epcb))
    .map((epcb) => ({ adc, epcb, channels: [], counts: [], note: "never two channels lit" }));
}

function answerOf(
  { triggersTyped }: FileSummary,
  { units }: WaveformsOptions,
  shown: readonly EpcbWaveforms[],
  light: ReadonlyMap<EpcbWaveforms, number>,
  empty: readonly WaveformsPanel[],
): string {
  const best = shown.reduce((a, b) => (light.get(b)! > light.get(a)! ? b : a));
  const none =
    empty.length > 0
      ? ` No event lights two channels of EPCB ${runsText(empty.map(({ epcb }) => epcb))}.`
      : "";
  return (
    `Most light: ADC ${best.adc}, EPCB ${best.epcb}, amplitudes of ${lightText(light.get(best)!, units)} in all, ` +
    `event ${best.event}, ${triggerText(best.triggerClass, triggersTyped)}.${none} ${choice}`
  );
}
