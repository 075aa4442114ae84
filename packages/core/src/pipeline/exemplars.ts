/** A second look into the FLOW file, once its verdicts are known: what the alarms look like. */
import { detectorGroups } from "../detector/groups.js";
import { type OpenFlowFile, openFlowFile } from "../flow/flow-file.js";
import { checks, titleOf } from "../judge/checks/index.js";
import { type AlarmedChannel, alarmedChannels } from "../judge/exemplars/alarmed-channels.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { emptyFeatures, waveformFeatures } from "../numerics/waveform-features.js";
import { triggerClassOf } from "../quantities/indexed-by/trigger-class.js";
import type { Exemplar, FileSummary } from "../summary.js";

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
 * The judged file with the waveforms that show its alarms. Reads at most twelve events;
 * opens nothing where there is no alarm, or where it is not known which event shows it.
 * @throws LightDqmError as `openFlowFile`
 */
export async function withExemplars<Judged extends JudgedFile>(
  path: string,
  judged: Judged,
): Promise<Judged> {
  const wanted = alarmedChannels(judged.verdicts).flatMap((alarmed) => {
    const event = shownEventOf(judged.summary, alarmed);
    return event === null ? [] : [{ ...alarmed, event }];
  });
  const chosen = wanted.slice(0, exemplarCount(judged.summary.sampleCount));
  if (chosen.length === 0) return judged;
  const file = await openFlowFile(path, judged.summary.detector);
  try {
    const found = new Map<AlarmedChannel, Exemplar>();
    const samples = new Int16Array(detectorGroups(file.detector).indexCount * file.sampleCount);
    for (const event of new Set(chosen.map((each) => each.event))) {
      file.readEvent(event, samples);
      for (const each of chosen)
        if (each.event === event) found.set(each, exemplarOf(file, each, samples));
    }
    const shown = chosen.map((each) => found.get(each)!);
    return { ...judged, exemplars: { shown, leftCount: wanted.length - shown.length } };
  } finally {
    file.close();
  }
}

/** The event that shows an alarm best, else the one with the largest amplitude; null where none is known. */
export function shownEventOf(
  { exemplarEvents, detector }: FileSummary,
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

function exemplarOf(
  { detector, events, sampleCount }: OpenFlowFile,
  { adc, channel, check, event }: AlarmedChannel & { event: number },
  samples: Int16Array,
): Exemplar {
  const { indexOf, indexCount, epcbMembers, epcbOf, epcbsPerAdc } = detectorGroups(detector);
  const channelIndex = indexOf(adc, channel);
  const features = emptyFeatures();
  const above = (member: number): Float64Array => {
    const start = member * sampleCount;
    const waveform = samples.subarray(start, start + sampleCount);
    const { baseline } = waveformFeatures(waveform, features);
    return Float64Array.from(waveform, (sample) => sample - baseline);
  };
  const others = epcbMembers[adc * epcbsPerAdc + epcbOf[channelIndex]!]!.filter(
    (member) => member !== channelIndex,
  )
    .filter((member) => events.valid[event * indexCount + member] === 1)
    .map(above);
  const mean = (_: number, i: number): number =>
    others.reduce((sum, other) => sum + other[i]!, 0) / others.length;
  const aboveAdc16 = above(channelIndex);
  return {
    ...{ adc, channel, title: titleOf(check), event },
    triggerClass: triggerClassOf(events.trigType, event),
    aboveAdc16,
    othersAdc16: others.length > 0 ? aboveAdc16.map(mean) : null,
  };
}
