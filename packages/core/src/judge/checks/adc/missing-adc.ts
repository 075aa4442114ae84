import { detectorGroups } from "../../../detector/groups.js";
import { type Check, limitRow } from "../../check.js";
import { minEventsRow, unknown } from "../../parts/findings.js";
import { adcCheck } from "../../parts/wide-check.js";
import { countText, percentText } from "../../words.js";

/** Does every ADC send waveforms? */
export const missingAdc: Check = adcCheck({
  name: "missing-adc",
  title: "Missing ADC",
  meaning: "An ADC board sent no valid waveform, or far fewer than it should.",
  action:
    "Check that the board is powered and in the run's configuration; look at the DAQ log. Restart it with the DAQ expert if it is needed.",
  limits: {
    minShare: limitRow(0.9, "a warning below this share of valid waveforms; bad without any"),
    minEvents: minEventsRow(1, "selected events"),
  },
  find: ({ detector, selectedEvents, validCount }, adc, limits) => {
    const limit = limits.minShare!;
    const events = selectedEvents.length;
    if (events < Math.max(1, limits.minEvents!))
      return unknown(`only ${countText(events, "selected event")}`, { limit });
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
