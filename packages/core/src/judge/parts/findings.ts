/** Findings that several checks make in the same way. */
import type { Past } from "../../history/past.js";
import { countText } from "../../words/phrases.js";
import { type Finding, type LimitRow, limitRow } from "../check.js";
import type { Verdict } from "../states/verdict.js";

/** The finding that cannot be determined. The reason must hold no sizes in ADC16 counts. */
export function unknown(
  reason: string,
  { value = null, limit = null, n = 0 }: Partial<Pick<Finding, "value" | "limit" | "n">> = {},
): Finding {
  return { state: "unknown", value, limit, n, reason };
}

/**
 * The finding of a channel or file of n waveforms or events that no earlier file has a value for.
 * It alone has no limit though n is above 0: `isNotCompared` knows it by that, as stored documents
 * hold no more.
 */
export function notCompared(past: Past | null, n: number): Finding {
  return unknown(whyNotCompared(past, "no value in"), { n });
}

/** The same where a drift can be told only after more files than there were. */
export function noDriftYet(past: Past | null, n: number): Finding {
  return unknown(whyNotCompared(past, "no drift can be told yet from"), { n });
}

/** True for a record of `notCompared`. */
export function isNotCompared({ state, limit, n }: Verdict): boolean {
  return state === "unknown" && limit === null && n > 0;
}

/** Why there is no earlier value to compare a channel with. */
function whyNotCompared(past: Past | null, before: string): string {
  if (past?.isOfCut && past.files.count === 0)
    return "no earlier file of the same cut to compare with";
  if (!past || past.files.count === 0) return "no earlier file to compare with";
  return `${before} ${countText(past.files.count, "earlier file")} that can be compared`;
}

/** The limit `minEvents`. @param counted what there must be enough of, in the plural */
export function minEventsRow(fewest: number, counted: string): LimitRow {
  return limitRow(fewest, `with fewer ${counted}, the state is unknown`);
}
