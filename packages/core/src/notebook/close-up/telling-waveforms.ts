/** Which single waveforms of a channel are shown: those that tell most. */
import { detectorGroups } from "../../detector/groups.js";
import { LightDqmError } from "../../errors.js";
import { alarmedChannels } from "../../judge/exemplars/alarmed-channels.js";
import { shownExemplars } from "../../judge/exemplars/shown-exemplars.js";
import { shownEventOf } from "../../pipeline/exemplars.js";
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
  names: Names,
  event: number,
): Promise<ShownWaveforms> {
  const { placeOf } = detectorGroups(run.summary.detector);
  const [ofOwn, ...ofOthers] = await readWaveforms(run, [own, ...others].map(placeOf), [event]);
  const [chosen] = ofOwn!;
  if (chosen) return { title: `Event ${event}`, shown: besideOthers(chosen, ofOthers, names) };
  const { adc, channel } = placeOf(own);
  throw new LightDqmError("not-found", {
    what: "No valid waveform",
    where: `${run.path}, event ${event}, ADC ${adc} channel ${channel}`,
    expected: "an event that flags it as valid",
  });
}

/** The largest waveform would hide one that is so many times smaller. */
const mostTimes = 20;

/**
 * The waveform that shows the channel's alarm best, without one that of the largest amplitude, beside
 * the mean of the others in that event; and the largest, where it is over threshold and does not dwarf
 * the first. Null without a valid waveform.
 */
export function tellingWaveforms(
  run: Run,
  own: number,
  waveforms: readonly ReadWaveform[],
  others: ByMember,
  names: Names,
): ShownWaveforms | null {
  const [first] = waveforms;
  if (!first) return null;
  const largest = waveforms.reduce(
    (best, each) => (each.amplitudeAdc16 > best.amplitudeAdc16 ? each : best),
    first,
  );
  const { adc, channel } = detectorGroups(run.summary.detector).placeOf(own);
  const alarmed = alarmedChannels(run).find((each) => each.adc === adc && each.channel === channel);
  const event = alarmed ? shownEventOf(run, alarmed) : null;
  const worst = waveforms.find((each) => each.event === event);
  if (!worst || worst === largest)
    return {
      title: worst ? alarmTitle(worst) : `Event ${largest.event}, the largest amplitude`,
      shown: besideOthers(largest, others, names),
    };
  const { thresholdAdc16 } = run.summary.settings;
  const isShown =
    largest.amplitudeAdc16 > thresholdAdc16[adc]! &&
    largest.amplitudeAdc16 > worst.amplitudeAdc16 &&
    largest.amplitudeAdc16 <= mostTimes * heightOf(aboveBaseline(worst));
  const label = `Event ${largest.event}, the largest amplitude`;
  return {
    title: alarmTitle(worst),
    shown: [
      ...besideOthers(worst, others, names),
      ...(isShown ? [{ label, aboveAdc16: aboveBaseline(largest) }] : []),
    ],
  };
}

const alarmTitle = ({ event }: Pick<ReadWaveform, "event">): string =>
  `Event ${event}, shows the alarm best`;

/** Largest less smallest value. */
const heightOf = (values: Float64Array): number =>
  values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));

/** A waveform, and the mean of the others' valid ones in its event; the smaller on top. */
function besideOthers(waveform: ReadWaveform, others: ByMember, names: Names): ShownWaveform[] {
  const there = others.flatMap((each) => each.filter(({ event }) => event === waveform.event));
  const mean = meanLine(there.map(aboveBaseline));
  return smallerOnTop([
    { label: names.own, aboveAdc16: aboveBaseline(waveform) },
    ...(mean ? [{ label: names.others, aboveAdc16: mean }] : []),
  ]);
}

const smallerOnTop = (lines: readonly ShownWaveform[]): ShownWaveform[] =>
  [...lines].sort((a, b) => heightOf(b.aboveAdc16) - heightOf(a.aboveAdc16));

/**
 * The waveforms that a store keeps: the one that shows the channel's alarm, else that of the brightest
 * event of the EPCB. Null where it keeps neither.
 */
export function storedWaveforms(
  run: Run,
  { own, others }: Members,
  names: Names,
): ShownWaveforms | null {
  const { brightestEvents, sampleCount, detector } = run.summary;
  const { indexOf } = detectorGroups(detector);
  const kept = shownExemplars(run)?.shown.find(({ adc, channel }) => indexOf(adc, channel) === own);
  if (kept) {
    const { aboveAdc16, othersAdc16 } = kept;
    return {
      title: alarmTitle(kept),
      shown: smallerOnTop([
        { label: names.own, aboveAdc16 },
        ...(othersAdc16 ? [{ label: names.others, aboveAdc16: othersAdc16 }] : []),
      ]),
    };
  }
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
