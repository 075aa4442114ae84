import { countText } from "../../../words/phrases.js";
import { limitRow } from "../../check.js";
import { fileCheck } from "../../parts/wide-check.js";

/** Are there enough events to judge the file by? */
export const fewEvents = fileCheck({
  name: "few-events",
  title: "Too few events",
  meaning: "So few events were analysed that most faults cannot be seen.",
  action:
    "Do not rely on the other verdicts. Check whether the run was cut short, whether there were triggers, and whether --max-evts is set too low.",
  callers: "run coordinator",
  limits: {
    badBelow: limitRow(10, "bad if fewer events were analysed"),
    warnBelow: limitRow(100, "a warning if fewer events were analysed"),
  },
  find: (summary, _, limits) => {
    const n = summary.selectedEvents.length;
    const [state, limit] =
      n < limits.badBelow!
        ? (["bad", limits.badBelow!] as const)
        : n < limits.warnBelow!
          ? (["warn", limits.warnBelow!] as const)
          : (["ok", limits.warnBelow!] as const);
    const reason = `${n} of ${countText(summary.fileEventCount, "event")} analysed`;
    return { state, value: n, limit, n, reason };
  },
});
