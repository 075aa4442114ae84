/** Records of channels whose fault is known: masked, but still told. */
import type { FileSummary } from "../../summary.js";
import type { Check } from "../check.js";
import type { Verdict } from "./verdict.js";

const inactiveStatus = -1;

const statusTexts: Readonly<Record<number, string>> = {
  [inactiveStatus]: "inactive",
  0: "good",
  1: "dead",
  2: "bad baseline",
  3: "dead with a bad baseline",
};

/** What a code of the status file means. */
export function statusText(status: number): string {
  return statusTexts[status] ?? `code ${status}`;
}

/**
 * Records with those masked whose channel the status file lists with one of the check's `maskedBy`,
 * or as inactive. Their reason says both what the status file says and what was found.
 */
export function withStatus(
  verdicts: readonly Verdict[],
  { channelStatus, detector }: Pick<FileSummary, "channelStatus" | "detector">,
  table: readonly Check[],
): Verdict[] {
  if (!channelStatus) return [...verdicts];
  const maskedBy = new Map(table.map((check) => [check.name, check.maskedBy]));
  return verdicts.map((verdict) => {
    if (verdict.adc === null || verdict.channel === null) return verdict;
    const status = channelStatus[verdict.adc * detector.channelCount + verdict.channel] ?? 0;
    if (status !== inactiveStatus && !maskedBy.get(verdict.check)?.includes(status)) return verdict;
    const reason = `listed as ${statusText(status)} in the status file; now: ${verdict.reason}`;
    return { ...verdict, state: "masked", reason };
  });
}
