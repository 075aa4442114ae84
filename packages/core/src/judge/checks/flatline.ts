/** The check for dead channels. */

import { detectorGroups } from "../../detector/groups.js";
import { adc16PerAdc14 } from "../../units.js";
import type { ChannelCase, Check, Finding } from "../check.js";
import { channelCheck, unknown } from "../check.js";
import { adc16Text, adc16Unit } from "../in-units.js";
import { countText, noWaveform } from "../words.js";

/**
 * A channel whose amplitude stays below the limit is dead only if a living one would have shown a
 * pulse. One of three is taken as proof, else the state is unknown:
 * - there is not even noise: every waveform is one constant value;
 * - the typical channel of its TPC was over threshold in enough events;
 * - so many events were looked at that light must have come.
 */
export const flatline: Check = channelCheck({
  name: "flatline",
  title: "Flatline",
  meaning: "The channel shows no light: no sample rises above the baseline by more than the limit.",
  action:
    "If it is new: check the channel's bias voltage and the run log, then tell the LRS expert. A whole EPCB or TPC at once is one fault of its board or supply, not many.",
  maskedBy: [1, 3],
  unit: adc16Unit,
  limits: {
    maxAmplitudeAdc16: {
      default: 300,
      unit: adc16Unit,
      meaning: "dead if the amplitude stays below this in every valid selected event",
    },
    minEvents: {
      default: 5,
      unit: "",
      meaning: "fewer valid waveforms say nothing, unless one of them reaches the amplitude",
    },
    minLitEvents: {
      default: 5,
      unit: "",
      meaning:
        "silence counts as dead where the median channel of the same TPC was over threshold this often",
    },
    minDarkEvents: {
      default: 100,
      unit: "",
      meaning: "from so many valid waveforms on, silence counts as dead even in a dark TPC",
    },
    constantAdc16: {
      default: adc16PerAdc14,
      unit: adc16Unit,
      meaning: "maximum minus minimum below this is not even noise (one step of the converter)",
    },
  },
  find: findFlatline,
});

function findFlatline(of: ChannelCase): Finding {
  const { summary, limits, channelIndex } = of;
  const value = summary.maxAmplitude[channelIndex]!;
  const n = summary.validCount.all?.[channelIndex] ?? 0;
  const limit = limits.maxAmplitudeAdc16!;
  if (n === 0 || Number.isNaN(value)) return unknown(noWaveform(summary, "all"), { limit });

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
  const typical = `the typical channel of TPC ${tpc} saw light in ${lit}`;
  if (lit >= limits.minLitEvents!)
    return { state: "bad", ...measured, reason: `${below}, while ${typical}` };
  if (n >= limits.minDarkEvents!) return { state: "bad", ...measured, reason: below };
  return unknown(
    `no pulse in ${countText(n, "waveform")}, but ${typical}: too little light to tell`,
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
