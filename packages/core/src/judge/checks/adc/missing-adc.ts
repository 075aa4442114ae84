import { detectorGroups } from "../../../detector/groups.js";
import { countText } from "../../../words/phrases.js";
import { limitRow } from "../../check.js";
import { minEventsRow, unknown } from "../../parts/findings.js";
import { adcCheck } from "../../parts/wide-check.js";
import { percentText } from "../../words.js";

/** Does every ADC send waveforms? */
export const missingAdc = adcCheck({
  name: "missing-adc",
  title: "Missing ADC",
  meaning: "The ADC sent no valid waveforms, or far fewer than expected.",
  action:
    "Check that the ADC is powered and in the run configuration, and look at the DAQ log. If necessary, restart it with the DAQ expert.",
  callers: "DAQ expert",
  limits: {
    minShare: limitRow(0.9, "a warning below this fraction of valid waveforms; bad without any"),
    minEvents: minEventsRow(1, "analysed events"),
  },
  find: ({ detector, selectedEvents, validCount }, adc, limits) => {
    const limit = limits.minShare!;
    const events = selectedEvents.length;
    if (events < Math.max(1, limits.minEvents!))
      return unknown(`only ${countText(events, "analysed event")}`, { limit });
    const members = detectorGroups(detector).adcMembers[adc]!;
    const n = members.reduce((sum, member) => sum + (validCount.all?.[member] ?? 0), 0);
    const value = n / (events * members.length);
    const state = n === 0 ? "bad" : value < limit ? "warn" : "ok";
    const reason =
      n === 0
        ? `no valid waveform of ADC ${adc} in ${countText(events, "event")}`
        : `${percentText(value)} of the waveforms of ADC ${adc} are valid`;
    return { state, value, limit, n, reason };
  },
});
