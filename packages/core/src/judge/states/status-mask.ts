/** Records of channels with a known fault: masked, but still reported. */
import { detectorGroups } from "../../detector/groups.js";
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
function statusText(status: number): string {
  return statusTexts[status] ?? `code ${status}`;
}

/**
 * Records, masked where the status file lists the channel with one of the check's `maskedBy` or as
 * inactive. The reason of a masked one says both what is listed and what was found.
 * @param listedBy who lists a channel, after "listed as dead"
 */
export function withStatus(
  verdicts: readonly Verdict[],
  { channelStatus, detector }: Pick<FileSummary, "channelStatus" | "detector">,
  table: readonly Check[],
  listedBy: (channelIndex: number) => string = () => inStatusFile,
): Verdict[] {
  if (!channelStatus) return [...verdicts];
  const { indexOf } = detectorGroups(detector);
  const maskedBy = new Map(table.map((check) => [check.name, check.maskedBy]));
  return verdicts.map((verdict) => {
    if (verdict.adc === null || verdict.channel === null) return verdict;
    const channelIndex = indexOf(verdict.adc, verdict.channel);
    const status = channelStatus[channelIndex] ?? 0;
    if (status !== inactiveStatus && !maskedBy.get(verdict.check)?.includes(status)) return verdict;
    const listed = `listed as ${statusText(status)} ${listedBy(channelIndex)}`;
    return { ...verdict, state: "masked", reason: `${listed}; now: ${verdict.reason}` };
  });
}

/** Where a channel is listed unless a known fault lists it. */
export const inStatusFile = "in the status file";
