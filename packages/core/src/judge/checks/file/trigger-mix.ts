import type { Past } from "../../../history/past.js";
import { countChances, expectedCounts } from "../../../numerics/chances.js";
import type { FileSummary } from "../../../summary.js";
import { countText } from "../../../words/phrases.js";
import { type CheckLimits, type Finding, limitRow } from "../../check.js";
import { minEventsRow, notCompared, unknown } from "../../parts/findings.js";
import { fileCheck } from "../../parts/wide-check.js";
import { percentText } from "../../words.js";

/** Do beam and self triggers come in the proportion of earlier files? */
export const triggerMix = fileCheck({
  name: "trigger-mix",
  title: "Trigger mix",
  comparesWithEarlier: true,
  meaning: "The fraction of beam triggers differs significantly from earlier files.",
  action:
    "Ask whether the beam was off or the trigger configuration changed. Call if neither is so.",
  callers: "DAQ expert",
  limits: {
    minChange: limitRow(
      0.1,
      "a significant change in the fraction of beam triggers by more than this is a warning",
    ),
    badChange: limitRow(
      0.3,
      "a significant change in the fraction of beam triggers by more than this is bad",
    ),
    maxChance: limitRow(1e-4, "a change is significant if its p-value is below this"),
    minEvents: minEventsRow(10, "events"),
  },
  find: findTriggerMix,
});

function findTriggerMix(
  { eventCount, triggersTyped, selectedEvents }: FileSummary,
  past: Past | null,
  limits: CheckLimits,
): Finding {
  const n = eventCount.all ?? selectedEvents.length;
  const limit = limits.minChange!;
  if (!triggersTyped)
    return unknown("the file does not distinguish beam and self triggers", { limit });
  if (n > 0 && !eventCount.beam && !eventCount.self)
    return unknown(`no beam or self trigger among ${countText(n, "event")}`, { limit, n });
  if (n < Math.max(1, limits.minEvents!))
    return unknown(`only ${countText(n, "event")}`, { limit, n });
  const earlier = past?.triggers;
  if (!earlier) return notCompared(past, n);

  const beam = eventCount.beam ?? 0;
  const value = beam / n;
  const { share, countVariance, shareVariance } = expectedCounts(n, {
    passed: earlier.beam,
    total: earlier.all,
    dispersion: earlier.dispersion,
    fileCount: earlier.fileCount,
  });
  const chances = countChances(n, share, countVariance + shareVariance);
  const p = Math.min(1, 2 * Math.min(chances.atLeast(beam), 1 - chances.atLeast(beam + 1)));
  const change = Math.abs(value - share);
  const clear = p < limits.maxChance!;
  const state =
    clear && change > limits.badChange! ? "bad" : clear && change > limit ? "warn" : "ok";
  const bound = state === "bad" ? limits.badChange! : limit;
  const reason = `${percentText(value)} of ${countText(n, "event")} are beam triggers, ${percentText(share)} in earlier files`;
  return { state, value, limit: [share - bound, share + bound], n, p, reason };
}
