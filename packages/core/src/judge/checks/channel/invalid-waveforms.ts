import { detectorGroups } from "../../../detector/groups.js";
import { countText } from "../../../words/phrases.js";
import { limitRow } from "../../check.js";
import { channelCheck } from "../../parts/channel-check.js";
import { minEventsRow, unknown } from "../../parts/findings.js";

/** Are the waveforms of each channel valid? Where the whole ADC is missing, that check says so. */
export const invalidWaveforms = channelCheck({
  name: "invalid-waveforms",
  title: "Invalid waveforms",
  meaning: "Many of the channel's waveforms are marked as invalid although its ADC sends data.",
  action: "Look for errors of this ADC in the DAQ log. Call if it persists.",
  callers: "DAQ expert",
  maskedBy: [],
  unit: "",
  limits: {
    maxShare: limitRow(
      0.1,
      "bad if a larger fraction of the analysed events has no valid waveform",
    ),
    minEvents: minEventsRow(5, "analysed events"),
  },
  find: ({ summary, limits, channelIndex }) => {
    const events = summary.selectedEvents.length;
    const n = summary.validCount.all?.[channelIndex] ?? 0;
    const limit = limits.maxShare!;
    const { adcOf, siblingsInAdc } = detectorGroups(summary.detector);
    const isSent = (other: number): boolean => (summary.validCount.all?.[other] ?? 0) > 0;
    if (n === 0 && !siblingsInAdc(channelIndex).some(isSent)) {
      const where = `${countText(events, "event")} from any channel of ADC ${adcOf[channelIndex]}`;
      return unknown(`no valid waveform in ${where}`, { limit });
    }
    if (events < limits.minEvents!)
      return unknown(`only ${countText(events, "analysed event")}`, { limit, n });
    const value = Math.max(0, 1 - n / events);
    const reason = (): string =>
      `${countText(events - n, "invalid waveform")} in ${countText(events, "event")}`;
    return { state: value > limit ? "bad" : "ok", value, limit, n, reason };
  },
});
