/** The checks of the file as a whole: events, triggers, times. */
import type { Reference } from "../../history/reference.js";
import { countChances } from "../../numerics/chances.js";
import type { FileSummary } from "../../summary.js";
import type { Check, CheckLimits, Finding } from "../check.js";
import { unknown, wideRecord } from "../check.js";
import { countText, percentText, whyNotCompared } from "../words.js";

interface FileCheck extends Omit<Check, "scope" | "maskedBy" | "judge"> {
  find(summary: FileSummary, reference: Reference | null, limits: CheckLimits): Finding;
}

function fileCheck({ find, ...row }: FileCheck): Check {
  const scope = "file";
  return {
    ...row,
    scope,
    maskedBy: [],
    judge: (summary, reference, limits) => [
      wideRecord({ name: row.name, scope }, "", null, find(summary, reference, limits)),
    ],
  };
}

/** Are there enough events to judge the file by? */
export const fewEvents: Check = fileCheck({
  name: "few-events",
  title: "Too few events",
  meaning: "So few events were looked at that most faults cannot be seen.",
  action:
    "Do not take the other verdicts as good. Check whether the run was cut short, whether triggers came, and whether --max-evts is set too low.",
  limits: {
    badBelow: { default: 10, unit: "", meaning: "bad if fewer events were looked at" },
    warnBelow: { default: 100, unit: "", meaning: "a warning if fewer events were looked at" },
  },
  find: (summary, _, limits) => {
    const n = summary.selectedEvents.length;
    const [state, limit] =
      n < limits.badBelow!
        ? (["bad", limits.badBelow!] as const)
        : n < limits.warnBelow!
          ? (["warn", limits.warnBelow!] as const)
          : (["ok", limits.warnBelow!] as const);
    const reason = `${countText(n, "event")} looked at of ${summary.fileEventCount} in the file`;
    return { state, value: n, limit, n, reason };
  },
});

/** Do beam and self triggers come in the proportion of earlier files? */
export const triggerMix: Check = fileCheck({
  name: "trigger-mix",
  title: "Trigger mix",
  comparesWithEarlier: true,
  meaning: "The share of beam triggers differs clearly from earlier files.",
  action:
    "Ask whether the beam was off or the trigger configuration was changed. If not, tell the DAQ expert.",
  limits: {
    minChange: {
      default: 0.1,
      unit: "",
      meaning: "a clear change of the share of beam triggers by more than this is a warning",
    },
    badChange: {
      default: 0.3,
      unit: "",
      meaning: "a clear change of the share of beam triggers by more than this is bad",
    },
    maxChance: {
      default: 1e-4,
      unit: "",
      meaning: "a change is clear if it comes by chance with less than this probability",
    },
    minEvents: { default: 10, unit: "", meaning: "with fewer events the state is unknown" },
  },
  find: findTriggerMix,
});

function findTriggerMix(
  { eventCount, triggersTyped, selectedEvents }: FileSummary,
  reference: Reference | null,
  limits: CheckLimits,
): Finding {
  const n = eventCount.all ?? selectedEvents.length;
  const limit = limits.minChange!;
  if (!triggersTyped) return unknown("the file does not tell beam from self triggers", { limit });
  if (n < Math.max(1, limits.minEvents!))
    return unknown(`only ${countText(n, "event")}`, { limit, n });
  const earlier = reference?.eventCount;
  if (!earlier || earlier.all === 0) return unknown(whyNotCompared(reference), { n });

  const beam = eventCount.beam ?? 0;
  const value = beam / n;
  const share = (earlier.beam + 0.5) / (earlier.all + 1);
  const binomial = share * (1 - share);
  const perFile = earlier.all / reference.files.length;
  const correlation = perFile > 1 ? Math.min(1, (earlier.dispersion - 1) / (perFile - 1)) : 0;
  const variance =
    n * binomial * (1 + (n - 1) * correlation) +
    (n ** 2 * binomial * earlier.dispersion) / earlier.all;
  const chances = countChances(n, share, variance);
  const p = Math.min(1, 2 * Math.min(chances.atLeast(beam), 1 - chances.atLeast(beam + 1)));
  const change = Math.abs(value - share);
  const clear = p < limits.maxChance!;
  const state =
    clear && change > limits.badChange! ? "bad" : clear && change > limit ? "warn" : "ok";
  const bound = state === "bad" ? limits.badChange! : limit;
  const reason = `${percentText(value)} of ${countText(n, "event")} are beam triggers, earlier ${percentText(share)}`;
  return { state, value, limit: [share - bound, share + bound], n, p, reason };
}

/** Do the times of the events go forward? */
export const timestamps: Check = fileCheck({
  name: "timestamps",
  title: "Timestamps",
  meaning:
    "The times of the events go backward, stand still or are missing: clocks or event building are wrong.",
  action:
    "Do not match this file with other data by time. Check the boards' clock synchronisation with the DAQ expert.",
  limits: {
    maxBackwardShare: {
      default: 0.01,
      unit: "",
      meaning: "bad if more of the events are earlier than the one before; a warning for any",
    },
    maxStaleShare: {
      default: 0.5,
      unit: "",
      meaning: "bad if more of the events have the very time of the one before, or none",
    },
  },
  find: ({ timeOrder, fileEventCount }, _, limits) => {
    const [backward, stale] = [limits.maxBackwardShare!, limits.maxStaleShare!];
    if (!timeOrder) return unknown("the order of times was not recorded", { limit: backward });
    const { timed } = timeOrder;
    if (fileEventCount < 2) return unknown(countText(fileEventCount, "event"), { limit: backward });
    const backwardShare = timed > 1 ? timeOrder.backward / (timed - 1) : 0;
    const staleShare = (timeOrder.repeated + fileEventCount - timed) / fileEventCount;
    const n = fileEventCount;
    if (staleShare > stale) {
      const reason = `${timeOrder.repeated} of ${countText(n, "event")} have the time of the one before, ${n - timed} have none`;
      return { state: "bad", value: staleShare, limit: stale, n, reason };
    }
    const state = backwardShare > backward ? "bad" : backwardShare > 0 ? "warn" : "ok";
    const reason = `${timeOrder.backward} of ${countText(n, "event")} are earlier than the one before`;
    return { state, value: backwardShare, limit: backward, n, reason };
  },
});
