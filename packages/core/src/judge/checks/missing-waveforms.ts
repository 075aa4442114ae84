/** The checks for ADCs without data and channels with invalid waveforms. */

import { detectorGroups } from "../../detector/groups.js";
import type { FileSummary } from "../../summary.js";
import type { Check, Finding } from "../check.js";
import { channelCheck, unknown, wideRecord } from "../check.js";
import { countText, percentText } from "../words.js";

const identity = { name: "missing-adc", scope: "adc" } as const;

/** Does every ADC send waveforms? */
export const missingAdc: Check = {
  ...identity,
  title: "Missing ADC",
  meaning: "An ADC board sent no valid waveform, or far fewer than it should.",
  action:
    "Check that the board is powered and in the run's configuration; look at the DAQ log. Restart it with the DAQ expert if it is needed.",
  maskedBy: [],
  limits: {
    minShare: {
      default: 0.9,
      unit: "",
      meaning: "a warning below this share of valid waveforms; bad without any",
    },
    minEvents: { default: 1, unit: "", meaning: "with fewer selected events the state is unknown" },
  },
  judge: (summary, _reference, limits) =>
    Array.from({ length: summary.detector.adcCount }, (_, adc) =>
      wideRecord(identity, "", adc, findAdc(summary, adc, limits.minShare!, limits.minEvents!)),
    ),
};

function findAdc(summary: FileSummary, adc: number, limit: number, minEvents: number): Finding {
  const events = summary.selectedEvents.length;
  if (events < Math.max(1, minEvents))
    return unknown(`only ${countText(events, "selected event")}`, { limit });
  const n = validInAdc(summary, adc);
  const { activeChannels } = summary.detector;
  const value = n / (events * activeChannels.length);
  const state = n === 0 ? "bad" : value < limit ? "warn" : "ok";
  const reason =
    n === 0
      ? `no valid waveform of ADC ${adc} in ${countText(events, "event")}`
      : `${percentText(value)} of the waveforms of ADC ${adc} are valid`;
  return { state, value, limit, n, reason };
}

function validInAdc({ detector, validCount }: FileSummary, adc: number): number {
  return detector.activeChannels.reduce(
    (sum, channel) => sum + (validCount.all?.[adc * detector.channelCount + channel] ?? 0),
    0,
  );
}

/** Are the waveforms of each channel valid? Where the whole ADC is missing, that check says so. */
export const invalidWaveforms: Check = channelCheck({
  name: "invalid-waveforms",
  title: "Invalid waveforms",
  meaning: "Many of the channel's waveforms are marked as invalid, while its ADC sends data.",
  action:
    "Look at the DAQ log for errors of this channel's board; tell the DAQ expert if it stays.",
  maskedBy: [],
  unit: "",
  limits: {
    maxShare: {
      default: 0.1,
      unit: "",
      meaning: "bad if a larger share of the selected events has no valid waveform",
    },
    minEvents: { default: 5, unit: "", meaning: "with fewer selected events the state is unknown" },
  },
  find: ({ summary, limits, channelIndex }) => {
    const events = summary.selectedEvents.length;
    const n = summary.validCount.all?.[channelIndex] ?? 0;
    const limit = limits.maxShare!;
    const adc = Math.floor(channelIndex / summary.detector.channelCount);
    const others = detectorGroups(summary.detector).siblingsInAdc(channelIndex);
    if (n === 0 && !others.some((other) => (summary.validCount.all?.[other] ?? 0) > 0))
      return unknown(`no valid waveform in ${countText(events, "event")} of all ADC ${adc}`, {
        limit,
      });
    if (events < limits.minEvents!)
      return unknown(`only ${countText(events, "selected event")}`, { limit, n });
    const value = Math.max(0, 1 - n / events);
    const reason = (): string =>
      `${countText(events - n, "invalid waveform")} in ${countText(events, "event")}`;
    return { state: value > limit ? "bad" : "ok", value, limit, n, reason };
  },
});
