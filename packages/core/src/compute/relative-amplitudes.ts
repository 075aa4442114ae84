/** Amplitudes of channels relative to that of their TPC, event by event. */
import type { DetectorGroups } from "../detector/groups.js";
import { medianInPlace } from "../numerics/quantile.js";
import { channelDistribution, putDistribution } from "../quantities/kept/distribution.js";
import type { KeptQuantities } from "../quantities/table.js";

/** Below this part of the TPC's amplitude a waveform is faint. */
const faintBelow = 0.1;

/** The amplitudes of all waveforms, as whole numbers. */
export interface EventAmplitudes {
  /** n (max − baseline), n the baseline samples. [position][channelIndex] */
  scaled: Int32Array;
  /** n. */
  scale: number;
  /** Not 0 where the waveform is valid. [position][channelIndex] */
  bits: Uint8Array;
}

/** What is made of them. */
type OfLitEvents = Pick<KeptQuantities, "gain" | "litCount" | "faintCount" | "light">;

/**
 * Fills in `gain`, `litCount`, `faintCount` and `light`. In an event, a TPC is lit for the channels of
 * an ADC if the median amplitude of the TPC's valid channels is over the threshold of that ADC.
 * @param thresholdAdc16 [channelIndex]
 * @param kept unknown for all channels; channels that are never lit stay so
 */
export function putRelativeAmplitudes(
  amplitudes: EventAmplitudes,
  { indexCount, tpcMembers }: Pick<DetectorGroups, "indexCount" | "tpcMembers">,
  thresholdAdc16: ArrayLike<number>,
  kept: OfLitEvents,
): void {
  for (const members of tpcMembers) {
    const ofTpc = tpcAmplitudes(amplitudes, members, indexCount, thresholdAdc16);
    if (ofTpc.every((amplitude) => amplitude === 0)) continue;
    for (const channelIndex of members)
      putChannel(amplitudes, ofTpc, channelIndex, indexCount, thresholdAdc16[channelIndex]!, kept);
  }
}

/** The median of the valid channels' scaled amplitudes, where it can be over a threshold; else 0. [position] */
function tpcAmplitudes(
  { scaled, scale, bits }: EventAmplitudes,
  members: readonly number[],
  indexCount: number,
  thresholdAdc16: ArrayLike<number>,
): Float64Array {
  const lowest = scale * Math.min(...members.map((member) => thresholdAdc16[member]!));
  const valid = new Float64Array(members.length);
  const ofTpc = new Float64Array(scaled.length / indexCount);
  for (let position = 0; position < ofTpc.length; position++) {
    let count = 0;
    let over = 0;
    for (let i = 0; i < members.length; i++) {
      const at = position * indexCount + members[i]!;
      if (bits[at] === 0) continue;
      const amplitude = scaled[at]!;
      valid[count++] = amplitude;
      if (amplitude > lowest) over++;
    }
    // Of the two middle ones the upper is over it, at least.
    if (over > 0 && 2 * over >= count) ofTpc[position] = medianInPlace(valid, 0, count);
  }
  return ofTpc;
}

function putChannel(
  { scaled, scale, bits }: EventAmplitudes,
  ofTpc: Float64Array,
  channelIndex: number,
  indexCount: number,
  thresholdAdc16: number,
  kept: OfLitEvents,
): void {
  const ratios = new Float64Array(ofTpc.length);
  const lights = new Float64Array(ofTpc.length);
  let [count, faint] = [0, 0];
  for (let position = 0; position < ofTpc.length; position++) {
    const at = position * indexCount + channelIndex;
    const light = ofTpc[position]!;
    if (!(light > scale * thresholdAdc16) || light === 0 || bits[at] === 0) continue;
    const ratio = scaled[at]! / light;
    if (ratio < faintBelow) faint++;
    lights[count] = light;
    ratios[count++] = ratio;
  }
  if (count === 0) return;
  kept.litCount[channelIndex] = count;
  kept.faintCount[channelIndex] = faint;
  kept.light[channelIndex] = medianInPlace(lights, 0, count) / scale;
  putDistribution(kept.gain, channelIndex, channelDistribution(ratios, count, "ratio"));
}
