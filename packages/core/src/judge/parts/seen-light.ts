/** Whether a channel sees the light of its TPC, from its amplitudes in the events in which that is lit. */
import type { FileSummary } from "../../summary.js";

/** `none`: practically nothing but noise in lit events. `unknown`: too few of them, or too faint. */
export type SeenLight = "light" | "none" | "unknown";

/** A channel that is faint in this fraction of the lit events sees none of them. */
const mostFaint = 0.95;
/** The largest excursion of noise alone is 3 to 4 standard deviations, at 10⁵ samples not even 5. */
const noiseReach = 5;
/** More than this many standard deviations are a pulse. */
const leastPulse = 8;
/** Light that a working channel would show: twice what noise reaches. */
const clearLight = 10;
/** A channel that works in one lit event of five or more has a larger 84 % quantile of its relative amplitude. */
const leastUpper = 0.8;

/**
 * A channel sees none of the light if it is faint, with less than a tenth of the TPC's amplitude, in all but
 * 5 % of the lit events; or if its typical amplitude in them is that of its noise while the light is twice
 * as large, and the 84 % quantile of its relative amplitude is small, so that it is not dead in half of the
 * events only. It sees light if that typical amplitude is a pulse. A spark or a pulse of crosstalk now and
 * then changes neither.
 * @param fewestLit with fewer lit events it is unknown; so it is in stores without relative amplitudes
 */
export function seenLight(
  summary: FileSummary,
  channelIndex: number,
  fewestLit: number,
): SeenLight {
  const lit = summary.litCount[channelIndex]!;
  if (lit < Math.max(1, fewestLit)) return "unknown";
  if (summary.faintCount[channelIndex]! >= mostFaint * lit) return "none";
  const { darkNoise, noise, gain, light, maxAmplitude } = summary;
  const ownNoise = darkNoise.p50[channelIndex]!;
  const sigma = Number.isNaN(ownNoise) ? noise.p50[channelIndex]! : ownNoise;
  const typical = gain.p50[channelIndex]! * light[channelIndex]!;
  if (typical >= leastPulse * sigma && typical <= maxAmplitude[channelIndex]!) return "light";
  const isOnlyNoise =
    typical <= noiseReach * sigma &&
    light[channelIndex]! >= clearLight * sigma &&
    gain.p84[channelIndex]! <= leastUpper;
  return isOnlyNoise ? "none" : "unknown";
}
