/** Counts of any flag in a denominator. */
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { LightDqmError } from "../../errors.js";
import {
  type Counts,
  type Denominator,
  denominators,
} from "../../quantities/indexed-by/denominator.js";
import { firstFlagBit, overThresholdBit, validBit } from "./flag-bits.js";
import { addCounts, waveformCounts } from "./waveform-counts.js";

/** A yes or no for each waveform, [event][adc][channel]: anything but 0 and false is yes. */
export type WaveformFlags = ArrayLike<number | boolean>;

/**
 * Counts the waveforms of each channel that carry a flag, whatever flag it is, among those of a
 * denominator. A waveform counts in `total` where
 * - `channel`: it is over threshold;
 * - `epcb`, `tpc`: any waveform of its EPCB, its TPC is, in the same event;
 * - `total`: always;
 * and in `passed` where it also carries the flag: passed ≤ total. An invalid waveform neither counts nor
 * makes its group count; inactive channels have no counts. `clopperPearson` gives the interval.
 * @param valid by [event][adc][channel]; all waveforms of active channels by default
 * @returns counts by [adc][channel]: `adc * channelCount + channel`
 * @throws LightDqmError `bad-input` for an unknown denominator and for arrays that are not of whole
 *   events of the detector, or not of the same events
 */
export function fractionBy(
  granularity: Denominator,
  flags: WaveformFlags,
  overThreshold: WaveformFlags,
  detector: DetectorProfile,
  valid?: WaveformFlags,
): Counts {
  const groups = detectorGroups(detector);
  const { indexCount } = groups;
  const eventCount = flags.length / indexCount;
  const sameLength = [overThreshold, valid ?? flags].every(({ length }) => length === flags.length);
  if (!denominators.includes(granularity))
    throw new LightDqmError("bad-input", {
      what: "Unknown denominator",
      where: "fractionBy",
      expected: denominators.join(", "),
      got: `${granularity}`,
    });
  if (!Number.isInteger(eventCount) || !sameLength) {
    const lengths = [flags, overThreshold, ...(valid ? [valid] : [])].map(({ length }) => length);
    throw new LightDqmError("bad-input", {
      what: "Flags do not fit the detector",
      where: "fractionBy",
      expected: `[event][adc][channel] of the same events, ${indexCount} an event of ${detector.name}`,
      got: lengths.join(", "),
    });
  }
  const bits = new Uint8Array(flags.length);
  for (let i = 0; i < bits.length; i++) {
    if (valid && !valid[i]) continue;
    bits[i] = validBit | (overThreshold[i] ? overThresholdBit : 0) | (flags[i] ? firstFlagBit : 0);
  }
  const counts = { passed: new Uint32Array(indexCount), total: new Uint32Array(indexCount) };
  const positions = Array.from({ length: eventCount }).keys();
  addCounts(waveformCounts(bits, positions, groups), [
    { flagBit: firstFlagBit, denominator: granularity, counts },
  ]);
  return counts;
}
