/** Records of channels with a known fault: masked, but still reported. */
import { detectorGroups } from "../../detector/groups.js";
import type { FileSummary } from "../../summary.js";
import type { Check } from "../check.js";
import type { State, Verdict } from "./verdict.js";

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
 * inactive. The reason of a masked one says both what is listed and what was found; that the channel
 * works again only where all its masked records are otherwise ok.
 * @param listedBy who lists a channel, after "listed as dead"
 */
export function withStatus(
  verdicts: readonly Verdict[],
  { channelStatus, detector }: Pick<FileSummary, "channelStatus" | "detector">,
  table: readonly Check[],
  listedBy: (channelIndex: number) => string = () => inStatusFile,
): Verdict[] {
  if (!channelStatus) return [...verdicts];
  const { indexOf, indexCount } = detectorGroups(detector);
  const maskedBy = new Map(table.map((check) => [check.name, check.maskedBy]));
  /** Of the channel whose fault is listed so that this record is masked; −1 for any other. */
  const maskedIndexOf = ({ check, adc, channel }: Verdict): number => {
    if (adc === null || channel === null) return -1;
    const channelIndex = indexOf(adc, channel);
    const status = channelStatus[channelIndex] ?? 0;
    const isMasked = status === inactiveStatus || maskedBy.get(check)?.includes(status);
    return isMasked ? channelIndex : -1;
  };
  const isAtFault = new Uint8Array(indexCount);
  for (const verdict of verdicts) {
    const channelIndex = maskedIndexOf(verdict);
    if (channelIndex >= 0 && verdict.state !== "ok") isAtFault[channelIndex] = 1;
  }
  return verdicts.map((verdict) => {
    const channelIndex = maskedIndexOf(verdict);
    if (channelIndex < 0) return verdict;
    const { state, reason } = verdict;
    const listed = `listed as ${statusText(channelStatus[channelIndex]!)} ${listedBy(channelIndex)}`;
    const found = isAtFault[channelIndex] ? "; now" : ", but it works";
    return {
      ...verdict,
      state: "masked",
      unmaskedState: state as Exclude<State, "masked">,
      reason: `${listed}${found}: ${reason}`,
    };
  });
}

/** Where a channel is listed unless a known fault lists it. */
export const inStatusFile = "in the status file";
