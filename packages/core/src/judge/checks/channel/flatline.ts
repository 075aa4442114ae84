import { detectorGroups } from "../../../detector/groups.js";
import { adc16PerAdc14 } from "../../../units.js";
import { countText } from "../../../words/phrases.js";
import { type Check, type Finding, limitRow } from "../../check.js";
import { adc16Text, adc16Unit } from "../../in-units.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { unknown } from "../../parts/findings.js";
import { allWaveforms } from "../../parts/waveforms.js";

/**
 * A channel whose amplitude stays below the limit is dead only if a working one would have shown a
 * pulse. Any of these is taken as proof, else the state is unknown:
 * - there is not even noise: every waveform is constant;
 * - the typical channel of its TPC was over threshold in enough events;
 * - so many events were analysed that there must have been light.
 */
export const flatline: Check = channelCheck({
  name: "flatline",
  title: "Flatline",
  spoilsReference: true,
  mask: "flatline",
  meaning: "The channel shows no light: no sample rises above the baseline by more than the limit.",
  action:
    "If it is new: check the channel's bias voltage and the run log, then tell the LRS expert. A whole EPCB or TPC at once is a single fault of its electronics or supply.",
  maskedBy: [1, 3],
  unit: adc16Unit,
  limits: {
    maxAmplitudeAdc16: limitRow(300, "dead if no valid waveform reaches this amplitude", adc16Unit),
    minEvents: limitRow(
      5,
      "with fewer valid waveforms, the state is unknown, unless one of them reaches the amplitude",
    ),
    minLitEvents: limitRow(
      5,
      "a channel without pulses is classed as dead if the median channel of its TPC was over threshold in this many events",
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
  if (value >= limit) return { state: "ok", value, limit, n, reason: largest };
  const measured = { value, limit, n };
  if (n < limits.minEvents!)
    return unknown(`no pulse, but only ${countText(n, "valid waveform")}`, measured);

  const below = `${largest()}, below ${adc16Text(limit)}`;
  if (value - summary.minAmplitude[channelIndex]! < limits.constantAdc16!)
    return { state: "bad", ...measured, reason: `${below}: constant, not even noise` };
  const { lit, tpc } = lightInTpc(of);
  const typical = `typical channel of TPC ${tpc} lit in ${countText(lit, "event")}`;
  if (lit >= limits.minLitEvents!)
    return { state: "bad", ...measured, reason: `${below}, ${typical}` };
  if (n >= limits.minDarkEvents!) return { state: "bad", ...measured, reason: below };
  return unknown(
    `no pulse in ${countText(n, "waveform")}, but too little light to decide (${typical})`,
    measured,
  );
}

/** Waveforms over threshold of the median other channel in the TPC that has valid waveforms. */
function lightInTpc({ summary, channelIndex }: ChannelCase): { lit: number; tpc: number } {
  const { tpcOf, tpcMembers } = detectorGroups(summary.detector);
  const tpc = tpcOf[channelIndex]!;
  const overThreshold = summary.clipped.all?.channel.total;
  const ofOthers = tpcMembers[tpc]!.filter(
    (other) => other !== channelIndex && (summary.validCount.all?.[other] ?? 0) > 0,
  )
    .map((other) => overThreshold?.[other] ?? 0)
    .sort((a, b) => a - b);
  // The lower of two middle values: in doubt, less light.
  return { lit: ofOthers[Math.floor((ofOthers.length - 1) / 2)] ?? 0, tpc };
}
