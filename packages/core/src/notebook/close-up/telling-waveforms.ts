/** Which single waveforms of a channel are shown: those that tell most. */
import { detectorGroups } from "../../detector/groups.js";
import { LightDqmError } from "../../errors.js";
import { alarmedChannels } from "../../judge/exemplars/alarmed-channels.js";
import { shownEventOf } from "../../pipeline/exemplars.js";
import type { FileSummary } from "../../summary.js";
import type { Run } from "../open-run.js";
import { meanLine } from "./average.js";
import { aboveBaseline, type ReadWaveform, readWaveforms } from "./epcb-waveforms.js";
import type { Members, Names } from "./members.js";
import type { ShownWaveform, ShownWaveforms } from "./waveform-panels.js";

type ByMember = readonly (readonly ReadWaveform[])[];

/**
 * The waveform of a chosen event, beside the mean of the others in it.
 * @throws LightDqmError `not-found` for an event that is not in the file, or in which the channel has
 *   no valid waveform; `bad-input` for a run that was opened from the store
 */
export async function chosenWaveform(
  run: Run,
  { own, others }: Members,
  event: number,
): Promise<ShownWaveforms> {
  const { placeOf } = detectorGroups(run.summary.detector);
  const [ofOwn, ...ofOthers] = await readWaveforms(run, [own, ...others].map(placeOf), [event]);
  const [chosen] = ofOwn!;
  if (chosen)
    return {
      title: "Chosen event",
      shown: [lineOf(chosen, "chosen"), ...othersIn(event, ofOthers)],
    };
  const { adc, channel } = placeOf(own);
  throw new LightDqmError("not-found", {
    what: "No valid waveform",
    where: `${run.path}, event ${event}, ADC ${adc} channel ${channel}`,
    expected: "an event that flags it as valid",
  });
}

/** Where the largest waveform is so many times the telling one, it would hide it. */
const mostTimes = 20;

/**
 * The waveform that shows the channel's alarm best, without one that of the largest amplitude, beside
 * the mean of the others in that event; and the largest, where it does not dwarf the first. Null
 * without a valid waveform.
 */
export function tellingWaveforms(
  run: Run,
  own: number,
  waveforms: readonly ReadWaveform[],
  others: ByMember,
): ShownWaveforms | null {
  const [first] = waveforms;
  if (!first) return null;
  const largest = waveforms.reduce(
    (best, each) => (each.amplitudeAdc16 > best.amplitudeAdc16 ? each : best),
    first,
  );
  const { adc, channel } = detectorGroups(run.summary.detector).placeOf(own);
  const alarmed = alarmedChannels(run.verdicts).find(
    (each) => each.adc === adc && each.channel === channel,
  );
  const event = alarmed ? shownEventOf(run.summary, alarmed) : null;
  const worst = waveforms.find((each) => each.event === event);
  if (!worst || worst === largest)
    return {
      title: worst ? "Largest amplitude, and the alarm" : "Largest amplitude",
      shown: [lineOf(largest, "largest"), ...othersIn(largest.event, others)],
    };
  const isDwarfed = largest.amplitudeAdc16 > mostTimes * heightOf(worst);
  return {
    title: "What shows the alarm best",
    shown: [
      lineOf(worst, "the alarm"),
      ...othersIn(worst.event, others),
      ...(isDwarfed ? [] : [lineOf(largest, "largest")]),
    ],
  };
}

/** Largest less smallest sample. */
const heightOf = ({ samplesAdc16 }: ReadWaveform): number =>
  samplesAdc16.reduce((a, b) => Math.max(a, b)) - samplesAdc16.reduce((a, b) => Math.min(a, b));

const lineOf = (waveform: ReadWaveform, what: string): ShownWaveform => ({
  label: `Event ${waveform.event}: ${what}`,
  aboveAdc16: aboveBaseline(waveform),
});

/** The mean of the others' valid waveforms in an event. */
function othersIn(event: number, others: ByMember): ShownWaveform[] {
  const there = others.flatMap((each) => each.filter((waveform) => waveform.event === event));
  const mean = meanLine(there.map(aboveBaseline));
  return mean ? [{ label: `Event ${event}: mean of the others`, aboveAdc16: mean }] : [];
}

/** The waveforms that a store keeps: of the brightest event of the EPCB. Null where it keeps none. */
export function storedWaveforms(
  { brightestEvents, sampleCount, detector }: FileSummary,
  { own, others }: Members,
  names: Names,
): ShownWaveforms | null {
  const { epcbMembers, epcbsPerAdc, epcbOf, adcOf } = detectorGroups(detector);
  const [adc, epcb] = [adcOf[own]!, epcbOf[own]!];
  const brightest = brightestEvents?.find((each) => each.adc === adc && each.epcb === epcb);
  if (!brightest) return null;
  const places = epcbMembers[adc * epcbsPerAdc + epcb]!;
  const above = (index: number): Float64Array[] => {
    const k = places.indexOf(index);
    const baselineAdc16 = brightest.baselineAdc16[k]!;
    if (Number.isNaN(baselineAdc16)) return [];
    const samplesAdc16 = brightest.samplesAdc16.subarray(k * sampleCount, (k + 1) * sampleCount);
    return [aboveBaseline({ samplesAdc16, baselineAdc16 })];
  };
  const mean = meanLine(others.flatMap(above));
  return {
    title: `Event ${brightest.event}, the EPCB's brightest`,
    shown: [
      ...above(own).map((aboveAdc16) => ({ label: names.own, aboveAdc16 })),
      ...(mean ? [{ label: names.others, aboveAdc16: mean }] : []),
    ],
  };
}
