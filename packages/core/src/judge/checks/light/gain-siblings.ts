import { type DetectorGroups, detectorGroups } from "../../../detector/groups.js";
import { type TrapKind, trapKinds } from "../../../detector/profile.js";
import { medianOfKnown } from "../../../numerics/median.js";
import type { FileSummary } from "../../../summary.js";
import { countText } from "../../../words/phrases.js";
import { type CheckLimits, type Finding, limitRow } from "../../check.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { unknown } from "../../parts/findings.js";
import { litWaveforms } from "../../parts/lit-waveforms.js";
import { ratioText } from "../../words.js";

/**
 * Are a channel's pulses far smaller or larger than those of other channels at the same light? Needs
 * no earlier file. Channels of a TPC differ by constant factors, and its two kinds of light trap by
 * more: the limits are wide, and channels are compared with those on traps of the same kind.
 */
export const gainSiblings = channelCheck({
  name: "gain-siblings",
  title: "Pulses unlike those of its TPC",
  spoilsReference: true,
  meaning:
    "When its TPC is lit, the channel's amplitude is a small fraction or a large multiple of that of the typical channel there that is on the same kind of light trap.",
  callers: "LRS expert",
  action:
    "Check the channel's bias voltage and gain setting, and whether a whole EPCB or light trap is affected; tell the LRS expert if it is new.",
  maskedBy: [1, 3],
  exemplar: "besideLight",
  unit: "",
  limits: {
    lowRatio: limitRow(
      0.25,
      "bad below this many times the relative amplitude of the typical channel; a warning where the standard error still reaches the limit",
    ),
    highRatio: limitRow(4, "the same above this many times"),
    sigma: limitRow(5, "only if ln of the ratio is beyond this many times its standard error"),
  },
  requires: { waveforms: litWaveforms, minEvents: 5, limit: rangeOf },
  find: findGain,
});

function rangeOf({ lowRatio, highRatio }: CheckLimits): readonly [number, number] {
  return [lowRatio!, highRatio!];
}

function findGain({ summary, limits, channelIndex, n }: ChannelCase): Finding {
  const value = summary.gain.p50[channelIndex]! / typicalGain(summary)[channelIndex]!;
  if (!Number.isFinite(value))
    return unknown("no other channel to compare with", { limit: rangeOf(limits), n });
  const error = lnGainError(summary, channelIndex, n);
  const [low, high] = rangeOf(limits);
  const isLow = value < 1;
  const size = Math.abs(Math.log(value));
  const clear = limits.sigma! * error;
  const bound = Math.max(clear, isLow ? -Math.log(low) : Math.log(high));
  const state = size <= bound ? "ok" : size > bound + error ? "bad" : "warn";
  const limit = [Math.min(low, Math.exp(-clear)), Math.max(high, Math.exp(clear))] as const;
  const reason = (): string =>
    `typically ${ratioText(value)} times as bright as the channels of its TPC that see light alike, in ${countText(n, "lit event")}`;
  return { state, value, limit, n, reason };
}

/** Typical scatter of ln amplitude from event to event, in place of that of few events. */
const usualScatter = 0.8;
/** From as many on, their own scatter is known well enough. */
const enoughEvents = 20;

/** Standard error of ln of the median relative amplitude: √(π/2) σ/√n, σ of ln from its quantiles. */
function lnGainError({ gain }: FileSummary, channelIndex: number, n: number): number {
  const own = Math.log(gain.p84[channelIndex]! / gain.p16[channelIndex]!) / 2;
  const isKnown = Number.isFinite(own) && n >= enoughEvents;
  const scatter = isKnown ? own : Math.max(usualScatter, Number.isFinite(own) ? own : 0);
  return (Math.sqrt(Math.PI / 2) * scatter) / Math.sqrt(n);
}

const keptTypical = new WeakMap<Float64Array, Float64Array>();

/** The median over the channels on one kind of light trap in a channel's TPC. [channelIndex] */
function typicalGain({ gain, detector }: FileSummary): Float64Array {
  const before = keptTypical.get(gain.p50);
  if (before) return before;
  const typical = new Float64Array(gain.p50.length).fill(Number.NaN);
  for (const alike of alikeIn(detectorGroups(detector))) {
    const median = medianOfKnown(alike.map((channelIndex) => gain.p50[channelIndex]!));
    for (const channelIndex of alike) typical[channelIndex] = median;
  }
  keptTypical.set(gain.p50, typical);
  return typical;
}

/** The channels of each TPC, by kind of light trap. */
function alikeIn({ tpcMembers, trapAt }: DetectorGroups): (readonly number[])[] {
  const kindOf = (channelIndex: number): TrapKind | null => trapAt(channelIndex)?.kind ?? null;
  return tpcMembers.flatMap((members) =>
    [...trapKinds, null].map((kind) => members.filter((member) => kindOf(member) === kind)),
  );
}
