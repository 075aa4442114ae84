/** The few waveforms that are kept of a file: events are chosen from the numbers, then read again. */
import { type DetectorGroups, detectorGroups } from "../detector/groups.js";
import type { OpenFlowFile } from "../flow/flow-file.js";
import { isLargeStep } from "../numerics/large-step.js";
import { emptyFeatures, waveformFeatures } from "../numerics/waveform-features.js";
import type { EpcbWaveforms, EventWaveforms, FileNumbers, Jump } from "../summary.js";
import type { Accumulator } from "./accumulator.js";
import type { EventSelection } from "./event-selection.js";
import { overThresholdBit, validBit } from "./flags/flag-bits.js";

/** Of a larger detector only so many EPCBs are kept: a megabyte. */
const mostEpcbs = 64;

/** What the choice rests on; see `Accumulator`. */
type Seen = Pick<Accumulator, "bits" | "scaledAmplitudes" | "jump">;

/** Where an EPCB saw most light. */
export interface Brightest {
  /** `adc * epcbsPerAdc + epcb` */
  epcbIndex: number;
  position: number;
  /** Sum of its amplitudes in the units of `Accumulator.scaledAmplitudes`: a whole number. */
  scaledLight: number;
}

/** The brightest event of each EPCB that has one; see `FileNumbers.brightestEvents`. */
export function brightestOf(
  { bits, scaledAmplitudes }: Pick<Seen, "bits" | "scaledAmplitudes">,
  positionCount: number,
  { indexCount, epcbMembers }: Pick<DetectorGroups, "indexCount" | "epcbMembers">,
): Brightest[] {
  const found = epcbMembers.flatMap((members, epcbIndex): Brightest[] => {
    let best: Brightest | null = null;
    for (let position = 0; position < positionCount; position++) {
      let [overCount, scaledLight] = [0, 0];
      for (const channelIndex of members) {
        const waveform = position * indexCount + channelIndex;
        const known = bits[waveform]!;
        if ((known & validBit) === 0) continue;
        if ((known & overThresholdBit) !== 0) overCount++;
        scaledLight += scaledAmplitudes[waveform]!;
      }
      if (overCount >= 2 && (!best || scaledLight > best.scaledLight))
        best = { epcbIndex, position, scaledLight };
    }
    return best ? [best] : [];
  });
  if (found.length <= mostEpcbs) return found;
  return found
    .sort((a, b) => b.scaledLight - a.scaledLight || a.epcbIndex - b.epcbIndex)
    .slice(0, mostEpcbs)
    .sort((a, b) => a.epcbIndex - b.epcbIndex);
}

/**
 * The waveforms of the largest step and of the brightest events. Reads each event once.
 * @param accumulators one a thread; `bits` and `scaledAmplitudes` are the same in all
 */
export function keptWaveforms(
  file: OpenFlowFile,
  selection: EventSelection,
  accumulators: readonly Seen[],
): Pick<FileNumbers, "largestJump" | "jumpEvent" | "brightestEvents"> {
  const { detector, sampleCount } = file;
  const groups = detectorGroups(detector);
  const jump = file.sampleCount < 2 ? null : largestStep(accumulators);
  const brightest = brightestOf(accumulators[0]!, selection.events.length, groups);
  const wanted = [...brightest, ...(jump ? [jump] : [])].map(({ position }) => position);
  let ofJump: { largestJump: Jump; jumpEvent: EventWaveforms } | null = null;
  const kept = new Map<Brightest, EpcbWaveforms>();
  const samples = new Int16Array(wanted.length > 0 ? groups.indexCount * sampleCount : 0);
  for (const position of [...new Set(wanted)].sort((a, b) => a - b)) {
    file.readEvent(selection.events[position]!, samples);
    const read: ReadEvent = { file, groups, selection, position, samples };
    if (position === jump?.position) ofJump = jumpOf(read, jump);
    for (const each of brightest)
      if (each.position === position) kept.set(each, epcbOf(read, each.epcbIndex));
  }
  return {
    largestJump: ofJump?.largestJump ?? null,
    jumpEvent: ofJump?.jumpEvent ?? null,
    brightestEvents: brightest.map((each) => kept.get(each)!),
  };
}

/** An event of the file whose samples are at hand. */
interface ReadEvent {
  file: OpenFlowFile;
  groups: DetectorGroups;
  selection: EventSelection;
  position: number;
  /** [channelIndex][sample]; overwritten by the next event. */
  samples: Int16Array;
}

/** The largest step between samples; of equal ones that of the first event, then channel. */
interface Step {
  sizeAdc16: number;
  position: number;
  channelIndex: number;
}

function largestStep(accumulators: readonly Seen[]): Step | null {
  const [largest] = accumulators
    .map(({ jump: [sizeAdc16, position, channelIndex] }) => ({
      ...{ sizeAdc16: sizeAdc16!, position: position!, channelIndex: channelIndex! },
    }))
    .filter(({ sizeAdc16 }) => sizeAdc16 >= 0)
    .sort(
      (a, b) =>
        b.sizeAdc16 - a.sizeAdc16 || a.position - b.position || a.channelIndex - b.channelIndex,
    );
  return largest ?? null;
}

function jumpOf(
  read: ReadEvent,
  { sizeAdc16, channelIndex }: Step,
): { largestJump: Jump; jumpEvent: EventWaveforms } {
  const { groups, samples, file } = read;
  const samplesAdc16 = new Int16Array(samples.length);
  const baselineAdc16 = new Float64Array(groups.indexCount).fill(Number.NaN);
  const { sampleCount } = file;
  const features = emptyFeatures();
  const place = placeIn(read);
  for (const members of groups.epcbMembers) {
    const valid = members.filter((member) => isValid(read, member));
    const baselines = valid.map((member) => {
      waveformFeatures(waveformAt(samples, member, sampleCount), features);
      return { baseline: features.baseline, isLarge: isLargeStep(features.jump, sizeAdc16) };
    });
    if (!baselines.some(({ isLarge }) => isLarge)) continue;
    valid.forEach((member, i) => {
      baselineAdc16[member] = baselines[i]!.baseline;
      samplesAdc16.set(waveformAt(samples, member, sampleCount), member * sampleCount);
    });
  }
  waveformFeatures(waveformAt(samples, channelIndex, sampleCount), features);
  return {
    largestJump: {
      event: place.event,
      ...groups.placeOf(channelIndex),
      sample: features.jumpSample,
      sizeAdc16,
    },
    jumpEvent: { ...place, samplesAdc16, baselineAdc16 },
  };
}

function epcbOf(read: ReadEvent, epcbIndex: number): EpcbWaveforms {
  const { groups, samples, file } = read;
  const { epcbMembers, epcbsPerAdc } = groups;
  const { sampleCount } = file;
  const { channelsPerEpcb } = file.detector;
  const samplesAdc16 = new Int16Array(channelsPerEpcb * sampleCount);
  const baselineAdc16 = new Float64Array(channelsPerEpcb).fill(Number.NaN);
  const features = emptyFeatures();
  epcbMembers[epcbIndex]!.forEach((member, k) => {
    if (!isValid(read, member)) return;
    const waveform = waveformAt(samples, member, sampleCount);
    samplesAdc16.set(waveform, k * sampleCount);
    baselineAdc16[k] = waveformFeatures(waveform, features).baseline;
  });
  return {
    adc: Math.floor(epcbIndex / epcbsPerAdc),
    epcb: epcbIndex % epcbsPerAdc,
    ...placeIn(read),
    samplesAdc16,
    baselineAdc16,
  };
}

const placeIn = ({
  selection,
  position,
}: ReadEvent): Pick<EventWaveforms, "event" | "triggerClass"> => ({
  event: selection.events[position]!,
  triggerClass: selection.classOf[position]!,
});

const waveformAt = (samples: Int16Array, channelIndex: number, sampleCount: number): Int16Array =>
  samples.subarray(channelIndex * sampleCount, (channelIndex + 1) * sampleCount);

function isValid({ file, groups, selection, position }: ReadEvent, channelIndex: number): boolean {
  return file.events.valid[selection.events[position]! * groups.indexCount + channelIndex] === 1;
}
