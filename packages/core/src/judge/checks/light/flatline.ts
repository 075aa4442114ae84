import { detectorGroups } from "../../../detector/groups.js";
import type { FileSummary } from "../../../summary.js";
import { adc16PerAdc14 } from "../../../units.js";
import { countText } from "../../../words/phrases.js";
import { type Finding, limitRow } from "../../check.js";
import { adc16Text, adc16Unit } from "../../in-units.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { unknown } from "../../parts/findings.js";
import { seenLight } from "../../parts/seen-light.js";
import { allWaveforms } from "../../parts/waveforms.js";

/**
 * A channel that sees practically none of the light of its TPC is dead, whatever its largest
 * amplitude: one spark or pulse of crosstalk exceeds the limit, and so does strong noise. One that sees it is not, however
 * small its amplitude; see `seenLight`.
 *
 * Simulated: dark channels with eight times the noise, or with sparks in 1 % of the events, are found like
 * quiet ones, at 95 events 94 to 100 % of them (all in beam files of 30); in faint light, typically of 450 counts, a third of
 * the noisy ones, and the others are unknown. Of 180 files with working channels, some of eight times the noise or a
 * fifth of the gain, none had a channel called dead.
 *
 * Where this is not known, a channel whose amplitude stays below the limit is dead only if a working one would have shown a
 * pulse. Any of these is taken as proof, else the state is unknown:
 * - there is not even noise: every waveform is constant;
 * - enough other channels of its TPC saw light, the typical one of them in enough events;
 * - so many events were analysed that there must have been light, and some other TPC was lit.
 */
export const flatline = channelCheck({
  name: "flatline",
  title: "Flatline",
  spoilsReference: true,
  mask: "flatline",
  meaning:
    "The channel shows no light: no sample rises above the baseline by more than the limit, or hardly any where the other channels of its TPC see light.",
  action:
    "Check the channel's bias voltage and the run log. A whole EPCB or TPC at once is a single fault of its electronics or supply.",
  callers: "LRS expert",
  maskedBy: [1, 3],
  exemplar: "besideLight",
  unit: adc16Unit,
  limits: {
    maxAmplitudeAdc16: limitRow(300, "dead if no valid waveform reaches this amplitude", adc16Unit),
    minEvents: limitRow(
      5,
      "with fewer valid waveforms, the state is unknown, unless one of them reaches the amplitude",
    ),
    minLitEvents: limitRow(
      5,
      "a channel without pulses is classed as dead if the typical channel of its TPC that sees light was over threshold in this many events",
    ),
    minBrightEvents: limitRow(
      3,
      "or in this many, if the amplitude of its waveforms over threshold is typically that of bright light",
    ),
    brightAdc16: limitRow(6000, "typical amplitude from which light is bright", adc16Unit),
    minLitShare: limitRow(
      0.15,
      "and at least this fraction of the other channels of its TPC, 2 or more, see light; one with a single pulse (a spark, crosstalk) or with nothing above 8 times its noise does not count",
    ),
    minDarkEvents: limitRow(
      100,
      "with this many valid waveforms, a channel without pulses is classed as dead even in a dark TPC",
    ),
    constantAdc16: limitRow(
      adc16PerAdc14,
      "a range from minimum to maximum below this is not even noise (one step of the converter)",
      adc16Unit,
    ),
  },
  requires: {
    waveforms: allWaveforms(({ validCount, maxAmplitude }, channelIndex) =>
      Number.isNaN(maxAmplitude[channelIndex]!) ? 0 : (validCount.all?.[channelIndex] ?? 0),
    ),
    limit: ({ maxAmplitudeAdc16 }) => maxAmplitudeAdc16!,
  },
  find: findFlatline,
});

function findFlatline(of: ChannelCase): Finding {
  const { summary, limits, channelIndex, n } = of;
  const value = summary.maxAmplitude[channelIndex]!;
  const limit = limits.maxAmplitudeAdc16!;
  const largest = (): string =>
    `largest amplitude ${adc16Text(value)} in ${countText(n, "waveform")}`;
  const measured = { value, limit, n };
  const light = seenLight(summary, channelIndex, limits.minLitEvents!);
  if (light === "none")
    return { state: "bad", ...measured, reason: () => `${blindText(of)}; ${largest()}` };
  const isKnown = light === "light" || !isMeasured(summary);
  if (value >= limit && (isKnown || !isNoise(summary, channelIndex)))
    return { state: "ok", value, limit, n, reason: largest };
  if (value >= limit) return unknown(`too few lit events, and no more than strong noise`, measured);
  if (n < limits.minEvents!)
    return unknown(`no pulse, but only ${countText(n, "valid waveform")}`, measured);

  const below = `${largest()}, below ${adc16Text(limit)}`;
  if (value - summary.minAmplitude[channelIndex]! < limits.constantAdc16!)
    return { state: "bad", ...measured, reason: `${below}: constant, not even noise` };
  if (light === "light")
    return { state: "ok", ...measured, reason: `${below}, but it sees the faint light of its TPC` };
  const { isEnough, text } = lightInTpc(of);
  if (isEnough) return { state: "bad", ...measured, reason: `${below}, while ${text}` };
  if (n >= limits.minDarkEvents! && !isAllDark(summary))
    return { state: "bad", ...measured, reason: below };
  return unknown(
    `no pulse in ${countText(n, "waveform")}, but too little light to decide (${text})`,
    measured,
  );
}

function blindText({ summary, channelIndex }: ChannelCase): string {
  const lit = summary.litCount[channelIndex]!;
  const faint = summary.faintCount[channelIndex]!;
  return `sees no light in ${countText(lit, "event")} in which its TPC is lit (less than a tenth of the others' in ${faint})`;
}

/** Whether it is known how often TPCs are lit; older stores do not tell. */
function isMeasured({ darkCount }: FileSummary): boolean {
  return darkCount.some((count) => count > 0);
}

/** No TPC is lit in any event, as in a pedestal run. */
function isAllDark(summary: FileSummary): boolean {
  return isMeasured(summary) && summary.litCount.every((count) => count === 0);
}

/** Noise alone may reach the channel's largest amplitude. Unknown noise does not. */
function isNoise({ maxAmplitude, noise }: FileSummary, channelIndex: number): boolean {
  return maxAmplitude[channelIndex]! < mostOfNoise * noise.p50[channelIndex]!;
}

/** One pulse alone may be a spark or crosstalk. */
const minPulses = 2;
/** Noise alone does not reach this many standard deviations, in 10⁵ samples not even 5. */
const mostOfNoise = 8;
/** One channel alone does not prove light: it may be noisy. */
const minLitChannels = 2;

/**
 * The light in a channel's TPC as told by the other channels that see it: dead ones, however many,
 * say nothing about it. A share of the TPC must be lit, so that a few noisy channels, or one EPCB with
 * pick-up, do not make a dark TPC look lit. What counts then is the median of the lit channels and
 * not the brightest: in faint light some are over threshold by chance, and a working channel may
 * well show nothing. Bright light is seen by all, so that fewer events do.
 *
 * Simulated (pulses of log-normal or exponential size, 48 channels, 5 % of them with a fifth of the
 * gain, 30 or 95 events): of the working channels of a TPC without dead ones, up to 0.19 per file are
 * called dead in faint light (typical pulses of 300 to 1000 counts), up to 0.008 from 3000 counts
 * on; with the median of all channels these were 0.18 and 0.008. With 25 of 48 dark and 95 events, 97 %
 * of the dark ones are found from 8000 counts on, with the median of all none.
 */
function lightInTpc({ summary, limits, channelIndex, n }: ChannelCase): {
  /** A working channel would have shown a pulse. */
  isEnough: boolean;
  text: string;
} {
  const { tpcOf, tpcMembers } = detectorGroups(summary.detector);
  const tpc = tpcOf[channelIndex]!;
  const overThreshold = summary.clipped.all?.channel.total;
  const validCount = summary.validCount.all;
  const others = tpcMembers[tpc]!.filter(
    (other) => other !== channelIndex && (validCount?.[other] ?? 0) > 0,
  );
  const lit = others.filter(
    (other) => (overThreshold?.[other] ?? 0) >= minPulses && !isNoise(summary, other),
  );
  // Of as many events as the judged channel has: one that was valid in few could have seen less.
  const litEvents = lowerMedianOf(
    lit.map((other) => overThreshold![other]! * Math.min(1, n / validCount![other]!)),
  );
  const amplitude = lowerMedianOf(
    lit.map((other) => summary.amplitude.all?.p50[other] ?? Number.NaN),
  );
  const isBright = amplitude >= limits.brightAdc16!;
  const needed = Math.max(minLitChannels, Math.ceil(limits.minLitShare! * others.length));
  const seen = `${lit.length} of ${countText(others.length, "other channel")} of TPC ${tpc} saw light`;
  return {
    isEnough:
      lit.length >= needed &&
      litEvents >= (isBright ? limits.minBrightEvents! : limits.minLitEvents!),
    text:
      lit.length < needed
        ? `${seen}, at least ${needed} needed`
        : `${seen}, typically in ${countText(Math.floor(litEvents), "event")}`,
  };
}

/** The middle value, or the lower one of two, as in doubt there is less light; 0 of none. NaN is the lowest. */
function lowerMedianOf(values: readonly number[]): number {
  const sorted = values.map((value) => value || 0).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
