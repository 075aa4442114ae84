/** One event of an open file: what is known of it, and its waveforms when they are asked for. */
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { LightDqmError } from "../../errors.js";
import { waveformFeatures } from "../../numerics/waveform-features.js";
import { type TriggerClass, triggerClassOf } from "../../quantities/indexed-by/trigger-class.js";
import { toUnits, type Units } from "../../units.js";
import type { OpenFlowFile } from "../flow-file.js";
import type { SampleReader } from "./sample-reader.js";

export interface LightEvent {
  /** Index in the file, from 0. */
  readonly event: number;
  /** `beam`, `self`, or `all` where it is neither or the file does not distinguish them. */
  readonly trigger: TriggerClass;
  /** `trig_type`; null for files without it. */
  readonly triggerCode: number | null;
  /** Milliseconds UTC; NaN where it is not known. */
  readonly timeMs: number;
  /** Whether a channel is active and its waveform valid. */
  isValid(adc: number, channel: number): boolean;
  /**
   * The raw samples of a channel, in ADC16 counts, the caller's own; with a unit, as numbers in it.
   * @throws LightDqmError `not-found` for a channel that is inactive or has no valid waveform here
   */
  waveform(adc: number, channel: number): Int16Array;
  waveform(adc: number, channel: number, units: Units): Float64Array;
  /** Largest sample less baseline of a channel, ADC16 counts; NaN without a valid waveform. */
  amplitudeAdc16(adc: number, channel: number): number;
  /** All raw samples, valid or not, [adc][channel][sample]; the caller's own. */
  samplesAdc16(): Int16Array;
}

/** @param event index in the file */
export function lightEvent(file: OpenFlowFile, reader: SampleReader, event: number): LightEvent {
  const { detector, events } = file;
  const first = event * detectorGroups(detector).indexCount;
  const isValidAt = (channelIndex: number): boolean => events.valid[first + channelIndex] === 1;

  function waveform(adc: number, channel: number): Int16Array;
  function waveform(adc: number, channel: number, units: Units): Float64Array;
  function waveform(adc: number, channel: number, units?: Units): Int16Array | Float64Array {
    const channelIndex = activeIndex(detector, adc, channel);
    if (!isValidAt(channelIndex))
      throw new LightDqmError("not-found", {
        what: "No valid waveform",
        where: `${file.path}, event ${event}, ADC ${adc} channel ${channel}`,
        expected: "an event that flags it as valid; see isValid(adc, channel)",
      });
    const samples = reader.waveform(event, channelIndex);
    return units === undefined ? samples : toUnits(samples, units);
  }

  return {
    event,
    trigger: triggerClassOf(events.trigType, event),
    triggerCode: events.trigType?.[event] ?? null,
    timeMs: events.timeMs[event]!,
    isValid: (adc, channel) => isValidAt(channelIndexOf(detector, adc, channel)),
    waveform,
    amplitudeAdc16(adc, channel) {
      const channelIndex = activeIndex(detector, adc, channel);
      if (!isValidAt(channelIndex)) return Number.NaN;
      return waveformFeatures(reader.waveform(event, channelIndex)).maxAmplitude;
    },
    samplesAdc16: () => reader.event(event).slice(),
  };
}

/** @throws LightDqmError `not-found` for a channel that the detector does not have, or not use */
export function activeIndex(detector: DetectorProfile, adc: number, channel: number): number {
  const channelIndex = channelIndexOf(detector, adc, channel);
  if (detectorGroups(detector).tpcOf[channelIndex]! >= 0) return channelIndex;
  const { adcMembers, placeOf } = detectorGroups(detector);
  const channels = adcMembers[adc]!.map((index) => placeOf(index).channel);
  throw new LightDqmError("not-found", {
    what: "Inactive channel",
    where: `ADC ${adc} channel ${channel}`,
    expected: `one of ${channels.join(", ")} (${detector.name})`,
  });
}

function channelIndexOf(detector: DetectorProfile, adc: number, channel: number): number {
  requireIndex("ADC", adc, detector.adcCount, detector);
  requireIndex("channel", channel, detector.channelCount, detector);
  return detectorGroups(detector).indexOf(adc, channel);
}

function requireIndex(what: string, index: number, count: number, { name }: DetectorProfile): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new LightDqmError("not-found", {
    what: `No such ${what}`,
    expected: `0 to ${count - 1} (${name})`,
    got: String(index),
  });
}
