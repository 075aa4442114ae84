/** A second look into the FLOW file, once its verdicts are known: what the alarms look like. */
import { detectorGroups } from "../detector/groups.js";
import { openWaveforms, type Waveforms } from "../flow/waveforms/open-waveforms.js";
import { checks as builtIn, titleOf } from "../judge/checks/index.js";
import { type AlarmedChannel, alarmedChannels } from "../judge/exemplars/alarmed-channels.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { waveformFeatures } from "../numerics/waveform-features.js";
import type { Exemplar } from "../summary.js";

/** As many as two pages show well. */
const mostExemplars = 12;

/** A document holds so many numbers of exemplars: less than 300 kB. */
const mostNumbers = 42_000;

/** Of each exemplar there are two lines of at most 2000 points, and two spectra. */
function exemplarCount(sampleCount: number): number {
  const numbersEach = 2 * Math.min(sampleCount, 2000) + sampleCount;
  return Math.max(1, Math.min(mostExemplars, Math.floor(mostNumbers / numbersEach)));
}

/**
 * The judged file, its summary with the waveforms that show its alarms. Reads at most twelve events;
 * opens nothing where there is no alarm, or where it is not known which event shows it.
 * @throws LightDqmError as `openWaveforms`
 */
export async function withExemplars<Judged extends JudgedFile>(
  path: string,
  judged: Judged,
): Promise<Judged> {
  const { summary, checks } = judged;
  const wanted = alarmedChannels(judged).flatMap((alarmed) => {
    const event = shownEventOf(judged, alarmed);
    return event === null ? [] : [{ ...alarmed, event }];
  });
  const chosen = wanted.slice(0, exemplarCount(summary.sampleCount));
  if (chosen.length === 0) return judged;
  const file = await openWaveforms(path, { detector: summary.detector });
  try {
    const exemplars = chosen.map((each): Exemplar => {
      const { check, ...at } = each;
      return { ...at, title: titleOf(check, checks), ...waveformsIn(file, each) };
    });
    return { ...judged, summary: { ...summary, exemplars } };
  } finally {
    file.close();
  }
}

/** The event that shows an alarm best, else the one with the largest amplitude; null where none is known. */
export function shownEventOf(
  {
    summary: { exemplarEvents, detector },
    checks = builtIn,
  }: Pick<JudgedFile, "summary" | "checks">,
  { adc, channel, check }: AlarmedChannel,
): number | null {
  if (!exemplarEvents) return null;
  const channelIndex = detectorGroups(detector).indexOf(adc, channel);
  const kind = checks.find(({ name }) => name === check)?.exemplar ?? "loudest";
  const event = [kind, "loudest" as const]
    .map((each) => exemplarEvents[each][channelIndex]!)
    .find((each) => !Number.isNaN(each));
  return event ?? null;
}

/** The waveform of a channel, and the mean of the others of its EPCB, above their baselines. */
function waveformsIn(
  file: Waveforms,
  { adc, channel, event }: AlarmedChannel & { event: number },
): Pick<Exemplar, "triggerClass" | "aboveAdc16" | "othersAdc16"> {
  const { indexOf, placeOf, epcbMembers, epcbOf, epcbsPerAdc } = detectorGroups(file.detector);
  const read = file.event(event);
  const above = (place: { adc: number; channel: number }): Float64Array => {
    const waveform = read.waveform(place.adc, place.channel);
    const { baseline } = waveformFeatures(waveform);
    return Float64Array.from(waveform, (sample) => sample - baseline);
  };
  const others = epcbMembers[adc * epcbsPerAdc + epcbOf[indexOf(adc, channel)]!]!.map(placeOf)
    .filter((place) => place.channel !== channel && read.isValid(place.adc, place.channel))
    .map(above);
  const mean = (_: number, i: number): number =>
    others.reduce((sum, other) => sum + other[i]!, 0) / others.length;
  const aboveAdc16 = above({ adc, channel });
  return {
    triggerClass: read.trigger,
    aboveAdc16,
    othersAdc16: others.length > 0 ? aboveAdc16.map(mean) : null,
  };
}
